package directive

import (
	"context"
	"encoding/json"
	"slices"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/job"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// DeliverJob is the kind of the work that puts a paper into the cells left over.
const DeliverJob = "directive.deliver"

// chunk is how many cells get a paper in one transaction.
const chunk = 50

const longestAsked = 600 // bytes: a sentence

// To says which cells below the committee get it: those of the kinds, or those named.
// Neither is all of them.
type To struct {
	Kinds []string `json:"kinds"`
	Cells []string `json:"cells"`
}

func (to To) takes(o org.Org) bool {
	switch {
	case len(to.Cells) > 0:
		return slices.Contains(to.Cells, o.ID)
	case len(to.Kinds) > 0:
		return slices.Contains(to.Kinds, o.Kind)
	}
	return true
}

// Below lists the cells under a committee today, for those who send.
func Below(rd *store.Reader, committee string) ([]org.Org, error) {
	top, err := org.Get(rd, committee)
	if err != nil {
		return nil, err
	}
	all, err := org.Reach(rd, access.DirectiveSend, rd.Today())
	return slices.DeleteFunc(all, func(o org.Org) bool {
		return !o.Cell() || o.ID == top.ID || o.Path < top.Path || o.Path >= access.After(top.Path)
	}), err
}

// Send sends a paper down. The first cells have it at once, the others as the job goes
// on. The same paper with the same text again is the same; with another text it is
// refused, because one corrects what is sent.
func Send(tx *store.Tx, d Directive, to To) (Directive, error) {
	if err := access.Must(tx.Reader, access.DirectiveSend, d.Org); err != nil {
		return Directive{}, err
	}
	d, err := d.tidy(tx.Today(), tx.Today())
	if err != nil {
		return Directive{}, err
	}
	old, err := store.All(tx.Reader, scan, `select `+columns+` from directive d where d.tenant = $1 and d.org = $2 and d.number = $3 and d.issued_on = $4 and d.issuer = $5`, d.Org, d.Number, d.IssuedOn, d.Issuer)
	if err != nil {
		return Directive{}, err
	}
	if len(old) > 0 {
		if old[0].RecalledOn == "" && old[0].says(d) {
			return old[0], nil
		}
		return Directive{}, fault.Bad("number", "directive_exists", "number", d.Number, "day", vi.ShowDay(d.IssuedOn))
	}
	cells, err := Below(tx.Reader, d.Org)
	if err != nil {
		return Directive{}, err
	}
	if cells = slices.DeleteFunc(cells, func(o org.Org) bool { return !to.takes(o) }); len(cells) == 0 {
		return Directive{}, fault.Bad("to", "directive_nobody")
	}
	d.ID, d.Version, d.SentOn, d.ChangedOn, d.RecalledOn, d.RecallReason = store.NewID(), 1, tx.Today(), "", "", ""
	if _, err := tx.Exec(`insert into directive (tenant, id, org, number, issued_on, issuer, abstract, asked, summary, level, audience, discuss_by, sent_on, changed_on, recalled_on, recall_reason, version, by_person)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '', '', '', 1, $14)`,
		d.ID, d.Org, d.Number, d.IssuedOn, d.Issuer, d.Abstract, d.Asked, d.Summary, d.Level, d.Audience, d.DiscussBy, d.SentOn, tx.Viewer().Person); err != nil {
		return Directive{}, err
	}
	if err := address(tx, d, to, cells); err != nil {
		return Directive{}, err
	}
	if err := audit.Note(tx, "directive.send", "directive", d.ID, d.Org, map[string]any{"directive": d, "to": to, "cells": len(cells)}); err != nil {
		return Directive{}, err
	}
	left, err := deliver(tx, d)
	if err == nil && left {
		err = job.Enqueue(tx, DeliverJob, d.ID, d.ID, 0)
	}
	return d, err
}

// address writes down which cells are to have it: the named ones, else a kind at a time
// with all its cells, in one statement however many they are.
func address(tx *store.Tx, d Directive, to To, cells []org.Org) error {
	top, err := org.Get(tx.Reader, d.Org)
	if err != nil {
		return err
	}
	kinds := map[string]bool{}
	for _, o := range cells {
		closed := o.Kind == string(rule.KindArmedForces)
		if len(to.Cells) > 0 {
			if _, err := tx.Exec(`insert into directive_cell (tenant, directive, org, document, left_out, sent_on, opened_on) values ($1, $2, $3, '', $4, $5, '')`, d.ID, o.ID, closed, d.SentOn); err != nil {
				return err
			}
			continue
		}
		if kinds[o.Kind] {
			continue
		}
		kinds[o.Kind] = true
		if _, err := tx.Exec(`insert into directive_cell (tenant, directive, org, document, left_out, sent_on, opened_on)
			select e.tenant, $2, e.org, '', $3, $4, '' from org_edge e where e.tenant = $1 and e.path >= $5 and e.path < $6 and e.kind = $7 and e.org <> $8 and e.valid_from <= $4 and (e.valid_to is null or e.valid_to > $4)`,
			d.ID, closed, d.SentOn, top.Path, access.After(top.Path), o.Kind, d.Org); err != nil {
			return err
		}
	}
	return nil
}

// deliver gives the paper to so many more cells and tells whether some are left.
func deliver(tx *store.Tx, d Directive) (left bool, err error) {
	cells, err := tx.Strings(`select org from directive_cell where tenant = $1 and directive = $2 and document = '' and not left_out order by org limit 51`, d.ID)
	if err != nil {
		return false, err
	}
	left = len(cells) > chunk
	for _, cell := range cells[:min(chunk, len(cells))] {
		got, had, err := document.Deliver(tx, d.paper(cell, d.SentOn))
		if err != nil {
			return left, err
		}
		opened := ""
		if had { // the cell had entered it itself
			opened = tx.Today()
		}
		if _, err := tx.Exec(`update directive_cell set document = $4, opened_on = $5 where tenant = $1 and directive = $2 and org = $3`, d.ID, cell, got.ID, opened); err != nil {
			return left, err
		}
	}
	return left, nil
}

// Deliver is the handler of DeliverJob: chunk after chunk until every cell has the
// paper as it reads by then. Done twice, each has it once; one recalled goes no further.
func Deliver(ctx context.Context, db *store.DB, v store.Viewer, payload json.RawMessage) error {
	var id string
	if err := json.Unmarshal(payload, &id); err != nil {
		return err
	}
	for left := true; left; {
		if err := db.Bulk(ctx, v, func(tx *store.Tx) error {
			left = false
			d, err := read(tx.Reader, id)
			if err != nil || d.RecalledOn != "" {
				return err
			}
			left, err = deliver(tx, d)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

// tidy cleans it and says everything that is wrong. The day to discuss it by lies
// after it was sent.
func (d Directive) tidy(today, sent string) (Directive, error) {
	p, err := document.Tidy(d.paper(d.Org, sent), sent)
	d.Number, d.IssuedOn, d.Issuer, d.Abstract, d.Summary, d.Level, d.Audience = p.Number, p.IssuedOn, p.Issuer, p.Abstract, p.Summary, p.Level, p.Audience
	if err != nil {
		return d, err
	}
	d.Asked = vi.Clean(d.Asked)
	var bad fault.Fields
	if d.Asked == "" || len(d.Asked) > longestAsked {
		bad.Add("asked", "directive_asked")
	}
	if document.Marked(d.Asked) {
		bad.Add("level", "secret_mark")
	}
	if d.DiscussBy != "" && (!vi.ValidDay(d.DiscussBy) || d.DiscussBy < sent) {
		bad.Add("discuss_by", "directive_by", "day", vi.ShowDay(today))
	}
	return d, bad.Err()
}

// says tells whether both have the same text.
func (d Directive) says(o Directive) bool {
	return d.Abstract == o.Abstract && d.Asked == o.Asked && d.Summary == o.Summary && d.Level == o.Level && d.Audience == o.Audience && d.DiscussBy == o.DiscussBy
}
