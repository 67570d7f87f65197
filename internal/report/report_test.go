package report_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"chibo/internal/fault"
	"chibo/internal/minutes/cast"
	"chibo/internal/report"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func TestAStateIsRelativeToTodayAndTheReportsDay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		cast.Meeting(t, db, "c3", cast.Cell, "2026-12-03", "announced")
		for _, step := range []struct {
			day, cell3, cell4, change string
		}{
			{"2026-12-01", report.Planned, report.None, ""},
			{"2026-12-03", report.NotDue, report.NotDue, ""},
			{"2026-12-05", report.NotDue, report.NotDue, ""},
			{"2026-12-06", report.Silent, report.Silent, ""},
			{"2026-12-05", report.Held, report.NotDue, `update meeting set state = 'in_session', opened_at = starts_at where tenant = $1`},
			{"2026-12-06", report.Late, report.Silent, ""},
			{"2026-12-06", report.Sealed, report.Silent, `update meeting set state = 'sealed', sealed_at = starts_at where tenant = $1`},
		} {
			at, err := time.ParseInLocation(time.DateOnly, step.day, store.Vietnam)
			if err != nil {
				t.Fatal(err)
			}
			at = at.Add(8 * time.Hour)
			fresh := storetest.DB{DB: db.DB.WithClock(func() time.Time { return at }), Tenant: db.Tenant, Clock: db.Clock}
			if step.change != "" {
				fresh.Write(t, store.System, func(tx *store.Tx) error { _, err := tx.Exec(step.change); return err })
			}
			fresh.Read(t, cast.Dung, func(rd *store.Reader) error {
				m, err := report.Ward(rd, cast.Book, cast.Ward, "2026-12")
				if err != nil {
					return err
				}
				if len(m.Rows) != 2 || m.Rows[0].State != step.cell3 || m.Rows[1].State != step.cell4 || m.Totals.Cells != 2 {
					t.Errorf("%s: %+v", step.day, m.Rows)
				}
				if m.Rows[0].Members != 7 || m.Totals.Members != 8 {
					t.Errorf("%s: members %+v", step.day, m.Totals)
				}
				return nil
			})
		}
	})
}

func TestTheWardSeesNumbersOnlyAndNobodyElseSeesIt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		cast.Meeting(t, db, "c3", cast.Cell, "2026-12-03", "closed")
		db.Write(t, store.System, func(tx *store.Tx) error { return report.Recompute(tx, cast.Book, cast.Cell, "2026-12") })
		db.Read(t, cast.Dung, func(rd *store.Reader) error {
			m, err := report.Ward(rd, cast.Book, cast.Ward, "2026-12")
			text, _ := json.Marshal(m)
			for _, name := range []string{"Hiên", "Huy", "Lộc", "Mai", "Tín"} {
				if strings.Contains(string(text), name) {
					t.Errorf("the ward reads the name %s", name)
				}
			}
			return err
		})
		for who, org := range map[string]string{cast.Loc: cast.Cell, cast.Panh: cast.Cell, cast.Hien: cast.Ward, cast.Admin: cast.Ward, "": cast.Ward} {
			if err := db.TryRead(who, func(rd *store.Reader) error { _, err := report.Ward(rd, cast.Book, org, "2026-12"); return err }); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%q reads %s: %v", who, org, err)
			}
		}
		db.Read(t, cast.Hien, func(rd *store.Reader) error {
			own, err := report.Cell(rd, cast.Book, cast.Cell, 12)
			if len(own) != 1 || own[0].Present != 5 || own[0].Expected != 6 || !own[0].OnTime {
				t.Errorf("own months %+v", own)
			}
			return err
		})
		other := store.Viewer{Tenant: db.Tenant + 1, Person: store.System}
		if err := db.DB.Read(context.Background(), other, func(rd *store.Reader) error {
			m, err := report.Ward(rd, cast.Book, cast.Ward, "2026-12")
			if len(m.Rows) != 0 {
				t.Errorf("another committee sees %+v", m.Rows)
			}
			return err
		}); err != nil {
			t.Error(err)
		}
	})
}
