package demo_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/demo"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/offline"
	"chibo/internal/report"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/task"
	"chibo/rules"
)

// TestASampleWardLives makes the ward with two months of life and looks at it
// as its officer does.
func TestASampleWardLives(t *testing.T) {
	ctx := context.Background()
	upto := time.Date(2026, 11, 24, 8, 0, 0, 0, store.Vietnam)
	db, err := store.Open(ctx, store.Options{Dir: t.TempDir(), Clock: func() time.Time { return upto }, Vault: storetest.Vault})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	book := rule.MustLoad(rules.FS)
	var told strings.Builder
	ward, err := demo.Make(ctx, db, book, upto, 2, &told)
	if err != nil {
		t.Fatal(err)
	}
	people := 0
	for _, c := range ward.Cells {
		people += len(c.Members)
	}
	if len(ward.Cells) != 20 || people != 600 {
		t.Errorf("%d cells, %d members", len(ward.Cells), people)
	}
	if err := db.Read(ctx, store.Viewer{Tenant: demo.Tenant, Person: ward.Cells[6].Secretary}, func(rd *store.Reader) error {
		m, err := meeting.Find(rd, ward.Cells[6].ID, "2026-11", meeting.Regular)
		if err != nil {
			return err
		}
		phones, err := offline.Owing(rd, m.ID)
		if len(phones) != 2 || phones[0].Waiting+phones[1].Waiting != 4 || phones[0].Quits == phones[1].Quits {
			t.Errorf("the phones of the hall: %+v", phones)
		}
		if err := offline.Ready(rd, m.ID); !fault.Is(err, "hall_waiting") {
			t.Errorf("its meeting: %v", err)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	letters(t, db, ward, book)
	signs(t, db, ward, 2)
	// What living counted by and by is what the rows say when counted anew: no room forgot to tell.
	if rows, differ, err := report.Rederive(ctx, db, book, demo.Tenant, 3); err != nil || rows < 35 || len(differ) != 0 {
		t.Errorf("of %d months of cells %d were counted wrong, first of all %+v; %v", rows, len(differ), differ[:min(1, len(differ))], err)
	}
	officer := store.Viewer{Tenant: demo.Tenant, Person: ward.Officer}
	if err := db.Read(ctx, officer, func(rd *store.Reader) error {
		month, err := report.Ward(rd, book, ward.Root.ID, "2026-11")
		if err != nil {
			return err
		}
		states := map[string]int{}
		for _, row := range month.Rows {
			states[row.State]++
		}
		if len(month.Rows) != 20 || states["sealed"] < 15 || states["silent"] == 0 {
			t.Errorf("the month of the ward: %v", states)
		}
		for _, in := range []access.Circle{access.OfCommittee, access.OfStanding} { // what a committee gave it also hears
			given, err := task.OpenIn(rd, ward.Root.ID, in)
			if err != nil {
				return err
			}
			waits, err := task.ReportedIn(rd, ward.Root.ID, in, "2026-11")
			if err != nil {
				return err
			}
			if len(given) == 0 || len(waits) > 0 {
				t.Errorf("the %s has %d tasks open, %d never heard", in, len(given), len(waits))
			}
		}
		return audit.Verify(rd)
	}); err != nil {
		t.Error(err)
	}
	var said strings.Builder
	if err := demo.Greet(ctx, db, "http://127.0.0.1:8080", &said); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Bí thư Chi bộ Tổ dân phố 3, Lường Thị Hiên", "http://127.0.0.1:8080/kich-hoat/9900001.", "chibo token --as "} {
		if !strings.Contains(said.String(), want) {
			t.Errorf("the greeting lacks %q:\n%s", want, said.String())
		}
	}
}
