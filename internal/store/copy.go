package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// ErrNotEmpty says that a database already holds rows: nothing is ever loaded
// over what is there.
var ErrNotEmpty = errors.New("store: the database is not empty")

// Newest is the number of the newest migration this program knows.
func Newest() int64 {
	files, err := migrations.ReadDir("migrations")
	if err != nil {
		return 0
	}
	newest := int64(0)
	for _, f := range files {
		n, _ := strconv.ParseInt(strings.SplitN(f.Name(), "_", 2)[0], 10, 64)
		newest = max(newest, n)
	}
	return newest
}

// SchemaOf reads which migration a SQLite file stands at, without changing it:
// asked before a file of unknown age is opened, for opening migrates.
func SchemaOf(ctx context.Context, file string) (int64, error) {
	db, err := sql.Open("sqlite", "file:"+escaped(file)+"?mode=ro&immutable=1")
	if err != nil {
		return 0, err
	}
	defer db.Close()
	var sound string
	if err := db.QueryRowContext(ctx, "pragma quick_check(1)").Scan(&sound); err != nil || sound != "ok" {
		return 0, fmt.Errorf("store: the file is damaged: %s %w", sound, err)
	}
	var n int64
	err = db.QueryRowContext(ctx, "select coalesce(max(version_id), 0) from goose_db_version where is_applied").Scan(&n)
	return n, err
}

// Copy writes all that the database holds at one moment into a new SQLite file,
// readable by its owner only, while people go on writing. The file has the same
// schema whichever engine it came from. Committees made for practice stay out.
func (db *DB) Copy(ctx context.Context, file string) error {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if db.dialect == sqlite { // dialect: the engine copies itself
		if _, err := db.sql.ExecContext(ctx, "vacuum into ?", file); err != nil {
			return commitFault(err)
		}
		return withoutPractices(ctx, file)
	}
	to, err := Open(ctx, Options{File: file, Clock: db.opt.Clock})
	if err != nil {
		return err
	}
	return errors.Join(to.Load(ctx, db), to.Close())
}

// Load fills this empty database with every row of another one, read on one
// snapshot and written in one transaction: all of it or nothing. Both stand at
// the newest schema, because opening brought them there. Nobody else may be at
// work in it yet.
func (db *DB) Load(ctx context.Context, from *DB) error {
	tables, err := tablesOf()
	if err != nil {
		return err
	}
	read, err := from.sql.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { _ = read.Rollback() }()
	c, err := db.sql.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	if _, err := c.ExecContext(ctx, "begin"); err != nil {
		return err
	}
	defer func() { _, _ = c.ExecContext(context.WithoutCancel(ctx), "rollback") }() // after a commit there is nothing to roll back
	for _, t := range tables {
		var n int64
		if err := c.QueryRowContext(ctx, "select count(*) from (select 1 from "+t.name+" limit 1) x").Scan(&n); err != nil {
			return err
		}
		if n > 0 {
			return fmt.Errorf("%w: %s", ErrNotEmpty, t.name)
		}
	}
	for _, t := range tables {
		if err := db.fill(ctx, c, t, read); err != nil {
			return fmt.Errorf("table %s: %w", t.name, commitFault(err))
		}
	}
	_, err = c.ExecContext(ctx, "commit")
	return commitFault(err)
}

func (db *DB) fill(ctx context.Context, c *sql.Conn, t table, read *sql.Tx) error {
	rows, err := read.QueryContext(ctx, "select "+strings.Join(t.columns, ", ")+" from "+t.name+" where "+ofReal)
	if err != nil {
		return err
	}
	defer rows.Close()
	if db.dialect == postgres { // dialect: a table at a time, so that rows may point at one another
		return copyIn(ctx, c, t, rows)
	}
	put, err := c.PrepareContext(ctx, "insert into "+t.name+" ("+strings.Join(t.columns, ", ")+") values (?"+strings.Repeat(", ?", len(t.columns)-1)+")")
	if err != nil {
		return err
	}
	defer put.Close()
	for rows.Next() {
		values, err := t.scan(rows)
		if err != nil {
			return err
		}
		if _, err := put.ExecContext(ctx, values...); err != nil {
			return err
		}
	}
	return rows.Err()
}

// copyIn is the fast way into PostgreSQL.
func copyIn(ctx context.Context, c *sql.Conn, t table, rows *sql.Rows) error {
	truth, err := truths(ctx, c, t.name)
	if err != nil {
		return err
	}
	return c.Raw(func(driver any) error {
		conn := driver.(*stdlib.Conn).Conn()
		_, err := conn.CopyFrom(ctx, pgx.Identifier{t.name}, t.columns, pgx.CopyFromFunc(func() ([]any, error) {
			if !rows.Next() {
				return nil, rows.Err()
			}
			values, err := t.scan(rows)
			for i, v := range values {
				if n, ok := v.(int64); ok && truth[t.columns[i]] {
					values[i] = n != 0
				}
			}
			return values, err
		}))
		return err
	})
}

// truths names the columns that are numbers on one engine and booleans on the other.
func truths(ctx context.Context, c *sql.Conn, table string) (map[string]bool, error) {
	rows, err := c.QueryContext(ctx, "select column_name from information_schema.columns where table_schema = current_schema() and table_name = $1 and data_type = 'boolean'", table)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]bool{}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		out[name] = true
	}
	return out, rows.Err()
}

// table is one table of the schema with the tables its rows point at.
type table struct {
	name             string
	columns, parents []string
}

func (t table) scan(rows *sql.Rows) ([]any, error) {
	values, into := make([]any, len(t.columns)), make([]any, len(t.columns))
	for i := range values {
		into[i] = &values[i]
	}
	return values, rows.Scan(into...)
}

// tablesOf lists the tables of the newest schema, those pointed at first. It
// asks an empty database of its own, so that no list has to be kept by hand.
var tablesOf = sync.OnceValues(func() ([]table, error) {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "chibo-schema-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	empty, err := Open(ctx, Options{File: filepath.Join(dir, "schema.sqlite")})
	if err != nil {
		return nil, err
	}
	defer empty.Close()
	names, err := column(ctx, empty.sql, `select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name <> 'goose_db_version' order by name`)
	if err != nil {
		return nil, err
	}
	all := map[string]table{}
	for _, name := range names {
		t := table{name: name}
		if t.columns, err = column(ctx, empty.sql, `select name from pragma_table_info(?) order by cid`, name); err != nil {
			return nil, err
		}
		if t.parents, err = column(ctx, empty.sql, `select distinct "table" from pragma_foreign_key_list(?)`, name); err != nil {
			return nil, err
		}
		all[name] = t
	}
	var sorted []table
	var add func(name string)
	add = func(name string) {
		t, ok := all[name]
		if !ok {
			return
		}
		delete(all, name)
		for _, p := range t.parents {
			add(p)
		}
		sorted = append(sorted, t)
	}
	for _, name := range names {
		add(name)
	}
	return sorted, nil
})

func column(ctx context.Context, db *sql.DB, text string, args ...any) ([]string, error) {
	rows, err := db.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

// Rows counts the rows of every table, over all committees, on one snapshot: by
// it a backup and what was restored from it are compared.
func (db *DB) Rows(ctx context.Context) (map[string]int64, error) {
	tables, err := tablesOf()
	if err != nil {
		return nil, err
	}
	tx, err := db.sql.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer func() { _ = tx.Rollback() }()
	out := map[string]int64{}
	for _, t := range tables {
		var n int64
		if err := tx.QueryRowContext(ctx, "select count(*) from "+t.name).Scan(&n); err != nil {
			return nil, err
		}
		out[t.name] = n
	}
	return out, nil
}
