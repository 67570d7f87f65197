package minutes_test

import (
	"testing"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/minutes/cast"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/vote"
)

// TestAClosingIsTakenBack: a vote forgotten before the button can still be held;
// what was agreed, confirmed or sealed stays closed.
func TestAClosingIsTakenBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		closed(t, db, "dec", "2026-12-03")
		reopen := func(who string) (m meeting.Meeting, err error) {
			err = db.TryWrite(who, func(tx *store.Tx) (err error) { m, err = minutes.Reopen(tx, "dec"); return })
			return
		}
		hold := func(matter string) error {
			return db.TryWrite(cast.Huy, func(tx *store.Tx) error {
				_, err := vote.Hold(tx, cast.Book, vote.Hands{Meeting: "dec", Matter: matter, Subject: "Thông qua " + matter, For: 4})
				return err
			})
		}
		if err := hold("resolution"); !fault.Is(err, "vote_not_open") {
			t.Fatalf("a vote after the closing: %v", err)
		}
		for _, who := range []string{cast.Loc, cast.Panh, cast.Dung} {
			if _, err := reopen(who); !fault.Is(err, "not_found") {
				t.Errorf("%s: %v", who, err)
			}
		}
		for range 2 { // pressed twice is one reopening
			if m, err := reopen(cast.Huy); err != nil || m.State != meeting.InSession || m.ClosedAt != 0 {
				t.Fatalf("%+v %v", m, err)
			}
		}
		if err := hold("resolution"); err != nil {
			t.Errorf("the vote that was forgotten: %v", err)
		}
		db.Write(t, cast.Huy, func(tx *store.Tx) error {
			m, err := meeting.Close(tx, "dec")
			if err != nil {
				return err
			}
			if m.State != meeting.Closed || m.ClosedAt == 0 {
				t.Errorf("closed again: %+v", m)
			}
			_, err = minutes.Compose(tx, cast.Book, "dec")
			return err
		})
		if err := hold("minutes"); err != nil {
			t.Fatal(err)
		}
		if _, err := reopen(cast.Huy); !fault.Is(err, "meeting_agreed") {
			t.Errorf("after the cell agreed to its minutes: %v", err)
		}
		db.Read(t, cast.Hien, func(rd *store.Reader) error {
			n, err := rd.Int(`select count(*) from audit_entry where tenant = $1 and action = 'meeting.reopen' and object_id = 'dec'`)
			if n != 1 {
				t.Errorf("%d entries tell of it", n)
			}
			return err
		})
	})
}
