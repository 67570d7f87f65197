package member

import (
	"context"
	"crypto/sha256"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// stageRows is how many rows one transaction stores: some milliseconds.
const stageRows = 200

// Stage reads a list, judges each row and stores the preview; nothing of the
// list takes effect. It is the one function of this room that takes the
// database and not a transaction: a list of 100,000 rows takes seconds to
// read, which must happen between transactions, and its rows are stored in
// chunks that let the people at work go first.
func Stage(ctx context.Context, db *store.DB, who store.Viewer, book *rule.Book, up Upload) (string, error) {
	var snap Snapshot
	if err := db.Read(ctx, who, func(rd *store.Reader) (err error) { snap, err = Look(rd, up.Kind); return }); err != nil {
		return "", err
	}
	parsed, err := Parse(book, up, snap)
	if err != nil {
		return "", err
	}
	id := store.NewID()
	if err := db.Bulk(ctx, who, func(tx *store.Tx) error { return begin(tx, id, up, parsed) }); err != nil {
		return "", err
	}
	for from := 0; from < len(parsed.Rows); from += stageRows {
		rows := parsed.Rows[from:min(from+stageRows, len(parsed.Rows))]
		if err := db.Bulk(ctx, who, func(tx *store.Tx) error { return keepRows(tx, id, rows) }); err != nil {
			return "", err
		}
	}
	return id, db.Bulk(ctx, who, func(tx *store.Tx) error { return setState(tx, id, "reading", "ready") })
}

// mustImport asks for the right to take in lists: of members anywhere, of
// organisations over the whole committee.
func mustImport(rd *store.Reader, kind string) error {
	if kind == ListOrgs {
		return mustRoot(rd, access.RollImport)
	}
	return access.MustAny(rd, access.RollImport)
}

// Look takes the snapshot a list is compared with.
func Look(rd *store.Reader, kind string) (Snapshot, error) {
	snap := Snapshot{Today: rd.Today(), vault: rd.Vault()}
	if err := mustImport(rd, kind); err != nil {
		return snap, err
	}
	var err error
	if snap.Fields, err = chosen(rd); err != nil {
		return snap, err
	}
	if snap.Orgs, err = org.Reach(rd, access.RollImport, rd.Today()); err != nil {
		return snap, err
	}
	if snap.root, err = org.Root(rd); err != nil && !store.IsNoRow(err) {
		return snap, err
	}
	if kind == ListOrgs {
		return snap, nil
	}
	mine := map[string]bool{}
	for _, o := range snap.Orgs {
		mine[o.ID] = true
	}
	// The newest span of each: members with none in force today have ended or are yet to begin.
	type row struct {
		locked
		match, index string
	}
	rows, err := store.All(rd, func(scan store.Scan) (r row, err error) { err = scan(append(r.into(), &r.match, &r.index)...); return },
		`select `+memberColumns+`, m.identity_match, coalesce(p.identity_index, '') from member m`+besidePerson+`
		join member_span s on s.tenant = m.tenant and s.member = m.id
		left join org_edge e on e.tenant = s.tenant and e.org = s.org and e.valid_from <= $2 and (e.valid_to is null or e.valid_to > $2)
		where m.tenant = $1 order by m.id, case when s.from_day <= $2 and (s.to_day is null or s.to_day > $2) then 0 else 1 end, s.from_day desc`, rd.Today())
	if err != nil {
		return snap, err
	}
	for i, r := range rows {
		k := &known{match: r.match, index: r.index}
		if k.Member, err = r.open(rd); err != nil {
			return snap, err
		}
		if i > 0 && rows[i-1].ID == k.ID {
			if first := snap.members[len(snap.members)-1]; k.Since > rd.Today() {
				first.coming[k.Activity+" "+k.Since] = true
			}
			continue
		}
		k.coming = map[string]bool{}
		if k.EndedOn != "" && k.EndedOn <= rd.Today() {
			k.Standing = "ended"
		}
		k.mine = mine[k.Org] || rd.Viewer().Person == store.System
		snap.members = append(snap.members, k)
	}
	return snap, nil
}

type layoutKept struct {
	Layout
	Sheets []string
}

func begin(tx *store.Tx, id string, up Upload, p Parsed) error {
	if err := mustImport(tx.Reader, up.Kind); err != nil {
		return err
	}
	sum := sha256.Sum256(up.Data)
	if _, err := tx.Exec(`insert into import (tenant, id, kind, file_name, sha256, state, sheet, layout, total, done, failure, created_at, by_person, version)
		values ($1, $2, $3, $4, $5, 'reading', $6, $7, $8, 0, '', $9, $10, 1)`,
		id, up.Kind, up.Name, sum[:], p.Sheet, store.JSON(layoutKept{p.Layout, p.Sheets}), len(p.Rows), tx.Now(), tx.Viewer().Person); err != nil {
		return err
	}
	return org.Note(tx, "member.import_read", "import", id, "", map[string]any{"file": up.Name, "kind": up.Kind, "counts": p.Counts})
}

// keptCells is what import_row.cells holds.
type keptCells struct {
	Cells, Taken map[string]string
	Plan         plan
}

func keepRows(tx *store.Tx, id string, rows []ImportRow) error {
	for _, r := range rows {
		cells, err := tx.Vault().SealText(store.JSON(keptCells{r.Cells, r.Taken, r.plan}), rowSpot(id, r.Line, "cells"))
		if err != nil {
			return err
		}
		findings, err := tx.Vault().SealText(store.JSON(r.Findings), rowSpot(id, r.Line, "findings"))
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`insert into import_row (tenant, import, line, cells, verdict, change, member, findings, done_at, sealing) values ($1, $2, $3, $4, $5, $6, $7, $8, null, 1) on conflict do nothing`,
			id, r.Line, cells, r.Verdict, r.Change, store.NullString(r.Member), findings); err != nil {
			return err
		}
	}
	return nil
}

// rowSpot is where a row of a list stands. It names people who may not even be
// taken in, so it is sealed while it waits and emptied once it is done.
func rowSpot(id string, line int, column string) store.Spot {
	return store.Spot{Table: "import_row", Column: column, Row: id + "/" + strconv.Itoa(line)}
}

func setState(tx *store.Tx, id, from, to string) error {
	n, err := tx.Exec(`update import set state = $4, version = version + 1 where tenant = $1 and id = $2 and state = $3`, id, from, to)
	if err == nil && n == 0 {
		return fault.New(fault.Conflict, "import_state")
	}
	return err
}
