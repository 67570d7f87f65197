package handout

import (
	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/store"
)

// Sitting is a meeting as the committee's office may see it where it prints for
// a cell: which and when.
type Sitting struct {
	ID        string `json:"id"`
	Period    string `json:"period"`
	Kind      string `json:"kind"`
	N         int    `json:"n"`
	Day       string `json:"day"`
	StartsAt  int64  `json:"starts_at"`
	Announced bool   `json:"announced"`
	Over      bool   `json:"over"`
}

// Sittings lists the meetings of a cell for which the office may print, the
// latest first; those of its committee are not among them.
func Sittings(rd *store.Reader, org string) ([]Sitting, error) {
	if err := access.Must(rd, access.HandoutBatch, org); err != nil {
		return nil, err
	}
	return store.All(rd, func(scan store.Scan) (s Sitting, err error) {
		m := meeting.Meeting{}
		err = scan(&s.ID, &s.Period, &s.Kind, &s.N, &s.Day, &s.StartsAt, &m.State)
		s.Announced, s.Over = m.At(meeting.Announced), m.At(meeting.Closed)
		return
	}, `select id, period, kind, n, day, starts_at, state from meeting where tenant = $1 and org = $2 and circle = '' order by starts_at desc, id desc limit 4`, org)
}
