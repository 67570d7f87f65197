package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	sqlitedriver "modernc.org/sqlite"

	"chibo/internal/fault"
	"chibo/internal/live"
)

const (
	retries  = 20
	together = 8 // writers at once: more only wait for and against one another
)

// pgTx is a transaction of PostgreSQL; the driver keeps its own prepared
// statements.
type pgTx struct{ tx *sql.Tx }

func (t pgTx) query(ctx context.Context, st statement, args []any) (*sql.Rows, error) {
	return t.tx.QueryContext(ctx, st.text, args...)
}

func (t pgTx) exec(ctx context.Context, st statement, args []any) (sql.Result, error) {
	return t.tx.ExecContext(ctx, st.text, args...)
}

func (db *DB) readPostgres(ctx context.Context, v Viewer, fn func(*Reader) error) error {
	tx, err := db.sql.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return fault.New(fault.Busy, "busy").Because(err)
	}
	defer func() { _ = tx.Rollback() }()
	return fn(&Reader{db: db, q: pgTx{tx}, ctx: ctx, viewer: v, now: db.Now()})
}

// writePostgres runs fn SERIALIZABLE, so that it means what it means on
// SQLite, and again when the engine found a conflict.
func (db *DB) writePostgres(ctx context.Context, v Viewer, fn func(*Tx) error) error {
	if ctx.Err() != nil {
		return fault.New(fault.Busy, "busy").Because(ctx.Err())
	}
	select {
	case db.turns <- struct{}{}:
		defer func() { <-db.turns }()
	case <-ctx.Done():
		return fault.New(fault.Busy, "busy").Because(ctx.Err())
	}
	ctx = context.WithoutCancel(ctx) // a cancelled statement destroys the connection and hides the outcome
	if db.opt.Twice {
		_ = db.tryPostgres(ctx, v, fn, false)
	}
	for try := 0; ; try++ {
		err := db.tryPostgres(ctx, v, fn, true)
		if !conflict(err) {
			return commitFault(err)
		}
		if try >= retries {
			return fault.New(fault.Busy, "busy").Because(err)
		}
		time.Sleep(time.Duration(rand.IntN(1<<min(try, 7))+1) * time.Millisecond)
	}
}

func (db *DB) tryPostgres(ctx context.Context, v Viewer, fn func(*Tx) error, commit bool) (err error) {
	tx, err := db.sql.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return fault.New(fault.Busy, "busy").Because(err)
	}
	defer func() { _ = tx.Rollback() }()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic in a write: %v\n%s", p, debug.Stack())
		}
	}()
	var touch []live.Topic
	r := &Reader{db: db, q: pgTx{tx}, ctx: ctx, viewer: v, now: db.Now(), touch: &touch}
	if err := fn(&Tx{r}); err != nil {
		return err
	}
	if r.broken != nil {
		return r.broken
	}
	if !commit {
		return nil
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	db.told(touch)
	return nil
}

// conflict tells a serialization failure or deadlock, the two that mean
// "nothing was done, try again". A unique violation is not one: rooms say
// "on conflict do nothing" where a repeat is expected.
func conflict(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01")
}

// isFull tells that the disk has no room: SQLITE_FULL or class 53100.
func isFull(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == "53100"
	}
	var lite *sqlitedriver.Error
	return errors.As(err, &lite) && lite.Code()&0xff == 13
}
