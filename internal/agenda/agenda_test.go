package agenda_test

import (
	"strings"
	"testing"

	"chibo/internal/agenda"
	"chibo/internal/attendance"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func TestDraftExplainsItselfAndAddsNothingTwice(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Planned(t, db)
		give := func(id, deed, due string) {
			db.Write(t, store.System, func(tx *store.Tx) error {
				_, err := tx.Exec(`insert into task (tenant, id, org, meeting, owner, deed, measure, due, report_at, follower, decider, outside, state, result, assigned_on, closed_on, version)
					values ($1, $2, $3, 'trước', $4, $5, 'xong', $6, '2026-12', '', '', false, 'assigned', '', '2026-11-03', null, 1)`, id, c.Cell, c.Loc.Member, deed, due)
				return err
			})
		}
		give("t1", "Đặt 2 thùng rác đầu ngõ 12", "2026-11-20")
		draft := func(who string) (all []meeting.Item, err error) {
			err = db.TryWrite(who, func(tx *store.Tx) (err error) { all, err = agenda.Draft(tx, meetingtest.Book, m.ID); return })
			return
		}
		first, err := draft(c.Hien.Person)
		if err != nil || len(first) != 10 || first[2].SourceID != "t1" || first[1].Code != "last_month" {
			t.Fatalf("%+v %v", first, err)
		}
		if want := "Việc giao ngày 03/11/2026, đồng chí Trần Đức Lộc, hạn 20/11/2026, đã quá hạn"; first[2].SourceText != want {
			t.Errorf("%q", first[2].SourceText)
		}
		for _, i := range first {
			if i.SourceText == "" || i.SourceKind == "template" && i.Code != "study" && !strings.HasPrefix(i.SourceText, "Mẫu nội dung: Hướng dẫn 42-HD/BTCTW") {
				t.Errorf("%s does not say where it comes from: %q", i.Title, i.SourceText)
			}
		}
		if again, err := draft(c.Hien.Person); err != nil || len(again) != 10 || again[0].ID != first[0].ID {
			t.Errorf("drafted twice: %d lines, %v", len(again), err)
		}
		// An own point is added, one template line left out, a task taken off, another one given: the next draft keeps all that.
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			now, err := meeting.Get(tx.Reader, m.ID)
			if err != nil {
				return err
			}
			if now, _, err = meeting.PutItems(tx, m.ID, now.Version, append(append([]meeting.Item{}, first[:9]...), meeting.Item{Title: "Thăm gia đình đồng chí Tín"})); err != nil {
				return err
			}
			_, _, err = meeting.RemoveItem(tx, m.ID, first[2].ID, "Chuyển buổi sau")
			return err
		})
		give("t2", "Vận động 5 hộ phân loại rác", "2026-12-20")
		third, err := draft(c.Hien.Person)
		if err != nil || len(third) != 10 || third[2].SourceID != "t2" || third[9].Title != "Thăm gia đình đồng chí Tín" {
			t.Fatalf("%+v %v", third, err)
		}
		for _, who := range []string{c.Neighbour.Person, c.Loc.Person, c.Officer} {
			if _, err := draft(who); !fault.Is(err, "not_found") {
				t.Errorf("%v", err)
			}
		}
		thief := store.Viewer{Tenant: db.Tenant + 7, Person: store.System}
		if err := db.DB.Write(t.Context(), thief, func(tx *store.Tx) error { _, err := agenda.Draft(tx, meetingtest.Book, m.ID); return err }); !fault.Is(err, "not_found") {
			t.Errorf("%v", err)
		}
	})
}

// TestWhatWasLackingIsAskedOnce: the line stays one when the theme is taken into
// the meeting, and a result that waits for the cell is not called overdue.
func TestWhatWasLackingIsAskedOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		before := c.Opened(t, db)
		var m meeting.Meeting
		db.Write(t, store.System, func(tx *store.Tx) error {
			_, err := tx.Exec(`insert into task (tenant, id, org, meeting, owner, deed, measure, due, report_at, follower, decider, outside, state, result, assigned_on, closed_on, version)
				values ($1, 'told', $2, 'trước', $3, 'Sửa van bể nước', 'xong', '2026-11-20', '2026-12', '', '', false, 'reported', '', '2026-11-03', null, 1)`, c.Cell, c.Loc.Member)
			return err
		})
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			if _, err := meeting.PutLacks(tx, before.ID, 0, []string{"Ít ý kiến"}); err != nil {
				return err
			}
			if _, err := attendance.CheckIn(tx, attendance.Marking{Meeting: before.ID, Member: c.Hien.Member, Status: attendance.Here}); err != nil {
				return err
			}
			if _, err := attendance.RestUnexplained(tx, before.ID); err != nil {
				return err
			}
			if _, err := meeting.Close(tx, before.ID); err != nil {
				return err
			}
			var err error
			m, err = meeting.Plan(tx, meetingtest.Book, meeting.Planning{Org: c.Cell, Period: "2027-01", Kind: meeting.Regular, StartsAt: meetingtest.StartsAt + 31*86_400_000, Place: "Nhà văn hóa"})
			return err
		})
		count := func(all []meeting.Item) (n int) {
			for _, i := range all {
				switch i.SourceKind {
				case "shortcoming":
					n++
				case "task":
					if !strings.HasSuffix(i.SourceText, "hạn 20/11/2026, đã báo kết quả") {
						t.Errorf("%q", i.SourceText)
					}
				}
			}
			return n
		}
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			all, err := agenda.Draft(tx, meetingtest.Book, m.ID)
			if n := count(all); n != 1 {
				t.Errorf("drafted: %d lines", n)
			}
			if err != nil {
				return err
			}
			_, err = agenda.Combine(tx, meetingtest.Book, m.ID)
			return err
		})
		db.Read(t, c.Hien.Person, func(rd *store.Reader) error {
			all, err := meeting.Items(rd, m.ID)
			if n := count(all); n != 1 {
				t.Errorf("with the theme: %d lines", n)
			}
			return err
		})
	})
}

func TestOwnPointsWrittenFirstStay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Planned(t, db)
		var all []meeting.Item
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			if _, _, err := meeting.PutItems(tx, m.ID, m.Version, []meeting.Item{{Title: "Việc riêng của chi bộ"}}); err != nil {
				return err
			}
			got, err := agenda.Draft(tx, meetingtest.Book, m.ID)
			all = got
			return err
		})
		if len(all) != 10 || all[9].Title != "Việc riêng của chi bộ" {
			t.Errorf("%+v", all)
		}
	})
}
