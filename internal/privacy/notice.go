package privacy

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/office/paper"
	"chibo/internal/office/sheet"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// byHand marks what only the committee knows.
const byHand = "(đảng ủy ghi)"

// said is a kind of look in words.
func said(what string) string {
	switch what {
	case All:
		return "mọi dữ liệu đang giữ"
	case Own:
		return "trang riêng, qua tài khoản của chính đồng chí"
	}
	return i18n.For("vi").T("mepage.what." + what)
}

func moment(ms int64) string {
	return store.Clock(ms).Format("15:04") + " ngày " + vi.ShowDay(store.Day(ms))
}

// Listed is the list of the persons concerned as a workbook.
func Listed(b Breach, all []Concerned) ([]byte, error) {
	s := sheet.Sheet{Name: "Người bị ảnh hưởng", Title: "NGƯỜI CÓ DỮ LIỆU BỊ ẢNH HƯỞNG, từ " + moment(b.Since) + " đến " + moment(b.Until), Frozen: true, Widths: []float64{5, 30, 34, 44, 34, 18, 18, 8, 22},
		Header: []string{"TT", "Họ và tên", "Chi bộ", "Đã lộ qua", "Người mở", "Lần đầu", "Lần cuối", "Số lượt", "Đã báo ngày"}}
	for i, c := range all {
		var what []string
		for _, w := range c.What {
			what = append(what, said(w))
		}
		s.Rows = append(s.Rows, []any{strconv.Itoa(i + 1), c.Name, c.Org, vi.Capital(strings.Join(what, "; ")), strings.Join(c.Viewers, "; "),
			store.Clock(c.First).Format("02/01/2006 15:04"), store.Clock(c.Last).Format("02/01/2006 15:04"), c.Times, ""})
	}
	var out bytes.Buffer
	err := sheet.Write(&out, []sheet.Sheet{s})
	return out.Bytes(), err
}

// Told is what is handed over when data got out: the list and the draft of the
// notice, with the form of the committee's papers.
type Told struct {
	Breach  Breach
	Persons []Concerned
	Notice  paper.Processing
	Layout  paper.Layout
	Day     string // of the making
}

// Prepare makes both. The draft of the notice to the authority stands under the
// headings of rule privacy.breach: what the system knows is filled in, the rest is
// left open. For whoever keeps requests.
func Prepare(rd *store.Reader, book *rule.Book, id string) (t Told, err error) {
	if t.Breach, t.Persons, err = Affected(rd, id); err != nil {
		return t, err
	}
	if t.Notice, err = authority(rd); err != nil {
		return t, err
	}
	b, p := t.Breach, &t.Notice
	law := book.Breach(store.Day(b.FoundAt))
	t.Layout, t.Day = Form(book, rd.Today()), rd.Today()
	p.Name, p.Abstract, p.Mark.Draft = "THÔNG BÁO VI PHẠM DỮ LIỆU CÁ NHÂN", "phát hiện lúc "+moment(b.FoundAt), true
	p.Opening = []string{fmt.Sprintf("Thông báo phải gửi trước %s, là %d giờ từ khi phát hiện", moment(b.TellBy(book)), law.Hours), "Các mục dưới đây tạm dùng; chép vào mẫu của cơ quan chức năng khi gửi"}
	fill := filled(book, b, t.Persons, p.Head.Issuer)
	for _, h := range law.Headings {
		lines := fill[h.Key]
		if len(lines) == 0 {
			lines = []string{byHand}
		}
		p.Sections = append(p.Sections, paper.ProcessingPart{Title: h.VI, Lines: lines})
	}
	return t, nil
}

// authority is the head of a paper of the committee.
func authority(rd *store.Reader) (paper.Processing, error) {
	top, err := mayLeak(rd)
	if err != nil {
		return paper.Processing{}, err
	}
	head, lead, err := minutes.Letterhead(rd, meeting.Meeting{Org: top.ID, Kind: meeting.Committee, Day: rd.Today()})
	return paper.Processing{Head: head, Sign: paper.Signature{Name: lead.Name}}, err
}

// filled are the lines the system knows, by heading.
func filled(book *rule.Book, b Breach, all []Concerned, issuer string) map[string][]string {
	through := "Không rõ qua tài khoản nào; tính mọi lượt xem trong thời gian này"
	switch {
	case b.Everyone:
		through = "Mất cả máy chủ hoặc bản sao lưu: tính mọi người đang có dữ liệu"
	case b.Session != "":
		through = "Qua một máy đã đăng nhập của đồng chí " + b.Name
	case b.Viewer != "":
		through = "Qua tài khoản của đồng chí " + b.Name
	}
	titles, sensitive := laidOpen(book, store.Day(b.FoundAt), all)
	cells := map[string]int{}
	var where []string
	for _, c := range all {
		if cells[c.Org]++; cells[c.Org] == 1 && c.Org != "" {
			where = append(where, c.Org)
		}
	}
	persons := []string{fmt.Sprintf("%d người, danh sách kèm theo", len(all))}
	if len(where) > 0 && len(where) <= 5 {
		slices.Sort(where)
		persons = append(persons, "Thuộc "+strings.Join(where, "; "))
	} else if len(where) > 5 {
		persons = append(persons, fmt.Sprintf("Thuộc %d chi bộ", len(where)))
	}
	data := []string{fmt.Sprintf("%d loại, trong đó %d loại nhạy cảm: %s", len(titles), sensitive, strings.Join(titles, "; "))}
	if slices.ContainsFunc(all, func(c Concerned) bool { return slices.Contains(c.What, Own) }) {
		data = append(data, "Của chủ tài khoản: thêm mọi mục trên trang riêng của người đó")
	}
	return map[string][]string{
		"who":      {issuer},
		"what":     {"Từ " + moment(b.Since) + " đến " + moment(b.Until), through, b.Text},
		"data":     data,
		"persons":  persons,
		"measures": {"Đã làm: " + byHand, "Sẽ làm: báo từng đồng chí trong danh sách; đồng chí không dùng điện thoại thì bí thư báo tận nơi", "Khác: " + byHand},
	}
}

// laidOpen are the data that may have been read, by the kinds of look.
func laidOpen(book *rule.Book, day string, all []Concerned) (titles []string, sensitive int) {
	every, requests := false, false
	for _, c := range all {
		every = every || slices.Contains(c.What, All)
		requests = requests || slices.Contains(c.What, "request")
	}
	for _, d := range book.Personal(day).Data {
		if !every && !slices.Contains(d.Readers, string(access.RollView)) && (!requests || d.Key != "requests") {
			continue
		}
		titles = append(titles, small(d.Title.VI))
		if d.Sensitive {
			sensitive++
		}
	}
	return titles, sensitive
}
