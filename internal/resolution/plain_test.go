package resolution_test

import (
	"testing"

	"chibo/internal/fault"
	"chibo/internal/minutes/cast"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestWordsThatAskForASecondLook: everything is kept, and each warning says why.
func TestWordsThatAskForASecondLook(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		cast.Meeting(t, db, "nov", cast.Cell, "2026-11-03", "in_session")
		cast.Meeting(t, db, "dec", cast.Cell, "2026-12-03", "in_session")
		bend := func(do func(*resolution.Item)) resolution.Item { i := item(1); do(&i); return i }
		db.Write(t, cast.Huy, func(tx *store.Tx) error {
			if _, _, err := resolution.Put(tx, cast.Book, "nov", 0, "", []resolution.Item{bend(func(i *resolution.Item) { i.Due, i.ReportAt = "2026-11-20", "2026-12" })}); err != nil {
				return err
			}
			r, warnings, err := resolution.Put(tx, cast.Book, "dec", 0, "", []resolution.Item{
				bend(func(i *resolution.Item) { i.Deed = "Vận động từng hộ ở ngõ 14 nhận thùng rác" }),
				bend(func(i *resolution.Item) { i.Deed = "Đặt thùng rác ngõ 14; sửa đèn ngõ 5" }),
				bend(func(i *resolution.Item) { i.Deed, i.Measure = "Đẩy mạnh công tác thu gom", "" }),
				bend(func(i *resolution.Item) { i.Deed, i.Due = "Mua chổi", "2026-12-04" }),
			})
			if err != nil || len(r.Items) != 4 {
				t.Fatalf("%d kept, %v", len(r.Items), err)
			}
			got := map[string]string{}
			for _, w := range warnings {
				got[w.Code] = w.Item
			}
			for code, n := range map[string]int{resolution.TwoDeeds: 1, resolution.Vague: 2, resolution.NoMeasure: 2, resolution.Sudden: 3} {
				if got[code] != r.Items[n].ID {
					t.Errorf("%s: %v", code, warnings)
				}
			}
			if len(warnings) != 4 {
				t.Errorf("%v", warnings)
			}
			return nil
		})
		db.Read(t, cast.Loc, func(rd *store.Reader) error {
			last, err := resolution.LastTime(rd, "dec")
			if len(last) != 1 || last[0].Deed != item(1).Deed {
				t.Errorf("last time: %+v", last)
			}
			return err
		})
		if err := db.TryRead(cast.Dung, func(rd *store.Reader) error { _, err := resolution.LastTime(rd, "dec"); return err }); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the committee reads a draft's neighbour: %v", err)
		}
	})
}
