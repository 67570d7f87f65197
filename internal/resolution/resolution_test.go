package resolution_test

import (
	"errors"
	"fmt"
	"testing"

	"chibo/internal/fault"
	"chibo/internal/minutes/cast"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func item(n int) resolution.Item {
	return resolution.Item{Owner: cast.M(cast.Loc), Deed: fmt.Sprintf("Việc số %d của ngõ 12", n), Measure: "đủ 66 hộ", Due: "2026-12-20", ReportAt: "2027-01"}
}

func TestTheSixthTaskIsKeptOutside(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		cast.Meeting(t, db, "dec", cast.Cell, "2026-12-03", "in_session")
		db.Write(t, cast.Huy, func(tx *store.Tx) error {
			var six []resolution.Item
			for n := range 6 {
				six = append(six, item(n+1))
			}
			r, warnings, err := resolution.Put(tx, cast.Book, "dec", 0, "Chi bộ thống nhất:", six)
			if err != nil {
				return err
			}
			if len(r.Items) != 6 || r.Items[4].Outside || !r.Items[5].Outside || r.Items[5].Deed != six[5].Deed {
				t.Errorf("items %+v", r.Items)
			}
			if len(warnings) != 1 || warnings[0].Code != resolution.SixthTask || warnings[0].Item != r.Items[5].ID {
				t.Errorf("warnings %+v", warnings)
			}
			if _, _, err := resolution.Put(tx, cast.Book, "dec", 0, "", nil); fault.KindOf(err) != fault.Conflict {
				t.Errorf("a stale version: %v", err)
			}
			again, _, err := resolution.Put(tx, cast.Book, "dec", r.Version, "", r.Items[:2])
			if err == nil && (again.Items[0].ID != r.Items[0].ID || len(again.Items) != 2) {
				t.Errorf("ids changed: %+v", again.Items)
			}
			return err
		})
	})
}

func TestWhatAnItemNeeds(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		cast.Meeting(t, db, "dec", cast.Cell, "2026-12-03", "in_session")
		for _, bad := range []struct {
			field, code string
			bend        func(*resolution.Item)
		}{
			{"owner", "task_no_owner", func(i *resolution.Item) { i.Owner = "" }},
			{"owner", "task_owner_outside", func(i *resolution.Item) { i.Owner = cast.M(cast.Panh) }},
			{"owner", "task_owner_outside", func(i *resolution.Item) { i.Owner = "nobody" }},
			{"deed", "task_no_deed", func(i *resolution.Item) { i.Deed = "  " }},
			{"due", "task_no_due", func(i *resolution.Item) { i.Due = "" }},
			{"due", "task_bad_day", func(i *resolution.Item) { i.Due = "2026-02-31" }},
			{"due", "task_due_past", func(i *resolution.Item) { i.Due = "2026-12-02" }},
			{"report_at", "task_bad_period", func(i *resolution.Item) { i.ReportAt = "2027-13" }},
			{"report_at", "task_report_past", func(i *resolution.Item) { i.ReportAt = "2026-12" }},
			{"continues", "task_not_open", func(i *resolution.Item) { i.Continues = "nothing" }},
		} {
			i := item(1)
			bad.bend(&i)
			for prefix, write := range map[string]func(*store.Tx) error{
				"": func(tx *store.Tx) error { _, _, err := resolution.Add(tx, cast.Book, "dec", i); return err },
				"items.1.": func(tx *store.Tx) error {
					_, _, err := resolution.Put(tx, cast.Book, "dec", 0, "", []resolution.Item{item(2), i})
					return err
				},
			} {
				err := db.TryWrite(cast.Hien, write)
				var f *fault.Error
				if !fault.Is(err, bad.code) {
					t.Errorf("%s %s: %v", prefix+bad.field, bad.code, err)
				} else if errors.As(err, &f); f.Fields[0].Name != prefix+bad.field {
					t.Errorf("field %q, want %q", f.Fields[0].Name, prefix+bad.field)
				}
			}
		}
		i := item(1)
		i.Measure, i.ReportAt = "", ""
		db.Write(t, cast.Hien, func(tx *store.Tx) error {
			r, warnings, err := resolution.Add(tx, cast.Book, "dec", i)
			if err == nil && (len(warnings) != 1 || warnings[0].Code != resolution.NoMeasure || r.Items[0].ReportAt != "2027-01") {
				t.Errorf("gentle: %+v %+v", warnings, r.Items)
			}
			return err
		})
	})
}

func TestDuplicatesAndLastMonthsWordsAreSaid(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		cast.Meeting(t, db, "nov", cast.Cell, "2026-11-03", "in_session")
		cast.Meeting(t, db, "dec", cast.Cell, "2026-12-03", "in_session")
		db.Write(t, cast.Hien, func(tx *store.Tx) error {
			old := item(1)
			old.Due, old.ReportAt = "2026-11-20", "2026-12"
			_, _, err := resolution.Put(tx, cast.Book, "nov", 0, "", []resolution.Item{old})
			return err
		})
		add := func() (code string) {
			db.Write(t, cast.Hien, func(tx *store.Tx) error {
				r, err := resolution.Get(tx.Reader, "dec")
				if err != nil {
					return err
				}
				same := item(1)
				same.Deed = "VIỆC SỐ 1 của  ngõ 12"
				_, w, err := resolution.Put(tx, cast.Book, "dec", r.Version, "", []resolution.Item{same})
				code = ""
				if len(w) > 0 {
					code = w[0].Code
				}
				return err
			})
			return code
		}
		if got := add(); got != resolution.SameAsOld {
			t.Errorf("last month's words: %q", got)
		}
		db.Write(t, store.System, func(tx *store.Tx) error {
			_, err := tx.Exec(`insert into task (tenant, id, org, meeting, owner, deed, measure, due, report_at, follower, decider, outside, state, result, assigned_on, version)
				values ($1, 'old', $2, 'nov', 'm-khoa', 'Việc số 1 của ngõ 12', '', '2026-11-20', '2026-12', '', '', $3, 'doing', '', '2026-11-03', 1)`, cast.Cell, false)
			return err
		})
		if got := add(); got != resolution.Duplicate {
			t.Errorf("an open task: %q", got)
		}
	})
}

func TestWhoReadsAndWrites(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		cast.Meeting(t, db, "dec", cast.Cell, "2026-12-03", "in_session")
		db.Write(t, cast.Hien, func(tx *store.Tx) error { _, _, err := resolution.Add(tx, cast.Book, "dec", item(1)); return err })
		check := func(stage string, want map[string][2]bool) {
			for who, w := range want {
				reads := db.TryRead(who, func(rd *store.Reader) error { _, err := resolution.Get(rd, "dec"); return err }) == nil
				writes := db.TryWrite(who, func(tx *store.Tx) error { _, _, err := resolution.Add(tx, cast.Book, "dec", item(2)); return err }) == nil
				if reads != w[0] || writes != w[1] {
					t.Errorf("%s, %s: reads %v writes %v", stage, who, reads, writes)
				}
			}
		}
		check("draft", map[string][2]bool{cast.Hien: {true, true}, cast.Huy: {true, true}, cast.Loc: {true, false}, cast.Dung: {false, false}, cast.Panh: {false, false}, cast.Admin: {false, false}})
		db.Write(t, store.System, func(tx *store.Tx) error {
			_, err := tx.Exec(`update meeting set state = 'sealed' where tenant = $1`)
			return err
		})
		check("sealed", map[string][2]bool{cast.Hien: {true, false}, cast.Dung: {true, false}, cast.Panh: {false, false}, cast.Admin: {false, false}})
	})
}
