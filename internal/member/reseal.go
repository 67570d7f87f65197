package member

import (
	"context"

	"chibo/internal/store"
)

// resealRows is how many rows one transaction moves: some milliseconds.
const resealRows = 200

// Reseal moves what was kept before each person had a key: telephones in plain
// text, identity numbers under the server's one key, rows of lists as they were
// read. It is run at every start; a run cut short goes on where it stopped, and
// with nothing left it reads an empty index.
func Reseal(ctx context.Context, db *store.DB) error {
	tenants, err := db.Tenants(ctx)
	if err != nil {
		return err
	}
	for _, t := range tenants {
		for _, move := range []func(*store.Tx) (int, error){resealPersons, resealLists} {
			for more := true; more; {
				var n int
				if err := db.Bulk(ctx, store.Viewer{Tenant: t, Person: store.System}, func(tx *store.Tx) (err error) { n, err = move(tx); return }); err != nil {
					return err
				}
				more = n == resealRows
			}
		}
	}
	return nil
}

func resealPersons(tx *store.Tx) (int, error) {
	type row struct {
		id, phone string
		identity  []byte
	}
	all, err := store.All(tx.Reader, func(scan store.Scan) (r row, err error) { err = scan(&r.id, &r.phone, &r.identity); return },
		`select id, phone, identity_sealed from person where tenant = $1 and sealing = 0 order by id limit $2`, resealRows)
	if err != nil {
		return 0, err
	}
	for _, r := range all {
		phone, err := sealedAs(tx, r.id, phoneSpot(r.id), r.phone)
		if err != nil {
			return 0, err
		}
		number := ""
		if len(r.identity) > 0 {
			if number, err = tx.Vault().Former(identityField, r.id, r.identity); err != nil {
				return 0, err
			}
		}
		sealed, index, err := sealedIdentity(tx, r.id, number)
		if err != nil {
			return 0, err
		}
		if _, err := tx.Exec(`update person set phone = '', phone_sealed = $3, identity_sealed = $4, identity_index = $5, sealing = 1 where tenant = $1 and id = $2`, r.id, phone, sealed, store.NullString(index)); err != nil {
			return 0, err
		}
	}
	return len(all), nil
}

// resealLists seals rows that wait and empties those taken in. A number that a
// list of before carries under the old key is left out: the list is read again.
func resealLists(tx *store.Tx) (int, error) {
	type row struct {
		id              string
		line            int
		cells, findings string
		done            bool
	}
	all, err := store.All(tx.Reader, func(scan store.Scan) (r row, err error) {
		err = scan(&r.id, &r.line, &r.cells, &r.findings, &r.done)
		return
	}, `select import, line, cells, findings, done_at is not null from import_row where tenant = $1 and sealing = 0 order by import, line limit $2`, resealRows)
	if err != nil {
		return 0, err
	}
	for _, r := range all {
		cells, findings := "{}", "[]"
		if !r.done {
			if cells, err = tx.Vault().SealText(r.cells, rowSpot(r.id, r.line, "cells")); err != nil {
				return 0, err
			}
			if findings, err = tx.Vault().SealText(r.findings, rowSpot(r.id, r.line, "findings")); err != nil {
				return 0, err
			}
		}
		if _, err := tx.Exec(`update import_row set cells = $4, findings = $5, sealing = 1 where tenant = $1 and import = $2 and line = $3`, r.id, r.line, cells, findings); err != nil {
			return 0, err
		}
	}
	return len(all), nil
}
