package org

import (
	"chibo/internal/audit"
	"chibo/internal/store"
)

// Revision is a number that rises with every change of what rolls and the tree
// show: names, places, posts, status. Pages answer "not modified" by it.
func Revision(rd *store.Reader) (int64, error) {
	all, err := store.All(rd, func(scan store.Scan) (n int64, err error) { err = scan(&n); return }, `select n from roll_revision where tenant = $1`)
	if err != nil || len(all) == 0 {
		return 0, err
	}
	return all[0], nil
}

// Note is audit.Note for changes of tree and roll: it raises the revision too.
// The rooms org and member note through it, so that none is forgotten. Such
// writes are the officer's few; the hot writes of a meeting do not come here.
func Note(tx *store.Tx, action, objectKind, objectID, org string, detail any) error {
	if _, err := tx.Exec(`insert into roll_revision (tenant, n) values ($1, 1) on conflict (tenant) do update set n = roll_revision.n + 1`); err != nil {
		return err
	}
	return audit.Note(tx, action, objectKind, objectID, org, detail)
}
