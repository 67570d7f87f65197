package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"

	"chibo/internal/fault"
)

// The numbers of practice committees: made for one person's practice meeting and
// wiped with it (docs/adr/0038). No real committee has such a number.
const (
	firstPractice = 9_990_000
	lastPractice  = 9_999_999
	practices     = 30 // at once on a server
)

// Conditions that pick the rows of real committees, and those made for practice.
const (
	ofReal     = "tenant not between 9990000 and 9999999"
	ofPractice = "tenant between 9990000 and 9999999"
)

// Practising tells whether a committee is made for practice: it stands in no
// backup and no list of committees, and ends within a day.
func Practising(tenant int64) bool { return tenant >= firstPractice && tenant <= lastPractice }

// All lists the committees with those made for practice, for what goes on inside
// each by itself: jobs, the numbering of the log, wiping.
func (db *DB) All(ctx context.Context) ([]int64, error) {
	return db.tenants(ctx, "select tenant from tenant order by tenant")
}

func (db *DB) tenants(ctx context.Context, text string) ([]int64, error) {
	rows, err := db.sql.QueryContext(ctx, text)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []int64
	for rows.Next() {
		var t int64
		if err := rows.Scan(&t); err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, rows.Err()
}

// FreePractice finds a number for a new practice; fault "practice_many" where
// too many are at it already.
func (db *DB) FreePractice(ctx context.Context) (int64, error) {
	all, err := db.All(ctx)
	if err != nil {
		return 0, err
	}
	all = slices.DeleteFunc(all, func(t int64) bool { return !Practising(t) })
	if len(all) >= practices {
		return 0, fault.New(fault.Conflict, "practice_many")
	}
	for {
		n := firstPractice + rand.Int64N(lastPractice-firstPractice+1)
		if _, gone := db.wiped.Load(n); !gone && !slices.Contains(all, n) {
			return n, nil
		}
	}
}

// Wipe takes every row of a practice out of every table, and from then on
// refuses writes into it. A real committee is refused.
func (db *DB) Wipe(ctx context.Context, tenant int64) error {
	if !Practising(tenant) {
		return fmt.Errorf("store: %d is no practice and is never wiped", tenant)
	}
	tables, err := tablesOf()
	if err != nil {
		return err
	}
	db.wiped.Store(tenant, true)
	return db.write(ctx, Viewer{Tenant: tenant, Person: System}, func(tx *Tx) error {
		for _, t := range slices.Backward(tables) { // those that point at others first
			if _, err := tx.Exec("delete from " + t.name + " where tenant = $1"); err != nil {
				return fmt.Errorf("table %s: %w", t.name, err)
			}
		}
		tx.Touch("") // who watches it sees nothing more
		return nil
	})
}

// closed refuses what would be written into a practice already wiped.
func (db *DB) closed(v Viewer) error {
	if !Practising(v.Tenant) {
		return nil
	}
	if _, gone := db.wiped.Load(v.Tenant); gone {
		return fault.Missing()
	}
	return nil
}

// withoutPractices takes the practices out of a copy: a backup holds none.
func withoutPractices(ctx context.Context, file string) (err error) {
	tables, err := tablesOf()
	if err != nil {
		return err
	}
	copied, err := sql.Open("sqlite", "file:"+escaped(file)+"?_pragma=secure_delete(1)&_pragma=foreign_keys(0)&_pragma=synchronous(OFF)")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, copied.Close()) }()
	for _, t := range tables {
		if _, err := copied.ExecContext(ctx, "delete from "+t.name+" where "+ofPractice); err != nil {
			return fmt.Errorf("table %s: %w", t.name, err)
		}
	}
	return nil
}
