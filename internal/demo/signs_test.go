package demo_test

import (
	"context"
	"io"
	"os"
	"testing"
	"time"

	"chibo/internal/demo"
	"chibo/internal/formality"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/rules"
)

// TestSignsInTheSampleWard is the drill: a whole year is lived.
func TestSignsInTheSampleWard(t *testing.T) {
	if os.Getenv("CHIBO_DRILL") == "" {
		t.Skip("two months are looked at in TestASampleWardLives; a year in make drill")
	}
	const months = 12
	ctx := context.Background()
	upto := time.Date(2026, 11, 24, 8, 0, 0, 0, store.Vietnam)
	db, err := store.Open(ctx, store.Options{Dir: t.TempDir(), Clock: func() time.Time { return upto }, Vault: storetest.Vault})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	ward, err := demo.Make(ctx, db, rule.MustLoad(rules.FS), upto, months, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	signs(t, db, ward, months)
}

// signs: the one scribe who hands in last month's words is found, and of all that
// twenty cells wrote at most one finding a month is false, here: any other.
func signs(t *testing.T, db *store.DB, ward demo.Ward, months int) {
	t.Helper()
	copied, wrong := 0, 0
	if err := db.Read(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: store.System}, func(rd *store.Reader) error {
		for _, c := range ward.Cells {
			all, err := formality.OfCell(rd, c.ID)
			if err != nil {
				return err
			}
			for _, f := range all {
				if f.Kind == formality.OwnMinutes && f.Period == "2026-11" && f.Answer != "" {
					copied++
					continue
				}
				wrong++
				t.Logf("%s %s: %s %d of %d", c.Name, f.Period, f.Kind, f.N, f.Of)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if copied != 1 || wrong > months {
		t.Errorf("%d copies found (want 1), %d others in %d months", copied, wrong, months)
	}
}
