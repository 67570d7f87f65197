package speech_test

import (
	"strings"
	"testing"
	"time"

	"chibo/internal/attendance"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func send(db *storetest.DB, who string, in speech.Sending) (a speech.Ahead, receipt string, err error) {
	err = db.TryWrite(who, func(tx *store.Tx) (err error) { a, receipt, err = speech.SendAhead(tx, in); return })
	return a, receipt, err
}

// TestAnOpinionWithoutANameIsNobodys: no row of the whole store joins the author to
// it; under a name it is the author's, and the same form twice is one opinion.
func TestAnOpinionWithoutANameIsNobodys(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Planned(t, db)
		in := speech.Sending{Meeting: m.ID, Gist: "Đường ngõ 12 ZUKIN còn tối.", Naming: speech.NoName, Key: "khoa-cua-bieu-mau-1"}
		a, receipt, err := send(db, c.Tua.Person, in)
		if err != nil || len(receipt) != 8 || a.Member != "" {
			t.Fatalf("%+v %q %v", a, receipt, err)
		}
		b, again, err := send(db, c.Tua.Person, in)
		if err != nil || b.ID != a.ID || again != receipt {
			t.Errorf("sent twice: %v %v %v", b.ID, again, err)
		}
		db.Read(t, store.System, func(rd *store.Reader) error {
			var member, typed, on, read string
			if err := rd.Get([]any{&member, &typed, &on, &read}, `select member, typed_by, sent_on, read_by from opinion_ahead where tenant = $1 and id = $2`, a.ID); err != nil {
				return err
			}
			if member+typed+read != "" || len(on) != 10 {
				t.Errorf("the row tells of its author: %q %q %q %q", member, typed, on, read)
			}
			for _, q := range []string{`select count(*) from audit_entry where tenant = $1 and action = 'speech.ahead' and person = $2`, `select count(*) from audit_entry where tenant = $1 and action = 'speech.ahead' and detail like '%' || $2 || '%'`,
				`select count(*) from idempotency where tenant = $1 and person = $2`} {
				if n, err := rd.Int(q, c.Tua.Person); err != nil || n != 0 {
					t.Errorf("%s: %d %v", q, n, err)
				}
			}
			return nil
		})
		db.Read(t, c.Tua.Person, func(rd *store.Reader) error {
			if own, err := speech.AheadOfViewer(rd); len(own) != 0 {
				t.Errorf("his own list names it: %v %v", own, err)
			}
			n, err := speech.CountAhead(rd, m.ID)
			if n != 1 {
				t.Errorf("%d voices ahead", n)
			}
			return err
		})
		named, _, err := send(db, c.Tua.Person, speech.Sending{Meeting: m.ID, Gist: "Xin góp một việc.", Naming: speech.ByName, Key: "khoa-2"})
		if err != nil || named.Member != c.Tua.Member {
			t.Errorf("%+v %v", named, err)
		}
	})
}

// TestWhoMaySendAhead: those on the roll, also who is away; not the suspended, not
// the neighbour, nobody without choosing whether the name is read, nobody for one
// who has a phone, nobody after the opening.
func TestWhoMaySendAhead(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Planned(t, db)
		good := speech.Sending{Meeting: m.ID, Gist: "Một ý kiến.", Naming: speech.ByName}
		for _, who := range []meetingtest.Someone{c.Nga, c.Neighbour} {
			if _, _, err := send(db, who.Person, good); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%v", err)
			}
		}
		for code, in := range map[string]speech.Sending{
			"ahead_naming": {Meeting: m.ID, Gist: "x"}, "ahead_text": {Meeting: m.ID, Naming: speech.ByName, Gist: " \n"},
			"ahead_long": {Meeting: m.ID, Naming: speech.ByName, Gist: strings.Repeat("a", 4001)}, "ahead_item": {Meeting: m.ID, Naming: speech.ByName, Gist: "x", Item: "khong-co"},
		} {
			if _, _, err := send(db, c.Tua.Person, in); !fault.Is(err, code) {
				t.Errorf("%s: %v", code, err)
			}
		}
		forLoc := speech.Sending{Meeting: m.ID, Gist: "Cụ nói.", Naming: speech.ByName, Member: c.Loc.Member}
		if _, _, err := send(db, c.Hien.Person, forLoc); !fault.Is(err, "ahead_member") {
			t.Errorf("words put into the mouth of one who has a phone: %v", err)
		}
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			return member.MarkPaperOnly(tx, c.Cell, map[string]bool{c.Loc.Member: true})
		})
		if _, _, err := send(db, c.Mai.Person, forLoc); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a member types for another: %v", err)
		}
		if a, _, err := send(db, c.Hien.Person, forLoc); err != nil || a.Member != c.Loc.Member || a.TypedBy != c.Hien.Person {
			t.Errorf("%+v %v", a, err)
		}
		forLoc.Naming = speech.NoName
		if a, _, err := send(db, c.Hien.Person, forLoc); err != nil || a.Member != "" {
			t.Errorf("%+v %v", a, err)
		}
		db.Clock.Set(time.UnixMilli(meetingtest.StartsAt))
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			_, err := meeting.Open(tx, meetingtest.Book, m.ID, c.Hien.Person, c.Huy.Person)
			return err
		})
		if _, _, err := send(db, c.Tua.Person, good); !fault.Is(err, "ahead_too_late") {
			t.Errorf("after the opening: %v", err)
		}
	})
}

// TestReadOutInTheRoom: chair and scribe read and tick; the others see none of it
// before; a receipt finds and takes back before the opening, a guessed one does not,
// and whoever guesses waits.
func TestReadOutInTheRoom(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Planned(t, db)
		a, receipt, _ := send(db, c.Tua.Person, speech.Sending{Meeting: m.ID, Gist: "Không nêu tên.", Naming: speech.NoName})
		other, second, _ := send(db, c.Anh.Person, speech.Sending{Meeting: m.ID, Gist: "Rút lại.", Naming: speech.NoName})
		tick := func(who, id string, read bool) error {
			return db.TryWrite(who, func(tx *store.Tx) error { _, err := speech.ReadOut(tx, m.ID, id, read); return err })
		}
		if err := tick(c.Hien.Person, a.ID, true); !fault.Is(err, "meeting_not_open") {
			t.Errorf("read before the meeting: %v", err)
		}
		back := func(who, code, id string) error {
			return db.TryWrite(who, func(tx *store.Tx) error { return speech.TakeBack(tx, m.ID, code, id) })
		}
		if err := back(c.Mai.Person, "", a.ID); err != nil { // not his: nothing happens
			t.Error(err)
		}
		if err := back(c.Anh.Person, strings.ToLower(second[:4])+" "+second[4:], ""); err != nil {
			t.Error(err)
		}
		for n := range 6 {
			err := back(c.Khoa.Person, "AAAAAAAA", "")
			if n == 0 && !fault.Is(err, "ahead_receipt") || n == 5 && fault.KindOf(err) != fault.TooMany {
				t.Errorf("guess %d: %v", n, err)
			}
		}
		db.Clock.Set(time.UnixMilli(meetingtest.StartsAt))
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			_, err := meeting.Open(tx, meetingtest.Book, m.ID, c.Hien.Person, c.Huy.Person)
			return err
		})
		if err := back(c.Tua.Person, receipt, ""); !fault.Is(err, "ahead_read_already") {
			t.Errorf("taken back in the room: %v", err)
		}
		for _, who := range []string{c.Mai.Person, c.Tua.Person, c.Neighbour.Person, c.Officer} {
			err := db.TryRead(who, func(rd *store.Reader) error { _, err := speech.AheadOf(rd, m.ID); return err })
			if fault.KindOf(err) != fault.NotFound || fault.KindOf(tick(who, a.ID, true)) != fault.NotFound {
				t.Errorf("%s reads what was sent: %v", who, err)
			}
		}
		if err := tick(c.Huy.Person, other.ID, true); fault.KindOf(err) != fault.NotFound {
			t.Errorf("what was taken back is read: %v", err)
		}
		for range 2 {
			if err := tick(c.Huy.Person, a.ID, true); err != nil {
				t.Error(err)
			}
		}
		db.Read(t, c.Mai.Person, func(rd *store.Reader) error {
			all, err := speech.ReadAheadOf(rd, m.ID)
			if len(all) != 1 || all[0].Name != "" {
				t.Errorf("%+v", all)
			}
			return err
		})
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			if _, err := attendance.RestUnexplained(tx, m.ID); err != nil {
				return err
			}
			if _, err := meeting.Close(tx, m.ID); err != nil {
				return err
			}
			_, err := meeting.Confirm(tx, m.ID)
			return err
		})
		if err := tick(c.Hien.Person, a.ID, false); !fault.Is(err, "meeting_confirmed") {
			t.Errorf("after the minutes: %v", err)
		}
	})
}
