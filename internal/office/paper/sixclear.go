package paper

import (
	"fmt"
	"strings"

	"chibo/internal/office/docx"
)

// TaskTable is the list of tasks of a month in the form "6 rõ": who, what, by
// when, who is answerable for following it, what is there in the end, who
// decides. It lies across the sheet.
type TaskTable struct {
	Head  Head
	Mark  Mark
	Title string // "tháng 12/2026"
	Note  string // optional paragraph above the table
	Tasks []TaskLine
	Sign  *Signature // nil prints no signature
}

// TaskLine is a task and its state ("đang làm", "xong 18/12/2026").
type TaskLine struct {
	Task
	Measure  string // what is there in the end
	Follower string // who follows it
	Helper   string // who helps
	Decider  string // who decides; the caller says "Chi bộ" where it does
	State    string
}

// Docx renders the table.
func (t TaskTable) Docx(l Layout) ([]byte, error) { return render(t.Document(l)) }

// Text is the plain-text version in the same order.
func (t TaskTable) Text(l Layout) string { return plain(t.Document(l)) }

// Document is the table as blocks, its lines closer where it then holds on one
// sheet with its signature.
func (t TaskTable) Document(l Layout) (docx.Document, error) {
	const steps = 5
	wide, err := t.page(l)
	d := wide
	for i := 0; i < steps && err == nil && d.Height() > pageRoom(d); i++ {
		l = l.tighter()
		d, err = t.page(l)
	}
	if err == nil && d.Height() > pageRoom(d) {
		return wide, nil
	}
	return d, err
}

func (t TaskTable) page(l Layout) (docx.Document, error) {
	s := &sheet{l: l.turned()}
	s.letterhead(t.Head, t.Mark, "", true)
	s.title(l.Words.Tasks, t.Title)
	for _, p := range lines(t.Note) {
		s.text(sentence(p))
	}
	rows := make([][]string, 0, len(t.Tasks))
	for i, x := range t.Tasks {
		rows = append(rows, []string{fmt.Sprint(i + 1), l.or(x.Owner), l.or(x.Deed), x.time(l), x.answerable(l), l.or(x.Measure), l.or(x.Decider), x.State})
	}
	if len(rows) == 0 {
		s.text("Chưa có việc nào được giao.")
	} else {
		s.table([]column{{"TT", 10, true}, {"Rõ\u00a0người", 28, false}, {"Rõ\u00a0việc", 0, false}, {"Rõ\u00a0thời\u00a0gian", 45, false},
			{"Rõ\u00a0trách\u00a0nhiệm", 54, false}, {"Rõ\u00a0sản\u00a0phẩm", 36, false}, {"Rõ thẩm\u00a0quyền", 18, false}, {"Kết\u00a0quả", 18, false}}, rows, 0)
	}
	if t.Sign != nil {
		s.issued(nil, *t.Sign)
	}
	return s.document(l.Words.Tasks+" "+t.Title, t.Head, t.Mark)
}

func (x TaskLine) time(l Layout) string {
	return "Xong " + l.or(x.Due) + "; báo cáo " + together(l.or(x.ReportAt))
}

// answerable is the owner's own duty first, then who follows and who helps.
func (x TaskLine) answerable(l Layout) string {
	parts := []string{"Chịu trách nhiệm: " + l.or(x.Owner)}
	if f := one(x.Follower); f != "" {
		parts = append(parts, "theo dõi: "+f)
	}
	if h := one(x.Helper); h != "" {
		parts = append(parts, "cùng làm: "+h)
	}
	return strings.Join(parts, "; ")
}
