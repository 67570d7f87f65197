package bench

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/quality"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/vote"
	"chibo/rules"
)

// TestFiguresOfScoring closes meetings of a cell of 200 in turn: one whose score
// stands line by line, one that was not scored. Closing is what the chair waits for:
// the closing with its composed minutes, both confirmations, and the sealing. That the
// minutes carry a table of lines may add a tenth to it at most; what filling the lines
// in and voting take by themselves is told beside it.
func TestFiguresOfScoring(t *testing.T) {
	wanted(t)
	db, err := store.Open(context.Background(), store.Options{Dir: t.TempDir(), Vault: storetest.Vault})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	book := rule.MustLoad(rules.FS)
	const rounds = 60
	sealing(t, db, rounds)
	as := func(person string, do func(tx *store.Tx) error) time.Duration {
		t.Helper()
		begin := time.Now()
		if err := db.Write(context.Background(), store.Viewer{Tenant: tenant, Person: person}, do); err != nil {
			t.Fatal(err)
		}
		return time.Since(begin)
	}
	as(store.System, func(tx *store.Tx) error {
		_, err := tx.Exec(`update meeting set kind = 'regular', state = 'in_session', closed_at = null where tenant = $1`)
		return err
	})
	var scored, plain, scoring, reading []float64
	for n := range rounds {
		id := fmt.Sprintf("m%d", n)
		if n%2 == 0 {
			var given []quality.Given
			begin := time.Now()
			if err := db.Read(context.Background(), store.Viewer{Tenant: tenant, Person: "p1"}, func(rd *store.Reader) error {
				s, err := quality.Read(rd, book, id)
				given = nil
				for _, l := range s.Lines {
					if l.Applies() && !l.Suggestion.Known {
						most := l.Max
						given = append(given, quality.Given{Code: l.Code, Points: &most})
					}
				}
				return err
			}); err != nil {
				t.Fatal(err)
			}
			reading = append(reading, time.Since(begin).Seconds()*1000)
			if len(given) == 0 {
				t.Fatal("no table for the meeting, or nothing to judge")
			}
			took := as("p1", func(tx *store.Tx) error {
				_, err := quality.ProposeLines(tx, book, id, 0, given)
				return err
			})
			took += as("p0", func(tx *store.Tx) error {
				_, _, err := quality.Hold(tx, book, id, vote.Hands{Subject: "Điểm buổi sinh hoạt", For: large})
				return err
			})
			scoring = append(scoring, took.Seconds()*1000)
		}
		took := as("p0", func(tx *store.Tx) error {
			if _, err := meeting.Close(tx, id); err != nil {
				return err
			}
			_, err := minutes.Compose(tx, book, id)
			return err
		})
		took += as("p1", func(tx *store.Tx) error { return minutes.Confirm(tx, id, "scribe", "device") })
		took += as("p0", func(tx *store.Tx) error {
			if err := minutes.Confirm(tx, id, "chair", "device"); err != nil {
				return err
			}
			_, err := minutes.Seal(tx, book, id)
			return err
		})
		if ms := took.Seconds() * 1000; n%2 == 0 {
			scored = append(scored, ms)
		} else {
			plain = append(plain, ms)
		}
	}
	for _, list := range [][]float64{scored, plain, scoring, reading} {
		slices.Sort(list)
	}
	half := rounds / 4
	ratio := scored[half] / plain[half]
	t.Logf("closing a meeting of %d members, from the closing to the sealed papers: %.1f ms scored by lines, %.1f ms without a score: ratio %.2f (median of %d each); the sheet read in %.1f ms, filling it in and voting %.1f ms",
		large, scored[half], plain[half], ratio, rounds/2, reading[half], scoring[half])
	if calm := rounds / 8; scored[calm]/plain[calm] > 1.10 && ratio > 1.10 { // of a machine that does other things meanwhile, the calmer half
		t.Errorf("scoring adds %.0f %% to closing, 10 at most", 100*(ratio-1))
	}
}
