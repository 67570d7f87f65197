package attendance_test

import (
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"chibo/internal/attendance"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

type evening struct {
	*storetest.DB
	meetingtest.Cast
	m meeting.Meeting
	t *testing.T
}

func (e evening) mark(who string, in attendance.Marking) (k attendance.Mark, err error) {
	in.Meeting = e.m.ID
	err = e.TryWrite(who, func(tx *store.Tx) (err error) { k, err = attendance.CheckIn(tx, in); return })
	return
}

func (e evening) sheet(who string) (s attendance.Sheet) {
	e.t.Helper()
	e.Read(e.t, who, func(rd *store.Reader) (err error) { s, err = attendance.List(rd, e.m.ID); return })
	return
}

func each(t *testing.T, opened bool, run func(t *testing.T, e evening)) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		e := evening{DB: db, Cast: meetingtest.Ward(t, db), t: t}
		if opened {
			e.m = e.Opened(t, db)
		} else {
			e.m = e.Planned(t, db)
		}
		run(t, e)
	})
}

func TestCheckInMustAndMustNot(t *testing.T) {
	each(t, true, func(t *testing.T, e evening) {
		c := e.Cast
		for _, s := range []struct {
			name string
			who  string
			in   attendance.Marking
			code string
		}{
			{"present", c.Huy.Person, attendance.Marking{Member: c.Loc.Member, Status: "present"}, ""},
			{"again", c.Huy.Person, attendance.Marking{Member: c.Loc.Member, Status: "present"}, ""},
			{"again by the chair", c.Hien.Person, attendance.Marking{Member: c.Loc.Member, Status: "present"}, ""},
			{"another thing without the version seen", c.Hien.Person, attendance.Marking{Member: c.Loc.Member, Status: "unexplained"}, "stale"},
			{"another thing with it", c.Hien.Person, attendance.Marking{Member: c.Loc.Member, Status: "unexplained", Version: 1}, ""},
			{"the old version", c.Huy.Person, attendance.Marking{Member: c.Loc.Member, Status: "late", Version: 1}, "stale"},
			{"exempt and came", c.Huy.Person, attendance.Marking{Member: c.Tin.Member, Status: "present"}, ""},
			{"suspended", c.Huy.Person, attendance.Marking{Member: c.Nga.Member, Status: "present"}, "mark_suspended"},
			{"excused without a reason", c.Huy.Person, attendance.Marking{Member: c.Mai.Member, Status: "excused"}, "mark_reason_needed"},
			{"a reason in free words", c.Huy.Person, attendance.Marking{Member: c.Mai.Member, Status: "excused", Reason: "đau dạ dày"}, "mark_reason"},
			{"a reason for being there", c.Huy.Person, attendance.Marking{Member: c.Mai.Member, Status: "present", Reason: "work"}, "mark_reason"},
			{"excused", c.Huy.Person, attendance.Marking{Member: c.Mai.Member, Status: "excused", Reason: "work"}, ""},
			{"without reason at once", c.Huy.Person, attendance.Marking{Member: c.Khoa.Member, Status: "unexcused"}, "mark_first_unexplained"},
			{"absent", c.Huy.Person, attendance.Marking{Member: c.Khoa.Member, Status: "unexplained"}, ""},
			{"without reason before the cell says so", c.Huy.Person, attendance.Marking{Member: c.Khoa.Member, Status: "unexcused", Version: 1}, "mark_cell_concludes"},
			{"the cell says so", c.Huy.Person, attendance.Marking{Member: c.Khoa.Member, Status: "unexcused", Version: 1, Concluded: true}, ""},
			{"unknown status", c.Huy.Person, attendance.Marking{Member: c.Anh.Member, Status: "there"}, "mark_status"},
			{"unknown method", c.Huy.Person, attendance.Marking{Member: c.Anh.Member, Status: "present", Method: "gps"}, "mark_method"},
			{"a member of another cell", c.Huy.Person, attendance.Marking{Member: c.Neighbour.Member, Status: "present"}, "not_found"},
			{"nobody", c.Huy.Person, attendance.Marking{Member: "x", Status: "present"}, "not_found"},
			{"a member marks himself", c.Loc.Person, attendance.Marking{Member: c.Loc.Member, Status: "present"}, "not_found"},
			{"the neighbour's secretary", c.Neighbour.Person, attendance.Marking{Member: c.Anh.Member, Status: "present"}, "not_found"},
			{"the officer above", c.Officer, attendance.Marking{Member: c.Anh.Member, Status: "present"}, "not_found"},
		} {
			_, err := e.mark(s.who, s.in)
			if (s.code == "") != (err == nil) || s.code != "" && !fault.Is(err, s.code) {
				t.Errorf("%s: want %q, got %v", s.name, s.code, err)
			}
		}
		s := e.sheet(c.Huy.Person)
		if s.Expected != 7 || s.Present != 1 || s.Unmarked != 3 || s.Excused != 1 || s.Unexplained != 1 || s.Unexcused != 1 || s.Official != 1 || len(s.Rows) != 9 {
			t.Errorf("%+v", s)
		}
		for who, want := range map[string]string{c.Huy.Person: "work", c.Mai.Person: "work", c.Khoa.Person: ""} {
			for _, r := range e.sheet(who).Rows {
				if r.Member == c.Mai.Member && r.Mark.Reason != want {
					t.Errorf("%s sees the reason %q", who, r.Mark.Reason)
				}
			}
		}
		for _, who := range []string{c.Neighbour.Person, c.Officer} {
			if err := e.TryRead(who, func(rd *store.Reader) error { _, err := attendance.List(rd, e.m.ID); return err }); !fault.Is(err, "not_found") {
				t.Errorf("%s: %v", who, err)
			}
		}
		e.Read(t, c.Huy.Person, func(rd *store.Reader) error {
			past, err := attendance.History(rd, e.m.ID, c.Loc.Member)
			if err != nil || len(past) != 1 || past[0].Status != "present" {
				t.Errorf("history %v %v", past, err)
			}
			all, err := attendance.OfMember(rd, c.Khoa.Member, 2026)
			if err != nil || len(all) != 1 || all[0].Status != "unexcused" {
				t.Errorf("year %v %v", all, err)
			}
			return nil
		})
		e.Read(t, c.Khoa.Person, func(rd *store.Reader) error {
			if all, err := attendance.OfMember(rd, c.Khoa.Member, 2026); err != nil || len(all) != 1 {
				t.Errorf("own year %v %v", all, err)
			}
			if _, err := attendance.OfMember(rd, c.Loc.Member, 2026); !fault.Is(err, "not_found") {
				t.Errorf("another's year: %v", err)
			}
			return nil
		})
	})
}

func TestTwoPhonesDifferAndBothAreKept(t *testing.T) {
	each(t, true, func(t *testing.T, e evening) {
		if _, err := e.mark(e.Huy.Person, attendance.Marking{Member: e.Mai.Member, Status: "present"}); err != nil {
			t.Fatal(err)
		}
		_, err := e.mark(e.Hien.Person, attendance.Marking{Member: e.Mai.Member, Status: "unexplained"})
		var f *fault.Error
		if !errors.As(err, &f) || f.Newer.(attendance.Mark).Status != "present" {
			t.Fatalf("%v", err)
		}
	})
}

// Whatever one phone tapped while it was offline, in whatever order it arrives
// and however often, the roll call ends the same.
func TestAnyOrderAndRepeatsEndTheSame(t *testing.T) {
	each(t, true, func(t *testing.T, e evening) {
		e.Clock.Set(storetest.Start.Add(3 * time.Hour))
		start := storetest.Start.UnixMilli()
		statuses := []string{"present", "late", "left_early", "excused", "unexplained"}
		members := []string{e.Hien.Member, e.Huy.Member, e.Loc.Member, e.Mai.Member, e.Khoa.Member, e.Anh.Member, e.Tin.Member, e.Tua.Member}
		rng := rand.New(rand.NewPCG(12, 3))
		for round, member := range members {
			var taps []attendance.Marking
			for n := range 2 + rng.IntN(4) {
				in := attendance.Marking{Meeting: e.m.ID, Member: member, Status: statuses[rng.IntN(len(statuses))], At: start + int64(n+1)*60_000}
				if in.Status == "excused" {
					in.Reason = attendance.Reasons[rng.IntN(5)]
				}
				taps = append(taps, in)
			}
			var want attendance.Mark
			for try := range 6 {
				sent := append([]attendance.Marking(nil), taps...)
				if try > 0 {
					for range 3 {
						sent = append(sent, taps[rng.IntN(len(taps))])
					}
					rng.Shuffle(len(sent), func(a, b int) { sent[a], sent[b] = sent[b], sent[a] })
				}
				var got attendance.Mark
				e.Write(t, e.Huy.Person, func(tx *store.Tx) error {
					for _, table := range []string{"mark", "mark_history"} {
						if _, err := tx.Exec(`delete from `+table+` where tenant = $1 and member = $2`, member); err != nil {
							return err
						}
					}
					for _, in := range sent {
						if _, err := attendance.CheckIn(tx, in); err != nil {
							return err
						}
					}
					all, err := attendance.Marks(tx.Reader, e.m.ID)
					got = all[member]
					return err
				})
				got.Version = 0
				if try == 0 {
					want = got
					if last := taps[len(taps)-1]; got.Status != last.Status || got.At != last.At {
						t.Fatalf("round %d: %v after %v", round, got, taps)
					}
				}
				if got != want {
					t.Fatalf("round %d, try %d: %+v, in order %+v\ntaps %v\nsent %v", round, try, got, want, taps, sent)
				}
			}
		}
	})
}

func TestBeforeTheOpening(t *testing.T) {
	each(t, false, func(t *testing.T, e evening) {
		absent := func(who, reason string) error {
			return e.TryWrite(who, func(tx *store.Tx) error { return attendance.AnnounceAbsence(tx, e.m.ID, reason) })
		}
		for _, s := range []struct{ who, reason, code string }{
			{e.Tua.Person, "away", ""}, {e.Tua.Person, "away", ""}, {e.Mai.Person, "work", ""}, {e.Mai.Person, "mệt", "mark_reason_needed"},
			{e.Neighbour.Person, "work", "not_found"}, {e.Officer, "work", "not_found"},
		} {
			if err := absent(s.who, s.reason); (s.code == "") != (err == nil) || s.code != "" && !fault.Is(err, s.code) {
				t.Errorf("%v: %v", s, err)
			}
		}
		if _, err := e.mark(e.Hien.Person, attendance.Marking{Member: e.Loc.Member, Status: "present"}); err != nil {
			t.Errorf("the roll call begins before the opening: %v", err)
		}
		e.Write(t, e.Hien.Person, func(tx *store.Tx) error {
			_, err := meeting.Open(tx, meetingtest.Book, e.m.ID, e.Hien.Person, e.Huy.Person)
			return err
		})
		if err := absent(e.Mai.Person, "family"); !fault.Is(err, "absence_too_late") {
			t.Errorf("after the opening: %v", err)
		}
		rest := func() (n int) {
			e.Write(t, e.Huy.Person, func(tx *store.Tx) (err error) { n, err = attendance.RestUnexplained(tx, e.m.ID); return })
			return
		}
		if a, b := rest(), rest(); a != 5 || b != 0 {
			t.Errorf("rest %d, then %d", a, b)
		}
		s := e.sheet(e.Huy.Person)
		if s.Unmarked != 0 || s.Unexplained != 5 || s.Present != 1 || s.Expected != 6 {
			t.Errorf("%+v", s)
		}
		for _, r := range s.Rows {
			if r.Member == e.Mai.Member && r.Announced != "work" || r.Member == e.Tua.Member && r.Announced != "away" {
				t.Errorf("%s announced %q", r.FullName, r.Announced)
			}
		}
		e.Write(t, e.Huy.Person, func(tx *store.Tx) error { _, err := meeting.Close(tx, e.m.ID); return err })
		if _, err := e.mark(e.Huy.Person, attendance.Marking{Member: e.Khoa.Member, Status: "unexcused", Version: 1}); err != nil {
			t.Errorf("after the close the cell has concluded: %v", err)
		}
		e.Write(t, e.Huy.Person, func(tx *store.Tx) error { _, err := meeting.Confirm(tx, e.m.ID); return err })
		if _, err := e.mark(e.Hien.Person, attendance.Marking{Member: e.Khoa.Member, Status: "present", Version: 2}); !fault.Is(err, "mark_confirmed") {
			t.Errorf("after the confirmation: %v", err)
		}
	})
}

func TestLateAndLeft(t *testing.T) {
	each(t, true, func(t *testing.T, e evening) {
		e.Clock.Set(storetest.Start.Add(2 * time.Hour))
		at := func(min int) int64 { return storetest.Start.Add(time.Duration(min) * time.Minute).UnixMilli() }
		if k, err := e.mark(e.Huy.Person, attendance.Marking{Member: e.Loc.Member, Status: "late", At: at(50)}); err != nil || k.ArrivedAt != at(50) {
			t.Fatalf("%+v %v", k, err)
		}
		if k, err := e.mark(e.Hien.Person, attendance.Marking{Member: e.Loc.Member, Status: "late", At: at(45), Version: 1}); err != nil || k.ArrivedAt != at(45) {
			t.Fatalf("the hour corrected: %+v %v", k, err)
		}
		if k, err := e.mark(e.Huy.Person, attendance.Marking{Member: e.Loc.Member, Status: "left_early", At: at(100), Version: 2}); err != nil || k.ArrivedAt != at(45) || k.LeftAt != at(100) {
			t.Fatalf("left: %+v %v", k, err)
		}
		e.Read(t, e.Huy.Person, func(rd *store.Reader) error {
			came, _ := attendance.Attended(rd, e.m.ID)
			here, err := attendance.InRoom(rd, e.m.ID)
			if !came[e.Loc.Member] || here[e.Loc.Member] {
				t.Errorf("came %v, still here %v", came, here)
			}
			return err
		})
		if k, err := e.mark(e.Huy.Person, attendance.Marking{Member: e.Mai.Member, Status: "present", At: at(60 * 24 * 400)}); err != nil || k.At != at(120) {
			t.Errorf("a phone with a wrong clock: %+v %v", k, err)
		}
	})
}

func TestAnotherCommitteeMarksNobody(t *testing.T) {
	each(t, true, func(t *testing.T, e evening) {
		thief := store.Viewer{Tenant: e.Tenant + 7, Person: store.System}
		err := e.DB.DB.Write(t.Context(), thief, func(tx *store.Tx) error {
			_, err := attendance.CheckIn(tx, attendance.Marking{Meeting: e.m.ID, Member: e.Loc.Member, Status: "present"})
			return err
		})
		if !fault.Is(err, "not_found") {
			t.Errorf("%v", err)
		}
	})
}
