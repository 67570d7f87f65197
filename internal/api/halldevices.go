package api

import (
	"encoding/json"

	"chibo/internal/offline"
	"chibo/internal/store"
)

// HallDevice is a phone or computer taken along to a meeting.
type HallDevice struct {
	ID         string   `json:"id"`
	Person     string   `json:"person"`
	Name       string   `json:"name"`
	Label      string   `json:"label,omitempty"`
	MadeAt     Instant  `json:"made_at"`
	LastSentAt *Instant `json:"last_sent_at,omitempty"`
	Taken      int64    `json:"taken" doc:"Operations that have come in"`
	Waiting    int64    `json:"waiting" doc:"What still waited on it when it last sent"`
	Done       bool     `json:"done" doc:"Nothing more is expected of it: it has sent all, or was given up"`
	RevokedAt  *Instant `json:"revoked_at,omitempty" doc:"Shut out: it may not send any more"`
	GivenUpAt  *Instant `json:"given_up_at,omitempty"`
	GivenUpWhy string   `json:"given_up_why,omitempty"`
}

// HallEntry is an entry on which two devices differ, or which a room refused.
type HallEntry struct {
	Key      string          `json:"key"`
	Disputed bool            `json:"disputed"`
	Code     string          `json:"code,omitempty" doc:"Why it was refused; empty when it was not"`
	Told     string          `json:"told,omitempty" doc:"The same in words"`
	Hidden   bool            `json:"hidden,omitempty" doc:"Only the cell's committee reads and settles it"`
	Now      json.RawMessage `json:"now,omitempty" doc:"What the meeting's record says; choose it by \"now\""`
	Choices  []HallChoice    `json:"choices" nullable:"false"`
}

// HallChoice is one of its values.
type HallChoice struct {
	Op     string          `json:"op" doc:"Choose it by this"`
	Value  json.RawMessage `json:"value"`
	Name   string          `json:"name" doc:"Who wrote it"`
	Device string          `json:"device" doc:"What its holder calls the device; \"web\" for a form"`
	At     Instant         `json:"at"`
}

// HallState is all of it for one meeting.
type HallState struct {
	Devices []HallDevice `json:"devices" nullable:"false"`
	Entries []HallEntry  `json:"entries" nullable:"false" doc:"To be settled before sealing"`
	Late    []string     `json:"late" nullable:"false" doc:"Keys of what came in after the cell agreed to its minutes, not read aloud yet"`
}

func wireHallDevice(d offline.Device, quits bool) HallDevice {
	return HallDevice{d.ID, d.Person, d.Name, d.Label, Instant(d.MadeAt), when(d.LastSentAt), d.Taken, d.Waiting, quits, when(d.RevokedAt), when(d.GivenUpAt), d.GivenUpWhy}
}

func (s *server) hallState(rd *store.Reader, id string) (HallState, error) {
	out := HallState{Devices: []HallDevice{}, Entries: []HallEntry{}, Late: []string{}}
	all, err := offline.Owing(rd, id)
	if err != nil {
		return out, err
	}
	for _, d := range all {
		out.Devices = append(out.Devices, wireHallDevice(d.Device, d.Quits))
	}
	open, err := offline.UnsettledOf(rd, s.book(rd), id)
	if err != nil {
		return out, err
	}
	for _, u := range open {
		e := HallEntry{Key: u.Key, Disputed: u.Disputed, Code: u.Code, Told: u.Told, Hidden: u.Hidden, Now: u.Now, Choices: []HallChoice{}}
		for _, c := range u.Choices {
			e.Choices = append(e.Choices, HallChoice{c.Op, c.Value, c.Person, c.Device, Instant(c.At)})
		}
		out.Entries = append(out.Entries, e)
	}
	late, err := offline.Late(rd, id)
	out.Late = append(out.Late, late...)
	return out, err
}

// hallDevices are the devices of a meeting and what they left to be settled.
func (s *server) hallDevices() {
	read(s, "hall.get", func(rd *store.Reader, in *ByID) (HallState, error) { return s.hallState(rd, in.ID) })
	write(s, "hall.giveup", func(tx *store.Tx, in *struct {
		ByID
		Device string `path:"device" maxLength:"64"`
		Body   struct {
			Why  string `json:"why" minLength:"1" maxLength:"2000" doc:"A sentence, kept in the log"`
			Lost bool   `json:"lost,omitempty" doc:"Shut it out as well"`
		}
	}) (HallState, error) {
		if _, err := offline.GiveUp(tx, s.book(tx), in.ID, in.Device, in.Body.Why, in.Body.Lost); err != nil {
			return HallState{}, err
		}
		return s.hallState(tx.Reader, in.ID)
	})
	write(s, "hall.revoke", func(tx *store.Tx, in *struct {
		ByID
		Device string `path:"device" maxLength:"64"`
		Body   struct {
			Why string `json:"why" minLength:"1" maxLength:"2000" doc:"A sentence, kept in the log"`
		}
	}) (HallState, error) {
		if _, err := offline.GiveUp(tx, s.book(tx), in.ID, in.Device, in.Body.Why, true); err != nil {
			return HallState{}, err
		}
		return s.hallState(tx.Reader, in.ID)
	})
	write(s, "hall.choose", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Key string `json:"key" minLength:"1" maxLength:"200"`
			Op  string `json:"op" minLength:"1" maxLength:"60" doc:"One of the choices, \"now\", or \"came\" for an opinion of one who is marked absent"`
		}
	}) (HallState, error) {
		if err := offline.Choose(tx, s.book(tx), in.ID, in.Body.Key, in.Body.Op); err != nil {
			return HallState{}, err
		}
		return s.hallState(tx.Reader, in.ID)
	})
	write(s, "hall.reread", func(tx *store.Tx, in *ByID) (HallState, error) {
		if err := offline.ReadAgain(tx, s.book(tx), in.ID); err != nil {
			return HallState{}, err
		}
		return s.hallState(tx.Reader, in.ID)
	})
}
