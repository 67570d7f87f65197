package api

import (
	"strings"

	"chibo/internal/counts"
	"chibo/internal/i18n"
	"chibo/internal/store"
)

// CountsState is a state of a committee's month as the one above keeps it.
type CountsState struct {
	Month      string         `json:"month"`
	N          int            `json:"n" doc:"First, second, … state of the month"`
	Way        string         `json:"way" enum:"server,file,sheet"`
	Sequence   int64          `json:"sequence"`
	ReceivedAt Instant        `json:"received_at"`
	Over       bool           `json:"over" doc:"Another state took its place"`
	Figures    counts.Figures `json:"figures"`
}

func wireHeld(h counts.Held) CountsState {
	return CountsState{h.Month, h.N, h.Way, h.Sequence, Instant(h.ReceivedAt), h.OverAt > 0, h.Figures}
}

// ProvinceRow is a committee in a month; State is null where nothing came.
type ProvinceRow struct {
	Number  int64        `json:"number"`
	Name    string       `json:"name"`
	State   *CountsState `json:"state"`
	Reasons []string     `json:"reasons" nullable:"false" doc:"Why somebody should look: silent, concerns"`
}

// ProvinceMonth is a month over several committees.
type ProvinceMonth struct {
	Month     string                `json:"month"`
	At        Instant               `json:"at"`
	With      int                   `json:"with" doc:"Committees whose figures are here"`
	Items     []ProvinceRow         `json:"items" nullable:"false"`
	Sums      map[string]counts.Sum `json:"sums" doc:"By figure, over the committees that gave it alone"`
	Tables    counts.Tables         `json:"tables" nullable:"false" doc:"Classes by scoring table; two are never added"`
	Attention []int64               `json:"attention" nullable:"false" doc:"Numbers of those to ask first, in the order of the list"`
}

// CountsLook is what goes up of a month.
type CountsLook struct {
	Statement counts.Statement `json:"statement" doc:"Without a sequence: it is not made yet"`
	Made      []counts.Made    `json:"made" nullable:"false"`
}

// CountsMade is a signed file.
type CountsMade struct {
	Sequence int64  `json:"sequence"`
	Again    bool   `json:"again" doc:"Nothing changed since; it is the file of before"`
	Name     string `json:"name"`
	Data     []byte `json:"data" doc:"The file in base64"`
}

// CountsUpward is whether a committee's months go up by the server.
type CountsUpward struct {
	Above   int64  `json:"above"`
	OnSince string `json:"on_since" doc:"Empty while it is off"`
	Version int64  `json:"version"`
}

// CountsTaken is what came of a file.
type CountsTaken struct {
	Number int64       `json:"number"`
	Again  bool        `json:"again" doc:"It was here already; nothing changed"`
	Over   bool        `json:"over" doc:"It took the place of another state, which is kept"`
	State  CountsState `json:"state"`
}

// CountsOf names an organisation and a month.
type CountsOf struct {
	ByID
	Month string `path:"month" pattern:"^[0-9]{4}-[0-9]{2}$"`
}

func (s *server) counts() {
	read(s, "counts.get", func(rd *store.Reader, in *CountsOf) (out CountsLook, err error) {
		if out.Statement, err = counts.Look(rd, s.book(rd), in.ID, in.Month); err != nil {
			return out, err
		}
		out.Made, err = counts.History(rd, in.ID, in.Month)
		out.Made = append([]counts.Made{}, out.Made...)
		return out, err
	})
	write(s, "counts.make", func(tx *store.Tx, in *CountsOf) (CountsMade, error) {
		m, again, err := counts.Make(tx, s.book(tx), s.Sign, in.ID, in.Month)
		return CountsMade{m.Sequence, again, m.Name(tx.Tenant()), m.Data()}, err
	})
	write(s, "counts.consent", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Above   int64 `json:"above" doc:"Number of the committee above"`
			On      bool  `json:"on"`
			Version int64 `json:"version"`
		}
	}) (CountsUpward, error) {
		u, err := counts.Consent(tx, in.ID, in.Body.Version, in.Body.Above, in.Body.On)
		return CountsUpward{u.Above, u.OnSince, u.Version}, err
	})
	s.province()
}

func (s *server) province() {
	read(s, "province.month", func(rd *store.Reader, in *struct {
		CountsOf
		On string `query:"on" format:"date" doc:"As known at the end of this day; today where it is missing or to come"`
	}) (ProvinceMonth, error) {
		o, err := counts.Month(rd, s.book(rd), in.ID, in.Month, orToday(in.On, rd))
		out := ProvinceMonth{Month: o.Month, At: Instant(o.At), With: o.With, Items: []ProvinceRow{}, Sums: o.Sums, Tables: o.Tables, Attention: []int64{}}
		for _, r := range o.Rows {
			row := ProvinceRow{Number: r.Committee.Number, Name: r.Committee.Name, Reasons: r.Reasons}
			if r.Held != nil {
				h := wireHeld(*r.Held)
				row.State = &h
			}
			out.Items = append(out.Items, row)
		}
		for _, r := range o.Attention() {
			out.Attention = append(out.Attention, r.Committee.Number)
		}
		return out, err
	})
	write(s, "province.receive", func(tx *store.Tx, in *struct {
		CountsOf
		Body struct {
			Name string `json:"name,omitempty" maxLength:"200" doc:"Of the file; one that ends in .xlsx is a filled spreadsheet"`
			Data []byte `json:"data" doc:"In base64: a signed file of at most 64 KB, or an .xlsx after the template"`
		}
	}) (List[CountsTaken], error) {
		var all []counts.Taken
		var err error
		if strings.HasSuffix(strings.ToLower(in.Body.Name), ".xlsx") {
			all, err = counts.ReceiveSheet(tx, s.book(tx), in.ID, in.Month, in.Body.Name, in.Body.Data, func(name string) string { return i18n.For("vi").T("counts.f." + name) })
		} else {
			all = make([]counts.Taken, 1)
			all[0], err = counts.Receive(tx, s.book(tx), in.ID, in.Month, in.Body.Data)
		}
		return list(all, "", func(t counts.Taken) CountsTaken {
			return CountsTaken{t.Committee.Number, t.Again, t.Over.N > 0, wireHeld(t.Held)}
		}), err
	})
	read(s, "province.communes", func(rd *store.Reader, in *ByID) (List[counts.Committee], error) {
		all, err := counts.Committees(rd, in.ID)
		return list(all, "", func(c counts.Committee) counts.Committee { return c }), err
	})
	write(s, "province.list", func(tx *store.Tx, in *struct {
		ByID
		Number int64 `path:"number"`
		Body   struct {
			Name        string `json:"name" minLength:"1" maxLength:"400"`
			Way         string `json:"way" enum:"server,file,sheet"`
			Verifier    string `json:"verifier,omitempty" maxLength:"200" doc:"Verifier key of the committee's files"`
			Fingerprint string `json:"fingerprint,omitempty" maxLength:"100" doc:"Needed with a new key"`
			From        string `json:"from" pattern:"^[0-9]{4}-[0-9]{2}$" doc:"First month it counts"`
			Last        string `json:"last,omitempty" maxLength:"7" doc:"Last month it counts"`
			Version     int64  `json:"version,omitempty" doc:"Of the one that is changed"`
		}
	}) (counts.Committee, error) {
		b := in.Body
		return counts.List(tx, in.ID, counts.Listing{Number: in.Number, Name: b.Name, Way: b.Way, Key: b.Verifier, Fingerprint: b.Fingerprint, From: b.From, Last: b.Last, Version: b.Version})
	})
	read(s, "province.states", func(rd *store.Reader, in *struct {
		CountsOf
		Number int64 `path:"number"`
	}) (out List[CountsState], err error) {
		all, err := counts.States(rd, in.ID, in.Number, in.Month)
		return list(all, "", wireHeld), err
	})
}
