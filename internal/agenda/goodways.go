package agenda

import (
	"chibo/internal/access"
	"chibo/internal/goodway"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// goodways are what the cell took from another and has not talked about: a line each,
// with the source. No template names them.
func goodways(rd *store.Reader, in Asked) (out []meeting.Item, err error) {
	if in.M.Circle() != access.OfAll {
		return nil, nil
	}
	all, err := goodway.Waits(rd, in.M.Org, in.M.ID)
	for _, t := range all {
		out = append(out, meeting.Item{Code: "goodway", Title: "Làm theo cách làm hay: " + t.Title, Purpose: "discuss", Minutes: 10, SourceKind: "goodway", SourceID: t.ID,
			SourceText: "Theo cách làm của " + t.Source + ", lấy về ngày " + vi.ShowDay(t.TakenOn)})
	}
	return out, err
}
