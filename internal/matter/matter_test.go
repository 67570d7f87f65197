package matter_test

import (
	"testing"

	"chibo/internal/fault"
	"chibo/internal/matter"
	"chibo/internal/minutes/cast"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func school(t *testing.T, db *storetest.DB) {
	t.Helper()
	cast.Build(t, db)
	db.Write(t, store.System, func(tx *store.Tx) error {
		_, err := tx.Exec(`update org_edge set kind = 'office' where tenant = $1 and org = $2`, cast.Cell)
		return err
	})
}

func put(db *storetest.DB, who string, in matter.Matter, version int64) (m matter.Matter, err error) {
	err = db.TryWrite(who, func(tx *store.Tx) error {
		got, err := matter.Put(tx, cast.Book, in, version)
		m = got
		return err
	})
	return
}

func year(t *testing.T, db *storetest.DB, who string) (l matter.List) {
	t.Helper()
	db.Read(t, who, func(rd *store.Reader) (err error) { l, err = matter.Year(rd, cast.Book, cast.Cell, 2026); return })
	return
}

var fund = matter.Matter{Org: cast.Cell, Year: 2026, What: "Thu, chi quỹ hội cha mẹ học sinh", Office: "Phó hiệu trưởng phụ trách cơ sở vật chất", ReportOn: "2026-12-20"}

// TestAListIsAdoptedHeardAndNeverNamesAnybody: drafted, adopted, due at a meeting, heard; a
// name in place of an office is refused, and what was adopted keeps its words.
func TestAListIsAdoptedHeardAndNeverNamesAnybody(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		school(t, db)
		for name, bad := range map[string]func(m *matter.Matter){
			"what": func(m *matter.Matter) { m.What = " " }, "office": func(m *matter.Matter) { m.Office = "" }, "name": func(m *matter.Matter) { m.Office = "Đồng chí Lò Thị  MAI" },
			"day": func(m *matter.Matter) { m.ReportOn = "2027-01-01" }, "no day": func(m *matter.Matter) { m.ReportOn = "2026-02-30" }, "year": func(m *matter.Matter) { m.Year, m.ReportOn = 2029, "2029-01-01" },
		} {
			in := fund
			bad(&in)
			if _, err := put(db, cast.Hien, in, 0); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := put(db, cast.Mai, fund, 0); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a member writes it: %v", err)
		}
		m, err := put(db, cast.Hien, fund, 0)
		if again, err2 := put(db, cast.Khoa, fund, 0); err != nil || err2 != nil || again.ID != m.ID {
			t.Fatalf("%+v %v %v", again, err, err2)
		}
		moved := m
		moved.ReportOn = "2026-12-25"
		if _, err := put(db, cast.Hien, moved, 7); fault.KindOf(err) != fault.Conflict {
			t.Errorf("an older page: %v", err)
		}
		if m, err = put(db, cast.Hien, moved, m.Version); err != nil || m.ReportOn != "2026-12-25" {
			t.Fatalf("%+v %v", m, err)
		}
		if l := year(t, db, cast.Mai); len(l.Matters) != 0 || !l.Makes || !l.Assumed {
			t.Errorf("a member reads a draft: %+v", l)
		}
		adopted(t, db, m)
	})
}

func adopted(t *testing.T, db *storetest.DB, m matter.Matter) {
	t.Helper()
	adopt := func(who, day string) (l matter.List, err error) {
		err = db.TryWrite(who, func(tx *store.Tx) error {
			got, err := matter.Adopt(tx, cast.Book, cast.Cell, 2026, matter.Decision{Day: day, Paper: "Nghị quyết số 02-NQ/CB"})
			l = got
			return err
		})
		return
	}
	for _, day := range []string{"", "2026-12-31", "2024-01-01"} {
		if _, err := adopt(cast.Hien, day); fault.KindOf(err) != fault.Invalid {
			t.Errorf("adopted on %q: %v", day, err)
		}
	}
	report := func(who, day, outcome string, version int64) error {
		return db.TryWrite(who, func(tx *store.Tx) error { _, err := matter.Report(tx, m.ID, version, day, outcome); return err })
	}
	if err := report(cast.Hien, "2026-12-01", "Đã nghe", m.Version); !fault.Is(err, "matter_draft") {
		t.Errorf("a draft was heard: %v", err)
	}
	for range 2 {
		if l, err := adopt(cast.Hien, "2026-11-20"); err != nil || l.Drafts() != 0 || l.Matters[0].AdoptedOn != "2026-11-20" {
			t.Fatalf("%+v %v", l, err)
		}
	}
	again := m
	again.What = "Chữ khác"
	if _, err := put(db, cast.Hien, again, 9); !fault.Is(err, "matter_adopted") {
		t.Errorf("adopted words were rewritten: %v", err)
	}
	due := func(day string) (all []matter.Matter) {
		db.Read(t, cast.Mai, func(rd *store.Reader) (err error) { all, err = matter.Due(rd, cast.Cell, day); return })
		return
	}
	if len(due("2026-11-28")) != 0 || len(due("2026-12-03")) != 1 {
		t.Errorf("due %v %v", due("2026-11-28"), due("2026-12-03"))
	}
	m = year(t, db, cast.Mai).Matters[0]
	for _, bad := range [][2]string{{"", "x"}, {"2026-11-19", "x"}, {"2026-12-31", "x"}, {"2026-12-01", " "}} {
		if err := report(cast.Hien, bad[0], bad[1], m.Version); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%v: %v", bad, err)
		}
	}
	for range 2 {
		if err := report(cast.Hien, "2026-12-01", "Thu đúng, chi công khai.", m.Version); err != nil {
			t.Fatal(err)
		}
	}
	if err := report(cast.Hien, "2026-12-01", "Chữ của máy cũ", m.Version); fault.KindOf(err) != fault.Conflict {
		t.Errorf("an older page: %v", err)
	}
	if len(due("2026-12-03")) != 0 || year(t, db, cast.Mai).Matters[0].Outcome == "" {
		t.Errorf("still due")
	}
	drop := func(reason string) error {
		return db.TryWrite(cast.Hien, func(tx *store.Tx) error { return matter.Drop(tx, m.ID, reason) })
	}
	if err := drop(""); fault.KindOf(err) != fault.Invalid {
		t.Errorf("taken off without a reason: %v", err)
	}
	for range 2 {
		if err := drop("Hội đã giải thể"); err != nil {
			t.Fatal(err)
		}
	}
	if got := year(t, db, cast.Mai).Matters; len(got) != 1 || got[0].ClosedOn == "" {
		t.Errorf("what was adopted is gone: %+v", got)
	}
	for _, who := range []string{cast.Dung, cast.Panh} {
		db.Read(t, who, func(rd *store.Reader) error {
			if _, err := matter.Get(rd, m.ID); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s reads it: %v", who, err)
			}
			return nil
		})
	}
}

// TestTheRulesSayWhoMakesAList: a residential cell makes none.
func TestTheRulesSayWhoMakesAList(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		if _, err := put(db, cast.Hien, fund, 0); !fault.Is(err, "matter_kind") {
			t.Errorf("a residential cell: %v", err)
		}
		if l := year(t, db, cast.Mai); l.Makes {
			t.Errorf("%+v", l)
		}
	})
}
