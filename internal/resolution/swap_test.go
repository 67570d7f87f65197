package resolution_test

import (
	"testing"

	"chibo/internal/fault"
	"chibo/internal/minutes/cast"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func TestTwoTasksChangePlaces(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		cast.Meeting(t, db, "dec", cast.Cell, "2026-12-03", "in_session")
		var r resolution.Resolution
		db.Write(t, cast.Hien, func(tx *store.Tx) (err error) {
			var six []resolution.Item
			for n := range 6 {
				six = append(six, item(n+1))
			}
			r, _, err = resolution.Put(tx, cast.Book, "dec", 0, "", six)
			return err
		})
		out, in := r.Items[5].ID, r.Items[1].ID
		swap := func(who, out, in string) error {
			return db.TryWrite(who, func(tx *store.Tx) (err error) { r, _, err = resolution.Swap(tx, cast.Book, "dec", out, in); return })
		}
		if err := swap(cast.Hien, in, out); !fault.Is(err, "resolution_swap") && err != nil {
			t.Errorf("%v", err)
		}
		if err := swap(cast.Hien, in, r.Items[0].ID); !fault.Is(err, "resolution_swap") {
			t.Errorf("both inside: %v", err)
		}
		if err := swap(cast.Loc, out, in); !fault.Is(err, "not_found") {
			t.Errorf("a member swaps: %v", err)
		}
		for range 2 { // sent twice it is swapped once
			if err := swap(cast.Hien, out, in); err != nil {
				t.Fatal(err)
			}
		}
		if r.Items[1].ID != out || r.Items[1].Outside || r.Items[5].ID != in || !r.Items[5].Outside {
			t.Errorf("%+v", r.Items)
		}
	})
}

func TestAnOldTaskIsFoundByItsWords(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		cast.Meeting(t, db, "nov", cast.Cell, "2026-11-03", "sealed")
		cast.Meeting(t, db, "dec", cast.Cell, "2026-12-03", "in_session")
		db.Write(t, store.System, func(tx *store.Tx) error {
			_, err := tx.Exec(`insert into task (tenant, id, org, meeting, owner, deed, measure, due, report_at, follower, decider, outside, state, result, assigned_on, version)
				values ($1, 'old', $2, 'nov', 'm-khoa', 'Đặt thùng rác ngõ 12', '', '2026-11-20', '2026-12', '', '', $3, 'doing', '', '2026-11-03', 1)`, cast.Cell, false)
			return err
		})
		for deed, want := range map[string]bool{"Đặt 2 thùng rác đầu ngõ 12": true, "dat thung rac ngo 12": true, "Thu gom rác ngõ 9": false, "": false} {
			db.Read(t, cast.Huy, func(rd *store.Reader) error {
				a, ok, err := resolution.Similar(rd, "dec", deed)
				if ok != want || ok && (a.Task != "old" || a.Period != "2026-11") {
					t.Errorf("%q: %v %+v", deed, ok, a)
				}
				return err
			})
		}
		if err := db.TryRead(cast.Panh, func(rd *store.Reader) error {
			_, _, err := resolution.Similar(rd, "dec", "Đặt thùng rác")
			return err
		}); !fault.Is(err, "not_found") {
			t.Errorf("the neighbour: %v", err)
		}
	})
}
