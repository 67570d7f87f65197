package vote_test

import (
	"testing"

	"chibo/internal/attendance"
	"chibo/internal/fault"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/vote"
)

var book = meetingtest.Book

func TestVotesAreMeasuredOnTheRightBase(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Opened(t, db)
		db.Write(t, c.Huy.Person, func(tx *store.Tx) error {
			for _, who := range []string{c.Hien.Member, c.Huy.Member, c.Loc.Member, c.Anh.Member} {
				if _, err := attendance.CheckIn(tx, attendance.Marking{Meeting: m.ID, Member: who, Status: "present"}); err != nil {
					return err
				}
			}
			return nil
		})
		hold := func(who string, in vote.Hands) (v vote.Vote, err error) {
			in.Meeting = m.ID
			err = db.TryWrite(who, func(tx *store.Tx) (err error) { v, err = vote.Hold(tx, book, in); return })
			return
		}
		// Official: Hiên, Huy, Lộc, Mai, Khoa; Tủa is away, Tín exempt and absent, Nga suspended, Ánh probationary.
		for _, s := range []struct {
			name   string
			who    string
			in     vote.Hands
			passed bool
			code   string
		}{
			{"three of five", c.Huy.Person, vote.Hands{Subject: "Nghị quyết tháng 12", Matter: "resolution", For: 3}, true, ""},
			{"two of five", c.Huy.Person, vote.Hands{Subject: "Nghị quyết tháng 12", Matter: "resolution", For: 2, Other: 1}, false, ""},
			{"three of five for two thirds", c.Huy.Person, vote.Hands{Subject: "Kết nạp", Matter: "admission", For: 3}, false, ""},
			{"more hands than the base", c.Huy.Person, vote.Hands{Subject: "x", Matter: "ordinary", For: 5, Against: 1}, false, "too_many_hands"},
			{"more than are in the room", c.Huy.Person, vote.Hands{Subject: "x", Matter: "ordinary", For: 4}, false, "why_more_hands"},
			{"and why", c.Huy.Person, vote.Hands{Subject: "x", Matter: "ordinary", For: 4, Why: "đồng chí Mai vừa đến"}, true, ""},
			{"a negative number", c.Huy.Person, vote.Hands{Subject: "x", Matter: "ordinary", For: 4, Against: -1}, false, "vote_negative"},
			{"no subject", c.Huy.Person, vote.Hands{Matter: "ordinary", For: 3}, false, "vote_subject"},
			{"a matter of no rule", c.Huy.Person, vote.Hands{Subject: "x", Matter: "war", For: 3}, false, "vote_matter"},
			{"secret by rule", c.Huy.Person, vote.Hands{Subject: "x", Matter: "expulsion", For: 3}, false, "vote_secret"},
			{"an item of nowhere", c.Huy.Person, vote.Hands{Subject: "x", Matter: "ordinary", For: 3, Item: "x"}, false, "not_found"},
			{"a member holds it", c.Loc.Person, vote.Hands{Subject: "x", Matter: "ordinary", For: 3}, false, "not_found"},
			{"the neighbour holds it", c.Neighbour.Person, vote.Hands{Subject: "x", Matter: "ordinary", For: 3}, false, "not_found"},
		} {
			v, err := hold(s.who, s.in)
			if (s.code == "") != (err == nil) || s.code != "" && !fault.Is(err, s.code) {
				t.Errorf("%s: want %q, got %v", s.name, s.code, err)
			}
			if err == nil && (v.Passed != s.passed || v.Base != 5) {
				t.Errorf("%s: %+v", s.name, v)
			}
		}
		const sentence = "5 đảng viên chính thức: 8 đồng chí, trừ 1 đồng chí sinh hoạt tạm thời nơi khác, trừ 1 đồng chí được miễn sinh hoạt và vắng mặt, trừ 1 đồng chí bị đình chỉ sinh hoạt."
		id := store.NewID()
		first, err := hold(c.Huy.Person, vote.Hands{ID: id, Subject: "Điểm", Matter: "score", For: 3})
		again, err2 := hold(c.Huy.Person, vote.Hands{ID: id, Subject: "Điểm", Matter: "score", For: 3})
		if err != nil || err2 != nil || first.At != again.At || first.Sentence != sentence || first.BaseRule != "vote.base.qd208@1" || len(again.Members) != 5 || len(again.Subtractions) != 3 {
			t.Errorf("%+v %+v %v %v", first, again, err, err2)
		}
		if _, err := hold(c.Huy.Person, vote.Hands{ID: id, Subject: "Điểm", Matter: "score", For: 2}); !fault.Is(err, "vote_kept") {
			t.Errorf("%v", err)
		}
		db.Read(t, c.Loc.Person, func(rd *store.Reader) error {
			all, err := vote.List(rd, m.ID)
			if err != nil || len(all) != 5 {
				t.Errorf("%d votes, %v", len(all), err)
			}
			o, err := vote.Before(rd, book, m.ID, "admission")
			if err != nil || o.N != 5 || o.Needed != 4 || o.Present != 3 || o.Possible {
				t.Errorf("%+v %v", o, err)
			}
			base, err := vote.Base(rd, book, m.ID)
			if err != nil || base.N != 5 {
				t.Errorf("%+v %v", base, err)
			}
			return nil
		})
		for _, who := range []string{c.Neighbour.Person, c.Officer} {
			if err := db.TryRead(who, func(rd *store.Reader) error { _, err := vote.List(rd, m.ID); return err }); !fault.Is(err, "not_found") {
				t.Errorf("%v", err)
			}
		}
		thief := store.Viewer{Tenant: db.Tenant + 7, Person: store.System}
		if err := db.DB.Write(t.Context(), thief, func(tx *store.Tx) error {
			_, err := vote.Hold(tx, book, vote.Hands{Meeting: m.ID, Subject: "x", Matter: "ordinary"})
			return err
		}); !fault.Is(err, "not_found") {
			t.Errorf("%v", err)
		}
	})
}

func TestExemptWhoComesCounts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Opened(t, db)
		db.Write(t, c.Huy.Person, func(tx *store.Tx) error {
			_, err := attendance.CheckIn(tx, attendance.Marking{Meeting: m.ID, Member: c.Tin.Member, Status: "present"})
			return err
		})
		db.Read(t, c.Huy.Person, func(rd *store.Reader) error {
			base, err := vote.Base(rd, book, m.ID)
			if base.N != 6 {
				t.Errorf("%+v", base)
			}
			return err
		})
	})
}
