package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func put(tx *store.Tx, word string) error {
	_, err := tx.Exec(`insert into member_word (tenant, word, member) values ($1, $2, $3) on conflict do nothing`, word, "m")
	return err
}

func words(t *testing.T, db *storetest.DB) (all []string) {
	t.Helper()
	db.Read(t, "p", func(rd *store.Reader) (err error) {
		all, err = rd.Strings(`select word from member_word where tenant = $1 order by word`)
		return err
	})
	return all
}

func TestWriteIsSeenAfterItReturns(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		var wg sync.WaitGroup
		for i := range 40 {
			wg.Go(func() {
				if err := db.TryWrite("p", func(tx *store.Tx) error { return put(tx, fmt.Sprintf("w%02d", i)) }); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if got := words(t, db); len(got) != 40 {
			t.Fatalf("%d rows after 40 acknowledged writes", len(got))
		}
	})
}

func TestFailedClosureLeavesNothingAndHarmsNoNeighbour(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		boom := errors.New("boom")
		var wg sync.WaitGroup
		for i := range 30 {
			wg.Go(func() {
				err := db.TryWrite("p", func(tx *store.Tx) error {
					if err := put(tx, fmt.Sprintf("w%02d", i)); err != nil {
						return err
					}
					switch i % 3 {
					case 1:
						return boom
					case 2:
						if i%2 == 0 {
							panic("in a closure")
						}
						_, _ = tx.Exec(`insert into no_such_table (tenant) values ($1)`)
					}
					return nil
				})
				if (err == nil) != (i%3 == 0) {
					t.Errorf("closure %d: %v", i, err)
				}
			})
		}
		wg.Wait()
		if got := words(t, db); len(got) != 10 {
			t.Fatalf("want the 10 good rows, got %v", got)
		}
	})
}

func TestTextsAreRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		for _, bad := range []struct {
			text string
			args []any
		}{
			{`select word from member_word`, nil},
			{`select word from member_word where tenant = $1 and word = $3`, []any{"a", "b"}},
			{`select word from member_word where tenant = $1`, []any{"surplus"}},
			{`select * from member_word where tenant = $1`, nil},
		} {
			if err := db.TryRead("p", func(rd *store.Reader) error { _, err := rd.Strings(bad.text, bad.args...); return err }); err == nil {
				t.Errorf("accepted %q with %v", bad.text, bad.args)
			}
		}
	})
}

func TestArgumentsMayComeInAnyOrder(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		db.Write(t, "p", func(tx *store.Tx) error {
			_, err := tx.Exec(`insert into member_word (member, word, tenant) values ($3, $2, $1)`, "word", "member")
			return err
		})
		if got := words(t, db); len(got) != 1 || got[0] != "word" {
			t.Fatalf("got %v", got)
		}
	})
}

func TestTenantsDoNotMeet(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		db.Write(t, "p", func(tx *store.Tx) error { return put(tx, "mine") })
		other := store.Viewer{Tenant: db.Tenant + 1, Person: "p"}
		if err := db.DB.Read(context.Background(), other, func(rd *store.Reader) error {
			n, err := rd.Int(`select count(*) from member_word where tenant = $1`)
			if n != 0 {
				t.Errorf("another tenant sees %d rows", n)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	})
}

func TestOnceAnswersTheSame(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		try := func(request string) (n int, err error) {
			err = db.TryWrite("p", func(tx *store.Tx) error {
				n, err = store.Once(tx, "key", request, func() (int, error) {
					c, err := tx.Int(`select count(*) from member_word where tenant = $1`)
					if err != nil {
						return 0, err
					}
					return int(c) + 1, put(tx, fmt.Sprint(c))
				})
				return err
			})
			return
		}
		for range 3 {
			if n, err := try("a"); n != 1 || err != nil {
				t.Fatalf("repeat answered %d, %v", n, err)
			}
		}
		if _, err := try("b"); !fault.Is(err, "key_reused") {
			t.Fatalf("same key, other request: %v", err)
		}
		if got := words(t, db); len(got) != 1 {
			t.Fatalf("done %d times", len(got))
		}
	})
}

func TestReaderCannotWriteOnSQLite(t *testing.T) {
	db := storetest.SQLite(t)
	err := db.TryRead("p", func(rd *store.Reader) error { return put(&store.Tx{Reader: rd}, "x") })
	if err == nil {
		t.Fatal("a read transaction wrote")
	}
}

func TestCancelledBeforeItsTurnIsNotDone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		err := db.DB.Write(ctx, db.As("p"), func(tx *store.Tx) error { return put(tx, "late") })
		if got := words(t, db); (err == nil) != (len(got) == 1) {
			t.Fatalf("answer %v but rows %v", err, got)
		}
	})
}
