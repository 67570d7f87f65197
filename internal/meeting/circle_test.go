package meeting_test

import (
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// led gives the cast a cell committee (Hiên, Lộc, Khoa) and the ward one of
// three: Dung of the other cell is its secretary, Mai of the standing committee,
// Huy a plain member.
func led(t *testing.T, db *storetest.DB) meetingtest.Cast {
	c := meetingtest.Ward(t, db)
	db.Write(t, store.System, func(tx *store.Tx) error {
		for _, p := range []member.Post{
			{Person: c.Loc.Person, Post: access.Deputy, Org: c.Cell}, {Person: c.Khoa.Person, Post: access.Committee, Org: c.Cell},
			{Person: c.Neighbour.Person, Post: access.WardSecretary, Org: c.Ward}, {Person: c.Mai.Person, Post: access.StandingMember, Org: c.Ward},
			{Person: c.Huy.Person, Post: access.WardMember, Org: c.Ward},
		} {
			p.From = "2026-01-01"
			if _, err := member.Appoint(tx, p); err != nil {
				return err
			}
		}
		return nil
	})
	return c
}

// plan registers a meeting of a kind as somebody.
func plan(t *testing.T, db *storetest.DB, who, org, kind string) meeting.Meeting {
	t.Helper()
	var made meeting.Meeting
	db.Write(t, who, func(tx *store.Tx) error {
		m, err := meeting.Plan(tx, meetingtest.Book, meeting.Planning{Org: org, Period: "2026-12", Kind: kind, StartsAt: meetingtest.StartsAt, Place: "Phòng họp", Matter: "Bão số 9", CalledBy: "Bí thư"})
		made = m
		return err
	})
	return made
}

// TestACommitteesMeetingIsItsMembersAlone: whoever does not sit in it does not
// find it, by its id, by its month or in any list.
func TestACommitteesMeetingIsItsMembersAlone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := led(t, db)
		cellPlain := plan(t, db, c.Hien.Person, c.Cell, meeting.Regular)
		chiUy := plan(t, db, c.Hien.Person, c.Cell, meeting.CellCommittee)
		dangUy := plan(t, db, c.Officer, c.Ward, meeting.Committee)
		thuongVu := plan(t, db, c.Officer, c.Ward, meeting.Standing)
		for _, x := range []struct {
			name, who string
			sees      []string
			runs      []string
		}{
			{"secretary", c.Hien.Person, []string{cellPlain.ID, chiUy.ID}, []string{cellPlain.ID, chiUy.ID}},
			{"deputy", c.Loc.Person, []string{cellPlain.ID, chiUy.ID}, []string{cellPlain.ID, chiUy.ID}},
			{"chi ủy viên", c.Khoa.Person, []string{cellPlain.ID, chiUy.ID}, nil},
			{"member, đảng ủy viên", c.Huy.Person, []string{cellPlain.ID, dangUy.ID}, nil},
			{"member, ban thường vụ", c.Mai.Person, []string{cellPlain.ID, dangUy.ID, thuongVu.ID}, nil},
			{"bí thư đảng ủy", c.Neighbour.Person, []string{dangUy.ID, thuongVu.ID}, []string{dangUy.ID, thuongVu.ID}},
			{"officer", c.Officer, []string{dangUy.ID, thuongVu.ID}, []string{dangUy.ID, thuongVu.ID}},
			{"plain member", c.Anh.Person, []string{cellPlain.ID}, nil},
		} {
			db.Read(t, x.who, func(rd *store.Reader) error {
				all, _, err := meeting.List(rd, meeting.Filter{})
				if err != nil {
					return err
				}
				listed := map[string]bool{}
				for _, m := range all {
					listed[m.ID] = true
				}
				sees, runs := set(x.sees), set(x.runs)
				for _, m := range []meeting.Meeting{cellPlain, chiUy, dangUy, thuongVu} {
					if _, err := meeting.Get(rd, m.ID); (err == nil) != sees[m.ID] || err != nil && fault.KindOf(err) != fault.NotFound {
						t.Errorf("%s gets the %s meeting: %v", x.name, m.Kind, err)
					}
					if listed[m.ID] != sees[m.ID] {
						t.Errorf("%s finds the %s meeting in a list: %v", x.name, m.Kind, listed[m.ID])
					}
					if _, err := meeting.Find(rd, m.Org, m.Period, m.Kind); (err == nil) != sees[m.ID] {
						t.Errorf("%s finds the %s meeting by its month: %v", x.name, m.Kind, err)
					}
					if _, err := meeting.Items(rd, m.ID); (err == nil) != sees[m.ID] {
						t.Errorf("%s reads the agenda of the %s meeting: %v", x.name, m.Kind, err)
					}
					if _, err := meeting.Roll(rd, m); (err == nil) != (sees[m.ID]) {
						t.Errorf("%s reads the roll of the %s meeting: %v", x.name, m.Kind, err)
					}
					if may, err := meeting.Can(rd, m, access.MeetingRun); err != nil || may != runs[m.ID] {
						t.Errorf("%s runs the %s meeting: %v (%v)", x.name, m.Kind, may, err)
					}
				}
				return nil
			})
		}
	})
}

// TestTheScribeOfTheCellIsNotTheCommittees: the duty of one meeting opens no
// meeting of another circle.
func TestTheScribeOfTheCellIsNotTheCommittees(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := led(t, db)
		ours := plan(t, db, c.Hien.Person, c.Cell, meeting.Regular)
		chiUy := plan(t, db, c.Hien.Person, c.Cell, meeting.CellCommittee)
		dangUy := plan(t, db, c.Officer, c.Ward, meeting.Committee)
		thuongVu := plan(t, db, c.Officer, c.Ward, meeting.Standing)
		may := func(who string, m meeting.Meeting) bool {
			ok := false
			db.Read(t, who, func(rd *store.Reader) (err error) { ok, err = meeting.Can(rd, m, access.MeetingRun); return })
			return ok
		}
		appoint := func(by string, m meeting.Meeting, chair, scribe string) {
			t.Helper()
			db.Write(t, by, func(tx *store.Tx) error { _, err := meeting.Appoint(tx, m.ID, chair, scribe); return err })
		}
		appoint(c.Hien.Person, ours, c.Hien.Person, c.Anh.Person)
		if !may(c.Anh.Person, ours) || may(c.Anh.Person, chiUy) {
			t.Error("the scribe of the cell's meeting runs that one and no other")
		}
		appoint(c.Hien.Person, chiUy, c.Hien.Person, c.Khoa.Person)
		if !may(c.Khoa.Person, chiUy) || may(c.Khoa.Person, ours) {
			t.Error("the scribe of the cell committee runs its meeting and no other")
		}
		appoint(c.Officer, dangUy, c.Neighbour.Person, c.Huy.Person)
		if !may(c.Huy.Person, dangUy) || may(c.Huy.Person, thuongVu) {
			t.Error("the scribe of the ward's committee runs its meeting, not the standing committee's")
		}
		appoint(c.Officer, thuongVu, c.Neighbour.Person, c.Officer) // the officer writes without sitting in it
		for _, x := range []struct {
			m             meeting.Meeting
			chair, scribe string
			code          string
		}{
			{chiUy, c.Huy.Person, "", "chair_not_of_committee"}, {chiUy, "", c.Mai.Person, "scribe_not_of_committee"},
			{dangUy, c.Officer, "", "chair_not_of_committee"}, {thuongVu, "", c.Huy.Person, "scribe_not_of_committee"},
		} {
			who := c.Officer
			if x.m.Org == c.Cell {
				who = c.Hien.Person
			}
			err := db.TryWrite(who, func(tx *store.Tx) error { _, err := meeting.Appoint(tx, x.m.ID, x.chair, x.scribe); return err })
			if !fault.Is(err, x.code) {
				t.Errorf("%s: %v, want %s", x.m.Kind, err, x.code)
			}
		}
	})
}

// TestWhoSitsInACommittee: a member counts once and by the post of the day, in
// whichever cell he stands; a post that ends that day no longer counts.
func TestWhoSitsInACommittee(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := led(t, db)
		db.Write(t, store.System, func(tx *store.Tx) error {
			// Mai is also a plain member of the committee; Tín leaves it this very day;
			// Dung of the other cell sits in this cell's committee.
			for _, p := range []member.Post{
				{Person: c.Mai.Person, Post: access.WardMember, Org: c.Ward, From: "2026-02-01"},
				{Person: c.Tin.Person, Post: access.WardMember, Org: c.Ward, From: "2026-01-01", To: "2026-12-03"},
				{Person: c.Neighbour.Person, Post: access.Committee, Org: c.Cell, From: "2026-12-03"},
			} {
				if _, err := member.Appoint(tx, p); err != nil {
					return err
				}
			}
			return nil
		})
		db.Clock.Set(time.UnixMilli(meetingtest.StartsAt))
		for _, x := range []struct {
			who, org, kind string
			want           []string
		}{
			{c.Hien.Person, c.Cell, meeting.CellCommittee, []string{c.Neighbour.Member, c.Hien.Member, c.Khoa.Member, c.Loc.Member}},
			{c.Officer, c.Ward, meeting.Committee, []string{c.Neighbour.Member, c.Huy.Member, c.Mai.Member}},
			{c.Officer, c.Ward, meeting.Standing, []string{c.Neighbour.Member, c.Mai.Member}},
		} {
			m := plan(t, db, x.who, x.org, x.kind)
			db.Read(t, x.who, func(rd *store.Reader) error {
				roll, err := meeting.Roll(rd, m)
				got := map[string]bool{}
				for _, r := range roll {
					got[r.Member] = true
					if !r.Expected || !r.Entitled {
						t.Errorf("%s: %s expected %v, entitled %v", x.kind, r.FullName, r.Expected, r.Entitled)
					}
				}
				for _, id := range x.want {
					if !got[id] {
						t.Errorf("%s: a member is missing of %v", x.kind, roll)
					}
				}
				if len(roll) != len(x.want) {
					t.Errorf("%s: %d on the roll, want %d", x.kind, len(roll), len(x.want))
				}
				return err
			})
		}
	})
}

// TestNoCommitteeNoMeeting: a cell with a secretary only has no committee to
// meet, a ward no cell meeting and a cell no ward's.
func TestNoCommitteeNoMeeting(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		for _, x := range []struct{ who, org, kind, code string }{
			{c.Hien.Person, c.Cell, meeting.CellCommittee, "committee_none_cell_committee"},
			{c.Officer, c.Ward, meeting.Committee, "committee_none_committee"},
			{c.Officer, c.Ward, meeting.Standing, "committee_none_standing"},
			{store.System, c.Ward, meeting.CellCommittee, "meeting_not_cell"},
			{store.System, c.Cell, meeting.Committee, "meeting_not_committee"},
		} {
			err := db.TryWrite(x.who, func(tx *store.Tx) error {
				_, err := meeting.Plan(tx, meetingtest.Book, meeting.Planning{Org: x.org, Period: "2026-12", Kind: x.kind, StartsAt: meetingtest.StartsAt, Place: "Phòng họp"})
				return err
			})
			if !fault.Is(err, x.code) {
				t.Errorf("%s: %v, want %s", x.kind, err, x.code)
			}
		}
		if err := db.TryWrite(c.Officer, func(tx *store.Tx) error {
			_, err := meeting.Plan(tx, meetingtest.Book, meeting.Planning{Org: c.Ward, Period: "2026-12", Kind: meeting.Regular, StartsAt: meetingtest.StartsAt, Place: "Phòng họp"})
			return err
		}); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the officer plans a cell meeting: %v", err)
		}
	})
}

// TestSeveralOfOneKindInAMonth: a committee meets as often as it must; the same
// form again is the same meeting, and another kind on the same day stands beside.
func TestSeveralOfOneKindInAMonth(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := led(t, db)
		one, again := plan(t, db, c.Hien.Person, c.Cell, meeting.CellCommittee), plan(t, db, c.Hien.Person, c.Cell, meeting.CellCommittee)
		if one.ID != again.ID {
			t.Error("a form sent twice made two meetings")
		}
		var two meeting.Meeting
		db.Write(t, c.Hien.Person, func(tx *store.Tx) (err error) {
			two, err = meeting.Plan(tx, meetingtest.Book, meeting.Planning{Org: c.Cell, Period: "2026-12", Kind: meeting.CellCommittee, StartsAt: meetingtest.StartsAt + 14*24*3_600_000, Place: "Phòng họp"})
			return
		})
		if two.N != 2 {
			t.Errorf("the second of the month has number %d", two.N)
		}
		if m := plan(t, db, c.Hien.Person, c.Cell, meeting.Regular); m.N != 1 || m.Day != one.Day {
			t.Errorf("the cell's meeting of the same day: %+v", m)
		}
	})
}

func set(ids []string) map[string]bool {
	out := map[string]bool{}
	for _, id := range ids {
		out[id] = true
	}
	return out
}

// TestACommitteesMeetingIsOpenedOnce: opening it again, on a second device or
// with other names, is the same meeting with the roll and the time of the first.
func TestACommitteesMeetingIsOpenedOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := led(t, db)
		m := plan(t, db, c.Officer, c.Ward, meeting.Committee)
		db.Clock.Set(time.UnixMilli(meetingtest.StartsAt))
		opened := func(chair, scribe string) (got meeting.Meeting) {
			t.Helper()
			db.Write(t, c.Neighbour.Person, func(tx *store.Tx) error {
				now, err := meeting.Open(tx, meetingtest.Book, m.ID, chair, scribe)
				got = now
				return err
			})
			return got
		}
		first := opened(c.Neighbour.Person, c.Huy.Person)
		db.Clock.Set(time.UnixMilli(meetingtest.StartsAt + 20*60_000))
		db.Write(t, store.System, func(tx *store.Tx) error { // one who joins the committee in between is not on the roll frozen
			_, err := member.Appoint(tx, member.Post{Person: c.Loc.Person, Post: access.WardMember, Org: c.Ward, From: "2026-12-03"})
			return err
		})
		again := opened(c.Mai.Person, c.Neighbour.Person)
		if again.Chair != c.Neighbour.Person || again.Scribe != c.Huy.Person || again.OpenedAt != first.OpenedAt || again.Version != first.Version {
			t.Errorf("opened again: %+v, first %+v", again, first)
		}
		db.Read(t, c.Neighbour.Person, func(rd *store.Reader) error {
			frozen, err := rd.Int(`select count(*) from meeting_roll where tenant = $1 and meeting = $2`, m.ID)
			if frozen != 3 {
				t.Errorf("%d on the frozen roll, want 3", frozen)
			}
			notes, err2 := rd.Int(`select count(*) from audit_entry where tenant = $1 and object_id = $2 and action like '%open'`, m.ID)
			if notes != 1 {
				t.Errorf("the opening is noted %d times", notes)
			}
			if err != nil {
				return err
			}
			return err2
		})
	})
}
