package household_test

import (
	"strings"
	"testing"

	"chibo/internal/fault"
	"chibo/internal/household"
	"chibo/internal/minutes/cast"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func put(db *storetest.DB, who, name string, n int, member string) (g household.Group, err error) {
	err = db.TryWrite(who, func(tx *store.Tx) error {
		got, err := household.Put(tx, cast.Book, household.Group{Org: cast.Cell, Name: name, Households: n, Member: member}, 0)
		g = got
		return err
	})
	return
}

func sheet(t *testing.T, db *storetest.DB, who string) (s household.Sheet) {
	t.Helper()
	db.Read(t, who, func(rd *store.Reader) (err error) { s, err = household.Of(rd, cast.Book, cast.Cell); return })
	return
}

func names(all []household.Someone) (out []string) {
	for _, s := range all {
		out = append(out, s.Member)
	}
	return out
}

// TestHouseholdsAddUpAndNobodyIsPressed: groups add up beside the cell's number, exempt
// members are given none and are missed by nobody, an excuse is the committee's alone, and
// only whoever is in charge says that a group was visited.
func TestHouseholdsAddUpAndNobodyIsPressed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		count := func(who string, n int, version int64) error {
			return db.TryWrite(who, func(tx *store.Tx) error { return household.Count(tx, cast.Cell, n, version) })
		}
		for _, n := range []int{0, -3, 5001} {
			if err := count(cast.Hien, n, 0); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%d households: %v", n, err)
			}
		}
		if err := count(cast.Hien, 66, 0); err != nil {
			t.Fatal(err)
		}
		if err := count(cast.Khoa, 66, 0); err != nil { // the same is no change
			t.Error(err)
		}
		if err := count(cast.Khoa, 70, 0); fault.KindOf(err) != fault.Conflict {
			t.Errorf("an older page: %v", err)
		}
		if err := count(cast.Mai, 70, 1); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a member counts: %v", err)
		}
		five, err := put(db, cast.Hien, "Nhóm hộ ngõ 5", 12, cast.M(cast.Mai))
		if err != nil {
			t.Fatal(err)
		}
		if again, err := put(db, cast.Hien, " Nhóm  hộ ngõ 5 ", 12, cast.M(cast.Mai)); err != nil || again.ID != five.ID {
			t.Errorf("the same twice: %+v %v", again, err)
		}
		for _, bad := range []struct {
			name   string
			n      int
			member string
		}{{" ", 5, ""}, {"Ngõ 6", 0, ""}, {"Nhóm hộ ngõ 5", 7, ""}, {"Ngõ 6", 5, cast.M(cast.Tin)}, {"Ngõ 6", 5, cast.M(cast.Panh)}} {
			if _, err := put(db, cast.Hien, bad.name, bad.n, bad.member); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%+v: %v", bad, err)
			}
		}
		if _, err := put(db, cast.Khoa, "Nhóm hộ ngõ 7", 9, ""); err != nil {
			t.Fatal(err)
		}
		s := sheet(t, db, cast.Hien)
		if s.Households != 66 || s.Given() != 12 || len(s.Groups) != 2 {
			t.Errorf("%+v", s)
		}
		for _, one := range names(s.Without) {
			if one == cast.M(cast.Tin) || one == cast.M(cast.Mai) {
				t.Errorf("%s is missed", one)
			}
		}
		if got := sheet(t, db, cast.Loc); len(got.Without) != 0 || len(got.Excused) != 0 || len(got.Groups) != 2 {
			t.Errorf("a member reads who is without: %+v", got)
		}
		excused(t, db)
		visited(t, db, five)
		upwards(t, db)
	})
}

func excused(t *testing.T, db *storetest.DB) {
	t.Helper()
	excuse := func(who, member, reason string) error {
		return db.TryWrite(who, func(tx *store.Tx) error { return household.Excuse(tx, cast.Cell, member, reason) })
	}
	for range 2 {
		if err := excuse(cast.Hien, cast.M(cast.Loc), "age"); err != nil {
			t.Fatal(err)
		}
	}
	if err := excuse(cast.Hien, cast.M(cast.Loc), "lazy"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a reason of one's own: %v", err)
	}
	if err := excuse(cast.Hien, cast.M(cast.Panh), "age"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("somebody of another cell: %v", err)
	}
	if err := excuse(cast.Mai, cast.M(cast.Mai), "age"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a member excuses himself: %v", err)
	}
	if s := sheet(t, db, cast.Hien); len(s.Excused) != 1 || s.Excused[0].Reason != "age" {
		t.Errorf("excused %+v", s.Excused)
	}
	if _, err := put(db, cast.Hien, "Nhóm hộ ngõ 9", 4, cast.M(cast.Loc)); err != nil { // he takes one on after all
		t.Fatal(err)
	}
	if s := sheet(t, db, cast.Hien); len(s.Excused) != 0 {
		t.Errorf("still excused %+v", s.Excused)
	}
}

func visited(t *testing.T, db *storetest.DB, g household.Group) {
	t.Helper()
	visit := func(who string, is bool) error {
		return db.TryWrite(who, func(tx *store.Tx) error { _, err := household.Visit(tx, cast.Book, g.ID, is); return err })
	}
	for _, who := range []string{cast.Loc, cast.Panh, cast.Dung} {
		if err := visit(who, true); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s says it was visited: %v", who, err)
		}
	}
	for range 2 {
		if err := visit(cast.Mai, true); err != nil {
			t.Fatal(err)
		}
	}
	if s := sheet(t, db, cast.Loc); s.Visited() != 1 || s.Quarter != "2026-Q4" {
		t.Errorf("visited %+v", s)
	}
	if err := visit(cast.Hien, false); err != nil || sheet(t, db, cast.Hien).Visited() != 0 {
		t.Errorf("a slip: %v", err)
	}
	if err := visit(cast.Mai, true); err != nil {
		t.Fatal(err)
	}
	var mine []household.Charge
	db.Read(t, cast.Mai, func(rd *store.Reader) (err error) { mine, err = household.Own(rd); return })
	if len(mine) != 1 || mine[0].Households != 12 {
		t.Errorf("mine %+v", mine)
	}
	// who leaves leaves the group to be given anew, and its households are nobody's
	db.Write(t, store.System, func(tx *store.Tx) error {
		_, err := tx.Exec(`update member_span set to_day = '2026-12-01' where tenant = $1 and member = $2`, cast.M(cast.Mai))
		return err
	})
	if s := sheet(t, db, cast.Hien); s.Given() != 4 || visit(cast.Mai, false) == nil {
		t.Errorf("who left: %+v", s)
	}
}

func upwards(t *testing.T, db *storetest.DB) {
	t.Helper()
	over := func() (all []household.Counts) {
		db.Read(t, cast.Dung, func(rd *store.Reader) (err error) { all, err = household.Over(rd, cast.Book); return })
		return
	}
	all := over()
	if len(all) != 1 || all[0].Groups != 3 || all[0].Visited != nil || all[0].Given != 4 {
		t.Errorf("upwards %+v", all)
	}
	if n, known := all[0].Rest(); n != 62 || !known {
		t.Errorf("the rest: %d %v", n, known)
	}
	for _, name := range []string{"Ngõ 11", "Ngõ 13"} {
		if _, err := put(db, cast.Hien, name, 3, ""); err != nil {
			t.Fatal(err)
		}
	}
	var order []string
	for _, g := range sheet(t, db, cast.Hien).Groups {
		order = append(order, g.Name)
	}
	if got := strings.Join(order, ", "); got != "Ngõ 11, Ngõ 13, Nhóm hộ ngõ 5, Nhóm hộ ngõ 7, Nhóm hộ ngõ 9" {
		t.Errorf("in the order %s", got)
	}
	if all = over(); all[0].Visited == nil || *all[0].Visited != 1 {
		t.Errorf("five groups %+v", all)
	}
	db.Read(t, cast.Panh, func(rd *store.Reader) (err error) {
		if got, err := household.Of(rd, cast.Book, cast.Cell); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a neighbour reads %+v %v", got, err)
		}
		return nil
	})
}

func TestTheQuarterOfADay(t *testing.T) {
	for day, want := range map[string]string{"2026-01-01": "2026-Q1", "2026-03-31": "2026-Q1", "2026-04-01": "2026-Q2", "2026-09-30": "2026-Q3", "2026-10-01": "2026-Q4", "2026-12-31": "2026-Q4"} {
		if got := household.Quarter(day); got != want {
			t.Errorf("%s: %s", day, got)
		}
	}
}
