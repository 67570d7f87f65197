package privacy

import (
	"context"
	"encoding/json"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/job"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// NightJob is the night's work of taking away what is past its time.
const NightJob = "privacy.retention"

// Begin asks for the coming night, unless one is asked for already: a machine
// that was off makes up for it as soon as it runs.
func Begin(tx *store.Tx) error { return job.Await(tx, NightJob, "retention", nextNight(tx.Now())) }

// nextNight is ten past two, before the files without a row are swept.
func nextNight(now int64) int64 { return job.Night(now, 2, 10) }

// Keep is the handler: the night, then the wish for the next one.
func Keep(book *rule.Book) job.Handler {
	return func(ctx context.Context, db *store.DB, v store.Viewer, _ json.RawMessage) error {
		if err := Night(ctx, db, v, book); err != nil {
			return err
		}
		return db.Write(ctx, v, func(tx *store.Tx) error { return job.Enqueue(tx, NightJob, nil, "retention", nextNight(tx.Now())) })
	}
}

// Night takes away what is past its time, class by class, in batches that let
// people at work go first. A batch and its count are one transaction: broken off
// at any place, the next call goes on there and counts nothing twice.
func Night(ctx context.Context, db *store.DB, v store.Viewer, book *rule.Book) error {
	today := store.Day(db.Now())
	law := book.Retention(today)
	for _, k := range law.Classes {
		day := k.Before(today)
		if day == "" || !Acts(k.Key) {
			continue
		}
		p, err := before(day, law.Batch)
		if err != nil {
			return err
		}
		run := Run{Day: today, Class: k.Key, Rule: law.Ref.String(), Before: day}
		for _, do := range steps[k.Key] {
			for more := true; more; {
				if err := db.Bulk(ctx, v, func(tx *store.Tx) error {
					n, err := do(tx, p)
					if err != nil {
						return err
					}
					more = n >= int64(p.batch)
					return count(tx, run, n)
				}); err != nil {
					return err
				}
			}
		}
		if err := db.Bulk(ctx, v, func(tx *store.Tx) error { return over(tx, run) }); err != nil {
			return err
		}
	}
	return nil
}

func count(tx *store.Tx, r Run, n int64) error {
	_, err := tx.Exec(`insert into retention_run (tenant, day, class, rule, before, n, done_at) values ($1, $2, $3, $4, $5, $6, null)
		on conflict (tenant, day, class) do update set n = retention_run.n + excluded.n`, r.Day, r.Class, r.Rule, r.Before, n)
	return err
}

// over ends a class for the night. The log hears of it where something went.
func over(tx *store.Tx, r Run) error {
	n, err := tx.Exec(`update retention_run set done_at = $4 where tenant = $1 and day = $2 and class = $3 and done_at is null`, r.Day, r.Class, tx.Now())
	if err != nil || n == 0 {
		return err
	}
	if n, err = tx.Int(`select n from retention_run where tenant = $1 and day = $2 and class = $3`, r.Day, r.Class); err != nil || n == 0 {
		return err
	}
	return audit.Note(tx, "privacy.retention", "retention_run", r.Class, "", map[string]any{"class": r.Class, "before": r.Before, "rows": n, "rule": r.Rule})
}

// Run is what one night did for one class: how many rows went that ended before
// a day. DoneAt 0: broken off, to be gone on with.
type Run struct {
	Day, Class, Rule, Before string
	Rows                     int64
	DoneAt                   int64
}

// Class is one class with what the last nights did for it.
type Class struct {
	rule.Keeping
	Acts   bool   // the night takes away what is past its time
	Before string // what ended before that day is gone or goes this night
	Last   Run
}

// Kept lists the classes of today, each with its last night; for whoever keeps
// requests or the machine: it names nobody.
func Kept(rd *store.Reader, book *rule.Book) ([]Class, error) {
	runs, err := Runs(rd, 1)
	if err != nil {
		return nil, err
	}
	today := rd.Today()
	var out []Class
	for _, k := range book.Retention(today).Classes {
		c := Class{Keeping: k, Acts: Acts(k.Key) && k.Fixed()}
		if c.Acts {
			c.Before = k.Before(today)
		}
		for _, r := range runs {
			if r.Class == k.Key {
				c.Last = r
			}
		}
		out = append(out, c)
	}
	return out, nil
}

// Runs lists what the last nights did, the newest first, class by class.
func Runs(rd *store.Reader, nights int) ([]Run, error) {
	top, err := org.Root(rd)
	if err == nil {
		err = org.Must(rd, access.SystemView, top.ID)
	}
	if err != nil {
		return nil, err
	}
	days, err := rd.Strings(`select distinct day from retention_run where tenant = $1 and day <= $2 order by day desc limit $3`, rd.Today(), nights)
	if err != nil || len(days) == 0 {
		return nil, err
	}
	return store.All(rd, func(row store.Scan) (r Run, err error) {
		err = row(&r.Day, &r.Class, &r.Rule, &r.Before, &r.Rows, &r.DoneAt)
		return
	}, `select day, class, rule, before, n, coalesce(done_at, 0) from retention_run where tenant = $1 and day >= $2 order by day desc, class`, days[len(days)-1])
}

// Overdue tells that no night came to its end for two days: for the doctor.
func Overdue(rd *store.Reader) error {
	runs, err := Runs(rd, 2)
	if err != nil {
		return err
	}
	since := store.Day(rd.Now() - 3*24*3600_000)
	for _, r := range runs {
		if r.DoneAt > 0 && r.Day >= since {
			return nil
		}
	}
	return fault.New(fault.NotFound, "retention_none")
}
