package paper

import "chibo/internal/office/docx"

// Batch is several papers in one file, so that they print at one go; each keeps
// its own sheet.
type Batch struct {
	Title  string
	Papers []Paper
}

// Docx renders the batch.
func (b Batch) Docx(l Layout) ([]byte, error) { return render(b.Document(l)) }

// Text is the plain-text version in the same order.
func (b Batch) Text(l Layout) string { return plain(b.Document(l)) }

// Document joins the papers. A batch of nothing is an empty sheet.
func (b Batch) Document(l Layout) (docx.Document, error) {
	all := make([]docx.Document, 0, len(b.Papers))
	for _, p := range b.Papers {
		d, err := p.Document(l)
		if err != nil {
			return docx.Document{}, err
		}
		all = append(all, d)
	}
	return docx.Join(one(b.Title), all...), nil
}
