package minutes

import (
	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/store"
)

// Outline is what Compose would write now, with the words somebody edited kept;
// nothing is written. For whoever reads the minutes: a phone that is taken along
// begins with it.
func Outline(rd *store.Reader, id string) ([]Part, error) {
	m, err := meeting.For(rd, id, access.MinutesView)
	if err != nil {
		return nil, err
	}
	old, err := parts(rd, id)
	if err != nil || m.At(meeting.Confirmed) {
		return old, err
	}
	rec, err := gather(rd, nil, m)
	if err != nil {
		return nil, err
	}
	edited := map[string]Part{}
	for _, p := range old {
		if p.Edited {
			edited[p.Key] = p
		}
	}
	all := rec.parts()
	for n := range all {
		if p, is := edited[all[n].Key]; is {
			all[n].Text, all[n].Edited, all[n].Version = p.Text, true, p.Version
		}
		all[n].Position = n + 1
	}
	return all, nil
}
