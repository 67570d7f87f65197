package api

import (
	"chibo/internal/dues"
	"chibo/internal/member"
	"chibo/internal/standing"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Exemption is a request to be exempt from activity and what the cell decided.
type Exemption struct {
	ID        string `json:"id"`
	Member    string `json:"member"`
	Org       string `json:"org"`
	Manner    string `json:"manner" enum:"letter,oral,self"`
	Reason    string `json:"reason" doc:"A class of rule member.exemption; empty for who is not of the cell's lead"`
	AskedOn   string `json:"asked_on"`
	From      string `json:"valid_from"`
	Until     string `json:"valid_to,omitempty" doc:"The first day it no longer holds"`
	State     string `json:"state" enum:"asked,granted,refused,withdrawn"`
	Vote      string `json:"vote,omitempty"`
	DecidedOn string `json:"decided_on,omitempty"`
	Rule      string `json:"rule"`
}

func wireExemption(x standing.Exemption) Exemption {
	return Exemption{ID: x.ID, Member: x.Member, Org: x.Org, Manner: x.Manner, Reason: x.Reason, AskedOn: x.AskedOn, From: x.From, Until: x.Until, State: x.State, Vote: x.Vote, DecidedOn: x.DecidedOn, Rule: x.Rule}
}

// Falling is one matter of a cell that falls due.
type Falling struct {
	Member   string `json:"member,omitempty"`
	Name     string `json:"name,omitempty"`
	Kind     string `json:"kind" enum:"probation_ends,exemption_ends,stay_ends,sent_ends,post_ends,term_ends,badge"`
	Day      string `json:"day"`
	Years    int    `json:"years,omitempty" doc:"Of badge"`
	Sentence string `json:"sentence"`
}

// Care is what staying away calls for; the member and the secretary alone read it.
type Care struct {
	Row    int    `json:"row" doc:"Regular meetings missed in a row, reason not known"`
	Year   int    `json:"year" doc:"Months of this year missed so"`
	Unpaid int    `json:"unpaid" doc:"Months of this year without dues"`
	Ask    bool   `json:"ask" doc:"It is time to ask whether help or an exemption fits"`
	Grave  bool   `json:"grave" doc:"The rule speaks of considering removal"`
	Rule   string `json:"rule"`
}

// DuesLine is one member's month.
type DuesLine struct {
	Member  string `json:"member"`
	Name    string `json:"name"`
	State   string `json:"state" enum:"paid,waived,unpaid,"`
	Amount  int64  `json:"amount" doc:"Whole đồng"`
	Version int64  `json:"version"`
	From    string `json:"from,omitempty" doc:"In before: the cell that took it down"`
}

// DuesMonth is a cell's month.
type DuesMonth struct {
	Month    string     `json:"month"`
	Paid     int        `json:"paid"`
	Waived   int        `json:"waived"`
	Unpaid   int        `json:"unpaid"`
	Amount   int64      `json:"amount" doc:"Whole đồng"`
	Sentence string     `json:"sentence"`
	Items    []DuesLine `json:"items" nullable:"false"`
	Before   []DuesLine `json:"before,omitempty" doc:"Taken down by other cells of those who stand here today; to read only"`
}

func wireDues(s dues.Sum, all []dues.Line) DuesMonth {
	return DuesMonth{Month: s.Month, Paid: s.Paid, Waived: s.Waived, Unpaid: s.Unpaid, Amount: s.Amount, Sentence: s.Sentence(), Items: list(all, "", wireDuesLine).Items}
}

func wireDuesLine(l dues.Line) DuesLine {
	return DuesLine{Member: l.Member, Name: l.Name, State: l.State, Amount: l.Amount, Version: l.Version}
}

// DuesEntry is one member's month as it is taken down.
type DuesEntry struct {
	Member  string `json:"member" minLength:"1" maxLength:"64"`
	State   string `json:"state" enum:"paid,waived,unpaid"`
	Amount  int64  `json:"amount,omitempty" doc:"Whole đồng, of paid"`
	Version int64  `json:"version,omitempty" doc:"As read; 409 when stale or missing where something stands"`
}

// OfMonth is a call about one month of an organisation.
type OfMonth struct {
	ByID
	Month string `path:"month" maxLength:"7"`
}

func (s *server) standing() {
	read(s, "exemptions.list", func(rd *store.Reader, in *ByID) (List[Exemption], error) {
		all, err := standing.Of(rd, in.ID)
		return list(all, "", wireExemption), err
	})
	write(s, "exemptions.create", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Manner  string `json:"manner" enum:"letter,oral"`
			Reason  string `json:"reason" maxLength:"40"`
			AskedOn string `json:"asked_on,omitempty" format:"date" doc:"Today when left out"`
			From    string `json:"valid_from" format:"date"`
			Until   string `json:"valid_to,omitempty" format:"date" doc:"The first day it no longer holds; left out: no end is set"`
		}
	}) (Exemption, error) {
		b := in.Body
		x, err := standing.Ask(tx, s.book(tx), standing.Request{Member: in.ID, Manner: b.Manner, Reason: b.Reason, AskedOn: orToday(b.AskedOn, tx.Reader), From: b.From, Until: b.Until})
		return wireExemption(x), fieldsAs(err, "from", "valid_from", "until", "valid_to")
	})
	write(s, "exemptions.ask", func(tx *store.Tx, in *struct {
		Body struct {
			Reason string `json:"reason" maxLength:"40"`
			From   string `json:"valid_from" format:"date"`
			Until  string `json:"valid_to,omitempty" format:"date" doc:"The first day it no longer holds; left out: no end is set"`
		}
	}) (Exemption, error) {
		x, err := standing.AskMine(tx, s.book(tx), standing.Request{Reason: in.Body.Reason, From: in.Body.From, Until: in.Body.Until})
		return wireExemption(x), fieldsAs(err, "from", "valid_from", "until", "valid_to")
	})
	write(s, "exemptions.withdraw", func(tx *store.Tx, _ *struct{}) (struct{}, error) { return struct{}{}, standing.WithdrawMine(tx) })
	write(s, "exemptions.decide", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Vote string `json:"vote" minLength:"1" maxLength:"64" doc:"A vote of the cell with matter exemption, held since the request"`
		}
	}) (Exemption, error) {
		x, err := standing.Decide(tx, s.book(tx), in.ID, in.Body.Vote)
		return wireExemption(x), err
	})
	write(s, "exemptions.end", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			From string `json:"valid_from,omitempty" format:"date" doc:"First day the member takes part again; today when left out"`
		}
	}) (Member, error) {
		if err := standing.Return(tx, in.ID, orToday(in.Body.From, tx.Reader)); err != nil {
			return Member{}, fieldsAs(err, "from", "valid_from")
		}
		m, err := member.Known(tx.Reader, in.ID)
		return wireMember(m), err
	})
	read(s, "care.get", func(rd *store.Reader, in *ByID) (Care, error) {
		c, err := standing.CareFor(rd, s.book(rd), in.ID)
		return Care{Row: c.Row, Year: c.Year, Unpaid: c.Unpaid, Ask: c.Ask, Grave: c.Grave, Rule: c.Rule}, err
	})
	read(s, "falling.list", func(rd *store.Reader, in *struct {
		ByID
		From  string `query:"from" format:"date" doc:"Today when left out"`
		Until string `query:"until" format:"date" doc:"The day after the last; 31 days from the first when left out"`
	}) (List[Falling], error) {
		from := orToday(in.From, rd)
		until := in.Until
		if until == "" {
			until = vi.AddDays(from, 31)
		}
		all, err := member.Falling(rd, s.book(rd), in.ID, from, until)
		return list(all, "", func(f member.Matter) Falling {
			return Falling{Member: f.Member, Name: f.Name, Kind: f.Kind, Day: f.Day, Years: f.Years, Sentence: f.Sentence}
		}), err
	})
	read(s, "dues.get", func(rd *store.Reader, in *OfMonth) (DuesMonth, error) {
		all, err := dues.OfMonth(rd, s.book(rd), in.ID, in.Month)
		if err != nil {
			return DuesMonth{}, err
		}
		out := wireDues(dues.Add(in.Month, all), all)
		before, err := dues.Before(rd, in.ID, in.Month)
		for _, b := range before {
			l := wireDuesLine(b.Line)
			l.From = b.From
			out.Before = append(out.Before, l)
		}
		return out, err
	})
	write(s, "dues.put", func(tx *store.Tx, in *struct {
		OfMonth
		Body struct {
			Items []DuesEntry `json:"items" maxItems:"1000" nullable:"false"`
		}
	}) (DuesMonth, error) {
		var entries []dues.Entry
		for _, i := range in.Body.Items {
			entries = append(entries, dues.Entry{Member: i.Member, State: i.State, Amount: i.Amount, Version: i.Version})
		}
		sum, err := dues.Put(tx, s.book(tx), in.ID, in.Month, entries)
		if err != nil {
			return DuesMonth{}, err
		}
		all, err := dues.OfMonth(tx.Reader, s.book(tx), in.ID, in.Month)
		return wireDues(sum, all), err
	})
}
