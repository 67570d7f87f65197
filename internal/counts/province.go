package counts

import (
	"chibo/internal/access"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Top is the organisation over several committees at an address, for those who read
// their months.
type Top struct{ ID, Slug, Name string }

// TopAt finds it.
func TopAt(rd *store.Reader, slug string) (t Top, err error) {
	if err = rd.Get([]any{&t.ID, &t.Slug}, `select o.id, o.slug from org o where o.tenant = $1 and o.slug = $2`, slug); err != nil {
		return t, err
	}
	if err = access.Must(rd, access.ProvinceView, t.ID); err != nil {
		return Top{}, err
	}
	return t, rd.Get([]any{&t.Name}, `select e.name from org_edge e where e.tenant = $1 and e.org = $2 and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)`, t.ID, rd.Today())
}

// Row is a committee in a month; Held is nil where nothing came.
type Row struct {
	Committee Committee `json:"committee"`
	Held      *Held     `json:"held"`
	Reasons   []string  `json:"reasons"` // why somebody should look: silent, concerns
}

// Sum is a figure over the committees that gave it.
type Sum struct {
	N    int `json:"n"`
	From int `json:"from"` // committees it is the sum of
}

// Overview is a month over all committees below one. Its sums are over what was given
// alone: what is not shown of one cannot be told by subtraction.
type Overview struct {
	Month  string         `json:"month"`
	On     string         `json:"on"`
	At     int64          `json:"-"`
	Rows   []Row          `json:"rows"`
	With   int            `json:"with"`  // committees whose figures are here
	Typed  int            `json:"typed"` // of them, by spreadsheet
	Sums   map[string]Sum `json:"sums"`  // by column
	Late   Sum            `json:"late"`
	Tables Tables         `json:"tables"` // classes by scoring table, never added over tables
}

// Month reads a month over the committees below an organisation as it was known at the
// end of a day; a day to come is today. Two statements, however many committees.
func Month(rd *store.Reader, book *rule.Book, top, month, on string) (Overview, error) {
	o := Overview{Month: month, On: min(on, rd.Today()), Sums: map[string]Sum{}, Tables: Tables{}, Rows: []Row{}}
	o.At = min(rd.Now(), store.DayEnd(o.On))
	all, err := Committees(rd, top)
	if err != nil {
		return o, err
	}
	held, err := store.All(rd, scanHeld, `select `+heldColumns+` from counts_held h where h.tenant = $1 and h.month = $2 and h.received_at <= $3 and (h.over_at is null or h.over_at > $3)`, month, o.At)
	if err != nil {
		return o, err
	}
	by := make(map[string]*Held, len(held))
	for i := range held {
		by[held[i].Committee] = &held[i]
	}
	law := book.Province(o.On)
	for _, c := range all {
		if c.Of(month) {
			o.add(Row{Committee: c, Held: by[c.ID], Reasons: []string{}}, law)
		}
	}
	return o, nil
}

func (o *Overview) add(r Row, law rule.Province) {
	if r.Held != nil {
		f := r.Held.Figures
		o.With++
		if r.Held.Way == BySheet {
			o.Typed++
		}
		for _, c := range Columns {
			o.Sums[c.Name] = o.Sums[c.Name].plus(c.Of(f))
		}
		o.Late = o.Late.plus(f.Late())
		for _, t := range f.Tables {
			o.Tables = o.Tables.With(t)
		}
		if f.Silent != nil && f.Cells != nil && law.Silent(*f.Silent, *f.Cells) {
			r.Reasons = append(r.Reasons, "silent")
		}
		if f.ConcernsLate != nil && law.Late(*f.ConcernsLate) {
			r.Reasons = append(r.Reasons, "concerns")
		}
	}
	o.Rows = append(o.Rows, r)
}

func (s Sum) plus(n *int) Sum {
	if n == nil {
		return s
	}
	return Sum{s.N + *n, s.From + 1}
}

// Pair sums a part and its whole over the committees that gave both.
func (o Overview) Pair(part, whole string) (p, w Sum) {
	for _, r := range o.Rows {
		if r.Held == nil {
			continue
		}
		a, b := column(part).Of(r.Held.Figures), column(whole).Of(r.Held.Figures)
		if a != nil && b != nil {
			p, w = p.plus(a), w.plus(b)
		}
	}
	return p, w
}

// Without are the committees whose figures are not here.
func (o Overview) Without() (out []Committee) {
	for _, r := range o.Rows {
		if r.Held == nil {
			out = append(out, r.Committee)
		}
	}
	return out
}

// Attention are the committees somebody should look at, in the order of the list: no
// ranking.
func (o Overview) Attention() (out []Row) {
	for _, r := range o.Rows {
		if len(r.Reasons) > 0 {
			out = append(out, r)
		}
	}
	return out
}

// MonthOr reads a month somebody asked for; what is none, or to come, is the present one.
func MonthOr(asked, today string) string {
	if !vi.ValidDay(asked+"-01") || asked > vi.MonthOf(today) {
		return vi.MonthOf(today)
	}
	return asked
}
