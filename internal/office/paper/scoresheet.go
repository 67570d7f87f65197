package paper

import "chibo/internal/office/docx"

// ScoreSheet is the print sheet P6 "Bảng chấm điểm": the table of one meeting with
// its four values, for the cell's file.
type ScoreSheet struct {
	Head    Head
	Mark    Mark
	Title   string // "sinh hoạt thường kỳ tháng 12/2026"
	Line    string // the vote in a sentence
	Scoring *Scoring
	Scorer  Person
	Chair   Person
}

// Docx renders it.
func (p ScoreSheet) Docx(l Layout) ([]byte, error) { return render(p.Document(l)) }

// Text is the plain-text version in the same order.
func (p ScoreSheet) Text(l Layout) string { return plain(p.Document(l)) }

// Document lays it out.
func (p ScoreSheet) Document(l Layout) (docx.Document, error) {
	s := &sheet{l: l}
	s.letterhead(p.Head, p.Mark, "", false)
	s.title("BẢNG CHẤM ĐIỂM", p.Title)
	s.text("Chấm buổi sinh hoạt, không chấm đảng viên.")
	s.scoring(p.Scoring)
	if p.Line != "" {
		s.text(sentence(p.Line))
	}
	s.signedByBoth(p.Scorer.Name, p.Chair.Name)
	return s.document("Bảng chấm điểm "+p.Title, p.Head, p.Mark)
}
