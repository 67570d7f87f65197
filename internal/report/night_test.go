package report_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"chibo/internal/job"
	"chibo/internal/minutes/cast"
	"chibo/internal/report"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// spoilt are the columns of a cell's month with something else than they may say.
var spoilt = []string{
	"meeting = 'another'", "planned_day = '2026-01-01'", "held_day = '2026-01-02'", "on_time = not on_time", "members = members + 1", "expected = expected + 1", "present = present + 1",
	"minutes_long = minutes_long + 1", "tasks_given = tasks_given + 1", "tasks_done = tasks_done + 1", "sealed_at = coalesce(sealed_at, 0) + 1", "reported_at = coalesce(reported_at, 0) + 1",
}

// moving are the two that the calendar moves: what is wrong there is renewed, not told.
var moving = []string{"state = 'sealed'", "tasks_overdue = tasks_overdue + 1"}

// Each row spoilt in any way is found by a night, and nothing else is.
func TestANightFindsEveryRowThatWasChanged(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		months := []string{"2026-08", "2026-09", "2026-10", "2026-11", "2026-12"}
		for i, month := range months {
			for j, cell := range []string{cast.Cell, cast.Other} {
				cast.Meeting(t, db, fmt.Sprintf("n%d%d", i, j), cell, month+"-03", "closed")
			}
		}
		db.Write(t, store.System, func(tx *store.Tx) error {
			for _, month := range months {
				for _, cell := range []string{cast.Cell, cast.Other} {
					if err := report.Recompute(tx, cast.Book, cell, month); err != nil {
						return err
					}
				}
			}
			return nil
		})
		compare := func() (int, []report.Difference) {
			rows, found, err := report.Rederive(context.Background(), db.DB, cast.Book, db.Tenant, 13)
			if err != nil {
				t.Fatal(err)
			}
			return rows, found
		}
		if rows, found := compare(); rows != 10 || len(found) != 0 {
			t.Fatalf("of %d untouched rows these differ: %+v", rows, found)
		}
		seed := uint64(time.Now().UnixNano())
		random := rand.New(rand.NewPCG(seed, 1)) // #nosec G404 -- which rows are spoilt is no secret
		for _, change := range append(spoilt, moving...) {
			want := map[string]bool{}
			db.Write(t, store.System, func(tx *store.Tx) error {
				clear(want)
				for _, month := range months {
					for _, cell := range []string{cast.Cell, cast.Other} {
						if random.IntN(2) == 0 {
							continue
						}
						want[cell+month] = true
						if _, err := tx.Exec(`update cell_month set `+change+` where tenant = $1 and org = $2 and month = $3`, cell, month); err != nil {
							return err
						}
					}
				}
				return nil
			})
			_, found := compare()
			for _, d := range found {
				if !want[d.Org+d.Month] {
					t.Errorf("seed %d, %s: %s of %s was not touched", seed, change, d.Month, d.Org)
				}
				delete(want, d.Org+d.Month)
			}
			told := change != moving[0] && change != moving[1]
			if told && len(want) > 0 || !told && len(found) > 0 {
				t.Errorf("seed %d, %s: found %d, not found %v", seed, change, len(found), want)
			}
			if _, again := compare(); len(again) != 0 {
				t.Errorf("%s was not corrected: %+v", change, again)
			}
			db.Read(t, store.System, func(rd *store.Reader) error {
				n, err := rd.Int(`select count(*) from cell_month where tenant = $1 and (state = 'sealed' or tasks_overdue <> 0)`)
				if n != 0 {
					t.Errorf("%s: %d rows keep it", change, n)
				}
				return err
			})
		}
	})
}

// A row that is gone, and one that no meeting stands behind.
func TestANightFindsARowThatIsGoneOrInvented(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		cast.Meeting(t, db, "c3", cast.Cell, "2026-12-03", "closed")
		db.Write(t, store.System, func(tx *store.Tx) error {
			_, err := tx.Exec(`update meeting set state = 'sealed', sealed_at = starts_at where tenant = $1`)
			return err
		})
		night := func(want report.Night) {
			t.Helper()
			if err := report.Nightly(cast.Book)(context.Background(), db.DB, store.Viewer{Tenant: db.Tenant, Person: store.System}, nil); err != nil {
				t.Fatal(err)
			}
			db.Read(t, store.System, func(rd *store.Reader) error {
				last, err := report.LastNight(rd)
				want.At = rd.Now()
				if last != want {
					t.Errorf("the night says %+v, want %+v", last, want)
				}
				return err
			})
		}
		night(report.Night{Rows: 1, Differing: 1}) // nobody had counted the sealed meeting
		db.Write(t, store.System, func(tx *store.Tx) error {
			_, err := tx.Exec(`insert into cell_month (tenant, org, month, state, on_time, members, expected, present, minutes_long, tasks_given, tasks_done, tasks_overdue, computed_at, version)
				values ($1, $2, '2026-10', 'none', $3, 7, 9, 9, 90, 0, 0, 0, 0, 1)`, cast.Cell, false)
			return err
		})
		db.Clock.Set(db.Clock.Now().Add(24 * time.Hour))
		night(report.Night{Rows: 2, Differing: 1})
		night(report.Night{Rows: 2, Differing: 1}) // a second run of the day hides nothing
		db.Clock.Set(db.Clock.Now().Add(24 * time.Hour))
		night(report.Night{Rows: 2})
		db.Read(t, store.System, func(rd *store.Reader) error {
			waiting, err := job.List(rd, 10)
			if len(waiting) != 1 || waiting[0].Kind != report.NightJob || store.Clock(waiting[0].RunAt).Format("15:04") != "03:10" || waiting[0].RunAt <= rd.Now() {
				t.Errorf("the next night %+v", waiting)
			}
			return err
		})
	})
}
