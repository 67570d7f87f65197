package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"chibo/internal/live"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func listen(t *testing.T, db *storetest.DB, org string) *live.Listener {
	t.Helper()
	l, ok := db.Live().Listen(live.Topic{Tenant: db.Tenant, Org: org}, t.Name())
	if !ok {
		t.Fatal("not let in")
	}
	t.Cleanup(l.End)
	return l
}

func heard(l *live.Listener, within time.Duration) bool {
	select {
	case <-l.C:
		return true
	case <-time.After(within):
		return false
	}
}

const soon = 10 * time.Second

func TestAWriteIsToldWhenItIsOnDisk(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		l, other := listen(t, db, "cell"), listen(t, db, "other")
		db.Write(t, store.System, func(tx *store.Tx) error {
			tx.Touch("cell")
			tx.As("p").Held(1).Touch("cell")
			return nil
		})
		if !heard(l, soon) {
			t.Error("a write is not heard")
		}
		if err := db.TryWrite(store.System, func(tx *store.Tx) error { tx.Touch("cell"); return errors.New("no") }); err == nil {
			t.Fatal("the write must fail")
		}
		if heard(l, 50*time.Millisecond) {
			t.Error("what was not written is heard")
		}
		if heard(other, 0) {
			t.Error("another organisation hears of it")
		}
	})
}

// TestTwoProgramsOnOnePostgreSQL: what one writes, those who listen at the other
// hear; its own word it hears once.
func TestTwoProgramsOnOnePostgreSQL(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		if db.Engine() != "postgres" {
			return // SQLite is one program's
		}
		second := db.Beside(t)
		ctx, stop := context.WithCancel(context.Background())
		done := make(chan struct{}, 2)
		for _, one := range []*storetest.DB{db, second} {
			go func() { one.Follow(ctx); done <- struct{}{} }()
		}
		defer func() { stop(); <-done; <-done }()
		here, there := listen(t, db, "cell"), listen(t, second, "cell")
		touch := func(db *storetest.DB) {
			db.Write(t, store.System, func(tx *store.Tx) error { tx.Touch("cell"); return nil })
		}
		for end := time.Now().Add(soon); !heard(there, 100*time.Millisecond); { // until both have begun to follow
			if time.Now().After(end) {
				t.Fatal("the second program never hears")
			}
			touch(db)
		}
		for heard(here, 300*time.Millisecond) || heard(there, 300*time.Millisecond) { // what is still on its way
		}
		touch(second)
		if !heard(here, soon) || !heard(there, soon) {
			t.Error("a change at the second program is not heard at both")
		}
		if heard(there, 300*time.Millisecond) {
			t.Error("its own word comes back to it")
		}
	})
}
