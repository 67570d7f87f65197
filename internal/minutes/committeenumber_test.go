package minutes_test

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/minutes"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestACommitteesNumbersGoOnFromPaper: a committee that came here in the middle
// of its term goes on where its paper books stand; its standing committee takes
// from the same run, its cells have their own.
func TestACommitteesNumbersGoOnFromPaper(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := led(t, db)
		ward, day := c.Neighbour.Person, "2026-12-03"
		start := func(who, org string, in access.Circle, next int) error {
			return db.TryWrite(who, func(tx *store.Tx) error {
				_, err := minutes.SetStart(tx, meetingtest.Book, org, in, minutes.TypeMinutes, day, next)
				return err
			})
		}
		for _, x := range []struct {
			who, org string
			may      bool
		}{{ward, c.Ward, true}, {c.Officer, c.Ward, true}, {c.Officer, c.Cell, true}, {c.Hien.Person, c.Cell, true}, {c.Loc.Person, c.Cell, true},
			{c.Mai.Person, c.Ward, false}, {c.Huy.Person, c.Ward, false}, {c.Hien.Person, c.Ward, false}, {c.Khoa.Person, c.Cell, false}, {ward, c.Cell, false}} {
			if err := start(x.who, x.org, access.OfCommittee, 41); (err == nil) != x.may || err != nil && fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s sets the numbers of %s: %v, may: %t", x.who, x.org, err, x.may)
			}
		}
		if err := db.TryWrite(ward, func(tx *store.Tx) error {
			_, err := minutes.UsedOnPaper(tx, meetingtest.Book, c.Ward, access.OfCommittee, minutes.TypeMinutes, day, 42, "Biên bản họp bất thường 20/11, viết tay")
			return err
		}); err != nil {
			t.Fatal(err)
		}
		_, first := round(t, db, c.Officer, ward, c.Officer, c.Ward, meeting.Committee, c.Huy, []meetingtest.Someone{c.Neighbour, c.Mai, c.Huy})
		_, second := round(t, db, c.Officer, ward, c.Officer, c.Ward, meeting.Standing, c.Mai, []meetingtest.Someone{c.Neighbour, c.Mai})
		_, own := round(t, db, c.Hien.Person, c.Hien.Person, c.Khoa.Person, c.Cell, meeting.CellCommittee, c.Khoa, []meetingtest.Someone{c.Hien, c.Loc, c.Khoa})
		if first.Symbol != "Số 41-BB/ĐU" || second.Symbol != "Số 43-BB/ĐU" || own.Symbol != "Số 41-BB/CU" {
			t.Errorf("the minutes are %s, %s, %s", first.Symbol, second.Symbol, own.Symbol)
		}
		if err := start(ward, c.Ward, access.OfCommittee, 43); !fault.Is(err, "number_used") {
			t.Errorf("a number given is set again: %v", err)
		}
		db.Read(t, c.Hien.Person, func(rd *store.Reader) error {
			s, err := minutes.SeriesOf(rd, meetingtest.Book, c.Cell, access.OfAll, minutes.TypeMinutes, day)
			if s.Next != 1 {
				t.Errorf("the cell goes on with %d", s.Next)
			}
			return err
		})
		db.Read(t, ward, func(rd *store.Reader) error {
			all, err := minutes.AllSeries(rd, meetingtest.Book, c.Ward, access.OfCommittee, day)
			if len(all) != len(minutes.Types) || all[0].Next != 44 || all[0].Term() != all[0].TermFrom[:10] || len(all[0].Gaps) != 0 {
				t.Errorf("series %+v", all)
			}
			return err
		})
	})
}
