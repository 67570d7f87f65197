package api

import (
	"context"
	"net/http"

	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/office/sheet"
	"chibo/internal/report"
	"chibo/internal/returns"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// SynthesisRow is a cell over some months; null is not known.
type SynthesisRow struct {
	Org      string   `json:"org"`
	Name     string   `json:"name"`
	Members  int      `json:"members"`
	Held     int      `json:"held" doc:"Months in which it met"`
	Expected int      `json:"expected"`
	Present  int      `json:"present"`
	Opinions *int     `json:"opinions"`
	Thematic *int     `json:"thematic"`
	Topics   *int     `json:"topics"`
	Admitted *int     `json:"admitted"`
	First    string   `json:"first" doc:"First month counted"`
	Last     string   `json:"last"`
	Founded  string   `json:"founded,omitempty" doc:"Where it was founded within the period"`
	Gone     string   `json:"gone,omitempty" doc:"Day from which it stood here no more, where it met before in that month"`
	Missing  []string `json:"missing" nullable:"false" doc:"Months due of which nothing is known"`
}

// Synthesis is a period of a committee.
type Synthesis struct {
	Period string         `json:"period"`
	At     Instant        `json:"at"`
	Months int            `json:"months" doc:"That have begun"`
	Items  []SynthesisRow `json:"items" nullable:"false"`
	Total  SynthesisRow   `json:"total"`
}

func wireSpan(x report.Span) SynthesisRow {
	return SynthesisRow{x.Org, x.Name, x.Members, x.Held, x.Expected, x.Present, x.Opinions, x.Thematic, x.Topics, x.Admitted, x.First, x.Last, x.Founded, x.Gone, append([]string{}, x.Missing...)}
}

// ReturnForm is a table of the level above.
type ReturnForm struct {
	ID      string        `json:"id"`
	Org     string        `json:"org"`
	Name    string        `json:"name"`
	Places  string        `json:"places" doc:"Chosen cells, a line each: C5 = chi_bo"`
	Size    int           `json:"size"`
	Version int64         `json:"version"`
	Cells   []ReturnValue `json:"cells,omitempty" doc:"What each cell will hold, of one form"`
}

// ReturnValue is one cell that asks.
type ReturnValue struct {
	Sheet  string   `json:"sheet"`
	Cell   string   `json:"cell"`
	Names  []string `json:"names" nullable:"false"`
	Values []any    `json:"values" nullable:"false" doc:"In the order of the names; null stays blank with a note"`
}

func wireReturn(f returns.Form) ReturnForm {
	return ReturnForm{ID: f.ID, Org: f.Org, Name: f.Name, Places: f.Places, Size: f.Size, Version: f.Version}
}

// periodIn reads a period of a form as addresses have it, once the right to the form
// was asked; without one it is the present month.
func periodIn(rd *store.Reader, id, key string) (returns.Period, error) {
	if _, err := returns.Get(rd, id); err != nil {
		return returns.Period{}, err
	}
	if key == "" {
		key = vi.MonthOf(rd.Today())
	}
	p, ok := returns.PeriodOf(key)
	if !ok {
		return p, fault.Bad("period", "wrong_form")
	}
	return p, nil
}

func (s *server) returns() {
	read(s, "synthesis.get", func(rd *store.Reader, in *struct {
		ByID
		Period string `path:"period" maxLength:"12" doc:"2026-6-thang (first half) or 2026-nam"`
		On     string `query:"on" format:"date" doc:"As known at the end of this day; today where it is missing or to come"`
	}) (out Synthesis, err error) {
		p, ok := returns.PeriodOf(in.Period)
		if !ok || p.Month {
			return out, fault.Missing()
		}
		x, err := report.SynthesisAt(rd, s.book(rd), in.ID, p.From, p.Until, orToday(in.On, rd))
		out = Synthesis{Period: p.Key, At: Instant(x.At), Months: x.Months, Items: []SynthesisRow{}, Total: wireSpan(x.Total)}
		for _, r := range x.Rows {
			out.Items = append(out.Items, wireSpan(r))
		}
		return out, err
	})
	read(s, "returns.list", func(rd *store.Reader, in *ByID) (out struct {
		Items []ReturnForm `json:"items" nullable:"false"`
	}, err error) {
		out.Items = []ReturnForm{}
		all, err := returns.List(rd, in.ID)
		for _, f := range all {
			out.Items = append(out.Items, wireReturn(f))
		}
		return out, err
	})
	write(s, "returns.create", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Name string `json:"name" maxLength:"200"`
			Data []byte `json:"data" doc:"The .xlsx in base64, at most 2 MB"`
		}
	}) (ReturnForm, error) {
		f, err := returns.Add(tx, in.ID, in.Body.Name, in.Body.Data)
		return wireReturn(f), err
	})
	read(s, "returns.get", func(rd *store.Reader, in *struct {
		ByID
		Period string `query:"period" maxLength:"12" doc:"2026-11, 2026-6-thang or 2026-nam; none: the present month"`
	}) (ReturnForm, error) {
		p, err := periodIn(rd, in.ID, in.Period)
		if err != nil {
			return ReturnForm{}, err
		}
		x, err := returns.See(rd, s.book(rd), in.ID, p)
		out := wireReturn(x.Form)
		for _, a := range x.Asked {
			v := ReturnValue{Sheet: a.Sheet, Cell: a.Cell, Names: a.Names, Values: []any{}}
			for _, name := range a.Names {
				v.Values = append(v.Values, x.Values.Of(name))
			}
			out.Cells = append(out.Cells, v)
		}
		return out, err
	})
	write(s, "returns.choose", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Places  string `json:"places" maxLength:"20000"`
			Version int64  `json:"version"`
		}
	}) (ReturnForm, error) {
		f, err := returns.Choose(tx, in.ID, in.Body.Version, in.Body.Places)
		return wireReturn(f), err
	})
	write(s, "returns.delete", func(tx *store.Tx, in *struct {
		ByID
		Version int64 `query:"version" doc:"As it was read"`
	}) (struct{}, error) {
		return struct{}{}, returns.Drop(tx, in.ID, in.Version)
	})
	s.file("returns.file", []string{"id"}, sheet.Type, s.filled)
}

// filled is a form filled for a period, as .xlsx.
func (s *server) filled(ctx context.Context, r *http.Request) (f file, err error) {
	words := i18n.From(ctx)
	err = s.DB.Read(ctx, viewerOf(ctx), func(rd *store.Reader) error {
		p, err := periodIn(rd, r.PathValue("id"), r.URL.Query().Get("period"))
		if err != nil {
			return err
		}
		x, data, err := returns.Fill(rd, s.book(rd), r.PathValue("id"), p, func(name string) string {
			return words.T("returns.figure."+name) + ": " + words.T("returns.blank.unknown")
		})
		f = file{data: data, name: x.Name + " " + p.Key + ".xlsx", kind: sheet.Type}
		return err
	})
	return f, err
}
