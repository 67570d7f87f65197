package meeting_test

import (
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/agenda"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func TestPremeeting(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Planned(t, db)
		var all []meeting.Item
		db.Write(t, store.System, func(tx *store.Tx) error {
			_, err := member.Appoint(tx, member.Post{Person: c.Mai.Person, Post: access.Committee, Org: c.Cell, From: "2026-01-01"})
			return err
		})
		db.Write(t, c.Hien.Person, func(tx *store.Tx) (err error) { all, err = agenda.Draft(tx, meetingtest.Book, m.ID); return })
		good := meeting.Premeeting{HeldAt: m.StartsAt - 5*86_400_000, Present: []string{c.Mai.Person, c.Hien.Person}, Assessment: "Tháng 11 xong ba trong năm việc. Hai việc còn vướng mặt bằng.",
			Focus: []string{all[2].ID}, Drafter: c.Khoa.Person, Follower: c.Huy.Person}
		for name, spoil := range map[string]struct {
			do   func(p *meeting.Premeeting)
			code string
		}{
			"after the meeting":  {func(p *meeting.Premeeting) { p.HeldAt = m.StartsAt + 1 }, "premeeting_day"},
			"nobody there":       {func(p *meeting.Premeeting) { p.Present = nil }, "premeeting_present"},
			"one of no post":     {func(p *meeting.Premeeting) { p.Present = []string{c.Hien.Person, c.Loc.Person} }, "premeeting_present"},
			"no words":           {func(p *meeting.Premeeting) { p.Assessment = " " }, "premeeting_assessment"},
			"three in depth":     {func(p *meeting.Premeeting) { p.Focus = []string{all[0].ID, all[1].ID, all[2].ID} }, "premeeting_focus"},
			"a strange line":     {func(p *meeting.Premeeting) { p.Focus = []string{"x"} }, "premeeting_focus"},
			"a neighbour drafts": {func(p *meeting.Premeeting) { p.Drafter = c.Neighbour.Person }, "premeeting_person"},
		} {
			in := good
			spoil.do(&in)
			if err := db.TryWrite(c.Hien.Person, func(tx *store.Tx) error { _, err := meeting.Settle(tx, m.ID, in); return err }); !fault.Is(err, spoil.code) {
				t.Errorf("%s: %v", name, err)
			}
		}
		for _, who := range []string{c.Loc.Person, c.Neighbour.Person, c.Officer, ""} {
			if err := db.TryWrite(who, func(tx *store.Tx) error { _, err := meeting.Settle(tx, m.ID, good); return err }); !fault.Is(err, "not_found") {
				t.Errorf("%v", err)
			}
			if err := db.TryRead(who, func(rd *store.Reader) error { _, err := meeting.Premeet(rd, m.ID); return err }); !fault.Is(err, "not_found") {
				t.Errorf("%v", err)
			}
		}
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			if _, err := meeting.Settle(tx, m.ID, good); err != nil {
				return err
			}
			again, err := meeting.Settle(tx, m.ID, good)
			if again.Version != 1 {
				t.Errorf("sent twice: version %d", again.Version)
			}
			return err
		})
		db.Read(t, c.Mai.Person, func(rd *store.Reader) error {
			now, err := meeting.Get(rd, m.ID)
			if now.State != meeting.Prepared || !strings.Contains(now.Premeeting, "Có mặt: Lường Thị Hiên, Lò Thị Mai") || !strings.Contains(now.Premeeting, "Theo dõi, chấm điểm: Phạm Quốc Huy") {
				t.Errorf("%+v", now)
			}
			return err
		})
		stale := good
		stale.Assessment = "Bản của người mở trang trước."
		if err := db.TryWrite(c.Mai.Person, func(tx *store.Tx) error { _, err := meeting.Settle(tx, m.ID, stale); return err }); !fault.Is(err, "stale") {
			t.Errorf("%v", err)
		}
		stale.Version = 1
		db.Write(t, c.Mai.Person, func(tx *store.Tx) error { _, err := meeting.Settle(tx, m.ID, stale); return err })
	})
}
