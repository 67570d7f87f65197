package api

import (
	"chibo/internal/meeting"
	"chibo/internal/quality"
	"chibo/internal/reminder"
	"chibo/internal/resolution"
	"chibo/internal/speech"
	"chibo/internal/store"
)

// ReservedOpinion is an opinion its author keeps and sends to a committee.
type ReservedOpinion struct {
	ID        string  `json:"id"`
	Member    string  `json:"member" doc:"Its author"`
	Name      string  `json:"name,omitempty"`
	Vote      string  `json:"vote,omitempty"`
	Text      string  `json:"text"`
	Addressee string  `json:"addressee" doc:"Organisation; the cell itself stands for its committee"`
	Printed   bool    `json:"printed" doc:"The author wishes it in the minutes"`
	At        Instant `json:"at"`
}

func wireReserved(x speech.Reserved) ReservedOpinion {
	return ReservedOpinion{ID: x.ID, Member: x.Member, Name: x.Name, Vote: x.Vote, Text: x.Gist, Addressee: x.Addressee, Printed: x.Printed, At: Instant(x.At)}
}

// Praise is what a meeting commends.
type Praise struct {
	ID     string  `json:"id"`
	Member string  `json:"member,omitempty"`
	Name   string  `json:"name,omitempty"`
	Group  string  `json:"group,omitempty"`
	Deed   string  `json:"deed"`
	At     Instant `json:"at"`
}

func wirePraise(p speech.Praise) Praise {
	return Praise{ID: p.ID, Member: p.Member, Name: p.Name, Group: p.Group, Deed: p.Deed, At: Instant(p.At)}
}

// Reminder is a quiet word to a comrade, while it is open.
type Reminder struct {
	ID      string `json:"id"`
	Meeting string `json:"meeting"`
	Member  string `json:"member"`
	Name    string `json:"name,omitempty"`
	Text    string `json:"text"`
	Helper  string `json:"helper,omitempty" doc:"Member"`
	LookOn  string `json:"look_on" format:"date"`
	Again   bool   `json:"again" doc:"Another day was set already"`
	Version int64  `json:"version"`
}

func wireReminder(r reminder.Reminder) Reminder {
	return Reminder{ID: r.ID, Meeting: r.Meeting, Member: r.Member, Name: r.Name, Text: r.Gist, Helper: r.Helper, LookOn: r.LookOn, Again: r.Again, Version: r.Version}
}

// talk is what is written down while people talk, beside the opinions themselves.
func (s *server) talk() {
	s.opinionEdits()
	s.reserved()
	s.ahead()
	s.reminders()
	read(s, "praise.list", func(rd *store.Reader, in *ByID) (List[Praise], error) {
		all, err := speech.Praised(rd, in.ID)
		return list(all, "", wirePraise), err
	})
	write(s, "praise.create", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Member string `json:"member,omitempty" maxLength:"64"`
			Group  string `json:"group,omitempty" maxLength:"300" doc:"When no member is praised but the cell or a group of it"`
			Deed   string `json:"deed" minLength:"1" maxLength:"1000"`
		}
	}) (Praise, error) {
		p, err := speech.AddPraise(tx, speech.Praise{Meeting: in.ID, Member: in.Body.Member, Group: in.Body.Group, Deed: in.Body.Deed})
		return wirePraise(p), err
	})
	write(s, "praise.drop", func(tx *store.Tx, in *struct {
		ByID
		Praise string `path:"praise" maxLength:"64"`
	}) (Praise, error) {
		return Praise{ID: in.Praise}, speech.DropPraise(tx, in.ID, in.Praise)
	})
	write(s, "resolution.swap", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Out string `json:"out" minLength:"1" maxLength:"64" doc:"Item that stands outside the resolution"`
			In  string `json:"in" minLength:"1" maxLength:"64" doc:"Item that stands in it"`
		}
	}) (Resolution, error) {
		r, _, err := resolution.Swap(tx, s.book(tx), in.ID, in.Body.Out, in.Body.In)
		return wireResolution(r), err
	})
}

func (s *server) opinionEdits() {
	write(s, "opinions.edit", func(tx *store.Tx, in *struct {
		ByID
		Opinion string `path:"opinion" maxLength:"64"`
		Body    struct {
			Gist     string `json:"gist,omitempty" maxLength:"20000"`
			Bare     bool   `json:"bare,omitempty" doc:"Spoke, words not written down"`
			ReadBack bool   `json:"read_back,omitempty" doc:"Read back to a comrade without a phone, who agreed to the words of this version"`
			Undo     bool   `json:"undo,omitempty" doc:"Takes the opinion back, while the meeting lasts"`
			Version  int64  `json:"version,omitempty"`
		}
	}) (Opinion, error) {
		b := in.Body
		if b.Undo {
			return Opinion{ID: in.Opinion}, speech.Undo(tx, in.ID, in.Opinion)
		}
		if b.ReadBack {
			o, err := speech.ReadBack(tx, in.ID, in.Opinion, b.Version)
			return wireOpinion(o), err
		}
		o, err := speech.Write(tx, in.ID, in.Opinion, b.Version, speech.Words{Gist: b.Gist, Bare: b.Bare})
		return wireOpinion(o), err
	})
	write(s, "items.begin", func(tx *store.Tx, in *struct {
		ByID
		Item string `path:"item" maxLength:"64"`
	}) (struct {
		Item      string  `json:"item"`
		StartedAt Instant `json:"started_at"`
	}, error) {
		i, err := meeting.Begin(tx, in.ID, in.Item)
		return struct {
			Item      string  `json:"item"`
			StartedAt Instant `json:"started_at"`
		}{i.ID, Instant(i.StartedAt)}, err
	})
}

func (s *server) reserved() {
	read(s, "reserved-opinions.list", func(rd *store.Reader, in *ByID) (List[ReservedOpinion], error) {
		all, err := speech.ReservedOf(rd, in.ID)
		return list(all, "", wireReserved), err
	})
	write(s, "reserved-opinions.create", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Member    string `json:"member" minLength:"1" maxLength:"64" doc:"Its author"`
			Text      string `json:"text" minLength:"1" maxLength:"20000"`
			Addressee string `json:"addressee,omitempty" maxLength:"64" doc:"Organisation; left out: the cell's own committee"`
			Vote      string `json:"vote,omitempty" maxLength:"64"`
			Printed   bool   `json:"printed,omitempty"`
		}
	}) (ReservedOpinion, error) {
		b := in.Body
		x, err := speech.Reserve(tx, speech.Reserved{Meeting: in.ID, Member: b.Member, Gist: b.Text, Addressee: b.Addressee, Vote: b.Vote, Printed: b.Printed})
		return wireReserved(x), fieldsAs(err, "gist", "text")
	})
}

func (s *server) reminders() {
	read(s, "reminders.list", func(rd *store.Reader, _ *struct{}) (List[Reminder], error) {
		all, err := reminder.Open(rd)
		return list(all, "", wireReminder), err
	})
	write(s, "reminders.create", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Member string `json:"member" minLength:"1" maxLength:"64"`
			Text   string `json:"text" minLength:"1" maxLength:"4000" doc:"What is to be mended"`
			Helper string `json:"helper,omitempty" maxLength:"64" doc:"Member who helps"`
			LookOn string `json:"look_on" format:"date"`
			Named  bool   `json:"named,omitempty" doc:"The cell decided that the minutes give the name"`
		}
	}) (Reminder, error) {
		b := in.Body
		r, err := reminder.Give(tx, reminder.Reminder{Meeting: in.ID, Member: b.Member, Gist: b.Text, Helper: b.Helper, LookOn: b.LookOn, Named: b.Named})
		return wireReminder(r), fieldsAs(err, "gist", "text")
	})
	write(s, "reminders.edit", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Close   bool   `json:"close,omitempty" doc:"It is better now"`
			LookOn  string `json:"look_on,omitempty" maxLength:"10" doc:"Another day, once"`
			Version int64  `json:"version,omitempty"`
		}
	}) (Reminder, error) {
		if in.Body.Close {
			return Reminder{ID: in.ID}, reminder.Close(tx, in.ID)
		}
		r, err := reminder.Again(tx, in.ID, in.Body.Version, in.Body.LookOn)
		return wireReminder(r), err
	})
}

// Score keeps four values apart; one that nobody gave is null.
type Score struct {
	Suggested *float64 `json:"suggested"`
	Self      *float64 `json:"self"`
	Reason    string   `json:"reason,omitempty"`
	By        string   `json:"by,omitempty" doc:"Who proposed it"`
	Voted     *float64 `json:"voted"`
	Vote      string   `json:"vote,omitempty"`
	Confirmed *float64 `json:"confirmed"`
	Band      string   `json:"band,omitempty"`
	Rule      string   `json:"rule,omitempty" doc:"Of the bands"`
	Version   int64    `json:"version"`
}

func wireScore(x quality.Score) Score {
	return Score{Suggested: figure(x.Suggested), Self: figure(x.Self), Reason: x.SelfReason, By: x.SelfByName, Voted: figure(x.Voted), Vote: x.Vote, Confirmed: figure(x.Confirmed), Band: x.Band, Rule: x.BandRule, Version: x.Version}
}

// Shortcomings are what the chair names at the closing.
type Shortcomings struct {
	Lines   []string `json:"lines" nullable:"false" maxItems:"20"`
	Version int64    `json:"version,omitempty"`
}

func wireLacks(l meeting.Lacks) Shortcomings {
	if l.Lines == nil {
		l.Lines = []string{}
	}
	return Shortcomings{l.Lines, l.Version}
}

// scores are what the cell says of its own meeting.
func (s *server) scores() {
	read(s, "score.get", func(rd *store.Reader, in *ByID) (Score, error) {
		x, err := quality.Of(rd, in.ID)
		return wireScore(x), err
	})
	write(s, "score.put", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Points  float64 `json:"points" minimum:"-1000" maximum:"100000" doc:"At most two decimals"`
			Reason  string  `json:"reason" maxLength:"4000"`
			Version int64   `json:"version,omitempty"`
		}
	}) (Score, error) {
		p, err := points(in.Body.Points, "points")
		if err != nil {
			return Score{}, err
		}
		x, err := quality.Propose(tx, s.book(tx), in.ID, in.Body.Version, p, in.Body.Reason)
		return wireScore(x), err
	})
	read(s, "shortcomings.get", func(rd *store.Reader, in *ByID) (Shortcomings, error) {
		l, err := meeting.LacksOf(rd, in.ID)
		return wireLacks(l), err
	})
	write(s, "shortcomings.put", func(tx *store.Tx, in *struct {
		ByID
		Body Shortcomings
	}) (Shortcomings, error) {
		l, err := meeting.PutLacks(tx, in.ID, in.Body.Version, in.Body.Lines)
		return wireLacks(l), err
	})
}
