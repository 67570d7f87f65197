package minutes

import (
	"slices"

	"chibo/internal/meeting"
	"chibo/internal/office/paper"
	"chibo/internal/speech"
	"chibo/internal/store"
)

// ahead puts what was sent before the meeting and read out in it beside what was
// said, with the name only where its author chose so.
func (r *record) ahead(rd *store.Reader) error {
	all, err := speech.ReadAheadOf(rd, r.m.ID)
	for _, a := range all {
		item := a.Item
		if !slices.ContainsFunc(r.items, func(i meeting.Item) bool { return i.ID == item }) {
			item = "" // the line was taken off the agenda since
		}
		g := paper.Gist{Speaker: a.Name, Sense: phrase("ahead.sense"), Text: a.Gist}
		if a.Member == "" {
			g = paper.Gist{Text: phrase("ahead.unnamed", "text", a.Gist)}
		}
		r.opinions[item] = append(r.opinions[item], g)
	}
	return err
}
