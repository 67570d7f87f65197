// Package store holds the one door to the database. A room gets a *Reader (one
// snapshot) or a *Tx (a Reader that can write) and nothing else: both know the
// tenant, the viewer and the time, and bind the tenant as $1 of every
// statement. SQLite is served by one writer that commits many closures at once;
// PostgreSQL runs SERIALIZABLE and retries. Rules of a closure: it may run more
// than once, so it touches nothing outside but its own results, assigned at the
// end; no mail, files, network or goroutines inside.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
	_ "github.com/jackc/pgx/v5/stdlib" // the PostgreSQL driver
	_ "modernc.org/sqlite"             // the SQLite driver, without cgo

	"chibo/internal/fault"
	"chibo/internal/live"
	"chibo/internal/vault"
)

// System is the person written for what the program does by itself.
const System = "system"

// Viewer is who acts: the tenant and the person, already known to be signed
// in. The zero Person sees nothing.
type Viewer struct {
	Tenant  int64
	Person  string
	Session string // the device or token, for the audit entry
}

// Options say where the data lie and which clock rules.
type Options struct {
	Dir   string           // folder of the SQLite file; created 0700
	File  string           // a SQLite file by its own name instead of Dir: a copy being written or read back
	DSN   string           // postgres://…; empty means SQLite in Dir
	Clock func() time.Time // nil: time.Now; tests and the sample step their own
	Twice bool             // run every closure twice, as a conflict would: tests
	Queue int              // writes that may wait; 0 means 1024
	Plain bool             // a transaction a write on the caller's own time: the peer in measurements
	Vault *vault.Vault     // seals what may not lie readable; nil: nothing sealed is read or written, as in a copy
}

// DB is an open database. Only the hall and jobs hold one; rooms never do.
type DB struct {
	opt     Options
	dialect dialect
	sql     *sql.DB
	writer  *writer
	readers chan *conn
	turns   chan struct{} // of the writers of PostgreSQL
	clock   func() time.Time
	last    atomic.Int64
	checked *sync.Map // statement text → its checked form
	path    string
	wiped   *sync.Map // practices that are over
	live    *live.Hub
	relay   *relay // to the other programs on the same PostgreSQL; nil on SQLite
}

// Open opens the database and brings it to the newest migration.
func Open(ctx context.Context, opt Options) (*DB, error) {
	db := &DB{opt: opt, clock: opt.Clock, checked: &sync.Map{}, wiped: &sync.Map{}, live: live.New()}
	if db.clock == nil {
		db.clock = time.Now
	}
	if opt.Queue == 0 {
		db.opt.Queue = 1024
	}
	var err error
	if opt.DSN != "" {
		err = db.openPostgres()
	} else {
		err = db.openSQLite()
	}
	if err != nil {
		return nil, err
	}
	if err := db.migrate(ctx); err != nil {
		return nil, errors.Join(err, db.sql.Close())
	}
	if db.dialect == sqlite {
		if err := db.startSQLite(ctx); err != nil {
			return nil, errors.Join(err, db.Close())
		}
	}
	return db, nil
}

func (db *DB) openSQLite() error {
	db.dialect = sqlite
	if db.path = db.opt.File; db.path == "" {
		if err := os.MkdirAll(db.opt.Dir, 0o700); err != nil {
			return fmt.Errorf("data folder: %w", err)
		}
		db.path = filepath.Join(db.opt.Dir, FileName)
	}
	f, err := os.OpenFile(db.path, os.O_CREATE|os.O_RDWR, 0o600) // the driver would create it 0644
	if err != nil {
		return fmt.Errorf("data file: %w", err)
	}
	if err := f.Close(); err != nil {
		return err
	}
	dsn := "file:" + escaped(db.path) + "?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)&_pragma=temp_store(MEMORY)&_pragma=cache_size(-4096)"
	db.sql, err = sql.Open("sqlite", dsn)
	return err
}

// FileName is the SQLite file in the data folder.
const FileName = "chibo.sqlite"

func escaped(path string) string { return strings.ReplaceAll(path, "?", "%3f") }

func (db *DB) openPostgres() error {
	var err error
	db.dialect = postgres
	db.turns = make(chan struct{}, together)
	if err := checkDSN(db.opt.DSN); err != nil {
		return err
	}
	db.sql, err = sql.Open("pgx", db.opt.DSN)
	if err != nil {
		return err
	}
	db.sql.SetMaxOpenConns(16)
	db.sql.SetMaxIdleConns(16)
	db.relay = newRelay(db.sql)
	return nil
}

// Close stops the writer after what it has taken and closes the database.
func (db *DB) Close() error {
	if db.writer != nil {
		db.writer.stop()
	}
	if db.readers != nil {
		for range cap(db.readers) {
			c := <-db.readers
			c.close()
		}
	}
	if db.relay != nil {
		db.relay.close()
	}
	return db.sql.Close()
}

// Dir is the folder of the data, in which files lie beside the database.
func (db *DB) Dir() string { return db.opt.Dir }

// Engine names the database engine: "sqlite" or "postgres".
func (db *DB) Engine() string { return string(db.dialect) }

// File is the SQLite file, or "" on PostgreSQL.
func (db *DB) File() string { return db.path }

// Now is the store's time: milliseconds UTC, never lower than one given before.
func (db *DB) Now() int64 {
	now := db.clock().UnixMilli()
	for {
		last := db.last.Load()
		if now <= last {
			return last
		}
		if db.last.CompareAndSwap(last, now) {
			return now
		}
	}
}

// NewID makes a UUIDv7: made by the application, in order of making.
func NewID() string { return uuid.Must(uuid.NewV7()).String() }

// Vietnam is the zone of every day and hour shown or computed.
var Vietnam = time.FixedZone("ICT", 7*3600)

// WithClock is the same open database seen at another clock: the sample ward
// and each test step their own.
func (db *DB) WithClock(clock func() time.Time) *DB {
	return &DB{opt: db.opt, dialect: db.dialect, sql: db.sql, writer: db.writer, readers: db.readers, turns: db.turns, clock: clock, checked: db.checked, path: db.path, wiped: db.wiped, live: db.live, relay: db.relay}
}

// Day is the calendar day in Vietnam of an instant in milliseconds.
func Day(ms int64) string { return time.UnixMilli(ms).In(Vietnam).Format(time.DateOnly) }

// DayEnd is the last millisecond of a calendar day in Vietnam; 0 for what is no
// day.
func DayEnd(day string) int64 {
	t, err := time.ParseInLocation(time.DateOnly, day, Vietnam)
	if err != nil {
		return 0
	}
	return t.AddDate(0, 0, 1).UnixMilli() - 1
}

// Read runs fn on one snapshot. It ends after five seconds at the latest, so
// that no page holds the write-ahead log.
func (db *DB) Read(ctx context.Context, v Viewer, fn func(*Reader) error) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	return db.Study(ctx, v, fn)
}

// Study is Read that may take its time: for what the machine's keeper asks for,
// such as verifying a whole log, never for a page.
func (db *DB) Study(ctx context.Context, v Viewer, fn func(*Reader) error) error {
	if db.dialect == postgres {
		return db.readPostgres(ctx, v, fn)
	}
	select {
	case c := <-db.readers:
		defer func() { db.readers <- c }()
		return c.snapshot(ctx, db, v, fn)
	case <-ctx.Done():
		return fault.New(fault.Busy, "busy").Because(ctx.Err())
	}
}

// Write runs fn in one transaction and returns after it is on disk. When it
// returns nil the work survives a kill of the process. ctx can withdraw the
// work only while it waits; once begun, the true outcome is returned.
func (db *DB) Write(ctx context.Context, v Viewer, fn func(*Tx) error) error {
	if err := db.closed(v); err != nil {
		return err
	}
	return db.write(ctx, v, fn)
}

func (db *DB) write(ctx context.Context, v Viewer, fn func(*Tx) error) error {
	if db.dialect == postgres {
		return db.writePostgres(ctx, v, fn)
	}
	return db.writer.do(ctx, db, v, fn, false)
}

// Bulk is Write for chunks of an import or a job: served only when no person
// waits, one chunk at a time.
func (db *DB) Bulk(ctx context.Context, v Viewer, fn func(*Tx) error) error {
	if err := db.closed(v); err != nil {
		return err
	}
	if db.dialect == postgres {
		return db.writePostgres(ctx, v, fn)
	}
	return db.writer.do(ctx, db, v, fn, true)
}

// Tenants lists the committees on this server, for the few system tasks that
// run before a tenant is known: sign-in, the keeper's commands. Those made for
// practice are not among them (All).
func (db *DB) Tenants(ctx context.Context) ([]int64, error) {
	return db.tenants(ctx, "select tenant from tenant where "+ofReal+" order by tenant")
}

// Ping answers whether the database answers, for /readyz.
func (db *DB) Ping(ctx context.Context) error { return db.sql.PingContext(ctx) }

// Raw gives the engine itself to measurements and to tests that play the
// attacker; nothing that serves a person may use it (held by the arrow test).
func (db *DB) Raw() *sql.DB { return db.sql }
