// Package storetest gives every room's tests a real database: one migrated
// database an engine and test process, a fresh tenant for each test, so that
// tests run side by side and a missing tenant in a statement shows. PostgreSQL
// is the one named by CHIBO_TEST_POSTGRES (make test starts it); with
// CHIBO_REQUIRE_TOOLS set its absence is a failure.
package storetest

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"chibo/internal/store"
	"chibo/internal/vault"
)

// Start is the hour at which every test's clock begins: the evening of
// 3 December 2026.
var Start = time.Date(2026, 12, 3, 19, 0, 0, 0, store.Vietnam)

// Vault is the vault of every test database, of a key that is no secret.
var Vault = fixedVault()

func fixedVault() *vault.Vault {
	v, err := vault.New(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		panic(err)
	}
	return v
}

// DB is a database with a fresh tenant and a clock that the test moves.
type DB struct {
	*store.DB
	Tenant int64
	Clock  *Clock
	engine string
}

// Clock is a clock that only moves when told.
type Clock struct{ ms atomic.Int64 }

// Now is the clock's time.
func (c *Clock) Now() time.Time { return time.UnixMilli(c.ms.Load()) }

// Set moves the clock.
func (c *Clock) Set(t time.Time) { c.ms.Store(t.UnixMilli()) }

// NewClock makes a clock standing at Start.
func NewClock() *Clock { c := &Clock{}; c.Set(Start); return c }

var (
	mu      sync.Mutex
	opened  = map[string]*store.DB{}
	options = map[string]store.Options{}
	serial  atomic.Int64
)

// Each runs the test on every engine with a fresh tenant. All tests of a
// process share one database an engine; the clock stands at Start. Closures run
// twice, as the contract of store demands.
func Each(t *testing.T, run func(t *testing.T, db *DB)) {
	t.Helper()
	for _, engine := range []string{"sqlite", "postgres"} {
		t.Run(engine, func(t *testing.T) {
			run(t, fresh(open(t, engine), engine))
		})
	}
}

// SQLite gives the same for one engine, for tests of pages and readers whose
// subject is not the database.
func SQLite(t testing.TB) *DB {
	return fresh(open(t, "sqlite"), "sqlite")
}

// Beside opens the same database once more, as a second program on it would, with
// this test's clock and tenant.
func (db *DB) Beside(t testing.TB) *DB {
	t.Helper()
	mu.Lock()
	opt := options[db.engine]
	mu.Unlock()
	second, err := store.Open(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = second.Close() })
	return &DB{DB: second.WithClock(db.Clock.Now), Clock: db.Clock, Tenant: db.Tenant, engine: db.engine}
}

func fresh(shared *store.DB, engine string) *DB {
	clock := NewClock()
	return &DB{DB: shared.WithClock(clock.Now), Clock: clock, Tenant: 9900000 + 100000*serial.Add(1), engine: engine}
}

func open(t testing.TB, engine string) *store.DB {
	t.Helper()
	mu.Lock()
	defer mu.Unlock()
	if db, ok := opened[engine]; ok {
		return db
	}
	opt := store.Options{Twice: true, Vault: Vault}
	if engine == "postgres" {
		opt.DSN = Postgres(t)
	} else {
		dir, err := os.MkdirTemp("", "chibo-test-") // outlives this test: the process's tests share it
		if err != nil {
			t.Fatal(err)
		}
		opt.Dir = dir
	}
	db, err := store.Open(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	opened[engine], options[engine] = db, opt
	return opened[engine]
}

// Postgres creates a fresh database on the test server and returns its
// address, or skips (fails where tools are required).
func Postgres(t testing.TB) string {
	t.Helper()
	base := os.Getenv("CHIBO_TEST_POSTGRES") // host and port, such as postgres://postgres@127.0.0.1:5544
	if base == "" {
		if os.Getenv("CHIBO_REQUIRE_TOOLS") != "" {
			t.Fatal("CHIBO_TEST_POSTGRES is not set; make test starts a server and sets it")
		}
		t.Skip("no PostgreSQL: make test starts one")
	}
	name := fmt.Sprintf("t%d_%d", os.Getpid(), time.Now().UnixNano())
	if err := createDatabase(base, name); err != nil {
		t.Fatal(err)
	}
	return base + "/" + name + "?sslmode=disable"
}

// As is a viewer of this test's tenant.
func (db *DB) As(person string) store.Viewer { return store.Viewer{Tenant: db.Tenant, Person: person} }

// Write runs a write and fails the test on error.
func (db *DB) Write(t testing.TB, person string, fn func(*store.Tx) error) {
	t.Helper()
	if err := db.DB.Write(context.Background(), db.As(person), fn); err != nil {
		t.Fatal(err)
	}
}

// TryWrite runs a write and returns its error.
func (db *DB) TryWrite(person string, fn func(*store.Tx) error) error {
	return db.DB.Write(context.Background(), db.As(person), fn)
}

// Read runs a read and fails the test on error.
func (db *DB) Read(t testing.TB, person string, fn func(*store.Reader) error) {
	t.Helper()
	if err := db.DB.Read(context.Background(), db.As(person), fn); err != nil {
		t.Fatal(err)
	}
}

// TryRead runs a read and returns its error.
func (db *DB) TryRead(person string, fn func(*store.Reader) error) error {
	return db.DB.Read(context.Background(), db.As(person), fn)
}
