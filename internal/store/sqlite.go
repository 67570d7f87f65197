package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
)

// conn is one pinned connection with its prepared statements.
type conn struct {
	c     *sql.Conn
	stmts map[string]*sql.Stmt
}

func (db *DB) pin(ctx context.Context, pragmas ...string) (*conn, error) {
	c, err := db.sql.Conn(ctx)
	if err != nil {
		return nil, err
	}
	for _, p := range pragmas {
		if _, err := c.ExecContext(ctx, "pragma "+p); err != nil {
			return nil, errors.Join(err, c.Close())
		}
	}
	return &conn{c: c, stmts: map[string]*sql.Stmt{}}, nil
}

func (c *conn) close() {
	for _, s := range c.stmts {
		_ = s.Close()
	}
	_ = c.c.Close()
}

func (c *conn) prepared(text string) (*sql.Stmt, error) {
	if s, ok := c.stmts[text]; ok {
		return s, nil
	}
	s, err := c.c.PrepareContext(context.Background(), text)
	if err == nil {
		c.stmts[text] = s
	}
	return s, err
}

func (c *conn) query(ctx context.Context, st statement, args []any) (*sql.Rows, error) {
	s, err := c.prepared(st.text)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

func (c *conn) exec(ctx context.Context, st statement, args []any) (sql.Result, error) {
	s, err := c.prepared(st.text)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(ctx, args...)
}

func (c *conn) plain(text string) error {
	s, err := c.prepared(text)
	if err != nil {
		return err
	}
	_, err = s.ExecContext(context.Background())
	return err
}

// snapshot runs fn inside one deferred transaction, so that all its selects see
// the same state.
func (c *conn) snapshot(ctx context.Context, db *DB, v Viewer, fn func(*Reader) error) error {
	if err := c.plain("begin"); err != nil {
		return err
	}
	defer func() { _ = c.plain("rollback") }()
	return fn(&Reader{db: db, q: c, ctx: ctx, viewer: v, now: db.Now()})
}

func (db *DB) startSQLite(ctx context.Context) error {
	if err := db.figures(ctx); err != nil {
		return fmt.Errorf("figures for the planner: %w", err)
	}
	db.sql.SetMaxIdleConns(0) // who has planned without them goes
	db.sql.SetMaxIdleConns(2)
	n := max(4, 2*runtime.NumCPU())
	db.readers = make(chan *conn, n)
	for range n {
		c, err := db.pin(ctx, "query_only=1")
		if err != nil {
			return err
		}
		db.readers <- c
	}
	c, err := db.pin(ctx, "cache_size=-65536", "wal_autocheckpoint=4000", "secure_delete=1")
	if err != nil {
		return err
	}
	db.writer = &writer{db: db, c: c, people: make(chan *work, db.opt.Queue), bulk: make(chan *work, 1), quit: make(chan struct{})}
	db.writer.done.Add(1)
	go db.writer.loop()
	return nil
}
