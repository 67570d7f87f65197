// Package job runs what must happen after a write but not inside it. A job is
// a row put into the same transaction as the write that wants it, so that
// neither exists without the other. Workers claim a row for a while (a lease),
// do it outside any transaction and delete it; a worker that dies leaves the
// row to the next one when the lease ends. A job is therefore done at least
// once, and every handler must bear being called again with the same payload.
package job

import (
	"encoding/json"
	"time"

	"chibo/internal/store"
)

// Enqueue puts a job into the transaction that wants it. With a dedup word
// there is one such job waiting at a time: asking again renews its payload and,
// when it is being done at this moment, has it done once more.
func Enqueue(tx *store.Tx, kind string, payload any, dedup string, runAt int64) error {
	body, err := json.Marshal(payload)
	if err != nil {
		return err
	}
	if runAt == 0 {
		runAt = tx.Recorded()
	}
	_, err = tx.Exec(`insert into job (tenant, id, kind, payload, dedup, run_at, attempts, lease_until, done_at, failure)
		values ($1, $2, $3, $4, $5, $6, 0, 0, null, '')
		on conflict (tenant, kind, dedup) do update set payload = excluded.payload, run_at = excluded.run_at, attempts = 0`,
		store.NewID(), kind, string(body), store.NullString(dedup), runAt)
	return err
}

// Waiting is a job not done yet, for the page of the system's state.
type Waiting struct {
	ID, Kind string
	RunAt    int64
	Attempts int
	Failure  string
}

// List gives the jobs not done yet, the oldest first. It names kinds and
// failures, never payloads; the caller asks for access.SystemView.
func List(rd *store.Reader, limit int) ([]Waiting, error) {
	return store.All(rd, func(scan store.Scan) (w Waiting, err error) {
		err = scan(&w.ID, &w.Kind, &w.RunAt, &w.Attempts, &w.Failure)
		return
	}, `select id, kind, run_at, attempts, failure from job where tenant = $1 and done_at is null order by run_at, id limit $2`, limit)
}

// Await is Enqueue for work that comes round by itself: what waits already keeps
// its hour.
func Await(tx *store.Tx, kind, dedup string, runAt int64) error {
	_, err := tx.Exec(`insert into job (tenant, id, kind, payload, dedup, run_at, attempts, lease_until, done_at, failure)
		values ($1, $2, $3, 'null', $4, $5, 0, 0, null, '') on conflict do nothing`, store.NewID(), kind, dedup, runAt)
	return err
}

// Night is the next time after a moment that clocks in Vietnam show an hour and minute:
// when work comes round that nobody waits for.
func Night(now int64, hour, minute int) int64 {
	t := store.Clock(now)
	night := time.Date(t.Year(), t.Month(), t.Day(), hour, minute, 0, 0, store.Vietnam)
	if !night.After(t) {
		night = night.AddDate(0, 0, 1)
	}
	return night.UnixMilli()
}
