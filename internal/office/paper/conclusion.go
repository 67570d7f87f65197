package paper

import (
	"fmt"

	"chibo/internal/office/docx"
)

// Conclusion is what the chair concluded, issued as a paper of its own (kết
// luận, KL). A cell may issue one since Quy định 399-QĐ/TW of 2026.
type Conclusion struct {
	Head       Head
	Mark       Mark
	Abstract   string // "tại buổi sinh hoạt chi bộ thường kỳ tháng 12/2026"
	Opening    []string
	Points     []Point
	Closing    string // who carries it out; empty prints no line
	Recipients []string
	Sign       Signature
}

// Point is what was concluded on one matter; Sub stands under the one before it.
type Point struct {
	Title, Text string
	Sub         bool
}

// Docx renders the conclusion.
func (c Conclusion) Docx(l Layout) ([]byte, error) { return render(c.Document(l)) }

// Text is the plain-text version in the same order.
func (c Conclusion) Text(l Layout) string { return plain(c.Document(l)) }

// Document is the conclusion as blocks.
func (c Conclusion) Document(l Layout) (docx.Document, error) {
	s := &sheet{l: l}
	s.letterhead(c.Head, c.Mark, l.Words.ConclusionCode, true)
	s.title(l.Words.Conclusion, c.Abstract)
	s.flow(c.Opening, nil)
	n, under := roman(0), 0
	for i, p := range c.Points {
		if p.Sub {
			under++
			s.subheading(fmt.Sprintf("%d. %s", under, l.or(bare(p.Title))))
		} else {
			under = 0
			n.heading(s, l.or(bare(p.Title)))
		}
		if p.Text != "" || i+1 == len(c.Points) || !c.Points[i+1].Sub || p.Sub {
			s.paras(p.Text)
		}
	}
	if len(c.Points) == 0 {
		s.text(l.Words.Gap + ".")
	}
	if x := sentence(c.Closing); x != "" {
		s.text(x)
	}
	s.issued(c.Recipients, c.Sign)
	return s.document(l.Words.Conclusion+" "+c.Abstract, c.Head, c.Mark)
}
