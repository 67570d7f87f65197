// Package mandate keeps the numbered decisions under which an inspection officer of the
// committee reads sealed minutes of some cells and months until a day. Every opening is
// written down and the cell sees it, at once or after the last day as the decision says.
// After that day, or when the officer holds the post no more, nothing can be read under it.
package mandate

import (
	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/store"
)

// When the cell sees that its minutes were read.
const (
	AtOnce   = "now"
	AfterEnd = "end"
)

// Mandate is one decision.
type Mandate struct {
	ID         string      `json:"id"`
	Org        string      `json:"org"` // the committee
	Person     string      `json:"person"`
	Name       string      `json:"name"` // of the officer who reads
	Number     string      `json:"number"`
	IssuedOn   string      `json:"issued_on"`
	Issuer     string      `json:"issuer"`
	FromMonth  string      `json:"from_month"`
	UntilMonth string      `json:"until_month"`
	EndsOn     string      `json:"ends_on"` // the last day of reading
	Told       string      `json:"told"`    // now, end
	EnteredOn  string      `json:"entered_on"`
	EndedOn    string      `json:"ended_on"` // ended before its day
	Version    int64       `json:"version"`
	Cells      []ScopeCell `json:"cells"`
	Active     bool        `json:"active"`
}

// ScopeCell is a cell within the scope of a decision.
type ScopeCell struct {
	Org  string `json:"org"`
	Name string `json:"name"`
	Slug string `json:"slug"`
}

const columns = `d.id, d.org, d.person, p.full_name, d.number, d.issued_on, d.issuer, d.from_month, d.until_month, d.ends_on, d.told, d.entered_on, d.ended_on, d.version`

func scanOn(today string) func(store.Scan) (Mandate, error) {
	return func(scan store.Scan) (m Mandate, err error) {
		err = scan(&m.ID, &m.Org, &m.Person, &m.Name, &m.Number, &m.IssuedOn, &m.Issuer, &m.FromMonth, &m.UntilMonth, &m.EndsOn, &m.Told, &m.EnteredOn, &m.EndedOn, &m.Version)
		m.Active, m.Cells = m.EndedOn == "" && m.EndsOn >= today, []ScopeCell{}
		return m, err
	}
}

// scoped puts the cells to the decisions.
func scoped(rd *store.Reader, all []Mandate, err error) ([]Mandate, error) {
	for i := range all {
		if err != nil {
			break
		}
		all[i].Cells, err = store.All(rd, func(scan store.Scan) (c ScopeCell, err error) { err = scan(&c.Org, &c.Name, &c.Slug); return }, `
			select c.org, e.name, o.slug from mandate_cell c join org o on o.tenant = c.tenant and o.id = c.org
			join org_edge e on e.tenant = o.tenant and e.org = o.id and e.valid_from = (select max(x.valid_from) from org_edge x where x.tenant = o.tenant and x.org = o.id)
			where c.tenant = $1 and c.mandate = $2 order by e.position, e.name`, all[i].ID)
	}
	return all, err
}

// Kept lists the decisions of a committee, those that hold first: for its secretary and
// deputy.
func Kept(rd *store.Reader, org string) ([]Mandate, error) {
	if err := access.Must(rd, access.MandateKeep, org); err != nil {
		return nil, err
	}
	all, err := store.All(rd, scanOn(rd.Today()), `select `+columns+` from mandate d join person p on p.tenant = d.tenant and p.id = d.person where d.tenant = $1 and d.org = $2 order by d.ends_on desc, d.id limit 100`, org)
	return scoped(rd, all, err)
}

// Mine lists the decisions under which the viewer reads, or read.
func Mine(rd *store.Reader) ([]Mandate, error) {
	if err := access.MustAny(rd, access.MandateRead); err != nil {
		return nil, err
	}
	all, err := store.All(rd, scanOn(rd.Today()), `select `+columns+` from mandate d join person p on p.tenant = d.tenant and p.id = d.person where d.tenant = $1 and d.person = $2 order by d.ends_on desc, d.id limit 50`, rd.Viewer().Person)
	return scoped(rd, all, err)
}

// get reads one, whoever asks.
func get(rd *store.Reader, id string) (Mandate, error) {
	m, err := store.One(rd, scanOn(rd.Today()), `select `+columns+` from mandate d join person p on p.tenant = d.tenant and p.id = d.person where d.tenant = $1 and d.id = $2`, id)
	if err != nil {
		return m, err
	}
	all, err := scoped(rd, []Mandate{m}, nil)
	return all[0], err
}

// Get reads one for who keeps it.
func Get(rd *store.Reader, id string) (Mandate, error) {
	m, err := get(rd, id)
	if err == nil {
		err = access.Must(rd, access.MandateKeep, m.Org)
	}
	return m, err
}

// Reads gives the decision under which the viewer reads minutes of cells: his own, and only
// while he holds the post. Past its day it is refused in words, and nothing is shown.
func Reads(rd *store.Reader, id string) (Mandate, error) {
	m, err := get(rd, id)
	switch {
	case err != nil:
		return m, err
	case m.Person != rd.Viewer().Person:
		return Mandate{}, fault.Missing()
	}
	if err := access.Must(rd, access.MandateRead, m.Org); err != nil {
		return Mandate{}, err
	}
	if !m.Active {
		return m, fault.New(fault.Conflict, "mandate_over")
	}
	return m, nil
}

// Covers tells whether a meeting of a cell in a month lies within the decision.
func (m Mandate) Covers(org, month string) bool {
	if month < m.FromMonth || month > m.UntilMonth {
		return false
	}
	for _, c := range m.Cells {
		if c.Org == org {
			return true
		}
	}
	return false
}

// Opening is that somebody above the cell opened a paper of it on a day.
type Opening struct {
	Paper    string `json:"paper"`
	Symbol   string `json:"symbol"`
	Month    string `json:"month"`
	Viewer   string `json:"viewer"` // name
	Day      string `json:"day"`
	Times    int    `json:"times"`
	Number   string `json:"number"` // of the decision; empty where the cell had sent the paper
	IssuedOn string `json:"issued_on"`
	Issuer   string `json:"issuer"`
	EndsOn   string `json:"ends_on"`
}

// OfCell lists who above a cell opened its minutes, the latest first: for the cell's
// committee. What a decision lets it see only after the last day is not among them before.
func OfCell(rd *store.Reader, org string) ([]Opening, error) {
	if err := access.Must(rd, access.MandateSeen, org); err != nil {
		return nil, err
	}
	return store.All(rd, func(scan store.Scan) (o Opening, err error) {
		err = scan(&o.Paper, &o.Symbol, &o.Month, &o.Viewer, &o.Day, &o.Times, &o.Number, &o.IssuedOn, &o.Issuer, &o.EndsOn)
		return
	}, `select v.paper, p.symbol, m.period, w.full_name, v.day, v.times, coalesce(d.number, ''), coalesce(d.issued_on, ''), coalesce(d.issuer, ''), coalesce(d.ends_on, '')
		from paper_opening v join paper p on p.tenant = v.tenant and p.id = v.paper and p.version = v.version join meeting m on m.tenant = p.tenant and m.id = p.meeting
		join person w on w.tenant = v.tenant and w.id = v.viewer left join mandate d on d.tenant = v.tenant and d.id = v.mandate
		where v.tenant = $1 and v.org = $2 and (v.mandate = '' or d.told = '`+AtOnce+`' or d.ends_on < $3 or d.ended_on <> '') order by v.day desc, v.last_at desc limit 200`, org, rd.Today())
}
