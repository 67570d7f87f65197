package api

import (
	"chibo/internal/access"
	"chibo/internal/duty"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
)

// Duty is one standing duty of one member in one year.
type Duty struct {
	ID         string `json:"id"`
	Org        string `json:"org"`
	Year       int    `json:"year"`
	Member     string `json:"member"`
	Name       string `json:"name"`
	What       string `json:"what"`
	Product    string `json:"product,omitempty"`
	Due        string `json:"due,omitempty"`
	Rhythm     string `json:"rhythm,omitempty"`
	Helper     string `json:"helper,omitempty"`
	HelperName string `json:"helper_name,omitempty"`
	Place      string `json:"place,omitempty"`
	GivenOn    string `json:"given_on"`
	EndedOn    string `json:"ended_on,omitempty"`
	EndReason  string `json:"end_reason,omitempty"`
	Version    int64  `json:"version"`
}

// DutyYear is what a cell gave in a year, in name order.
type DutyYear struct {
	Org       string `json:"org"`
	Year      int    `json:"year"`
	AdoptedOn string `json:"adopted_on,omitempty" doc:"Left out: a draft"`
	Meeting   string `json:"meeting,omitempty"`
	Items     []Duty `json:"items" nullable:"false"`
}

// DutyTurn is a member who reports at a meeting.
type DutyTurn struct {
	Member string `json:"member"`
	Name   string `json:"name"`
	Duties []struct {
		Duty  string `json:"duty"`
		What  string `json:"what"`
		Words string `json:"words,omitempty" doc:"What the meeting heard"`
	} `json:"duties" nullable:"false"`
}

// OfYear names an organisation and a year in the address.
type OfYear struct {
	ByID
	Year int `path:"year" minimum:"2000" maximum:"2999"`
}

// DutyWords is what one writes of a duty.
type DutyWords struct {
	What    string `json:"what" maxLength:"2000"`
	Product string `json:"product,omitempty" maxLength:"2000"`
	Due     string `json:"due,omitempty" maxLength:"10" doc:"YYYY-MM-DD, in the year"`
	Rhythm  string `json:"rhythm,omitempty" enum:"month,quarter,half_year"`
	Helper  string `json:"helper,omitempty" maxLength:"64" doc:"Member"`
	Place   string `json:"place,omitempty" maxLength:"2000"`
}

func wireDuty(d duty.Duty) Duty { return Duty(d) }

func (w DutyWords) duty() duty.Duty {
	return duty.Duty{What: w.What, Product: w.Product, Due: w.Due, Rhythm: w.Rhythm, Helper: w.Helper, Place: w.Place}
}

func (s *server) duties() {
	read(s, "duties.year", func(rd *store.Reader, in *OfYear) (DutyYear, error) {
		p, err := duty.Year(rd, in.ID, in.Year)
		return wireYear(p), err
	})
	write(s, "duties.give", func(tx *store.Tx, in *struct {
		OfYear
		Body struct {
			DutyWords
			Member string `json:"member" minLength:"1" maxLength:"64"`
		}
	}) (Duty, error) {
		d := in.Body.duty()
		d.Org, d.Year, d.Member = in.ID, in.Year, in.Body.Member
		d, err := duty.Give(tx, s.book(tx), d)
		return wireDuty(d), err
	})
	write(s, "duties.plan", func(tx *store.Tx, in *struct {
		OfYear
		Body struct {
			Step    string `json:"step" enum:"copy,adopt" doc:"copy: draft from the year before; adopt: the cell agreed"`
			Meeting string `json:"meeting,omitempty" maxLength:"64" doc:"adopt: at which meeting"`
		}
	}) (DutyYear, error) {
		var err error
		if in.Body.Step == "adopt" {
			err = duty.Adopt(tx, in.ID, in.Year, in.Body.Meeting)
		} else {
			_, err = duty.Copy(tx, s.book(tx), in.ID, in.Year)
		}
		if err != nil {
			return DutyYear{}, err
		}
		p, err := duty.Year(tx.Reader, in.ID, in.Year)
		return wireYear(p), err
	})
	read(s, "duties.get", func(rd *store.Reader, in *ByID) (Duty, error) {
		d, _, err := duty.Get(rd, in.ID)
		return wireDuty(d), err
	})
	write(s, "duties.change", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			DutyWords
			Version int64 `json:"version,omitempty"`
		}
	}) (Duty, error) {
		d := in.Body.duty()
		d.ID = in.ID
		d, err := duty.Change(tx, s.book(tx), in.Body.Version, d)
		return wireDuty(d), err
	})
	s.dutySteps()
}

func (s *server) dutySteps() {
	write(s, "duties.step", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Step    string `json:"step" enum:"report,hand_over,end"`
			Version int64  `json:"version,omitempty" doc:"As read; for hand_over and end"`
			Text    string `json:"text" maxLength:"5000" doc:"How it stands, or the reason"`
			Member  string `json:"member,omitempty" maxLength:"64" doc:"hand_over: to whom"`
			Meeting string `json:"meeting,omitempty" maxLength:"64" doc:"report: the meeting that heard it"`
		}
	}) (Duty, error) {
		var d duty.Duty
		err := error(fault.Missing())
		switch b := in.Body; b.Step {
		case "report":
			d, err = duty.Report(tx, in.ID, b.Meeting, b.Text)
		case "hand_over":
			d, err = duty.HandOver(tx, s.book(tx), in.ID, b.Version, b.Member, b.Text)
		case "end":
			d, err = duty.End(tx, in.ID, b.Version, b.Text)
		}
		return wireDuty(d), fieldsAs(err, "reason", "text")
	})
	read(s, "duties.turn", func(rd *store.Reader, in *ByID) (List[DutyTurn], error) {
		m, err := meeting.For(rd, in.ID, access.MinutesView)
		if err != nil {
			return List[DutyTurn]{}, err
		}
		turns, err := duty.InTurn(rd, s.book(rd), m)
		return list(turns, "", wireTurn), err
	})
}

func wireYear(p duty.Plan) DutyYear {
	out := DutyYear{Org: p.Org, Year: p.Year, AdoptedOn: p.AdoptedOn, Meeting: p.Meeting, Items: []Duty{}}
	for _, d := range p.Duties {
		out.Items = append(out.Items, wireDuty(d))
	}
	return out
}

func wireTurn(t duty.Turn) DutyTurn {
	out := DutyTurn{Member: t.Member, Name: t.Name}
	for _, s := range t.Duties {
		out.Duties = append(out.Duties, struct {
			Duty  string `json:"duty"`
			What  string `json:"what"`
			Words string `json:"words,omitempty" doc:"What the meeting heard"`
		}{s.ID, s.What, s.Words})
	}
	return out
}
