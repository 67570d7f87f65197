package reminder_test

import (
	"testing"
	"time"

	"chibo/internal/fault"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/reminder"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func TestAReminderIsReadByTwoAndClosed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Opened(t, db)
		good := reminder.Reminder{Meeting: m.ID, Member: c.Loc.Member, Gist: "Báo kết quả đúng hạn.", Helper: c.Mai.Member, LookOn: "2027-01-03"}
		give := func(who string, bend func(*reminder.Reminder)) (r reminder.Reminder, err error) {
			in := good
			bend(&in)
			err = db.TryWrite(who, func(tx *store.Tx) (err error) { r, err = reminder.Give(tx, in); return })
			return r, err
		}
		for _, s := range []struct {
			name, who string
			bend      func(*reminder.Reminder)
			code      string
		}{
			{"the scribe is not of the committee", c.Huy.Person, func(*reminder.Reminder) {}, "not_found"},
			{"a member", c.Loc.Person, func(*reminder.Reminder) {}, "not_found"},
			{"the neighbour", c.Neighbour.Person, func(*reminder.Reminder) {}, "not_found"},
			{"a stranger", c.Hien.Person, func(r *reminder.Reminder) { r.Member = c.Neighbour.Member }, "reminder_whom"},
			{"nothing said", c.Hien.Person, func(r *reminder.Reminder) { r.Gist = " " }, "reminder_what"},
			{"helps himself", c.Hien.Person, func(r *reminder.Reminder) { r.Helper = r.Member }, "reminder_helper"},
			{"no day", c.Hien.Person, func(r *reminder.Reminder) { r.LookOn = "" }, "reminder_day"},
			{"31 February", c.Hien.Person, func(r *reminder.Reminder) { r.LookOn = "2027-02-31" }, "task_bad_day"},
			{"this very evening", c.Hien.Person, func(r *reminder.Reminder) { r.LookOn = m.Day }, "reminder_day_past"},
			{"in twenty years", c.Hien.Person, func(r *reminder.Reminder) { r.LookOn = "2046-12-03" }, "reminder_day_far"},
		} {
			if _, err := give(s.who, s.bend); !fault.Is(err, s.code) {
				t.Errorf("%s: %v", s.name, err)
			}
		}
		r, err := give(c.Hien.Person, func(*reminder.Reminder) {})
		if err != nil {
			t.Fatal(err)
		}
		if again, err := give(c.Hien.Person, func(*reminder.Reminder) {}); err != nil || again.ID != r.ID {
			t.Errorf("said twice: %v %v", again.ID, err)
		}
		// He and the committee read it; the helper, the scribe, the officer and the neighbour do not.
		see := func(who string, want bool) {
			t.Helper()
			err := db.TryRead(who, func(rd *store.Reader) error { _, err := reminder.Get(rd, r.ID); return err })
			if want && err != nil || !want && !fault.Is(err, "not_found") {
				t.Errorf("%s reads it: %v", who, err)
			}
			db.Read(t, who, func(rd *store.Reader) error {
				all, err := reminder.Open(rd)
				if (len(all) == 1) != want {
					t.Errorf("%s: %d listed", who, len(all))
				}
				return err
			})
		}
		see(c.Loc.Person, true)
		see(c.Hien.Person, true)
		for _, who := range []string{c.Mai.Person, c.Huy.Person, c.Officer, c.Neighbour.Person} {
			see(who, false)
		}
		db.Read(t, c.Mai.Person, func(rd *store.Reader) error { // the minutes tell how many
			said, err := reminder.OfMeeting(rd, m.ID)
			if said.Quiet != 1 || len(said.Named) != 0 {
				t.Errorf("%+v", said)
			}
			return err
		})
		// Another day once, then it can only be closed.
		db.Clock.Set(time.Date(2027, 1, 3, 20, 0, 0, 0, store.Vietnam))
		again := func(who string, version int64, day string) error {
			return db.TryWrite(who, func(tx *store.Tx) error { _, err := reminder.Again(tx, r.ID, version, day); return err })
		}
		if err := again(c.Loc.Person, r.Version, "2027-02-03"); !fault.Is(err, "not_found") {
			t.Errorf("he sets his own day: %v", err)
		}
		if err := again(c.Hien.Person, 9, "2027-02-03"); !fault.Is(err, "stale") {
			t.Errorf("%v", err)
		}
		if err := again(c.Hien.Person, r.Version, "2027-02-03"); err != nil {
			t.Fatal(err)
		}
		if err := again(c.Hien.Person, r.Version, "2027-02-03"); err != nil {
			t.Errorf("sent twice: %v", err)
		}
		if err := again(c.Hien.Person, 2, "2027-03-03"); !fault.Is(err, "reminder_once") {
			t.Errorf("a third meeting: %v", err)
		}
		for range 2 {
			db.Write(t, c.Hien.Person, func(tx *store.Tx) error { return reminder.Close(tx, r.ID) })
		}
		see(c.Loc.Person, false)
		see(c.Hien.Person, false)
		db.Read(t, c.Loc.Person, func(rd *store.Reader) error { // his own file still holds what is kept
			all, err := reminder.Kept(rd)
			if len(all) != 1 || all[0].ClosedOn == "" {
				t.Errorf("%+v", all)
			}
			return err
		})
		thief := store.Viewer{Tenant: db.Tenant + 7, Person: store.System}
		if err := db.DB.Read(t.Context(), thief, func(rd *store.Reader) error { _, err := reminder.Get(rd, r.ID); return err }); !fault.Is(err, "not_found") {
			t.Errorf("%v", err)
		}
	})
}
