package minutes

import (
	"chibo/internal/dues"
	"chibo/internal/meeting"
	"chibo/internal/store"
)

// duesOf is the sentence on the dues of the meeting's month, as last taken
// down; only the regular meeting of the whole cell speaks of dues.
func duesOf(rd *store.Reader, m meeting.Meeting) (string, error) {
	if !meeting.OfMonth(m.Kind) {
		return "", nil
	}
	sum, err := dues.Counts(rd, m.Org, m.Period)
	return sum.Sentence(), err
}
