package paper

import (
	"fmt"

	"chibo/internal/office/docx"
)

// Processing is what a committee keeps about persons: the register of
// processing, or the impact assessment with its headings. It lies across the sheet.
type Processing struct {
	Head     Head
	Mark     Mark
	Name     string // "SỔ ĐĂNG KÝ XỬ LÝ DỮ LIỆU CÁ NHÂN"
	Abstract string
	Opening  []string
	Lines    []ProcessingLine // the table; none prints none
	Sections []ProcessingPart // headings with paragraphs, after it
	Sign     Signature
}

// ProcessingLine is one datum.
type ProcessingLine struct {
	Title, Purpose, Basis, Readers, Kept string
	Sensitive                            bool
}

// ProcessingPart is one heading and what is said under it.
type ProcessingPart struct {
	Title string
	Lines []string
}

// Docx renders it.
func (p Processing) Docx(l Layout) ([]byte, error) { return render(p.Document(l)) }

// Text is the plain-text version in the same order.
func (p Processing) Text(l Layout) string { return plain(p.Document(l)) }

// Document is the paper as blocks.
func (p Processing) Document(l Layout) (docx.Document, error) {
	if len(p.Lines) > 0 {
		l = l.turned()
	}
	s := &sheet{l: l}
	s.letterhead(p.Head, p.Mark, "", true)
	s.title(p.Name, p.Abstract)
	for _, x := range p.Opening {
		s.text(sentence(x))
	}
	rows := make([][]string, 0, len(p.Lines))
	for i, x := range p.Lines {
		sensitive := ""
		if x.Sensitive {
			sensitive = "Có"
		}
		rows = append(rows, []string{fmt.Sprint(i + 1), l.or(x.Title), l.or(x.Purpose), l.or(x.Basis), sensitive, l.or(x.Readers), l.or(x.Kept)})
	}
	if len(rows) > 0 {
		s.table([]column{{"TT", 10, true}, {"Dữ\u00a0liệu", 32, false}, {"Để làm\u00a0gì", 48, false}, {"Căn\u00a0cứ", 0, false}, {"Nhạy cảm", 15, true}, {"Người đọc\u00a0được", 50, false}, {"Giữ bao\u00a0lâu", 46, false}}, rows, 0)
	}
	n := roman(0)
	for _, part := range p.Sections {
		n.heading(s, part.Title)
		for _, x := range part.Lines {
			s.text(sentence(x))
		}
	}
	s.issued(nil, p.Sign)
	return s.document(p.Name, p.Head, p.Mark)
}
