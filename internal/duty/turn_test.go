package duty

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"chibo/internal/rule"
	"chibo/internal/vi"
)

// TestEverybodyIsHeardWithinTheWindow lets random cells live three years: people
// come and go, and whoever is asked may be absent. Whoever was there whenever
// asked is heard at least once in the window, however often others were not.
func TestEverybodyIsHeardWithinTheWindow(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 2026))
	for round := range 200 {
		limits := rule.Duties{HearWithinMonths: 3 + r.IntN(6), LeastPerMeeting: 1 + r.IntN(3)}
		var all []waiting
		serial := 0
		enter := func(month string) {
			serial++
			all = append(all, waiting{Someone: Someone{Member: fmt.Sprintf("m%03d", serial)}, key: fmt.Sprint(r.IntN(1000)), since: month})
		}
		month := "2026-01"
		for range 1 + r.IntN(90) {
			enter(month)
		}
		absent := map[string]bool{}
		for range 36 {
			month = vi.NextMonth(month)
			chosen := pick(all, month, limits)
			if len(chosen) < min(limits.PerMeeting(len(all)), len(all)) {
				t.Fatalf("round %d: %d of %d asked", round, len(chosen), len(all))
			}
			for _, w := range chosen {
				if r.IntN(8) == 0 { // not there: nobody's place is taken
					absent[w.Member] = true
					continue
				}
				for i := range all {
					if all[i].Member == w.Member {
						all[i].since = month
					}
				}
			}
			for _, w := range all {
				if gap := months(w.since, month); gap >= limits.HearWithinMonths && !absent[w.Member] {
					t.Fatalf("round %d: %s waits %d months of %d in %s", round, w.Member, gap, limits.HearWithinMonths, month)
				}
			}
			if r.IntN(3) == 0 {
				enter(month)
			}
			if len(all) > 1 && r.IntN(4) == 0 {
				all = all[1:]
			}
		}
	}
}
