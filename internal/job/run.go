package job

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"chibo/internal/fault"
	"chibo/internal/store"
)

// Handler does one job. It opens its own reads and writes, and is called again
// with the same payload when the program died before the row was deleted.
type Handler func(ctx context.Context, db *store.DB, v store.Viewer, payload json.RawMessage) error

// Runner polls for jobs and does them.
type Runner struct {
	DB       *store.DB
	Handlers map[string]Handler
	Workers  int           // 0: 2
	Every    time.Duration // 0: a second
	Lease    time.Duration // 0: five minutes
}

const (
	firstWait = 2_000        // ms before the second try
	lastWait  = 6 * 3600_000 // ms between tries at most; a job is never given up, doctor names it
	letters   = 500          // of a failure kept
)

type claimed struct {
	tenant   int64
	id, kind string
	payload  string
	attempts int
}

// Run does jobs until ctx ends and returns when the last one in hand is done.
func (r *Runner) Run(ctx context.Context) {
	var wg sync.WaitGroup
	for range max(1, orElse(r.Workers, 2)) {
		wg.Go(func() { r.work(ctx) })
	}
	wg.Wait()
}

func (r *Runner) work(ctx context.Context) {
	tick := time.NewTicker(orElse(r.Every, time.Second))
	defer tick.Stop()
	for {
		if _, err := r.Drain(ctx); err != nil && ctx.Err() == nil {
			slog.Error("jobs", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Drain does every job that is due now and returns how many it did.
func (r *Runner) Drain(ctx context.Context) (int, error) {
	tenants, err := r.DB.All(ctx)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, tenant := range tenants {
		for ctx.Err() == nil {
			j, ok, err := r.claim(ctx, tenant)
			if err != nil {
				return n, err
			}
			if !ok {
				break
			}
			if err := r.finish(ctx, j, r.do(ctx, j)); err != nil {
				return n, err
			}
			n++
		}
	}
	return n, nil
}

// claim takes the oldest due job of a tenant for the length of a lease. It
// looks before it writes, so that an idle server writes nothing.
func (r *Runner) claim(ctx context.Context, tenant int64) (j claimed, ok bool, err error) {
	v := store.Viewer{Tenant: tenant, Person: store.System}
	due := false
	err = r.DB.Read(ctx, v, func(rd *store.Reader) error {
		some, err := rd.Strings(`select id from job where tenant = $1 and done_at is null and run_at <= $2 and lease_until <= $2 limit 1`, rd.Now())
		due = len(some) > 0
		return err
	})
	if err != nil || !due {
		return j, false, err
	}
	err = r.DB.Write(ctx, v, func(tx *store.Tx) error {
		ok = false
		got, err := store.All(tx.Reader, func(scan store.Scan) (c claimed, err error) {
			err = scan(&c.id, &c.kind, &c.payload, &c.attempts)
			return
		}, `update job set attempts = attempts + 1, lease_until = $2 where tenant = $1 and id =
			(select id from job where tenant = $1 and done_at is null and run_at <= $3 and lease_until <= $3 order by run_at, id limit 1)
			returning id, kind, payload, attempts`, tx.Now()+orElse(r.Lease, 5*time.Minute).Milliseconds(), tx.Now())
		if err != nil || len(got) == 0 {
			return err
		}
		j, ok = got[0], true
		j.tenant = tenant
		return nil
	})
	if fault.KindOf(err) == fault.Busy { // another worker was quicker, or people go first
		return j, false, nil
	}
	return j, ok && err == nil, err
}

func (r *Runner) do(ctx context.Context, j claimed) (err error) {
	handler, ok := r.Handlers[j.kind]
	if !ok {
		return fmt.Errorf("no handler for jobs of kind %q", j.kind)
	}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return handler(ctx, r.DB, store.Viewer{Tenant: j.tenant, Person: store.System}, json.RawMessage(j.payload))
}

// finish deletes a job that was done, and puts back one that was not with a
// longer wait. The count of attempts is the mark of this claim: when somebody
// asked for the job again meanwhile it is zero, and the row stays.
func (r *Runner) finish(ctx context.Context, j claimed, failed error) error {
	ctx = context.WithoutCancel(ctx) // what was done is done, even while stopping
	v := store.Viewer{Tenant: j.tenant, Person: store.System}
	write := func() error {
		return r.DB.Write(ctx, v, func(tx *store.Tx) error {
			if failed == nil {
				if _, err := tx.Exec(`delete from job where tenant = $1 and id = $2 and attempts = $3`, j.id, j.attempts); err != nil {
					return err
				}
			} else if _, err := tx.Exec(`update job set run_at = $4, lease_until = 0, failure = $5 where tenant = $1 and id = $2 and attempts = $3`,
				j.id, j.attempts, tx.Now()+wait(j.attempts), short(failed.Error())); err != nil {
				return err
			}
			_, err := tx.Exec(`update job set lease_until = 0 where tenant = $1 and id = $2 and attempts = 0`, j.id)
			return err
		})
	}
	err := write()
	for range 5 {
		if fault.KindOf(err) != fault.Busy {
			break
		}
		time.Sleep(50 * time.Millisecond)
		err = write()
	}
	if fault.KindOf(err) == fault.NotFound { // a practice ended meanwhile, with its jobs
		return nil
	}
	if failed != nil {
		slog.Warn("job failed", "kind", j.kind, "id", j.id, "attempt", j.attempts, "err", failed)
	}
	return errors.Join(err)
}

// wait doubles from two seconds to six hours.
func wait(attempts int) int64 { return min(int64(firstWait)<<min(max(attempts-1, 0), 20), lastWait) }

func short(s string) string {
	if r := []rune(s); len(r) > letters {
		return string(r[:letters])
	}
	return s
}

func orElse[T comparable](v, other T) T {
	var none T
	if v == none {
		return other
	}
	return v
}
