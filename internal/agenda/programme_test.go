package agenda_test

import (
	"strings"
	"testing"

	"chibo/internal/agenda"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/programme"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestTargetsBehindComeToTheDraftOnce: one line names what is behind and what is due by the
// end of the month, with the numbers; what is on course, and a draft, brings none.
func TestTargetsBehindComeToTheDraftOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Planned(t, db)
		var p programme.Programme
		as := func(do func(tx *store.Tx) (programme.Programme, error)) {
			next := p
			db.Write(t, c.Hien.Person, func(tx *store.Tx) (err error) { next, err = do(tx); return })
			p = next
		}
		as(func(tx *store.Tx) (programme.Programme, error) {
			return programme.Begin(tx, meetingtest.Book, programme.Programme{Org: c.Cell, Kind: programme.Term, Title: "Nhiệm kỳ", From: "2026-01-01", To: "2030-12-31"})
		})
		for _, one := range [][2]string{{"Hộ phân loại rác", "2026-12-31"}, {"Gia đình văn hóa", "2030-12-31"}, {"Sân nhà văn hóa", "2026-12-31"}} {
			as(func(tx *store.Tx) (programme.Programme, error) {
				in := programme.Target{Text: one[0], Measure: programme.Count, Unit: "hộ", Start: "40", Goal: "100", Due: one[1], Origin: programme.Own}
				if one[0] == "Sân nhà văn hóa" {
					in.Measure = programme.YesNo
				}
				return programme.Put(tx, p.ID, p.Version, in)
			})
		}
		lines := func() (out []meeting.Item) {
			db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
				out = nil
				all, err := agenda.Draft(tx, meetingtest.Book, m.ID)
				for _, i := range all {
					if i.SourceKind == "targets" {
						out = append(out, i)
					}
				}
				return err
			})
			return out
		}
		if got := lines(); len(got) != 0 {
			t.Errorf("a draft programme is on the agenda: %+v", got)
		}
		as(func(tx *store.Tx) (programme.Programme, error) {
			return programme.Adopt(tx, p.ID, p.Version, programme.Decision{Day: "2026-01-05"})
		})
		asOf := now(t, db)
		for i, value := range []string{"45.5", "99"} {
			as(func(tx *store.Tx) (programme.Programme, error) {
				return programme.Enter(tx, p.ID, p.Targets[i].ID, programme.Figure{AsOf: asOf, Value: value})
			})
		}
		for range 2 {
			got := lines()
			if len(got) != 1 || got[0].Title != "Xem lại 2 chỉ tiêu chậm hoặc đến hạn" || !strings.Contains(got[0].SourceText, "Hộ phân loại rác (chậm: 45,5 hộ ngày ") || !strings.Contains(got[0].SourceText, "mục tiêu 100 hộ") || !strings.Contains(got[0].SourceText, "Sân nhà văn hóa") || strings.Contains(got[0].SourceText, "Gia đình") {
				t.Errorf("%+v", got)
			}
		}
	})
}

// now is the day of the clock: figures are not of the future.
func now(t *testing.T, db *storetest.DB) (day string) {
	db.Read(t, store.System, func(rd *store.Reader) error { day = rd.Today(); return nil })
	return day
}
