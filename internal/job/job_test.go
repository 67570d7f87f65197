package job_test

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"testing"
	"time"

	"chibo/internal/job"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// tenant makes the committee known, as first run does: workers ask which
// committees there are.
func tenant(t *testing.T, db *storetest.DB) {
	t.Helper()
	db.Write(t, store.System, func(tx *store.Tx) error {
		_, err := tx.Exec(`insert into tenant (tenant, name, level, place, consent_no, consent_day, consent_text, settings, created_at)
			values ($1, 'Đảng bộ phường Sông Xanh', 'commune', 'Sông Xanh', '', '', '', '{}', $2)`, tx.Now())
		return err
	})
	t.Cleanup(func() {
		_ = db.TryWrite(store.System, func(tx *store.Tx) error {
			_, err := tx.Exec(`delete from tenant where tenant = $1`)
			return err
		})
	})
}

func waiting(t *testing.T, db *storetest.DB) (all []job.Waiting) {
	t.Helper()
	db.Read(t, store.System, func(rd *store.Reader) (err error) { all, err = job.List(rd, 1000); return })
	return all
}

func TestTwoHundredJobsBySixWorkersAreDoneOnceEach(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		tenant(t, db)
		db.Write(t, "p", func(tx *store.Tx) error {
			for i := range 200 {
				if err := job.Enqueue(tx, "count", i, "", 0); err != nil {
					return err
				}
			}
			return nil
		})
		var mu sync.Mutex
		seen := map[int]int{}
		r := &job.Runner{DB: db.DB, Workers: 6, Every: 10 * time.Millisecond, Handlers: map[string]job.Handler{
			"count": func(_ context.Context, _ *store.DB, v store.Viewer, payload json.RawMessage) error {
				var i int
				if err := json.Unmarshal(payload, &i); err != nil {
					return err
				}
				if v.Person != store.System || v.Tenant != db.Tenant {
					t.Errorf("done in the name of %+v", v)
				}
				mu.Lock()
				seen[i]++
				mu.Unlock()
				return nil
			},
		}}
		ctx, stop := context.WithTimeout(context.Background(), time.Minute)
		defer stop()
		done := make(chan struct{})
		go func() { r.Run(ctx); close(done) }()
		for ctx.Err() == nil {
			if len(waiting(t, db)) == 0 {
				break
			}
			time.Sleep(20 * time.Millisecond)
		}
		stop()
		<-done
		if len(seen) != 200 {
			t.Errorf("%d of 200 jobs done", len(seen))
		}
		for i, n := range seen {
			if n != 1 {
				t.Errorf("job %d was done %d times", i, n)
			}
		}
		if left := waiting(t, db); len(left) != 0 {
			t.Errorf("%d rows left", len(left))
		}
	})
}

func TestAJobFallsWithTheWriteThatWantedIt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		if err := db.TryWrite("p", func(tx *store.Tx) error {
			if err := job.Enqueue(tx, "notify", "x", "", 0); err != nil {
				return err
			}
			return errors.New("no")
		}); err == nil {
			t.Fatal("the write was to fail")
		}
		if left := waiting(t, db); len(left) != 0 {
			t.Errorf("left %+v", left)
		}
	})
}

func TestFailuresWaitLongerAndLeasesEnd(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		tenant(t, db)
		db.Write(t, "p", func(tx *store.Tx) error { return job.Enqueue(tx, "shaky", 1, "", 0) })
		calls, broken := 0, true
		r := &job.Runner{DB: db.DB, Handlers: map[string]job.Handler{
			"shaky": func(context.Context, *store.DB, store.Viewer, json.RawMessage) error {
				calls++
				if broken {
					panic("the printer is on fire")
				}
				return nil
			},
		}}
		drain := func() {
			t.Helper()
			if _, err := r.Drain(context.Background()); err != nil {
				t.Fatal(err)
			}
		}
		drain()
		drain()
		if calls != 1 {
			t.Fatalf("%d calls before the wait was over", calls)
		}
		if w := waiting(t, db); len(w) != 1 || w[0].Attempts != 1 || w[0].Failure == "" {
			t.Fatalf("waiting %+v", w)
		}
		db.Clock.Set(storetest.Start.Add(3 * time.Second))
		drain()
		db.Clock.Set(storetest.Start.Add(6 * time.Second))
		drain()
		if calls != 2 {
			t.Fatalf("%d calls: the wait did not double", calls)
		}
		// a worker that died: its lease stands in the row until it ends
		db.Write(t, "p", func(tx *store.Tx) error {
			_, err := tx.Exec(`update job set run_at = 0, lease_until = $2 where tenant = $1`, tx.Now()+1000)
			return err
		})
		broken = false
		drain()
		if calls != 2 {
			t.Fatal("a leased job was taken")
		}
		db.Clock.Set(storetest.Start.Add(8 * time.Second))
		drain()
		if calls != 3 || len(waiting(t, db)) != 0 {
			t.Fatalf("%d calls, %+v left", calls, waiting(t, db))
		}
	})
}

func TestAskingAgainWhileItIsBeingDoneHasItDoneOnceMore(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		tenant(t, db)
		ask := func(n int) {
			db.Write(t, "p", func(tx *store.Tx) error { return job.Enqueue(tx, "derive", n, "12/2026", 0) })
		}
		ask(1)
		ask(2)
		var got []string
		r := &job.Runner{DB: db.DB, Handlers: map[string]job.Handler{
			"derive": func(_ context.Context, _ *store.DB, _ store.Viewer, payload json.RawMessage) error {
				got = append(got, string(payload))
				if len(got) == 1 {
					ask(3)
				}
				return nil
			},
		}}
		if _, err := r.Drain(context.Background()); err != nil {
			t.Fatal(err)
		}
		if len(got) != 2 || got[0] != "2" || got[1] != "3" {
			t.Errorf("done with %v", got)
		}
	})
}
