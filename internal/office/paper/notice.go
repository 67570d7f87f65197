package paper

import (
	"fmt"

	"chibo/internal/office/docx"
)

// Notice is an announcement of the cell (thông báo, TB); with Programme it is
// the agenda of a meeting (chương trình, CTr) in the same form.
type Notice struct {
	Programme  bool
	Head       Head
	Mark       Mark
	Abstract   string // "về lịch sinh hoạt chi bộ tháng 01/2027"
	Opening    []string
	Sections   []Section
	Recipients []string
	Sign       Signature
}

// Docx renders the notice.
func (n Notice) Docx(l Layout) ([]byte, error) { return render(n.Document(l)) }

// Text is the plain-text version in the same order.
func (n Notice) Text(l Layout) string { return plain(n.Document(l)) }

// Document lays it out as a .docx; it fails where the form lacks what the paper must say.
func (n Notice) Document(l Layout) (docx.Document, error) {
	s := &sheet{l: l}
	name, code := l.Words.Notice, l.Words.NoticeCode
	if n.Programme {
		name, code = l.Words.Programme, l.Words.ProgrammeCode
	}
	s.letterhead(n.Head, n.Mark, code, true)
	s.title(name, n.Abstract)
	s.flow(n.Opening, n.Sections)
	s.issued(n.Recipients, n.Sign)
	return s.document(name+" "+n.Abstract, n.Head, n.Mark)
}

// Report is a report to the committee above (báo cáo, BC).
type Report struct {
	Head       Head
	Mark       Mark
	Abstract   string
	To         string // addressee after "Kính gửi:"; empty prints no line
	Opening    []string
	Sections   []Section
	Recipients []string
	Sign       Signature
}

// Docx renders the report.
func (r Report) Docx(l Layout) ([]byte, error) { return render(r.Document(l)) }

// Text is the plain-text version in the same order.
func (r Report) Text(l Layout) string { return plain(r.Document(l)) }

// Document lays it out as a .docx; it fails where the form lacks what the paper must say.
func (r Report) Document(l Layout) (docx.Document, error) {
	s := &sheet{l: l}
	s.letterhead(r.Head, r.Mark, l.Words.ReportCode, true)
	s.title(l.Words.Report, r.Abstract)
	if to := bare(r.To); to != "" {
		p := s.line(docx.Center, l.Sizes.Body, docx.Run{Text: l.Words.Addressee + " ", Italic: true}, docx.Run{Text: to})
		p.After = l.After
		s.add(p)
	}
	s.flow(r.Opening, r.Sections)
	s.issued(r.Recipients, r.Sign)
	return s.document(l.Words.Report+" "+r.Abstract, r.Head, r.Mark)
}

// Extract is an extract of minutes, issued for admission, discipline or
// inspection. Items, votes and lines are copied word for word.
type Extract struct {
	Head       Head
	Mark       Mark
	About      string // abstract
	Meeting    string // "sinh hoạt chi bộ thường kỳ tháng 12/2026, ngày 03/12/2026"
	Purpose    string // what the extract is for; empty prints no line
	Attendance *Attendance
	Chair      Person
	Scribe     Person
	Items      []Item
	Votes      []Vote
	Recipients []string
	Sign       Signature
}

// Docx renders the extract.
func (e Extract) Docx(l Layout) ([]byte, error) { return render(e.Document(l)) }

// Text is the plain-text version in the same order.
func (e Extract) Text(l Layout) string { return plain(e.Document(l)) }

// Document lays it out as a .docx; it fails where the form lacks what the paper must say.
func (e Extract) Document(l Layout) (docx.Document, error) {
	s := &sheet{l: l}
	code := ""
	if e.Head.Number > 0 {
		code = l.Words.ExtractCode
	}
	s.letterhead(e.Head, e.Mark, code, true)
	s.title(l.Words.Extract, e.About)
	s.labelled("Trích từ biên bản:", sentence(l.or(e.Meeting)))
	if p := sentence(e.Purpose); p != "" {
		s.labelled("Mục đích:", p)
	}
	present := l.Words.Gap
	if a := e.Attendance; a != nil {
		present = fmt.Sprintf("%d/%d đồng chí", a.Present, a.Expected)
	}
	s.labelled("Có mặt:", sentence(present))
	s.labelled("Chủ trì:", sentence(l.comrade(e.Chair)))
	s.labelled("Người ghi biên bản:", sentence(l.comrade(e.Scribe)))
	n := roman(0)
	n.heading(s, "Nội dung trích")
	s.items(e.Items)
	if len(e.Votes) > 0 {
		n.heading(s, "Biểu quyết")
		s.votes(e.Votes)
	}
	s.text("Trích đúng biên bản lưu tại chi bộ.")
	s.issued(e.Recipients, e.Sign)
	return s.document(l.Words.Extract+" "+e.About, e.Head, e.Mark)
}

// flow prints opening paragraphs and headed sections.
func (s *sheet) flow(opening []string, sections []Section) {
	for _, p := range opening {
		for _, x := range lines(p) {
			s.text(sentence(x))
		}
	}
	for _, sec := range sections {
		if h := one(sec.Heading); h != "" {
			s.heading(h)
		}
		for _, p := range sec.Paragraphs {
			for _, x := range lines(p) {
				s.text(sentence(x))
			}
		}
		if sec.Table != nil && len(sec.Table.Head) > 0 {
			s.grid(*sec.Table)
		}
	}
}

func (s *sheet) grid(g Grid) {
	total := 0.0
	for i := range g.Head {
		total += g.share(i)
	}
	cols := make([]column, len(g.Head))
	for i, h := range g.Head {
		cols[i] = column{head: one(h), width: s.l.page().TextWidth() * g.share(i) / total}
		if i == widest(g) { // takes what the others leave
			cols[i].width = 0
		}
	}
	s.table(cols, g.Rows, 0)
}

func widest(g Grid) int {
	best := 0
	for i := range g.Head {
		if g.share(i) > g.share(best) {
			best = i
		}
	}
	return best
}

func (g Grid) share(i int) float64 {
	if i < len(g.Shares) && g.Shares[i] > 0 {
		return g.Shares[i]
	}
	return 1
}
