package privacy_test

import (
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/privacy"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

var book = meetingtest.Book

func TestTheClockOfARequest(t *testing.T) {
	at := func(s string) time.Time {
		m, err := time.ParseInLocation("2006-01-02 15:04", s, store.Vietnam)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		for _, x := range []struct{ name, now, paper, kind, asked, reply, done string }{
			{"a Thursday", "2026-12-03 19:00", "", "correct", "2026-12-03", "2026-12-07", "2026-12-13"},
			{"a minute before midnight on a Friday", "2026-12-04 23:59", "", "object", "2026-12-04", "2026-12-08", "2026-12-19"},
			{"a Sunday", "2026-12-06 08:00", "", "copy", "2026-12-06", "2026-12-08", "2026-12-16"},
			{"on paper, typed two days later", "2026-12-09 10:00", "2026-12-07", "correct", "2026-12-07", "2026-12-09", "2026-12-17"},
			{"over the new year", "2026-12-31 10:00", "", "erase", "2026-12-31", "2027-01-05", "2027-01-10"},
			{"before the lunar new year", "2027-02-04 10:00", "", "restrict", "2027-02-04", "2027-02-15", "2027-02-19"},
		} {
			db.Clock.Set(at(x.now))
			var q privacy.Request
			if x.paper == "" {
				db.Write(t, c.Loc.Person, func(tx *store.Tx) (err error) {
					q, err = privacy.AskMine(tx, book, privacy.Asking{Kind: x.kind, Text: "Ngày sinh ghi sai"})
					return err
				})
			} else {
				db.Write(t, c.Hien.Person, func(tx *store.Tx) (err error) {
					q, err = privacy.AskFor(tx, book, c.Loc.Member, privacy.Asking{Kind: x.kind, Text: "Ngày sinh ghi sai", Channel: privacy.Letter, AskedOn: x.paper})
					return err
				})
			}
			if q.AskedOn != x.asked || q.ReplyDue != x.reply || q.DoneDue != x.done || q.Due() != x.reply {
				t.Errorf("%s: asked %s, answer by %s, done by %s", x.name, q.AskedOn, q.ReplyDue, q.DoneDue)
			}
			if q.Late(x.reply) || !q.Late("2027-06-01") {
				t.Errorf("%s: late on its day, or never", x.name)
			}
		}
	})
}

func TestWhoMayAskAndAnswer(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		var own, typed privacy.Request
		db.Write(t, c.Loc.Person, func(tx *store.Tx) (err error) {
			own, err = privacy.AskMine(tx, book, privacy.Asking{Kind: "object", Text: "Không đồng ý đọc tên"})
			return err
		})
		db.Write(t, c.Hien.Person, func(tx *store.Tx) (err error) {
			typed, err = privacy.AskFor(tx, book, c.Tin.Member, privacy.Asking{Kind: "correct", Field: "birth_date", Text: "Sinh năm 1951", Channel: privacy.Oral, AskedOn: "2026-12-02"})
			return err
		})
		for _, who := range []string{c.Neighbour.Person, c.Mai.Person, c.Officer} { // another cell, no post, the office: they do not lead the cell
			if err := db.TryWrite(who, func(tx *store.Tx) error {
				_, err := privacy.AskFor(tx, book, c.Tin.Member, privacy.Asking{Kind: "correct", Text: "x", Channel: privacy.Oral, AskedOn: "2026-12-02"})
				return err
			}); fault.KindOf(err) != fault.NotFound {
				t.Errorf("typed for a comrade: %v", err)
			}
		}
		reads := func(who, id string) bool {
			seen := false
			db.Read(t, who, func(rd *store.Reader) error {
				_, err := privacy.Get(rd, id)
				seen = err == nil
				return nil
			})
			return seen
		}
		for who, want := range map[string][2]bool{c.Loc.Person: {true, false}, c.Hien.Person: {false, true}, c.Officer: {true, true}, c.Mai.Person: {false, false}, c.Neighbour.Person: {false, false}, c.Tin.Person: {false, true}} {
			if got := [2]bool{reads(who, own.ID), reads(who, typed.ID)}; got != want {
				t.Errorf("%s reads own, typed: %v, not %v", who, got, want)
			}
		}
		for _, who := range []string{c.Hien.Person, c.Loc.Person, c.Neighbour.Person} {
			if err := db.TryWrite(who, func(tx *store.Tx) error {
				_, err := privacy.Accept(tx, privacy.Answer{ID: own.ID, Version: 1, Text: "Được"})
				return err
			}); fault.KindOf(err) != fault.NotFound {
				t.Errorf("answered by %s: %v", who, err)
			}
		}
		for _, in := range []privacy.Asking{{Kind: "sell", Text: "x"}, {Kind: "correct", Text: " "}, {Kind: "correct", Field: "height", Text: "x"}} {
			if err := db.TryWrite(c.Loc.Person, func(tx *store.Tx) error { _, err := privacy.AskMine(tx, book, in); return err }); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%+v: %v", in, err)
			}
		}
		if err := db.TryWrite(c.Hien.Person, func(tx *store.Tx) error {
			_, err := privacy.AskFor(tx, book, c.Tin.Member, privacy.Asking{Kind: "correct", Text: "x", Channel: privacy.Letter, AskedOn: "2026-12-04"})
			return err
		}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("a paper of tomorrow: %v", err)
		}
	})
}

func TestAnsweringARequest(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		ask := func(kind string) (q privacy.Request) {
			db.Write(t, c.Loc.Person, func(tx *store.Tx) (err error) {
				q, err = privacy.AskMine(tx, book, privacy.Asking{Kind: kind, Text: "x"})
				return err
			})
			return q
		}
		do := func(version int64, q privacy.Request, step func(*store.Tx, privacy.Answer) (privacy.Request, error)) (privacy.Request, error) {
			var out privacy.Request
			err := db.TryWrite(c.Officer, func(tx *store.Tx) (err error) {
				out, err = step(tx, privacy.Answer{ID: q.ID, Version: version, Text: "Đảng ủy trả lời", Basis: "Luật 91/2025/QH15, điều 14"})
				return err
			})
			return out, err
		}
		extend := func(tx *store.Tx, in privacy.Answer) (privacy.Request, error) { return privacy.Extend(tx, book, in) }
		finish := func(tx *store.Tx, in privacy.Answer) (privacy.Request, error) { return privacy.Finish(tx, book, in) }
		q := ask("correct")
		if _, err := do(1, q, extend); fault.KindOf(err) != fault.Conflict {
			t.Errorf("extended before the answer: %v", err)
		}
		q, err := do(1, q, privacy.Accept)
		if err != nil || q.State != privacy.Accepted || q.Due() != q.DoneDue {
			t.Fatalf("%+v %v", q, err)
		}
		if _, err := do(1, q, privacy.Accept); !fault.Is(err, "stale") {
			t.Errorf("an old page: %v", err)
		}
		before := q.DoneDue
		if q, err = do(2, q, extend); err != nil || q.DoneDue <= before {
			t.Fatalf("%s → %s %v", before, q.DoneDue, err)
		}
		if _, err := do(3, q, extend); !fault.Is(err, "privacy_extended") {
			t.Errorf("extended twice: %v", err)
		}
		if q, err = do(3, q, finish); err != nil || q.State != privacy.Done || q.Late("2030-01-01") {
			t.Fatalf("%+v %v", q, err)
		}
		if _, err := do(4, q, privacy.Refuse); !fault.Is(err, "privacy_closed") {
			t.Errorf("refused after it was done: %v", err)
		}
		db.Read(t, c.Loc.Person, func(rd *store.Reader) error {
			steps, err := privacy.History(rd, q.ID)
			if len(steps) != 4 || steps[2].Note != "Đảng ủy trả lời" {
				t.Errorf("%+v", steps)
			}
			return err
		})
		r := ask("erase")
		if err := db.TryWrite(c.Officer, func(tx *store.Tx) error {
			_, err := privacy.Refuse(tx, privacy.Answer{ID: r.ID, Version: 1, Text: "Biên bản phải giữ"})
			return err
		}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("refused without a basis: %v", err)
		}
		if r, err = do(1, r, privacy.Refuse); err != nil || r.Basis == "" || r.State != privacy.Refused {
			t.Fatalf("%+v %v", r, err)
		}
		w := ask("object")
		for range 2 {
			db.Write(t, c.Loc.Person, func(tx *store.Tx) error { return privacy.TakeBack(tx, w.ID) })
		}
		late := ask("copy")
		db.Clock.Set(storetest.Start.AddDate(0, 0, 6))
		db.Read(t, c.Officer, func(rd *store.Reader) error {
			all, err := privacy.Open(rd, c.Ward)
			if len(all) != 1 || all[0].ID != late.ID || !all[0].Late(rd.Today()) {
				t.Errorf("open: %+v", all)
			}
			if n, err := privacy.CountLate(rd); n != 1 || err != nil {
				t.Errorf("late: %d %v", n, err)
			}
			return err
		})
	})
}

// TestNobodyAnswersHimself: the office's own request is answered by another of it.
func TestNobodyAnswersHimself(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		var q privacy.Request
		db.Write(t, c.Officer, func(tx *store.Tx) (err error) { // no member: the request is the committee's
			q, err = privacy.AskMine(tx, book, privacy.Asking{Kind: "correct", Text: "x"})
			return err
		})
		if q.Org != c.Ward {
			t.Errorf("at %s", q.Org)
		}
		if err := db.TryWrite(c.Officer, func(tx *store.Tx) error {
			_, err := privacy.Accept(tx, privacy.Answer{ID: q.ID, Version: 1, Text: "x"})
			return err
		}); !fault.Is(err, "privacy_own") {
			t.Error(err)
		}
		db.Write(t, store.System, func(tx *store.Tx) error {
			_, err := member.Appoint(tx, member.Post{Person: c.Mai.Person, Post: access.Officer, Org: c.Ward, From: "2026-01-01"})
			return err
		})
		db.Write(t, c.Mai.Person, func(tx *store.Tx) error {
			_, err := privacy.Accept(tx, privacy.Answer{ID: q.ID, Version: 1, Text: "x"})
			return err
		})
	})
}
