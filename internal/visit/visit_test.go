package visit_test

import (
	"testing"

	"chibo/internal/fault"
	"chibo/internal/minutes/cast"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/visit"
)

func exec(t *testing.T, db *storetest.DB, text string, args ...any) {
	t.Helper()
	db.Write(t, store.System, func(tx *store.Tx) error { _, err := tx.Exec(text, args...); return err })
}

// charge gives Huy the cell of Panh to answer for.
func charge(t *testing.T, db *storetest.DB) {
	t.Helper()
	exec(t, db, `insert into post_holding (tenant, id, person, post, org, from_day, to_day, decision, at, by_person) values ($1, 'charge', 'huy', 'in_charge', 'cell4', '2026-01-01', null, '', 0, 'system')`)
}

func write[T any](db *storetest.DB, who string, do func(tx *store.Tx) (T, error)) (out T, err error) {
	err = db.TryWrite(who, func(tx *store.Tx) error {
		got, err := do(tx)
		out = got
		return err
	})
	return out, err
}

func plan(db *storetest.DB, who, person, day string) (visit.Visit, error) {
	return write(db, who, func(tx *store.Tx) (visit.Visit, error) { return visit.Plan(tx, cast.Book, cast.Other, person, day) })
}

func promise(db *storetest.DB, who, id, text, due string) (visit.Visit, error) {
	return write(db, who, func(tx *store.Tx) (visit.Visit, error) { return visit.Promised(tx, cast.Book, id, text, due) })
}

func open(t *testing.T, db *storetest.DB, who string) (o visit.Owed) {
	t.Helper()
	db.Read(t, who, func(rd *store.Reader) (err error) { o, err = visit.Open(rd); return })
	return o
}

// TestAPromiseIsOwedUntilTheCellSaysSo: planned, made, promised, owed by its day, closed with
// what came of it; the cell says that it was not kept and it is owed again.
func TestAPromiseIsOwedUntilTheCellSaysSo(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		charge(t, db)
		today := storetest.Start.Format("2006-01-02")
		v, err := plan(db, cast.Huy, cast.Huy, today)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := plan(db, cast.Dung, cast.Huy, today); err != nil || again.ID != v.ID {
			t.Errorf("the same visit twice: %+v %v", again, err)
		}
		if o := open(t, db, cast.Dung); len(o.Visits) != 1 || len(o.Promises) != 0 {
			t.Errorf("planned %+v", o)
		}
		if v, err = write(db, cast.Huy, func(tx *store.Tx) (visit.Visit, error) {
			return visit.Record(tx, v.ID, v.Version, "Hội trường dột.")
		}); err != nil || v.HeldOn != today {
			t.Fatalf("recorded %+v %v", v, err)
		}
		for _, day := range []string{"", "2026-11-01", "2027-01-01", "2027-13-40"} {
			if _, err := promise(db, cast.Huy, v.ID, "Sửa mái hội trường", day); fault.KindOf(err) != fault.Invalid {
				t.Errorf("promised by %q: %v", day, err)
			}
		}
		for range 2 {
			if v, err = promise(db, cast.Huy, v.ID, "Sửa mái hội trường", "2026-12-20"); err != nil || len(v.Promises) != 1 {
				t.Fatalf("promised %+v %v", v, err)
			}
		}
		m := v.Promises[0]
		if o := open(t, db, cast.Huy); len(o.Promises) != 1 || o.Late() != 0 || len(o.Visits) != 0 {
			t.Errorf("owed %+v", o)
		}
		say := func(who, word string) (visit.Promise, error) {
			return write(db, who, func(tx *store.Tx) (visit.Promise, error) { return visit.Say(tx, m.ID, m.Version, word) })
		}
		if _, err := say(cast.Panh, visit.Unkept); !fault.Is(err, "visit_not_due") {
			t.Errorf("not kept before its day: %v", err)
		}
		if _, err := say(cast.Huy, visit.Kept); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the committee speaks for the cell: %v", err)
		}
		exec(t, db, `update promise set due_on = '2026-12-01' where tenant = $1`)
		if o := open(t, db, cast.Dung); o.Late() != 1 {
			t.Errorf("late %+v", o)
		}
		if m, err = write(db, cast.Huy, func(tx *store.Tx) (visit.Promise, error) {
			return visit.Close(tx, m.ID, m.Version, "Đã lợp lại.")
		}); err != nil || m.ClosedOn != today {
			t.Fatalf("closed %+v %v", m, err)
		}
		if m, err = say(cast.Panh, visit.Unkept); err != nil || m.ClosedOn != "" || open(t, db, cast.Dung).Late() != 1 {
			t.Errorf("not kept %+v %v", m, err)
		}
		if m, err = say(cast.Panh, visit.Kept); err != nil || m.ClosedOn != today || len(open(t, db, cast.Dung).Promises) != 0 {
			t.Errorf("kept %+v %v", m, err)
		}
		if _, err := write(db, cast.Huy, func(tx *store.Tx) (visit.Visit, error) { return visit.Record(tx, v.ID, 1, "Chữ của máy cũ") }); fault.KindOf(err) != fault.Conflict {
			t.Errorf("an older page: %v", err)
		}
	})
}

// TestWhoLeavesLeavesItWithoutAnOwner: until it is given to another of the committee; who
// left is given nothing.
func TestWhoLeavesLeavesItWithoutAnOwner(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		charge(t, db)
		today := storetest.Start.Format("2006-01-02")
		v, err := plan(db, cast.Huy, cast.Huy, today)
		if err == nil {
			v, err = promise(db, cast.Huy, v.ID, "Sửa mái hội trường", "2026-12-20")
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := plan(db, cast.Dung, cast.Huy, "2026-12-10"); err != nil {
			t.Fatal(err)
		}
		exec(t, db, `update post_holding set to_day = $2 where tenant = $1 and id = 'charge'`, today)
		o := open(t, db, cast.Dung)
		if o.Ownerless() != 3 { // two visits not written down and a promise
			t.Fatalf("without an owner %+v", o)
		}
		give := func(id, person string) error {
			return db.TryWrite(cast.Dung, func(tx *store.Tx) error { return visit.Give(tx, id, person) })
		}
		if err := give(o.Promises[0].ID, cast.Panh); fault.KindOf(err) != fault.Invalid {
			t.Errorf("given to one who is none of the committee: %v", err)
		}
		for range 2 {
			for _, id := range []string{o.Promises[0].ID, o.Visits[0].ID, o.Visits[1].ID} {
				if err := give(id, cast.Dung); err != nil {
					t.Error(err)
				}
			}
		}
		if o = open(t, db, cast.Dung); o.Ownerless() != 0 || o.Promises[0].Person != cast.Dung {
			t.Errorf("given %+v", o)
		}
		if _, err := plan(db, cast.Dung, cast.Huy, "2026-12-11"); fault.KindOf(err) != fault.Invalid {
			t.Errorf("who left goes: %v", err)
		}
		// The cell is merged: what was promised to it is still owed, under its name.
		exec(t, db, `update org_edge set valid_to = $2 where tenant = $1 and org = 'cell4'`, today)
		if o = open(t, db, cast.Dung); len(o.Promises) != 1 || o.Promises[0].OrgName != "Chi bộ Tổ dân phố 4" {
			t.Errorf("merged %+v", o)
		}
		m := o.Promises[0]
		if m, err = write(db, cast.Dung, func(tx *store.Tx) (visit.Promise, error) {
			return visit.Close(tx, m.ID, m.Version, "Chi bộ mới nhận việc này.")
		}); err != nil || m.ClosedOn != today {
			t.Errorf("closed after the merger %+v %v", m, err)
		}
	})
}

// TestWhoReadsAVisit: the cell's own committee, its comrade in charge, the office; nobody
// else. A visit to come is not written down, one on a public holiday not planned.
func TestWhoReadsAVisit(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		charge(t, db)
		v, err := plan(db, cast.Dung, cast.Huy, "2026-12-10")
		if err != nil {
			t.Fatal(err)
		}
		for who, want := range map[string]bool{cast.Panh: true, cast.Huy: true, cast.Dung: true, cast.Hien: false, cast.Mai: false, cast.Admin: false} {
			err := db.TryRead(who, func(rd *store.Reader) error { _, err := visit.Get(rd, v.ID); return err })
			if (err == nil) != want {
				t.Errorf("%s reads: %v", who, err)
			}
		}
		if _, err := write(db, cast.Huy, func(tx *store.Tx) (visit.Visit, error) { return visit.Record(tx, v.ID, v.Version, "x") }); !fault.Is(err, "visit_early") {
			t.Errorf("written down before: %v", err)
		}
		if _, err := plan(db, cast.Dung, cast.Huy, "2027-01-01"); !fault.Is(err, "visit_holiday") && fault.KindOf(err) != fault.Invalid {
			t.Errorf("on a holiday: %v", err)
		}
		if _, err := plan(db, cast.Panh, cast.Huy, "2026-12-12"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a cell plans the committee's visits: %v", err)
		}
		for range 2 {
			if err := db.TryWrite(cast.Huy, func(tx *store.Tx) error { return visit.Drop(tx, v.ID) }); err != nil && fault.KindOf(err) != fault.NotFound {
				t.Error(err)
			}
		}
		if again, err := plan(db, cast.Huy, cast.Huy, "2026-12-10"); err != nil || again.ID != v.ID {
			t.Errorf("planned again %+v %v", again, err)
		}
	})
}
