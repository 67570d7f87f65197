package mandate

import (
	"slices"
	"unicode/utf8"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/vi"
)

const (
	wordsMost = 120 // letters of number and issuer
	yearMost  = 366 // days a decision may let somebody read
	cellsMost = 500 // of one decision
	post      = "inspector"
)

// Decision is what is entered of one.
type Decision struct {
	Person     string   `json:"person" minLength:"1" maxLength:"64" doc:"Holds the post of inspector; not who enters it"`
	Number     string   `json:"number" minLength:"1" maxLength:"200"`
	IssuedOn   string   `json:"issued_on" format:"date"`
	Issuer     string   `json:"issuer" minLength:"1" maxLength:"400"`
	Cells      []string `json:"cells" minItems:"1" maxItems:"500"`
	FromMonth  string   `json:"from_month" minLength:"7" maxLength:"7"`
	UntilMonth string   `json:"until_month" minLength:"7" maxLength:"7"`
	EndsOn     string   `json:"ends_on" format:"date" doc:"The last day of reading"`
	Told       string   `json:"told" enum:"now,end" doc:"Whether the cells see it at once or after the last day"`
}

// Officer is somebody who may be given a decision.
type Officer struct {
	Person string `json:"person"`
	Name   string `json:"name"`
}

// Officers are who holds the post of inspector in a committee today, but for the viewer:
// nobody gives himself the right to read.
func Officers(rd *store.Reader, org string) ([]Officer, error) {
	if err := access.Must(rd, access.MandateKeep, org); err != nil {
		return nil, err
	}
	return store.All(rd, func(scan store.Scan) (o Officer, err error) { err = scan(&o.Person, &o.Name); return }, `
		select p.id, p.full_name from post_holding h join person p on p.tenant = h.tenant and p.id = h.person
		where h.tenant = $1 and h.org = $2 and h.post = '`+post+`' and h.from_day <= $3 and (h.to_day is null or h.to_day > $3) and p.id <> $4 order by p.full_name, p.id`, org, rd.Today(), rd.Viewer().Person)
}

// check refuses what cannot be a decision.
func (d Decision) check(rd *store.Reader, org string) error {
	officers, err := Officers(rd, org)
	if err != nil {
		return err
	}
	today := rd.Today()
	var bad fault.Fields
	if !slices.ContainsFunc(officers, func(o Officer) bool { return o.Person == d.Person }) {
		bad.Add("person", "mandate_person")
	}
	if n := utf8.RuneCountInString(d.Number); n == 0 || n > wordsMost {
		bad.Add("number", "mandate_number", "limit", wordsMost)
	}
	if n := utf8.RuneCountInString(d.Issuer); n == 0 || n > wordsMost {
		bad.Add("issuer", "mandate_issuer", "limit", wordsMost)
	}
	if !vi.ValidDay(d.IssuedOn) || d.IssuedOn > today {
		bad.Add("issued", "mandate_issued")
	}
	if !month(d.FromMonth) || !month(d.UntilMonth) || d.UntilMonth < d.FromMonth || d.FromMonth > vi.MonthOf(today) {
		bad.Add("from", "mandate_months")
	}
	if !vi.ValidDay(d.EndsOn) || d.EndsOn < today || d.EndsOn > vi.AddDays(today, yearMost) {
		bad.Add("ends", "mandate_ends", "from", vi.ShowDay(today), "until", vi.ShowDay(vi.AddDays(today, yearMost)))
	}
	if d.Told != AtOnce && d.Told != AfterEnd {
		bad.Add("told", "mandate_told")
	}
	if len(d.Cells) == 0 || len(d.Cells) > cellsMost {
		bad.Add("cells", "mandate_cells")
	}
	return bad.Err()
}

func month(m string) bool { return len(m) == 7 && vi.ValidDay(m+"-01") }

// Enter writes a decision down: the committee's secretary or deputy, never who is to read
// under it. The same number, day and issuer once more are one decision.
func Enter(tx *store.Tx, org string, d Decision) (Mandate, error) {
	d.Number, d.Issuer = vi.Clean(d.Number), vi.Clean(d.Issuer)
	slices.Sort(d.Cells)
	d.Cells = slices.Compact(d.Cells)
	if err := d.check(tx.Reader, org); err != nil {
		return Mandate{}, err
	}
	for _, c := range d.Cells { // below this committee, where it stands today
		ok, err := access.Can(tx.Reader, access.MandateKeep, c)
		if err == nil && (!ok || c == org) {
			err = fault.Bad("cells", "mandate_cells")
		}
		if store.IsNoRow(err) {
			err = fault.Bad("cells", "mandate_cells")
		}
		if err != nil {
			return Mandate{}, err
		}
	}
	ids, err := tx.Strings(`select id from mandate where tenant = $1 and org = $2 and number = $3 and issued_on = $4 and issuer = $5 and person = $6 and ended_on = ''`, org, d.Number, d.IssuedOn, d.Issuer, d.Person)
	if err != nil {
		return Mandate{}, err
	}
	if len(ids) > 0 {
		old, err := Get(tx.Reader, ids[0])
		if err == nil && !old.same(d) {
			err = fault.Bad("number", "mandate_twice")
		}
		return old, err
	}
	id := store.NewID()
	if _, err := tx.Exec(`insert into mandate (tenant, id, org, person, number, issued_on, issuer, from_month, until_month, ends_on, told, entered_on, ended_on, version, by_person)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', 1, $13)`, id, org, d.Person, d.Number, d.IssuedOn, d.Issuer, d.FromMonth, d.UntilMonth, d.EndsOn, d.Told, tx.Today(), tx.Viewer().Person); err != nil {
		return Mandate{}, err
	}
	for _, c := range d.Cells {
		if _, err := tx.Exec(`insert into mandate_cell (tenant, mandate, org) values ($1, $2, $3)`, id, c); err != nil {
			return Mandate{}, err
		}
	}
	if err := audit.Note(tx, "mandate.enter", "mandate", id, org, map[string]any{"number": d.Number, "person": d.Person, "cells": d.Cells, "from": d.FromMonth, "until": d.UntilMonth, "ends": d.EndsOn, "told": d.Told}); err != nil {
		return Mandate{}, err
	}
	return Get(tx.Reader, id)
}

// same tells whether a decision says what was entered again.
func (m Mandate) same(d Decision) bool {
	var cells []string
	for _, c := range m.Cells {
		cells = append(cells, c.Org)
	}
	slices.Sort(cells)
	return m.FromMonth == d.FromMonth && m.UntilMonth == d.UntilMonth && m.EndsOn == d.EndsOn && m.Told == d.Told && slices.Equal(cells, d.Cells)
}

// End takes the right to read away before the last day.
func End(tx *store.Tx, id string, version int64) (Mandate, error) {
	m, err := Get(tx.Reader, id)
	if err != nil || !m.Active {
		return m, err
	}
	if m.Version != version {
		return m, fault.Stale(m)
	}
	if _, err := tx.Exec(`update mandate set ended_on = $3, version = version + 1 where tenant = $1 and id = $2`, id, tx.Today()); err != nil {
		return m, err
	}
	if err := audit.Note(tx, "mandate.end", "mandate", id, m.Org, nil); err != nil {
		return m, err
	}
	return Get(tx.Reader, id)
}

// Opened writes down that the viewer opened a paper of a cell from above it: under a
// decision, or, where under is "", because the cell had sent it. One line a day, each opening
// counted; the log has every first of a day.
func Opened(tx *store.Tx, org, paper string, version int, under string) error {
	n, err := tx.Int(`select count(*) from paper_opening where tenant = $1 and org = $2 and day = $3 and paper = $4 and version = $5 and viewer = $6 and mandate = $7`, org, tx.Today(), paper, version, tx.Viewer().Person, under)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`insert into paper_opening (tenant, org, paper, version, viewer, mandate, day, times, last_at) values ($1, $2, $3, $4, $5, $6, $7, 1, $8)
		on conflict (tenant, org, day, paper, version, viewer, mandate) do update set times = paper_opening.times + 1, last_at = excluded.last_at`, org, paper, version, tx.Viewer().Person, under, tx.Today(), tx.Now()); err != nil || n > 0 {
		return err
	}
	return audit.Note(tx, "mandate.open", "paper", paper, org, map[string]any{"version": version, "mandate": under})
}
