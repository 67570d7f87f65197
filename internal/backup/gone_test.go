package backup_test

import (
	"testing"
	"time"

	"chibo/internal/backup"
)

// TestTheLastBackupOfAnErasedPersonIsGoneInThirtyFiveDays for every day of two
// years, under the rule that a server begins with; one more backup kept is later.
func TestTheLastBackupOfAnErasedPersonIsGoneInThirtyFiveDays(t *testing.T) {
	k := &backup.Keeper{Dir: "x", Daily: 7, Weekly: 4}
	for day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2028; day = day.AddDate(0, 0, 1) {
		gone, err := time.Parse(time.DateOnly, k.Gone(day.Format(time.DateOnly)))
		if err != nil {
			t.Fatal(err)
		}
		if d := int(gone.Sub(day).Hours() / 24); d < 7 || d > 35 {
			t.Fatalf("erased on %s: gone after %d days", day.Format(time.DateOnly), d)
		}
	}
	if got := k.Gone("2026-12-03"); got != "2026-12-21" {
		t.Errorf("a Thursday: %s", got)
	}
	long := &backup.Keeper{Dir: "x", Daily: 7, Weekly: 12}
	if long.Gone("2026-12-03") <= k.Gone("2026-12-03") {
		t.Error("more weeks kept, yet gone no later")
	}
	if (&backup.Keeper{}).Gone("2026-12-03") != "" || (*backup.Keeper)(nil).Gone("2026-12-03") != "" {
		t.Error("a day where no backup is made")
	}
}
