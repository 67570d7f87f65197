package api

import (
	"chibo/internal/org"
	"chibo/internal/privacy"
	"chibo/internal/store"
)

// Alarm says that one viewer opened the records of many persons in a short time.
type Alarm struct {
	ID      string  `json:"id"`
	Viewer  string  `json:"viewer"`
	Name    string  `json:"name"`
	Post    string  `json:"post"`
	At      Instant `json:"at"`
	Persons int     `json:"persons"`
	Minutes int     `json:"minutes"`
	Settled bool    `json:"settled"`
	Note    string  `json:"note,omitempty"`
}

func (s *server) alarms() {
	read(s, "alarms.list", func(rd *store.Reader, _ *struct{}) (List[Alarm], error) {
		top, err := org.Root(rd)
		if err != nil {
			return List[Alarm]{}, err
		}
		all, err := privacy.Alarms(rd, top.ID, 0)
		return list(all, "", func(a privacy.Alarm) Alarm {
			return Alarm{ID: a.ID, Viewer: a.Viewer, Name: a.Name, Post: a.Post, At: Instant(a.At), Persons: a.Persons, Minutes: a.Minutes, Settled: a.SeenAt != 0, Note: a.Note}
		}), err
	})
	write(s, "alarms.settle", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Text string `json:"text" minLength:"1" maxLength:"2000"`
		}
	}) (struct{}, error) {
		return struct{}{}, privacy.Settle(tx, in.ID, in.Body.Text)
	})
}
