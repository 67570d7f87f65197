package minutes

import (
	"fmt"
	"strings"

	"chibo/internal/meeting"
	"chibo/internal/office/paper"
	"chibo/internal/rule"
	"chibo/internal/vi"
)

// whose are the words of a body in its papers: a cell has a "buổi sinh hoạt", a
// committee a "cuộc họp".
type whose struct{ we, whole, voters, sitting, circle string }

var whoseWord = map[string]whose{
	"":                    {"Chi bộ", "đảng viên của chi bộ", "đảng viên chính thức", "buổi sinh hoạt", "Đảng viên trong chi bộ"},
	meeting.CellCommittee: {"Chi ủy", "chi ủy viên", "ủy viên", "cuộc họp", "Các đồng chí chi ủy viên"},
	meeting.Committee:     {"Đảng ủy", "đảng ủy viên", "ủy viên", "cuộc họp", "Các đồng chí đảng ủy viên"},
	meeting.Standing:      {"Ban Thường vụ", "ủy viên ban thường vụ", "ủy viên", "cuộc họp", "Các đồng chí ủy viên ban thường vụ"},
}

var kindWord = map[string]string{
	"regular": "sinh hoạt chi bộ thường kỳ", "thematic": "sinh hoạt chi bộ chuyên đề", "combined": "sinh hoạt chi bộ thường kỳ và chuyên đề", "extraordinary": "sinh hoạt chi bộ bất thường",
	meeting.CellCommittee: "họp chi ủy", meeting.Committee: "họp đảng ủy", meeting.Standing: "họp ban thường vụ đảng ủy",
}

var postWord = map[string]string{
	"secretary": "bí thư chi bộ", "deputy": "phó bí thư chi bộ", "committee": "chi ủy viên",
	"ward_secretary": "bí thư đảng ủy", "ward_deputy": "phó bí thư đảng ủy", "standing_member": "ủy viên ban thường vụ", "ward_member": "đảng ủy viên", "officer": "cán bộ đảng ủy",
}

func whoseOf(kind string) whose {
	if w, ok := whoseWord[kind]; ok {
		return w
	}
	return whoseWord[""]
}

func (r record) whose() whose { return whoseOf(r.m.Kind) }

// title is "họp đảng ủy tháng 12/2026", from the second of a month with its number.
func (r record) title() string {
	t := kindWord[r.m.Kind] + " " + vi.ShowMonth(r.m.Period)
	if r.m.N > 1 {
		t += fmt.Sprintf(" (lần %d)", r.m.N)
	}
	return t
}

// issuer is the name above the number: the organisation "Đảng bộ phường" acts
// through its "Đảng ủy phường".
func (r record) issuer() string {
	if rest, ok := strings.CutPrefix(r.cell, "Đảng bộ "); ok && r.m.OfCommittee() {
		return "Đảng ủy " + rest
	}
	return r.cell
}

// formOf is Form with the words of the body that met.
func formOf(book *rule.Book, m meeting.Meeting) paper.Layout {
	l := Form(book, m.Day)
	if !m.OfCommittee() {
		return l
	}
	w := whoseOf(m.Kind)
	l.Words.We, l.Words.Voters, l.Words.Whole, l.Words.Sitting = w.we, w.voters, w.whole, vi.Capital(w.sitting)
	l.Words.ReportAt, l.Words.AtStart = "Báo\u00a0cáo ở cuộc\u00a0họp", "Tình hình đầu\u00a0cuộc\u00a0họp"
	l.Words.OnBehalf, l.Words.FileCopy = book.Issuer(m.Day, m.Kind).OnBehalf, "Lưu "+w.we+"."
	return l
}

// carries is how a resolution of this body is carried out.
func (w whose) carries() []string {
	if w.we == "Chi bộ" {
		return []string{"Đồng chí phụ trách báo kết quả với chi bộ ở buổi ghi trong bảng", "Chi ủy theo dõi và báo cáo cấp ủy cấp trên"}
	}
	return []string{"Đồng chí phụ trách báo kết quả với " + lower(w.we) + " ở cuộc họp ghi trong bảng", w.we + " theo dõi, kiểm tra việc thực hiện"}
}

// state is how a task stands, in the words of the body that waits for it.
func (w whose) state(code string) string {
	if code == "reported" {
		return "chờ " + lower(w.we) + " xác nhận"
	}
	return stateWord[code]
}

func lower(s string) string { return strings.ToLower(s) }

// reaches are the recipients: a committee's papers stay among its members.
func (r record) reaches() []string {
	if r.m.OfCommittee() {
		return []string{r.whose().circle}
	}
	return append([]string{r.committee() + " (để báo cáo)"}, r.whose().circle)
}

// invited are the recipients of the notice.
func (r record) invited() []string {
	if r.m.OfCommittee() {
		return []string{r.whose().circle}
	}
	return []string{r.whose().circle, "Cấp ủy viên phụ trách"}
}

// occasion is "buổi sinh hoạt chi bộ thường kỳ tháng 12/2026", "cuộc họp đảng ủy
// tháng 12/2026".
func (r record) occasion() string {
	if r.m.OfCommittee() {
		return "cuộc " + r.title()
	}
	return "buổi " + r.title()
}
