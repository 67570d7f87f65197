package speech_test

import (
	"testing"
	"time"

	"chibo/internal/attendance"
	"chibo/internal/fault"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestWordsAreReadBackToWhoUsesNoPhone: his words with a tick that ends with other
// words; not words nobody wrote, not those of one who has a phone, not by a member.
func TestWordsAreReadBackToWhoUsesNoPhone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		db.Clock.Set(time.UnixMilli(meetingtest.StartsAt))
		m := c.Opened(t, db)
		said := map[string]speech.Opinion{}
		for _, who := range []meetingtest.Someone{c.Loc, c.Mai} {
			mark(t, db, c, m, who, attendance.Here)
			db.Write(t, c.Huy.Person, func(tx *store.Tx) error {
				o, err := speech.Add(tx, speech.Opinion{ID: "y-kien-" + who.Member[30:], Meeting: m.ID, Member: who.Member, Kind: "agree"})
				said[who.Member] = o
				return err
			})
		}
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			return member.MarkPaperOnly(tx, c.Cell, map[string]bool{c.Loc.Member: true})
		})
		back := func(who, id string, version int64) (o speech.Opinion, err error) {
			err = db.TryWrite(who, func(tx *store.Tx) (err error) { o, err = speech.ReadBack(tx, m.ID, id, version); return })
			return o, err
		}
		loc := said[c.Loc.Member].ID
		if _, err := back(c.Huy.Person, loc, 1); !fault.Is(err, "readback_nothing") {
			t.Errorf("no words read back: %v", err)
		}
		write := func(text string, version int64) {
			db.Write(t, c.Huy.Person, func(tx *store.Tx) error {
				_, err := speech.Write(tx, m.ID, loc, version, speech.Words{Gist: text})
				if fault.KindOf(err) == fault.Conflict {
					return nil
				}
				return err
			})
		}
		write("Đèn ngõ 12 cần sáng hơn.", 1)
		if _, err := back(c.Huy.Person, loc, 1); fault.KindOf(err) != fault.Conflict {
			t.Errorf("agreed to words he did not hear: %v", err)
		}
		if _, err := back(c.Mai.Person, loc, 2); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a member ticks: %v", err)
		}
		for range 2 {
			if o, err := back(c.Huy.Person, loc, 2); err != nil || o.ReadBackAt == 0 {
				t.Errorf("%+v %v", o, err)
			}
		}
		write("Đèn ngõ 12 và ngõ 14 cần sáng hơn.", 2)
		db.Read(t, c.Huy.Person, func(rd *store.Reader) error {
			all, err := speech.List(rd, m.ID)
			for _, o := range all {
				if o.ReadBackAt != 0 {
					t.Errorf("other words keep the tick: %+v", o)
				}
			}
			return err
		})
		if _, err := back(c.Huy.Person, said[c.Mai.Member].ID, 1); err == nil {
			t.Error("read back to one who has a phone")
		}
	})
}
