package quality_test

import (
	"testing"

	"chibo/internal/attendance"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/quality"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/vote"
)

var book = meetingtest.Book

func TestAMeetingIsScoredOnceProposedAndVoted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Opened(t, db)
		db.Write(t, c.Huy.Person, func(tx *store.Tx) error {
			for _, one := range []meetingtest.Someone{c.Hien, c.Huy, c.Loc, c.Mai} {
				if _, err := attendance.CheckIn(tx, attendance.Marking{Meeting: m.ID, Member: one.Member, Status: attendance.Here}); err != nil {
					return err
				}
			}
			return nil
		})
		propose := func(who string, version int64, points int, why string) error {
			return db.TryWrite(who, func(tx *store.Tx) error {
				_, err := quality.Propose(tx, book, m.ID, version, rule.Whole(points), why)
				return err
			})
		}
		for _, s := range []struct {
			name, who string
			version   int64
			points    int
			why, code string
		}{
			{"a plain member proposes", c.Loc.Person, 0, 93, "tốt", "not_found"},
			{"the neighbour proposes", c.Neighbour.Person, 0, 93, "tốt", "not_found"},
			{"101", c.Huy.Person, 0, 101, "tốt", "score_range"},
			{"below nought", c.Huy.Person, 0, -1, "tốt", "score_range"},
			{"no reason", c.Huy.Person, 0, 93, "  ", "score_reason"},
			{"right", c.Huy.Person, 0, 93, "Đúng giờ, nhiều ý kiến.", ""},
			{"sent again", c.Huy.Person, 0, 93, "Đúng giờ, nhiều ý kiến.", ""},
			{"an older page", c.Hien.Person, 0, 90, "ít ý kiến", "stale"},
		} {
			if err := propose(s.who, s.version, s.points, s.why); s.code == "" && err != nil || s.code != "" && !fault.Is(err, s.code) {
				t.Errorf("%s: %v", s.name, err)
			}
		}
		hold := func(id string, yes int) (s quality.Score, v vote.Vote, err error) {
			err = db.TryWrite(c.Huy.Person, func(tx *store.Tx) (err error) {
				s, v, err = quality.Hold(tx, book, m.ID, vote.Hands{ID: id, Subject: "Điểm 93", For: yes, Against: 4 - yes})
				return err
			})
			return s, v, err
		}
		// Voted down: it stays a proposal, and says so.
		s, v, err := hold("v1", 1)
		if err != nil || v.Passed || s.Voted != nil || !s.Refused() || *s.Self != 9300 {
			t.Fatalf("voted down: %+v %+v %v", s, v, err)
		}
		if err := propose(c.Hien.Person, s.Version, 88, "Thảo luận còn ngắn."); err != nil {
			t.Fatal(err)
		}
		if s, v, err = hold("v2", 4); err != nil || !v.Passed || s.Voted == nil || *s.Voted != 8800 || s.Band != "Khá" || s.Refused() {
			t.Fatalf("voted: %+v %+v %v", s, v, err)
		}
		if again, _, err := hold("v2", 4); err != nil || again.Version != s.Version {
			t.Errorf("the same vote again: %+v %v", again, err)
		}
		if s.Suggested != nil || s.Confirmed != nil {
			t.Errorf("values nobody gave: %+v", s)
		}
		// Another figure after the vote asks for another vote.
		if err := propose(c.Hien.Person, s.Version, 95, "Xem lại."); err != nil {
			t.Fatal(err)
		}
		db.Read(t, c.Loc.Person, func(rd *store.Reader) error { // every member of the cell reads it
			s, err := quality.Of(rd, m.ID)
			if err == nil && (s.Voted != nil || s.Vote != "" || *s.Self != 9500) {
				t.Errorf("an old vote stands under a new figure: %+v", s)
			}
			return err
		})
		for _, who := range []string{c.Neighbour.Person, c.Officer} {
			if err := db.TryRead(who, func(rd *store.Reader) error { _, err := quality.Of(rd, m.ID); return err }); !fault.Is(err, "not_found") {
				t.Errorf("somebody outside reads the score: %v", err)
			}
		}
	})
}

func TestTheScoreMayBeVotedWhileTheMinutesAreRead(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Opened(t, db)
		run := func(fn func(tx *store.Tx) error) error { return db.TryWrite(c.Hien.Person, fn) }
		if err := run(func(tx *store.Tx) error {
			_, _, err := quality.Hold(tx, book, m.ID, vote.Hands{Subject: "Điểm"})
			return err
		}); !fault.Is(err, "score_none") {
			t.Errorf("a vote on nothing: %v", err)
		}
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			for _, one := range []meetingtest.Someone{c.Hien, c.Huy, c.Loc, c.Mai, c.Khoa} {
				if _, err := attendance.CheckIn(tx, attendance.Marking{Meeting: m.ID, Member: one.Member, Status: attendance.Here}); err != nil {
					return err
				}
			}
			if _, err := attendance.RestUnexplained(tx, m.ID); err != nil {
				return err
			}
			if _, err := meeting.Close(tx, m.ID); err != nil {
				return err
			}
			_, err := quality.Propose(tx, book, m.ID, 0, 0, "Không đủ nội dung.") // nought is a figure
			return err
		})
		if err := run(func(tx *store.Tx) error {
			s, v, err := quality.Hold(tx, book, m.ID, vote.Hands{Subject: "Điểm 0", For: 5})
			if err == nil && (!v.Passed || s.Voted == nil || *s.Voted != 0 || s.Band != "Kém") {
				t.Errorf("%+v %+v", s, v)
			}
			return err
		}); err != nil {
			t.Error(err)
		}
		if err := run(func(tx *store.Tx) error {
			_, err := vote.Hold(tx, book, vote.Hands{Meeting: m.ID, Matter: "resolution", Subject: "Nghị quyết", For: 5})
			return err
		}); !fault.Is(err, "vote_not_open") {
			t.Errorf("a resolution voted after the closing: %v", err)
		}
	})
}
