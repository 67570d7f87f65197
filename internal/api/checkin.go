package api

import (
	"chibo/internal/attendance"
	"chibo/internal/store"
)

// CheckIn is how checking in by codes stands, for chair and scribe.
type CheckIn struct {
	Open    bool       `json:"open"`
	Code    string     `json:"code,omitempty" doc:"On the chair's screen; the first six letters are read aloud. Changes every 15 seconds"`
	Until   *Instant   `json:"until,omitempty"`
	Waiting []ToldHere `json:"waiting" nullable:"false" doc:"Proposals: no marks until they are taken"`
	Counted int        `json:"counted,omitempty" doc:"Heads counted in the room"`
}

// ToldHere is a member who said that he is there.
type ToldHere struct {
	Member string  `json:"member"`
	Name   string  `json:"name"`
	Method string  `json:"method" enum:"qr,helper"`
	At     Instant `json:"at"`
}

// HereAnswer is what whoever tells is told at once.
type HereAnswer struct {
	Name    string   `json:"name,omitempty"`
	Present *Instant `json:"present,omitempty" doc:"Marked as present since"`
	Told    *Instant `json:"told,omitempty" doc:"The proposal was made"`
}

// MyCode is one's own code for one who helps.
type MyCode struct {
	Code  string  `json:"code"`
	Until Instant `json:"until"`
}

func wireHere(a attendance.Answer) HereAnswer {
	return HereAnswer{Name: a.Name, Present: when(a.Present), Told: when(a.At)}
}

func rollDesk(rd *store.Reader, id string) (CheckIn, error) {
	d, err := attendance.DeskOf(rd, id)
	out := CheckIn{Open: d.Open, Code: d.Code, Until: when(d.Until), Counted: d.Counted, Waiting: []ToldHere{}}
	for _, t := range d.Waiting {
		out.Waiting = append(out.Waiting, ToldHere{t.Member, t.Name, t.Method, Instant(t.At)})
	}
	return out, err
}

type saidCode struct {
	ByID
	Body struct {
		Code string `json:"code" minLength:"1" maxLength:"40"`
	}
}

func (s *server) checkIn() {
	read(s, "checkin.get", func(rd *store.Reader, in *ByID) (CheckIn, error) { return rollDesk(rd, in.ID) })
	write(s, "checkin.put", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Open    *bool `json:"open,omitempty" doc:"Whether codes are taken"`
			Counted int   `json:"counted,omitempty" doc:"Heads counted in the room"`
		}
	}) (CheckIn, error) {
		if in.Body.Open != nil {
			if err := attendance.PutDesk(tx, in.ID, *in.Body.Open); err != nil {
				return CheckIn{}, err
			}
		}
		if in.Body.Counted != 0 {
			if err := attendance.CountHeads(tx, in.ID, in.Body.Counted); err != nil {
				return CheckIn{}, err
			}
		}
		return rollDesk(tx.Reader, in.ID)
	})
	write(s, "checkin.settle", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Taken   []string `json:"taken,omitempty" maxItems:"600" doc:"Members marked as present"`
			Refused []string `json:"refused,omitempty" maxItems:"600" doc:"Members who are not in the room"`
		}
	}) (CheckIn, error) {
		if _, err := attendance.Settle(tx, in.ID, in.Body.Taken, in.Body.Refused); err != nil {
			return CheckIn{}, err
		}
		return rollDesk(tx.Reader, in.ID)
	})
	s.checkInTold()
}

func (s *server) checkInTold() {
	write(s, "checkin.tell", func(tx *store.Tx, in *saidCode) (HereAnswer, error) {
		a, err := attendance.Tell(tx, in.ID, in.Body.Code)
		return wireHere(a), err
	})
	read(s, "checkin.own", func(rd *store.Reader, in *ByID) (MyCode, error) {
		code, until, err := attendance.OwnCode(rd, in.ID)
		return MyCode{code, Instant(until)}, err
	})
	write(s, "checkin.help", func(tx *store.Tx, in *saidCode) (HereAnswer, error) {
		a, err := attendance.Help(tx, in.ID, in.Body.Code)
		return wireHere(a), err
	})
	write(s, "checkin.helper", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Person string `json:"person" minLength:"1" maxLength:"64"`
			Ends   bool   `json:"ends,omitempty"`
		}
	}) (struct {
		Person string `json:"person"`
	}, error) {
		return struct {
			Person string `json:"person"`
		}{in.Body.Person}, attendance.NameHelper(tx, in.ID, in.Body.Person, in.Body.Ends)
	})
}
