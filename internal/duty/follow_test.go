package duty_test

import (
	"testing"

	"chibo/internal/duty"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/task"
)

// TestAMergedCellsWorkFollowsItsMembers: in the middle of the year the cell
// becomes part of its neighbour; tasks and duties go on there, led by the
// neighbour's secretary, and following twice changes nothing.
func TestAMergedCellsWorkFollowsItsMembers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		if _, err := give(db, c.Hien.Person, duty.Duty{Org: c.Cell, Year: 2026, Member: c.Loc.Member, What: "Thu đảng phí", Rhythm: "month"}); err != nil {
			t.Fatal(err)
		}
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error { return duty.Adopt(tx, c.Cell, 2026, "") })
		db.Write(t, store.System, func(tx *store.Tx) error {
			_, err := tx.Exec(`insert into task (tenant, id, org, meeting, owner, deed, measure, due, report_at, follower, decider, outside, state, result, assigned_on, closed_on, version)
				values ($1, 't1', $2, 'trước', $3, 'Đặt thùng rác', '', '2026-12-20', '2027-01', '', '', false, 'assigned', '', '2026-11-03', null, 1)`, c.Cell, c.Loc.Member)
			return err
		})
		follow := func() {
			db.Write(t, store.System, func(tx *store.Tx) error {
				if err := task.Follow(tx, c.Cell, c.Other); err != nil {
					return err
				}
				return duty.Follow(tx, c.Cell, c.Other)
			})
		}
		sees := func() (tasks, duties, mine int) {
			db.Read(t, c.Neighbour.Person, func(rd *store.Reader) error {
				open, err := task.Open(rd, c.Other)
				if err != nil {
					return err
				}
				p, err := duty.Year(rd, c.Other, 2026)
				tasks, duties = len(open), len(p.Duties)
				return err
			})
			db.Read(t, c.Loc.Person, func(rd *store.Reader) error {
				own, _, err := duty.Mine(rd)
				mine = len(own)
				return err
			})
			return
		}
		follow()
		if tasks, duties, _ := sees(); tasks+duties > 0 {
			t.Errorf("while both cells stand: %d tasks, %d duties", tasks, duties)
		}
		db.Write(t, c.Officer, func(tx *store.Tx) error {
			old, err := org.Get(tx.Reader, c.Cell)
			if err != nil {
				return err
			}
			_, err = member.Reorganise(tx, book, org.Change{Version: old.Version, Org: c.Cell, Kind: org.Merged, Day: "2026-12-03", Into: []string{c.Other}, Decision: "Quyết định 9"})
			return err
		})
		db.Read(t, store.System, func(rd *store.Reader) error {
			n, err := rd.Int(`select count(*) from job where tenant = $1 and kind = $2`, member.MergedJob)
			if n != 1 {
				t.Errorf("%d jobs wait", n)
			}
			return err
		})
		for range 2 {
			follow()
		}
		if tasks, duties, mine := sees(); tasks != 1 || duties != 1 || mine != 1 {
			t.Errorf("after the merger: %d tasks, %d duties, %d of the member", tasks, duties, mine)
		}
		db.Read(t, c.Neighbour.Person, func(rd *store.Reader) error {
			left, err := task.Left(rd, c.Other)
			if len(left) > 0 {
				t.Errorf("left behind: %+v", left)
			}
			return err
		})
	})
}
