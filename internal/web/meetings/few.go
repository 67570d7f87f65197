package meetings

import (
	"chibo/internal/member"
	"chibo/internal/store"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// few says of a cell with too few official members that it may meet but not
// resolve, and what to do; nil for every other meeting.
func (s sitting) few(r *page.Request) (*ui.Note, error) {
	if s.M.OfCommittee() {
		return nil, nil
	}
	var n member.Strength
	err := r.Read(func(rd *store.Reader) (err error) {
		n, err = member.StrengthOf(rd, r.Book, s.M.Org, s.M.Day)
		return err
	})
	if err != nil || !n.Few() {
		return nil, err
	}
	return &ui.Note{Kind: "warn", Text: r.T("few.note", "official", n.Official, "least", n.Least)}, nil
}
