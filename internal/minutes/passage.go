package minutes

import (
	"chibo/internal/resolution"
	"chibo/internal/store"
)

// Passages are the words people wrote into one sealed paper, without its form:
// what was said and concluded, what was resolved.
type Passages struct {
	Paper, Type string
	Lines       []string
}

// PassagesOf reads the newest sealed minutes and resolution of a meeting in their
// words, for the program's own comparing: it asks for no right, so that what comes
// of it may be shown only to whoever may read the paper.
func PassagesOf(rd *store.Reader, meeting string) (out []Passages, err error) {
	for _, kind := range []string{TypeMinutes, TypeResolution, TypeConclusion} {
		s, err := newest(rd, meeting, kind)
		if store.IsNoRow(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		d, err := s.Document()
		if err != nil {
			return nil, err
		}
		if kind == TypeConclusion {
			kind = TypeResolution
		}
		out = append(out, Passages{s.ID, kind, d.Body.words()})
	}
	return out, nil
}

func (b Body) words() (lines []string) {
	add := func(text string) {
		if text != "" && text != Gap {
			lines = append(lines, text)
		}
	}
	if b.Minutes != nil {
		for _, i := range b.Minutes.Items {
			for _, g := range i.Gist {
				add(g.Text)
			}
			add(i.Conclusion)
		}
		add(b.Minutes.Conclusion)
		return lines
	}
	if b.Resolution != nil {
		add(b.Resolution.Preamble)
	}
	for _, i := range b.Tasks {
		add(deedLine(i))
	}
	return lines
}

// deedLine is a task in its own words, without whose it is and until when.
func deedLine(i resolution.Item) string {
	if i.Measure == "" {
		return i.Deed
	}
	return i.Deed + ", " + i.Measure
}
