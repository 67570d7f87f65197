package agenda_test

import (
	"testing"

	"chibo/internal/agenda"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestALineWhoseHeadingIsTakenOffIsAMatterOfItsOwn: it keeps its place and what
// it comes from, gets a number of its own, and one that a later draft brings for
// the same heading stands before the conclusion, under nobody else's heading.
func TestALineWhoseHeadingIsTakenOffIsAMatterOfItsOwn(t *testing.T) {
	for _, way := range []string{"removed", "left out"} {
		t.Run(way, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, db *storetest.DB) {
				c := meetingtest.Ward(t, db)
				m := c.Planned(t, db)
				give := func(id, deed string) {
					db.Write(t, store.System, func(tx *store.Tx) error {
						_, err := tx.Exec(`insert into task (tenant, id, org, meeting, owner, deed, measure, due, report_at, follower, decider, outside, state, result, assigned_on, closed_on, version)
							values ($1, $2, $3, 'trước', $4, $5, 'xong', '2026-11-20', '2026-12', '', '', false, 'assigned', '', '2026-11-03', null, 1)`, id, c.Cell, c.Loc.Member, deed)
						return err
					})
				}
				draft := func() (all []meeting.Item) {
					db.Write(t, c.Hien.Person, func(tx *store.Tx) (err error) { all, err = agenda.Draft(tx, meetingtest.Book, m.ID); return })
					return all
				}
				label := func(all []meeting.Item, title string) string {
					if at := titled(all, title); at >= 0 {
						return all[at].Label
					}
					return "gone"
				}
				give("t1", "Đặt 2 thùng rác")
				give("t2", "Sửa đèn ngõ 7")
				all := draft()
				if label(all, "Đặt 2 thùng rác") != "2.1" || label(all, "Sửa đèn ngõ 7") != "2.2" {
					t.Fatalf("before: %+v", all)
				}
				var left []meeting.Item // the closure runs twice
				db.Write(t, c.Hien.Person, func(tx *store.Tx) (err error) {
					now, err := meeting.Get(tx.Reader, m.ID)
					if err != nil {
						return err
					}
					if way == "removed" {
						_, left, err = meeting.RemoveItem(tx, m.ID, all[1].ID, "")
						return err
					}
					_, left, err = meeting.PutItems(tx, m.ID, now.Version, append(append([]meeting.Item{}, all[:1]...), all[2:]...))
					return err
				})
				all = left
				for at := range 2 { // what was answered, and what is read back
					if label(all, "Đặt 2 thùng rác") != "2" || label(all, "Sửa đèn ngõ 7") != "3" || all[3].Label != "4" || all[1].SourceID == "" {
						t.Errorf("%d: %+v", at, all)
					}
					db.Read(t, c.Hien.Person, func(rd *store.Reader) (err error) { all, err = meeting.Items(rd, m.ID); return })
				}
				give("t3", "Khơi mương")
				last := len(all)
				all = draft()
				if len(all) != last+1 || titled(all, "Khơi mương") != len(all)-2 || all[len(all)-2].Sub() || label(all, "Đặt 2 thùng rác") != "2" {
					t.Errorf("drafted again: %+v", all)
				}
			})
		})
	}
}
