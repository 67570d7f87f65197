package report

import (
	"context"
	"encoding/json"
	"log/slog"

	"chibo/internal/fault"
	"chibo/internal/job"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// NightJob is the night's work of deriving the months again and comparing.
const NightJob = "report.night"

// nightMonths is how far back a night looks: past a year's review nothing settled moves.
const nightMonths = 13

// keptNights is for how many days the results of nights are kept: a year's review.
const keptNights = 400

// Begin asks for the coming night, unless one is asked for already: a machine that was
// off makes up for it as soon as it runs.
func Begin(tx *store.Tx) error { return job.Await(tx, NightJob, "recount", tonight(tx.Now())) }

// tonight is ten past three, after what is past its time was taken away.
func tonight(now int64) int64 { return job.Night(now, 3, 10) }

// Nightly is the handler: the months derived again, what was found written down, then
// the wish for the next night. Broken off, the next call compares everything anew; what
// it corrected before stays corrected.
func Nightly(book *rule.Book) job.Handler {
	return func(ctx context.Context, db *store.DB, v store.Viewer, _ json.RawMessage) error {
		rows, found, err := Rederive(ctx, db, book, v.Tenant, nightMonths)
		for _, d := range found { // counts and ids: whoever mends the program finds the room that forgot
			slog.WarnContext(ctx, "a cell's month did not say what its rows say", "tenant", d.Tenant, "org", d.Org, "month", d.Month, "was", d.Was, "is", d.Is)
		}
		if err != nil {
			return err
		}
		return db.Write(ctx, v, func(tx *store.Tx) error {
			if err := ran(tx, rows, len(found)); err != nil {
				return err
			}
			return job.Enqueue(tx, NightJob, nil, "recount", tonight(tx.Now()))
		})
	}
}

// ran adds a night's result to its day: a second run of the same day may find what the
// first did not, and does not hide what that one found.
func ran(tx *store.Tx, rows, differing int) error {
	if _, err := tx.Exec(`delete from recount_run where tenant = $1 and day < $2`, vi.AddDays(tx.Today(), -keptNights)); err != nil {
		return err
	}
	_, err := tx.Exec(`insert into recount_run (tenant, day, n, differing, done_at) values ($1, $2, $3, $4, $5)
		on conflict (tenant, day) do update set n = excluded.n, differing = recount_run.differing + excluded.differing, done_at = excluded.done_at`,
		tx.Today(), rows, differing, tx.Now())
	return err
}

// Night is what the last comparison found: how many cell months it went through and how
// many of them it had to correct. At 0: none ran yet.
type Night struct {
	At              int64
	Rows, Differing int
}

// LastNight reads it, for whoever keeps the machine: it counts and names no cell. The
// caller asks for access.SystemView.
func LastNight(rd *store.Reader) (n Night, err error) {
	err = rd.Get([]any{&n.At, &n.Rows, &n.Differing}, `select done_at, n, differing from recount_run where tenant = $1 and day <= $2 order by day desc limit 1`, rd.Today())
	if fault.KindOf(err) == fault.NotFound {
		err = nil
	}
	return n, err
}
