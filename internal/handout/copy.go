package handout

import (
	"errors"
	"fmt"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/minutes"
	"chibo/internal/office/paper"
	kept "chibo/internal/own"
	"chibo/internal/privacy"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// PrintedCopy is how the printing of a copy of a person's data stands among the
// looks at his record: on his own request.
const PrintedCopy = "copy_asked"

// CopyFor is a copy of all that is kept about a person in large print, for one who
// asked for it and uses no phone. It is printed by whoever may read the request,
// once the office has answered that it will be done: so that nobody files a
// request for another and reads his data alone. Not on it is what is told in
// confidence, for a paper lies on a table; it says so. The caller writes the look down.
func CopyFor(rd *store.Reader, book *rule.Book, request string) (Made, privacy.Request, error) {
	q, err := privacy.Get(rd, request)
	if err != nil {
		return Made{}, q, err
	}
	if q.Kind != "copy" || q.State != privacy.Accepted && q.State != privacy.Done || q.Person == rd.Viewer().Person {
		return Made{}, q, fault.Missing()
	}
	if state, err := member.DataOf(rd, q.Person); err != nil || state != "" { // restricted or erased: two open it, elsewhere
		return Made{}, q, errors.Join(err, fault.Missing())
	}
	names, err := member.PersonNames(rd, []string{rd.Viewer().Person})
	if err != nil {
		return Made{}, q, err
	}
	all, err := kept.Collect(rd.As(q.Person))
	if err != nil {
		return Made{}, q, err
	}
	s := paper.Own{Title: "BẢN SAO DỮ LIỆU CỦA TÔI", Whole: true, To: q.Name, Parts: copied(all),
		Printed: store.Clock(rd.Now()).Format("15:04") + " ngày " + vi.ShowDay(rd.Today()) + ", theo đề nghị ngày " + vi.ShowDay(q.AskedOn) + ", người in: " + names[rd.Viewer().Person]}
	if all.Member != nil {
		s.Issuer = all.Member.OrgName
	}
	d, err := s.Document(minutes.Form(book, rd.Today()))
	if err != nil {
		return Made{}, q, fault.New(fault.Unavailable, "docx_failed").Because(err)
	}
	return Made{Doc: d, File: "ban-sao-du-lieu-" + rd.Today()}, q, nil
}

// copied are the parts, each datum a line.
func copied(all kept.Data) []paper.OwnPart {
	list := func(head string, lines []string) paper.OwnPart {
		if len(lines) == 0 {
			return paper.OwnPart{Head: head, Text: "không có"}
		}
		return paper.OwnPart{Head: head, Lines: lines}
	}
	var posts, tasks, came, money, charge, said, views, asks, agreed []string
	for _, p := range all.Posts {
		posts = append(posts, paperWords.T("post."+string(p.Post))+", "+p.OrgName+", từ "+vi.ShowDay(p.From))
	}
	for _, t := range append(all.Tasks, all.Helping...) {
		tasks = append(tasks, t.Deed+"; hạn "+vi.ShowDay(t.Due)+"; "+strings.ToLower(paperWords.T("task.state."+t.State)))
	}
	for _, a := range all.Attendance {
		status := "attendance.unmarked"
		if a.Status != "" {
			status = "attendance." + a.Status
		}
		came = append(came, vi.ShowDay(a.Day)+": "+strings.ToLower(paperWords.T(status)))
	}
	for _, d := range all.Dues {
		money = append(money, fmt.Sprintf("%s: %s, %s đồng", vi.ShowMonth(d.Month), strings.ToLower(paperWords.T("dues.state."+d.State)), vi.Number(d.Amount)))
	}
	for _, d := range all.Duties {
		charge = append(charge, fmt.Sprintf("%d: %s", d.Year, d.What))
	}
	for _, o := range all.Opinions {
		said = append(said, vi.ShowDay(store.Day(o.At))+": "+o.Gist)
	}
	for _, v := range all.Views {
		views = append(views, store.Clock(v.At).Format("02/01/2006 15:04")+", "+v.ViewerName+", "+paperWords.T("mepage.what."+v.What))
	}
	for _, q := range all.Requests {
		if q.Channel != privacy.ByOneself { // what one sent alone is between oneself and the office
			asks = append(asks, vi.ShowDay(q.AskedOn)+": "+q.Text+"; "+strings.ToLower(paperWords.T("privacy.state."+q.State)))
		}
	}
	for _, c := range all.Consents {
		word := "rút lại đồng ý"
		if c.Given {
			word = "đồng ý"
		}
		agreed = append(agreed, vi.ShowDay(c.Day)+": "+word)
	}
	return append([]paper.OwnPart{record(all.Member)}, list("Chức vụ", posts), list("Nhiệm vụ", tasks), list("Nhiệm vụ năm", charge), list("Điểm danh", came), list("Đảng phí", money), list("Ý kiến phát biểu", said),
		list("Ai đã xem trong 90 ngày", views), list("Đề nghị về dữ liệu", asks), list("Sổ đồng ý", agreed),
		paper.OwnPart{Head: "Không in ở đây", Text: "nhắc nhở, ý kiến bảo lưu, lời hỏi thăm, đề nghị đồng chí tự gửi, máy đã dùng; đồng chí hỏi bí thư hoặc xem trên máy"})
}

// record is what the roll holds.
func record(m *member.Member) paper.OwnPart {
	p := paper.OwnPart{Head: "Hồ sơ", Text: "không có trong danh sách đảng viên"}
	if m == nil {
		return p
	}
	p.Text = ""
	for _, x := range [][2]string{{"Họ và tên", m.FullName}, {"Tên gọi khác", m.OtherName}, {"Ngày sinh", vi.ShowDay(m.Birth)}, {"Quê quán", m.Home}, {"Điện thoại", m.Phone}, {"Số thẻ đảng viên", m.Card}, {"Số thẻ cũ", m.OldCard}, {"Nơi cấp thẻ", m.CardIssuer}, {"Ngày cấp thẻ", vi.ShowDay(m.CardDay)},
		{"Ngày vào Đảng", vi.ShowDay(m.AdmittedOn)}, {"Ngày chính thức", vi.ShowDay(m.OfficialOn)}, {"Ghi chú", m.Note}} {
		if strings.TrimSpace(x[1]) != "" {
			p.Lines = append(p.Lines, x[0]+": "+x[1])
		}
	}
	return p
}
