package member

import (
	"cmp"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Import is a list being taken in: reading, ready, committing, done.
type Import struct {
	ID, Kind, FileName, Sheet string
	Sheets                    []string
	Layout                    Layout
	State                     string
	Total, Done               int
	Counts                    Counts
	By                        string
	At                        int64
}

// ImportGet gives an import with its counts.
func ImportGet(rd *store.Reader, id string) (Import, error) {
	var m Import
	var layout string
	if err := rd.Get([]any{&m.ID, &m.Kind, &m.FileName, &m.Sheet, &layout, &m.State, &m.Total, &m.Done, &m.By, &m.At},
		`select id, kind, file_name, sheet, layout, state, total, done, by_person, created_at from import where tenant = $1 and id = $2`, id); err != nil {
		return m, err
	}
	if err := mustTheirs(rd, m); err != nil {
		return Import{}, err
	}
	var kept layoutKept
	if err := decode(layout, &kept); err != nil {
		return m, err
	}
	m.Layout, m.Sheets = kept.Layout, kept.Sheets
	type group struct {
		verdict, change string
		n               int
	}
	groups, err := store.All(rd, func(scan store.Scan) (g group, err error) { err = scan(&g.verdict, &g.change, &g.n); return },
		`select verdict, change, count(*) from import_row where tenant = $1 and import = $2 group by verdict, change`, id)
	for _, g := range groups {
		m.Counts.add(g.verdict, g.change, g.n)
	}
	return m, err
}

// mustTheirs: the rows of a list name people of every cell in it, so only who
// brought it in, or who keeps the roll of the whole committee, sees them.
func mustTheirs(rd *store.Reader, m Import) error {
	if m.By == rd.Viewer().Person {
		return mustImport(rd, m.Kind)
	}
	return mustRoot(rd, access.RollImport)
}

// ImportRows lists rows in the order of the file, after a line. only is "" or
// a verdict (doubtful, refused) or a change (new, moved, changed, same, gone).
func ImportRows(rd *store.Reader, id, only string, after, limit int) ([]ImportRow, error) {
	if _, err := ImportGet(rd, id); err != nil {
		return nil, err
	}
	if limit <= 0 || limit > 1000 {
		limit = 100
	}
	return rowsOf(rd, id, `and line > $3 and (cast($4 as text) = '' or verdict = $4 or (verdict = 'ok' and change = $4)) order by line limit $5`, after, only, limit)
}

func rowsOf(rd *store.Reader, id, where string, args ...any) ([]ImportRow, error) {
	return store.All(rd, func(scan store.Scan) (r ImportRow, err error) {
		var cells, findings string
		if err = scan(&r.Line, &cells, &r.Verdict, &r.Change, &r.Member, &findings, &r.Done); err != nil {
			return
		}
		if cells, err = rd.Vault().OpenText(cells, rowSpot(id, r.Line, "cells")); err != nil {
			return
		}
		if findings, err = rd.Vault().OpenText(findings, rowSpot(id, r.Line, "findings")); err != nil {
			return
		}
		var kept keptCells
		if err = decode(cells, &kept); err != nil {
			return
		}
		r.Cells, r.Taken, r.plan = kept.Cells, kept.Taken, kept.Plan
		err = decode(findings, &r.Findings)
		return
	}, `select line, cells, verdict, change, coalesce(member, ''), findings, done_at is not null from import_row where tenant = $1 and import = $2 `+where, append([]any{id}, args...)...)
}

// Accept takes a doubtful row as it was understood.
func Accept(tx *store.Tx, id string, line int) error {
	m, err := ImportGet(tx.Reader, id)
	if err != nil {
		return err
	}
	if m.State != "ready" {
		return fault.New(fault.Conflict, "import_state")
	}
	n, err := tx.Exec(`update import_row set verdict = 'ok' where tenant = $1 and import = $2 and line = $3 and verdict = 'doubtful'`, id, line)
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.Missing()
	}
	return org.Note(tx, "member.import_accept", "import", id, "", map[string]int{"line": line})
}

// Commit lets the good rows take effect; CommitChunk does the work, as a job.
func Commit(tx *store.Tx, id string) error {
	m, err := ImportGet(tx.Reader, id)
	if err != nil || m.State == "committing" || m.State == "done" {
		return err
	}
	if err := setState(tx, id, "ready", "committing"); err != nil {
		return err
	}
	return org.Note(tx, "member.import_commit", "import", id, "", m.Counts)
}

// CommitChunk takes in the next n rows and tells whether all are done. Each
// row is done once, by import and line, however often the chunk is repeated.
func CommitChunk(tx *store.Tx, book *rule.Book, id string, n int) (bool, error) {
	m, err := ImportGet(tx.Reader, id)
	if err != nil || m.State == "done" {
		return m.State == "done", err
	}
	if m.State != "committing" {
		return false, fault.New(fault.Conflict, "import_state")
	}
	rows, err := rowsOf(tx.Reader, id, `and verdict = 'ok' and done_at is null order by line limit $3`, n)
	if err != nil {
		return false, err
	}
	var touched []string
	for _, r := range rows {
		if r.Change == "same" || r.Change == "gone" {
			continue
		}
		what := r.plan.Member
		if m.Kind == ListOrgs {
			what, err = takeOrg(tx, id, r.plan.Org)
		} else {
			err = takeMember(tx, r)
		}
		if err != nil {
			return false, err
		}
		touched = append(touched, what)
	}
	if len(rows) > 0 {
		if _, err := tx.Exec(`update import_row set done_at = $5, cells = case when change = 'gone' then cells else '{}' end, findings = case when change = 'gone' then findings else '[]' end where tenant = $1 and import = $2 and verdict = 'ok' and done_at is null and line >= $3 and line <= $4`,
			id, rows[0].Line, rows[len(rows)-1].Line, tx.Now()); err != nil {
			return false, err
		}
	}
	if _, err := tx.Exec(`update import set done = done + $3, state = case when $4 = 1 then 'done' else state end where tenant = $1 and id = $2`, id, len(rows), one(len(rows) < n)); err != nil {
		return false, err
	}
	if len(touched) > 0 {
		if err := org.Note(tx, "member.import_rows", "import", id, "", map[string]any{"from": rows[0].Line, "to": rows[len(rows)-1].Line, "touched": touched}); err != nil {
			return false, err
		}
	}
	return len(rows) < n, nil
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// takeMember makes one row true. The roll may have changed since the preview,
// so it looks again for the person by card before writing a new one.
func takeMember(tx *store.Tx, r ImportRow) error {
	n, id := r.plan.New, r.plan.Member
	n.Person.ID = r.plan.Person
	if r.Change == "new" {
		found, err := tx.Strings(`select id from member where tenant = $1 and (id = $2 or card = cast($3 as text)) order by case when id = $2 then 0 else 1 end limit 1`, id, store.NullString(n.Card))
		if err != nil {
			return err
		}
		if len(found) == 0 {
			if err := putPerson(tx, n.Person, r.plan.Identity); err != nil {
				return err
			}
			return enter(tx, id, n)
		}
		if found[0] != id { // entered by hand in between: leave it as it is
			return nil
		}
	}
	old, err := get(tx.Reader, id)
	if err != nil {
		return err
	}
	if old.Data == Shredded || old.Hidden { // restricted since the preview: nothing is taken in over what is hidden
		return nil
	}
	n.Person.ID = old.PersonID
	if n.Card == "" {
		n.Card = old.Card
	}
	if n.Birth == "" {
		n.Birth, n.BirthPrecision = old.Birth, old.BirthPrecision
	}
	n.Sex, n.OldCard, n.AdmittedOn = cmp.Or(n.Sex, old.Sex), cmp.Or(n.OldCard, old.OldCard), cmp.Or(n.AdmittedOn, old.AdmittedOn)
	n.Phone, n.Home, n.OtherName = cmp.Or(n.Phone, old.Phone), cmp.Or(n.Home, old.Home), cmp.Or(n.OtherName, old.OtherName)
	if err := rewrite(tx, id, n); err != nil {
		return err
	}
	if r.plan.Identity != "" && old.PersonID == r.plan.Person {
		if err := putIdentity(tx, old.PersonID, r.plan.Identity); err != nil {
			return err
		}
	}
	events, err := turns(tx, n, old)
	if err != nil {
		return err
	}
	for _, e := range events {
		e.Member, e.Reason = id, "import"
		if err := record(tx, e); err != nil {
			return err
		}
	}
	return nil
}

// turns are the events that lead from the record to the row; an official
// admission already recorded under another day is corrected, not repeated.
func turns(tx *store.Tx, n New, old Member) ([]Event, error) {
	var events []Event
	if n.Org != "" && n.Org != old.Org {
		events = append(events, Event{Kind: Moved, Org: n.Org, From: cmp.Or(n.From, tx.Today())})
	}
	if n.OfficialOn != "" && n.OfficialOn != old.OfficialOn {
		e := Event{Kind: Official, From: n.OfficialOn}
		all, err := eventsOf(tx.Reader, old.ID)
		if err != nil {
			return nil, err
		}
		for _, was := range effective(all) {
			if was.Kind == Official {
				e.Corrects = was.ID
			}
		}
		events = append(events, e)
	}
	if n.Activity != old.Activity && n.Activity != "" {
		events = append(events, Event{Kind: kindOf[n.Activity], From: cmp.Or(n.ActivityFrom, tx.Today())})
	}
	return events, nil
}

// takeOrg makes one organisation of a list true, its parent first.
func takeOrg(tx *store.Tx, id string, o *orgPlan) (string, error) {
	if o.ID != "" {
		return o.ID, changeOrg(tx, o)
	}
	if o.Code != "" {
		if made, err := orgByCode(tx, o.Code); err != nil || made != "" {
			return made, err
		}
	}
	if o.Parent == "" && o.ParentCode != "" {
		var err error
		if o.Parent, err = orgByCode(tx, o.ParentCode); err != nil {
			return "", err
		}
		if o.Parent == "" {
			rows, err := rowsOf(tx.Reader, id, `and verdict = 'ok' and done_at is null order by line`)
			if err != nil {
				return "", err
			}
			for _, r := range rows {
				if up := r.plan.Org; up != nil && up.Code == o.ParentCode && up != o {
					if o.Parent, err = takeOrg(tx, id, up); err != nil {
						return "", err
					}
				}
			}
		}
		if o.Parent == "" {
			return "", nil // its parent was not taken in
		}
	}
	if o.Parent != "" { // a list knows older days than the tree does
		up, err := org.Get(tx.Reader, o.Parent)
		if err != nil {
			return "", err
		}
		o.From = max(o.From, up.From)
	}
	made, err := org.Create(tx, org.New{Code: o.Code, Name: o.Name, Kind: o.Kind, Parent: o.Parent, From: o.From})
	return made.ID, err
}

func orgByCode(tx *store.Tx, code string) (string, error) {
	all, err := tx.Strings(`select id from org where tenant = $1 and code = $2`, vi.Clean(code))
	if err != nil || len(all) == 0 {
		return "", err
	}
	return all[0], nil
}

func changeOrg(tx *store.Tx, o *orgPlan) error {
	old, err := org.Get(tx.Reader, o.ID)
	if err != nil {
		return err
	}
	if old.Parent != "" && o.Name != old.Name || o.Kind != old.Kind {
		name := o.Name
		if old.Parent == "" {
			name = ""
		}
		if old, err = org.Rename(tx, org.Change{Org: o.ID, Kind: org.Renamed, Day: tx.Today(), Name: name, OrgKind: o.Kind, Version: old.Version}); err != nil {
			return err
		}
	}
	if o.Parent != "" && o.Parent != old.Parent {
		_, err = org.Move(tx, org.Change{Org: o.ID, Kind: org.Moved, Day: tx.Today(), Parent: o.Parent, Version: old.Version})
	}
	return err
}
