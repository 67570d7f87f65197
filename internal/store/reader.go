package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"chibo/internal/fault"
	"chibo/internal/live"
)

// querier is what a snapshot or a transaction of either engine can do.
type querier interface {
	query(ctx context.Context, st statement, args []any) (*sql.Rows, error)
	exec(ctx context.Context, st statement, args []any) (sql.Result, error)
}

// Reader is one snapshot of one tenant for one viewer. It carries the
// situation: nobody in a room asks a clock or a context.
type Reader struct {
	db     *DB
	q      querier
	ctx    context.Context
	viewer Viewer
	now    int64
	clock  int64 // the true instant, when now is a moment past; else 0
	broken error // the first statement error; the rest of the closure is void
	memo   map[string]any
	touch  *[]live.Topic // what this write changes; nil where nothing can be written
	asked  int           // selects made
}

// Tx is a Reader that can write.
type Tx struct{ *Reader }

// Viewer is who acts.
func (r *Reader) Viewer() Viewer { return r.viewer }

// Tenant is the committee all statements are bound to.
func (r *Reader) Tenant() int64 { return r.viewer.Tenant }

// Now is the one instant of this closure, milliseconds UTC.
func (r *Reader) Now() int64 { return r.now }

// Recorded is the true instant at which this closure writes. It differs from Now
// only in what Held gives: who may do something, the log and whatever says when
// a thing was entered go by it.
func (r *Reader) Recorded() int64 {
	if r.clock != 0 {
		return r.clock
	}
	return r.now
}

// Today is the calendar day in Vietnam of Now.
func (r *Reader) Today() string { return Day(r.now) }

// Vault seals and opens for this tenant what may not lie readable.
func (r *Reader) Vault() Vault { return Vault{r.db.opt.Vault, r.viewer.Tenant} }

// Asked is how many selects this closure has made, for tests that hold a page to a
// number of them whatever there is to show.
func (r *Reader) Asked() int { return r.asked }

// Memo keeps a value for the rest of this closure, such as the viewer's grants.
func Memo[T any](r *Reader, key string, load func() (T, error)) (T, error) {
	if v, ok := r.memo[key]; ok {
		return v.(T), nil
	}
	v, err := load()
	if err != nil {
		return v, err
	}
	if r.memo == nil {
		r.memo = map[string]any{}
	}
	r.memo[key] = v
	return v, nil
}

// Scan reads the columns of one row, in the order of the select list.
type Scan func(dest ...any) error

func (r *Reader) rows(text string, args []any) (*sql.Rows, error) {
	if r.broken != nil {
		return nil, r.broken
	}
	st, err := r.db.check(text, len(args)+1)
	if err != nil {
		return nil, err
	}
	r.asked++
	rows, err := r.q.query(r.ctx, st, append([]any{r.viewer.Tenant}, args...))
	if err != nil {
		r.broken = err
		return nil, err
	}
	return rows, nil
}

// All runs a select and returns its rows. $1 is the tenant; args begin at $2.
// The rows are read whole before it returns: no statement runs inside another.
func All[T any](r *Reader, scan func(Scan) (T, error), text string, args ...any) ([]T, error) {
	rows, err := r.rows(text, args)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		v, err := scan(rows.Scan)
		if err != nil {
			r.broken = err
			return nil, err
		}
		all = append(all, v)
	}
	if err := rows.Err(); err != nil {
		r.broken = err
		return nil, err
	}
	return all, nil
}

// One runs a select that gives at most one row; none is fault.Missing.
func One[T any](r *Reader, scan func(Scan) (T, error), text string, args ...any) (T, error) {
	all, err := All(r, scan, text, args...)
	if err != nil || len(all) == 0 {
		var none T
		if err == nil {
			err = fault.Missing()
		}
		return none, err
	}
	return all[0], nil
}

// Get scans the single row of a select into dest; no row is fault.Missing.
func (r *Reader) Get(dest []any, text string, args ...any) error {
	_, err := One(r, func(scan Scan) (struct{}, error) { return struct{}{}, scan(dest...) }, text, args...)
	return err
}

// Strings runs a select of one text column.
func (r *Reader) Strings(text string, args ...any) ([]string, error) {
	return All(r, func(scan Scan) (s string, err error) { err = scan(&s); return }, text, args...)
}

// Int runs a select of one number, such as a count.
func (r *Reader) Int(text string, args ...any) (int64, error) {
	var n int64
	err := r.Get([]any{&n}, text, args...)
	return n, err
}

// Exec runs a statement that writes and returns how many rows it touched. $1
// is the tenant; args begin at $2. An error voids the closure on both engines.
func (tx *Tx) Exec(text string, args ...any) (int64, error) {
	if tx.broken != nil {
		return 0, tx.broken
	}
	st, err := tx.db.check(text, len(args)+1)
	if err != nil {
		return 0, err
	}
	res, err := tx.q.exec(tx.ctx, st, append([]any{tx.viewer.Tenant}, args...))
	if err != nil {
		tx.broken = err
		return 0, err
	}
	return res.RowsAffected()
}

// As gives the same transaction in the name of the program itself: jobs and
// first-run steps that no person's rights cover.
func (tx *Tx) As(person string) *Tx { return &Tx{tx.Reader.As(person)} }

// As gives the same snapshot as another person reads it: for what is printed for
// one who uses no screen, after the right to print it was asked.
func (r *Reader) As(person string) *Reader {
	other := *r
	other.viewer.Person = person
	other.memo = nil
	return &other
}

// Held gives the same transaction at a moment past, for what was done on paper
// then and is entered now: rooms judge and date by that moment, rights and the
// log by the true one (docs/adr/0023). A moment to come is the present.
func (tx *Tx) Held(ms int64) *Tx {
	r := *tx.Reader
	r.clock = tx.Recorded()
	r.now = min(ms, r.clock)
	r.memo = nil
	return &Tx{&r}
}

// NullString turns "" into null, for key columns that may be empty.
func NullString(s string) sql.NullString { return sql.NullString{String: s, Valid: s != ""} }

// NullInt turns 0 into null.
func NullInt(n int64) sql.NullInt64 { return sql.NullInt64{Int64: n, Valid: n != 0} }

// JSON writes a value for a detail column; it panics only on types that cannot
// be written at all, which a test would meet first.
func JSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// IsNoRow reports whether err says that nothing was found.
func IsNoRow(err error) bool {
	return errors.Is(err, sql.ErrNoRows) || fault.KindOf(err) == fault.NotFound
}

// Clock turns milliseconds into a time in Vietnam.
func Clock(ms int64) time.Time { return time.UnixMilli(ms).In(Vietnam) }
