package paper

import (
	"fmt"
	"strings"
	"time"

	"chibo/internal/office/docx"
)

// LargeResolution is the resolution of a meeting on one sheet in letters of 18
// points. It is a copy to read, not the signed paper: it gives the tasks as
// sentences, because a table in such letters does not fit.
type LargeResolution struct {
	Head     Head
	Mark     Mark
	Abstract string
	For      string // whose copy it is; empty prints no line
	Day      time.Time
	Title    string // "Nhiệm vụ tháng 12"
	Tasks    []Task
	Passed   string // "17/20 đảng viên chính thức tán thành (85%)"
	Sign     Signature
}

// Large is the reading copy of a resolution.
func (r Resolution) Large(l Layout, reader string) LargeResolution {
	out := LargeResolution{Head: r.Head, Mark: r.Mark, Abstract: r.Abstract, For: reader, Day: r.Start, Title: r.TasksTitle, Tasks: r.Tasks, Sign: r.Sign}
	if r.Vote.Base > 0 {
		out.Passed = r.passed(l)
	}
	return out
}

// Docx renders the copy.
func (r LargeResolution) Docx(l Layout) ([]byte, error) { return render(r.Document(l)) }

// Text is the plain-text version in the same order.
func (r LargeResolution) Text(l Layout) string {
	if len(r.Tasks) > MaxTasks { // no sheet, but words
		return plain(r.page(l.large(), beside))
	}
	return plain(r.Document(l))
}

// Document is the copy, its lines closer where five long tasks need it; the
// letters stay at 18 points. What is read aloud stands below the tasks where it
// holds on the sheet, else on its back.
func (r LargeResolution) Document(l Layout) (docx.Document, error) {
	if len(r.Tasks) > MaxTasks {
		return docx.Document{}, ErrTooManyTasks
	}
	l = l.large()
	d, err := r.page(l, beside)
	for tight := l; tight.Line > l.LeastLine && err == nil && d.Height() > pageRoom(d); {
		tight.Line, tight.After = max(tight.Line-0.5, l.LeastLine), max(tight.After-1.5, 1)
		d, err = r.page(tight, beside)
	}
	if err != nil || d.Height() <= pageRoom(d) {
		return d, err
	}
	return r.front(l)
}

// front is the sheet whose back says what is read aloud.
func (r LargeResolution) front(l Layout) (docx.Document, error) {
	d, err := r.page(l, without)
	for l.Line > l.LeastLine && err == nil && d.Height() > pageRoom(d) {
		l.Line, l.After = max(l.Line-0.5, l.LeastLine), max(l.After-1.5, 1)
		d, err = r.page(l, without)
	}
	if err != nil {
		return d, err
	}
	return r.page(l, behind)
}

// Where the text to read aloud stands.
const (
	without = iota
	beside
	behind
)

// Fits tells whether the resolution itself holds on one side of a sheet.
func (r LargeResolution) Fits(l Layout) bool {
	l = l.large()
	l.Line, l.After = l.LeastLine, 1
	d, err := r.page(l, without)
	return err == nil && len(r.Tasks) <= MaxTasks && d.Height() <= pageRoom(d)
}

func (r LargeResolution) page(l Layout, aloud int) (docx.Document, error) {
	s := &sheet{l: l, mark: r.Mark}
	w := l.Words
	center := func(size float64, bold bool, text string) {
		s.add(docx.Paragraph{Align: docx.Center, Line: max(l.Line, size*1.15), After: l.After / 3, KeepNext: true, Runs: []docx.Run{{Text: text, Size: size, Bold: bold}}})
	}
	center(18, true, strings.ToUpper(l.or(r.Head.Issuer)))
	number := l.number(r.Head, w.ResolutionCode)
	if !r.Day.IsZero() {
		number += ", ngày " + day(r.Day)
	}
	center(18, false, number)
	if r.Mark.Draft {
		center(18, true, draft(w.Draft, r.Mark.Round))
	}
	center(l.Sizes.Type, true, w.Resolution)
	center(18, true, one(r.Abstract))
	if c := l.correction(r.Mark.Seal); c != "" {
		center(18, false, "("+c+")")
	}
	if f := one(r.For); f != "" {
		s.add(docx.Paragraph{Align: docx.Center, Line: l.Line, KeepNext: true, Runs: []docx.Run{{Text: "Bản chữ lớn của đồng chí " + f, Italic: true}}})
	}
	title := one(r.Title)
	if title == "" {
		title = "Nhiệm vụ"
	}
	s.heading(title)
	if len(r.Tasks) == 0 {
		s.add(docx.Paragraph{Line: l.Line, Runs: []docx.Run{{Text: "Không giao việc mới."}}})
	}
	for i, t := range r.Tasks {
		s.add(docx.Paragraph{Line: l.Line, After: l.After, KeepLines: true, Runs: []docx.Run{{Text: fmt.Sprintf("%d. %s ", i+1, sentence(l.or(t.Deed))), Bold: true},
			{Text: fmt.Sprintf("Đồng chí %s làm, xong %s, báo cáo %s.", l.or(t.Owner), l.or(t.Due), together(bare(l.or(t.ReportAt))))}}})
	}
	if aloud == beside {
		s.aloud(r.Aloud(l))
	}
	if r.Passed != "" {
		s.add(docx.Paragraph{Line: l.Line, Before: l.After, After: l.After, Runs: []docx.Run{{Text: upperFirst(sentence(r.Passed))}}})
	}
	post := one(r.Sign.Post)
	if post == "" {
		post = w.Post
	}
	s.hold()
	half := l.page().TextWidth() / 2
	s.add(s.columns(half, []docx.Paragraph{{Line: l.Line}}, []docx.Paragraph{s.line(docx.Center, 18, docx.Run{Text: strings.ToUpper(post)}), s.line(docx.Center, 18, docx.Run{Text: l.or(r.Sign.Name), Bold: true})}))
	if aloud == behind {
		s.add(docx.Paragraph{Break: docx.NewPage, Line: l.Line, KeepNext: true, Align: docx.Center, Runs: []docx.Run{{Text: one(r.Abstract), Bold: true}}})
		s.aloud(r.Aloud(l))
	}
	d := docx.Document{Title: one(w.Resolution + " " + r.Abstract), Subject: one(r.Head.Issuer), Created: r.Head.Date, Page: l.page(), Size: l.Sizes.Body, Blocks: s.blocks}
	d.Foot = []docx.Block{docx.Paragraph{Line: l.Line, Runs: []docx.Run{{Text: w.Internal + " · bản để đọc, không thay bản ký"}}}}
	d.Page.FootAt = 8
	return d, nil
}
