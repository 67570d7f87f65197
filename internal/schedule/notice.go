package schedule

import (
	"encoding/json"
	"slices"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Slot is one cell in a notice.
type Slot struct {
	Org      string `json:"org"`
	Name     string `json:"name"`
	Members  int    `json:"members"`
	Day      string `json:"day"`
	StartsAt int64  `json:"starts_at"`
	Place    string `json:"place"`
}

// Words are what a notice says: the cells approved, in the committee's own order, and
// those without an approved day. Nobody is named.
type Words struct {
	Lines   []Slot `json:"lines"`
	Without []Slot `json:"without"`
}

// Notice is the notice of a month as it was issued; N counts those of the month, each
// taking the place of the one before.
type Notice struct {
	Org      string `json:"org"`
	Month    string `json:"month"`
	N        int    `json:"n"`
	Number   int    `json:"number"` // of the paper; 0: not numbered
	IssuedOn string `json:"issued_on"`
	Before   string `json:"before"` // the day of the one it replaces
	BeforeNo int    `json:"before_number"`
	Words    Words  `json:"words"`
}

func (out Register) words() (w Words) {
	for _, r := range out.Rows {
		l := Slot{r.Org, r.Name, r.Members, r.Day, r.StartsAt, r.Place}
		if r.Status == Approved {
			w.Lines = append(w.Lines, l)
		} else {
			w.Without = append(w.Without, Slot{Org: r.Org, Name: r.Name})
		}
	}
	return w
}

// same tells whether two say the same of when and where; how many members a cell has
// today is no reason for another notice.
func (l Slot) same(x Slot) bool { return l.StartsAt == x.StartsAt && l.Place == x.Place }

// against gives the lines of now that stand otherwise than the notice says; a cell that is
// no more stands without a day.
func (w Words) against(now Words) (out []Slot) {
	find := func(all []Slot, org string) (Slot, bool) {
		i := slices.IndexFunc(all, func(l Slot) bool { return l.Org == org })
		if i < 0 {
			return Slot{}, false
		}
		return all[i], true
	}
	for _, l := range now.Lines {
		if old, there := find(w.Lines, l.Org); !there || !old.same(l) {
			out = append(out, l)
		}
	}
	for _, old := range w.Lines {
		if _, there := find(now.Lines, old.Org); !there {
			out = append(out, Slot{Org: old.Org, Name: old.Name})
		}
	}
	return out
}

func last(rd *store.Reader, org, month string) (*Notice, error) {
	all, err := store.All(rd, scanNotice, `select n.org, n.month, n.n, n.number, n.issued_on, n.words, coalesce(b.issued_on, ''), coalesce(b.number, 0) from schedule_notice n
		left join schedule_notice b on b.tenant = n.tenant and b.org = n.org and b.month = n.month and b.n = n.n - 1
		where n.tenant = $1 and n.org = $2 and n.month = $3 order by n.n desc limit 1`, org, month)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return &all[0], nil
}

func scanNotice(scan store.Scan) (n Notice, err error) {
	words := ""
	if err = scan(&n.Org, &n.Month, &n.N, &n.Number, &n.IssuedOn, &words, &n.Before, &n.BeforeNo); err != nil {
		return n, err
	}
	return n, json.Unmarshal([]byte(words), &n.Words)
}

// Issue tells all cells what is approved. The same once more is the same notice, with the
// number it was given meanwhile; where something stands otherwise since, it is a new one
// that takes its place.
func Issue(tx *store.Tx, book *rule.Book, top, month string, number int) (Notice, error) {
	if err := access.Must(tx.Reader, access.ScheduleKeep, top); err != nil {
		return Notice{}, err
	}
	if number < 0 || number > 99_999 {
		return Notice{}, fault.Bad("number", "schedule_number")
	}
	reg, err := Of(tx.Reader, book, top, month)
	if err != nil {
		return Notice{}, err
	}
	if reg.Approved == 0 {
		return Notice{}, fault.New(fault.Conflict, "schedule_unapproved")
	}
	n := Notice{Org: top, Month: month, N: 1, Number: number, IssuedOn: tx.Today(), Words: reg.words()}
	if old := reg.Notice; old != nil {
		if len(reg.Changed) == 0 {
			return numbered(tx, *old, number)
		}
		n.N, n.Before, n.BeforeNo = old.N+1, old.IssuedOn, old.Number
	}
	if _, err := tx.Exec(`insert into schedule_notice (tenant, org, month, n, number, issued_on, words, at, by_person) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		n.Org, n.Month, n.N, n.Number, n.IssuedOn, store.JSON(n.Words), tx.Now(), tx.Viewer().Person); err != nil {
		return Notice{}, err
	}
	return n, audit.Note(tx, "schedule.issue", "schedule_notice", month, top, map[string]any{"n": n.N, "number": n.Number, "cells": len(n.Words.Lines)})
}

// numbered gives the notice that holds another number, where one is given.
func numbered(tx *store.Tx, n Notice, number int) (Notice, error) {
	if number == 0 || number == n.Number {
		return n, nil
	}
	before := n.Number
	n.Number = number
	if _, err := tx.Exec(`update schedule_notice set number = $5 where tenant = $1 and org = $2 and month = $3 and n = $4`, n.Org, n.Month, n.N, number); err != nil {
		return n, err
	}
	return n, audit.Note(tx, "schedule.number", "schedule_notice", n.Month, n.Org, map[string]any{"n": n.N, "before": before, "number": number})
}

// issuers are who told the schedule of months from a first one on to a cell, the nearest
// committee first.
const issuers = ` from schedule_notice n cross join org_edge t cross join org_edge c
	where n.tenant = $1 and n.month >= $2 and n.month <= $3 and n.n = 1
		and t.tenant = n.tenant and t.org = n.org and t.valid_from <= $5 and (t.valid_to is null or t.valid_to > $5)
		and c.tenant = n.tenant and c.org = $4 and c.valid_from <= $5 and (c.valid_to is null or c.valid_to > $5) and substr(c.path, 1, length(t.path)) = t.path`

// Told is the notice of a month for one of its cells, for whoever sees the cell's
// meetings; nil where none was issued.
func Told(rd *store.Reader, cell, month string) (*Notice, error) {
	if err := access.Must(rd, access.MeetingView, cell); err != nil {
		return nil, err
	}
	orgs, err := rd.Strings(`select n.org`+issuers+` order by length(t.path) desc`, month, month, cell, rd.Today())
	if err != nil || len(orgs) == 0 {
		return nil, err
	}
	return last(rd, orgs[0], month)
}

// Months are the months from one to the next whose schedule was told to a cell, for
// whoever sees its meetings.
func Months(rd *store.Reader, cell, first string) ([]string, error) {
	if err := access.Must(rd, access.MeetingView, cell); err != nil {
		return nil, err
	}
	return rd.Strings(`select distinct n.month`+issuers+` order by 1`, first, vi.NextMonth(first), cell, rd.Today())
}
