package standing_test

import (
	"slices"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/dues"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/standing"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/task"
)

// TestAPostThatEndsBetweenTwoMeetings: on the day after the term's last nobody of
// the old lead does anything more; what they left waits for the new one, and the
// comrade keeps his task.
func TestAPostThatEndsBetweenTwoMeetings(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		evening := c.Opened(t, db)
		if _, err := askMine(db, c.Loc.Person, standing.Request{Reason: "age", From: "2027-01-10"}); err != nil {
			t.Fatal(err)
		}
		db.Write(t, store.System, func(tx *store.Tx) error {
			_, err := tx.Exec(`insert into task (tenant, id, org, meeting, owner, deed, measure, due, report_at, follower, decider, outside, state, result, assigned_on, closed_on, version)
				values ($1, 't1', $2, $3, $4, 'Đặt thùng rác', '', '2026-12-30', '2027-01', '', '', false, 'assigned', '', '2026-12-03', null, 1)`, c.Cell, evening.ID, c.Hien.Member)
			return err
		})
		db.Write(t, c.Officer, func(tx *store.Tx) error {
			if err := org.SetTerm(tx, c.Cell, "2022-12-15", "2026-12-15"); err != nil {
				return err
			}
			held, err := member.Posts(tx.Reader, c.Cell, "2026-12-03")
			if err != nil {
				return err
			}
			for _, h := range held {
				if h.Person == c.Hien.Person {
					if err := member.Release(tx, h.ID, "2026-12-15"); err != nil {
						return err
					}
				}
			}
			_, err = member.Appoint(tx, member.Post{Person: c.Khoa.Person, Post: access.Secretary, Org: c.Cell, From: "2026-12-15"})
			return err
		})
		leads := func(who string) map[string]error {
			return map[string]error{
				"plan": db.TryWrite(who, func(tx *store.Tx) error {
					_, err := meeting.Plan(tx, book, meeting.Planning{Org: c.Cell, Period: "2027-01", Kind: meeting.Regular, StartsAt: time.Date(2027, 1, 3, 19, 30, 0, 0, store.Vietnam).UnixMilli(), Place: "Nhà văn hóa"})
					return err
				}),
				"dues": db.TryWrite(who, func(tx *store.Tx) error {
					_, err := dues.Put(tx, book, c.Cell, "2026-12", []dues.Entry{{Member: c.Loc.Member, State: dues.Waived}})
					return err
				}),
				"requests": db.TryRead(who, func(rd *store.Reader) error {
					all, err := standing.Waiting(rd, c.Cell)
					if err == nil && len(all) != 1 {
						t.Errorf("%d requests wait", len(all))
					}
					return err
				}),
				"reason": db.TryRead(who, func(rd *store.Reader) error { _, _, err := standing.Open(rd, c.Loc.Member); return err }),
				"tasks":  db.TryRead(who, func(rd *store.Reader) error { _, err := task.Left(rd, c.Cell); return err }),
			}
		}
		for _, x := range []struct {
			day       int
			old, then bool
		}{{14, true, false}, {15, false, true}} {
			db.Clock.Set(time.Date(2026, 12, x.day, 0, 0, 1, 0, store.Vietnam))
			for who, may := range map[string]bool{c.Hien.Person: x.old, c.Khoa.Person: x.then} {
				for what, err := range leads(who) {
					if may && err != nil && !fault.Is(err, "meeting_exists") || !may && fault.KindOf(err) != fault.NotFound {
						t.Errorf("on the %dth, %s of %v: %v", x.day, what, may, err)
					}
				}
			}
		}
		db.Read(t, c.Hien.Person, func(rd *store.Reader) error { // a member still, with her task
			mine, err := task.Get(rd, "t1")
			if mine.Owner != c.Hien.Member || mine.State != task.Assigned {
				t.Errorf("%+v", mine)
			}
			return err
		})
		db.Read(t, c.Khoa.Person, func(rd *store.Reader) error {
			all, err := member.Falling(rd, book, c.Cell, "2026-12-03", "2027-01-03")
			if !slices.ContainsFunc(all, func(m member.Matter) bool { return m.Kind == member.TermEnds && m.Day == "2026-12-14" }) {
				t.Errorf("the term that ends is not on the list: %+v", all)
			}
			return err
		})
	})
}

// TestOneSentElsewhereAsksInHisOwnCell: he takes part and counts there; his
// request and his dues are his own cell's.
func TestOneSentElsewhereAsksInHisOwnCell(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		db.Write(t, c.Officer, func(tx *store.Tx) error {
			return member.Record(tx, book, member.Event{Member: c.Loc.Member, Kind: member.Sent, Org: c.Other, From: "2026-12-02", Until: "2027-06-01"})
		})
		if _, err := askMine(db, c.Loc.Person, standing.Request{Reason: "age", From: "2027-01-10"}); err != nil {
			t.Fatal(err)
		}
		if here, there := waiting(t, db, c.Hien.Person, c.Cell), waiting(t, db, c.Neighbour.Person, c.Other); len(here) != 1 || len(there) != 0 {
			t.Errorf("waits here %d, there %d", len(here), len(there))
		}
		if err := db.TryRead(c.Neighbour.Person, func(rd *store.Reader) error { _, _, err := standing.Open(rd, c.Loc.Member); return err }); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the host reads why: %v", err)
		}
		for lead, cell := range map[string]string{c.Hien.Person: c.Cell, c.Neighbour.Person: c.Other} {
			db.Read(t, lead, func(rd *store.Reader) error {
				all, err := dues.OfMonth(rd, book, cell, "2026-12")
				before, err2 := dues.Before(rd, cell, "2026-12")
				if asked := slices.ContainsFunc(all, func(l dues.Line) bool { return l.Member == c.Loc.Member }); asked != (cell == c.Cell) || len(before) != 0 {
					t.Errorf("dues in %s: %v %+v", cell, asked, before)
				}
				if err == nil {
					err = err2
				}
				return err
			})
		}
	})
}
