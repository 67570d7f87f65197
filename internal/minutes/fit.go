package minutes

import (
	"strings"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// Fit says how the resolution of a meeting sits on paper and in the ear; nothing
// of it stops anybody.
type Fit struct {
	Shorten []string // what to shorten so that it stays on one A4 page; nil: it fits
	Minutes int      // about how long it takes to read aloud; 0: not known
	Long    bool     // longer than the rule's habit
}

// FitOf measures the draft, for whoever may see the resolution.
func FitOf(rd *store.Reader, book *rule.Book, id string) (Fit, error) {
	m, err := meeting.For(rd, id, access.MeetingView)
	if err != nil {
		return Fit{}, err
	}
	rec, err := gather(rd, book, m)
	if err != nil {
		return Fit{}, err
	}
	p, l := rec.resolutionPaper(), formOf(book, m)
	limits := book.Limits(m.Day)
	f := Fit{Shorten: p.Overlong(l), Minutes: limits.Aloud(rec.syllables())}
	f.Long = limits.ReadMinutes > 0 && f.Minutes > limits.ReadMinutes
	return f, nil
}

// syllables are those read aloud: the opening words and each task with its owner
// and day, without the form of the paper.
func (r record) syllables() int {
	n := len(strings.Fields(r.resolution.Preamble))
	for _, i := range inside(r.resolution.Items) {
		n += len(strings.Fields(deedLine(i))) + len(strings.Fields(i.OwnerName)) + 6 // "đồng chí", the day
	}
	return n
}
