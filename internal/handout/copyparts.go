package handout

import (
	"fmt"
	"strings"

	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/office/paper"
	"chibo/internal/org"
	kept "chibo/internal/own"
	"chibo/internal/privacy"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// notCopied names what a copy leaves out on purpose: it lies on a table, and
// whoever prints it reads it.
const notCopied = "nhắc nhở, ý kiến bảo lưu, ý kiến gửi trước, tâm tư đã nêu, lời hỏi thăm, lý do xin miễn, đề nghị đồng chí tự gửi, máy đã dùng; đồng chí hỏi bí thư hoặc xem trên máy"

// cellsOf are the names of the cells in a member's history, as he may read them.
func cellsOf(rd *store.Reader, all kept.Data) (map[string]string, error) {
	names := map[string]string{}
	for _, e := range all.Events {
		if e.Org == "" || names[e.Org] != "" {
			continue
		}
		o, err := org.Get(rd, e.Org)
		if err != nil && fault.KindOf(err) != fault.NotFound {
			return nil, err
		}
		names[e.Org] = o.Name
	}
	return names, nil
}

// copied are the parts, each datum a line.
func copied(all kept.Data, cells map[string]string) []paper.OwnPart {
	parts := []paper.OwnPart{record(all.Member)}
	add := func(head string, lines []string) {
		if len(lines) == 0 {
			parts = append(parts, paper.OwnPart{Head: head, Text: "không có"})
			return
		}
		parts = append(parts, paper.OwnPart{Head: head, Lines: lines})
	}
	add("Quá trình sinh hoạt", lived(all.Events, cells))
	add("Chức vụ", each(all.Posts, func(p member.Holding) string {
		return "từ " + vi.ShowDay(p.From) + until(p.To) + ": " + paperWords.T("post."+string(p.Post)) + ", " + p.OrgName
	}))
	add("Đề nghị miễn sinh hoạt", exempted(all))
	work := append(append(all.Tasks[:0:0], all.Tasks...), all.Helping...)
	var tasks, came, money, charge, said, praised []string
	for _, t := range work {
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
	for _, c := range all.Households {
		line := fmt.Sprintf("Phụ trách %s, %d hộ, từ ngày %s", c.Group, c.Households, vi.ShowDay(c.GivenOn))
		if c.Excuse != "" {
			line = "Không phụ trách hộ: " + strings.ToLower(paperWords.T("household.reason."+c.Excuse))
		}
		charge = append(charge, line)
	}
	for _, o := range all.Opinions {
		said = append(said, vi.ShowDay(store.Day(o.At))+": "+o.Gist)
	}
	for _, p := range all.Praised {
		praised = append(praised, vi.ShowDay(store.Day(p.At))+": "+p.Deed)
	}
	add("Nhiệm vụ", tasks)
	add("Nhiệm vụ năm", charge)
	add("Điểm danh", came)
	add("Đảng phí", money)
	add("Ý kiến phát biểu", said)
	add("Được biểu dương", praised)
	add("Ai đã xem trong 90 ngày", each(all.Views, looked))
	add("Đề nghị về dữ liệu", requested(all.Requests))
	add("Sổ đồng ý", each(all.Consents, func(c privacy.Consent) string {
		if c.Given {
			return vi.ShowDay(c.Day) + ": đồng ý"
		}
		return vi.ShowDay(c.Day) + ": rút lại đồng ý"
	}))
	return append(parts, paper.OwnPart{Head: "Không in ở đây", Text: notCopied})
}

func each[T any](all []T, line func(T) string) (out []string) {
	for _, x := range all {
		out = append(out, line(x))
	}
	return out
}

// looked is one look at the record.
func looked(v audit.View) string {
	return store.Clock(v.At).Format("02/01/2006 15:04") + ", " + v.ViewerName + ", " + paperWords.T("mepage.what."+v.What)
}

func until(day string) string {
	if day == "" {
		return ""
	}
	return " đến " + vi.ShowDay(day)
}

// lived is what happened to the member, a dated line each; what was taken back
// or replaced later says so.
func lived(events []member.Event, cells map[string]string) (out []string) {
	void := map[string]bool{}
	for _, e := range events {
		void[e.Corrects] = e.Corrects != ""
	}
	for _, e := range events {
		line := vi.ShowDay(e.From) + until(e.Until) + ": " + paperWords.T("memberpage.event."+e.Kind)
		for _, more := range []string{cells[e.Org], e.Place, e.Decision} {
			if more != "" {
				line += ", " + more
			}
		}
		if void[e.ID] {
			line += " (đã đính chính)"
		}
		out = append(out, line)
	}
	return out
}

// exempted are his own requests; their reason is the cell committee's alone.
func exempted(all kept.Data) (out []string) {
	word := map[string]string{"asked": "chờ chi bộ xem xét", "granted": "chi bộ tán thành", "refused": "chi bộ không tán thành", "withdrawn": "đã rút"}
	for _, x := range all.Exemptions {
		line := "đề nghị ngày " + vi.ShowDay(x.AskedOn) + ", miễn từ " + vi.ShowDay(x.From) + until(x.Until) + ": " + word[x.State]
		if x.DecidedOn != "" {
			line += " ngày " + vi.ShowDay(x.DecidedOn)
		}
		out = append(out, line)
	}
	return out
}

// requested are those not sent alone: what one sent alone is between oneself and the office.
func requested(all []privacy.Request) (out []string) {
	for _, q := range all {
		if q.Channel != privacy.ByOneself {
			out = append(out, vi.ShowDay(q.AskedOn)+": "+q.Text+"; "+strings.ToLower(paperWords.T("privacy.state."+q.State)))
		}
	}
	return out
}

// record is what the roll holds.
func record(m *member.Member) paper.OwnPart {
	p := paper.OwnPart{Head: "Hồ sơ", Text: "không có trong danh sách đảng viên"}
	if m == nil {
		return p
	}
	p.Text = ""
	word := func(family, key string) string {
		if key == "" {
			return ""
		}
		return paperWords.T("memberpage." + family + "." + key)
	}
	for _, x := range [][2]string{{"Họ và tên", m.FullName}, {"Tên gọi khác", m.OtherName}, {"Giới tính", word("sex", m.Sex)}, {"Ngày sinh", born(m)}, {"Quê quán", m.Home}, {"Điện thoại", m.Phone},
		{"Số thẻ đảng viên", m.Card}, {"Số thẻ cũ", m.OldCard}, {"Nơi cấp thẻ", m.CardIssuer}, {"Ngày cấp thẻ", vi.ShowDay(m.CardDay)}, {"Ngày vào Đảng", vi.ShowDay(m.AdmittedOn)}, {"Ngày chính thức", vi.ShowDay(m.OfficialOn)},
		{"Chi bộ", m.OrgName}, {"Diện", word("standing", m.Standing)}, {"Sinh hoạt", word("activity", m.Activity)}, {"Từ ngày", vi.ShowDay(m.Since)}, {"Thôi sinh hoạt ngày", vi.ShowDay(m.EndedOn)}, {"Ghi chú", m.Note}} {
		if strings.TrimSpace(x[1]) != "" {
			p.Lines = append(p.Lines, x[0]+": "+x[1])
		}
	}
	return p
}

// born is the day of birth as far as it is known.
func born(m *member.Member) string {
	switch m.BirthPrecision {
	case "year":
		return vi.ShowDayAt(m.Birth, vi.Year)
	case "month":
		return vi.ShowDayAt(m.Birth, vi.Month)
	}
	return vi.ShowDay(m.Birth)
}
