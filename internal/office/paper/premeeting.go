package paper

import (
	"strings"
	"time"

	"chibo/internal/office/docx"
)

// Premeeting is the short minutes of what the cell committee, or secretary and
// deputy, settled before the meeting. It goes unnumbered.
type Premeeting struct {
	Head     Head
	Mark     Mark
	Title    string    // "họp chi ủy, chuẩn bị sinh hoạt chi bộ thường kỳ tháng 12/2026"
	Start    time.Time // zero: left for the pen
	Present  []Person
	Sections []Section
	Chair    Person
	Scribe   Person // may be nobody: the line is left for the pen
}

// Docx renders the minutes of the pre-meeting.
func (p Premeeting) Docx(l Layout) ([]byte, error) { return render(p.Document(l)) }

// Text is the plain-text version in the same order.
func (p Premeeting) Text(l Layout) string { return plain(p.Document(l)) }

// Document is the paper as blocks.
func (p Premeeting) Document(l Layout) (docx.Document, error) {
	s := &sheet{l: l}
	s.letterhead(p.Head, p.Mark, "", false)
	s.title(l.Words.Minutes, p.Title)
	when := l.Words.Gap
	if !p.Start.IsZero() {
		when = clock(p.Start) + ", ngày " + day(p.Start)
	}
	s.labelled("Thời gian:", sentence(when))
	var names []string
	for _, one := range p.Present {
		names = append(names, l.comrade(one))
	}
	s.labelled("Có mặt:", sentence(l.or(strings.Join(names, "; "))))
	s.flow(nil, p.Sections)
	s.signedByBoth(p.Scribe.Name, p.Chair.Name)
	return s.document(l.Words.Minutes+" "+p.Title, p.Head, p.Mark)
}
