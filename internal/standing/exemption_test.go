package standing_test

import (
	"errors"
	"testing"
	"time"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/standing"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/vote"
)

var book = meetingtest.Book

func request(m meetingtest.Someone) standing.Request {
	return standing.Request{Member: m.Member, Manner: "oral", Reason: "age", AskedOn: "2026-12-01", From: "2026-12-01", Until: "2027-06-01"}
}

func ask(db *storetest.DB, who string, in standing.Request) (x standing.Exemption, err error) {
	err = db.TryWrite(who, func(tx *store.Tx) (err error) { x, err = standing.Ask(tx, book, in); return err })
	return x, err
}

// activity says what a member is on a day.
func activity(t *testing.T, db *storetest.DB, org, id, day string) (what string) {
	t.Helper()
	db.Read(t, store.System, func(rd *store.Reader) (err error) { what, err = member.In(rd, id, org, day); return err })
	return what
}

func TestARequestIsAskedOnceAndInFull(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		good := request(c.Loc)
		for name, change := range map[string]func(*standing.Request){
			"manner":   func(r *standing.Request) { r.Manner = "telephone" },
			"reason":   func(r *standing.Request) { r.Reason = "holiday" },
			"asked_on": func(r *standing.Request) { r.AskedOn = "2026-12-04" },
			"from":     func(r *standing.Request) { r.From = "2026-13-01" },
			"until":    func(r *standing.Request) { r.Until = r.From },
		} {
			bad := good
			change(&bad)
			_, err := ask(db, c.Hien.Person, bad)
			if f := (*fault.Error)(nil); !errors.As(err, &f) || len(f.Fields) != 1 || f.Fields[0].Name != name {
				t.Errorf("%s: %v", name, err)
			}
		}
		long := good
		long.Reason, long.Until = "mobile", "2028-01-01"
		if _, err := ask(db, c.Hien.Person, long); !fault.Is(err, "exemption_too_long") {
			t.Errorf("mobile work for two years: %v", err)
		}
		for _, who := range []string{c.Neighbour.Person, c.Huy.Person, c.Loc.Person, ""} {
			if _, err := ask(db, who, good); fault.KindOf(err) != fault.NotFound {
				t.Errorf("asked by %q: %v", who, err)
			}
		}
		first, err := ask(db, c.Hien.Person, good)
		if err != nil || first.State != standing.Asked || first.Rule != "member.exemption.hd12@1" {
			t.Fatalf("%+v %v", first, err)
		}
		if again, err := ask(db, c.Officer, good); err != nil || again.ID != first.ID {
			t.Errorf("the same again: %v", err)
		}
		other := good
		other.Until = "2027-07-01"
		if _, err := ask(db, c.Hien.Person, other); !fault.Is(err, "exemption_open") {
			t.Errorf("another beside it: %v", err)
		}
		for who, sees := range map[string]bool{c.Hien.Person: true, c.Loc.Person: true, c.Officer: true, c.Huy.Person: false, c.Neighbour.Person: false} {
			if err := db.TryRead(who, func(rd *store.Reader) error { _, err := standing.Of(rd, c.Loc.Member); return err }); (err == nil) != sees {
				t.Errorf("%s sees it: %v", who, err)
			}
		}
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error { return standing.Withdraw(tx, c.Loc.Member) })
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error { return standing.Withdraw(tx, c.Loc.Member) })
		if _, err := ask(db, c.Hien.Person, other); err != nil {
			t.Errorf("after it was taken back: %v", err)
		}
		if got := activity(t, db, c.Cell, c.Loc.Member, "2027-01-01"); got != "active" {
			t.Errorf("asked only, and is %s", got)
		}
	})
}

func TestTheCellDecidesByAVote(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Opened(t, db)
		if _, err := ask(db, c.Hien.Person, request(c.Loc)); err != nil {
			t.Fatal(err)
		}
		count := func(who, id string, forIt int) (x standing.Exemption, err error) {
			err = db.TryWrite(who, func(tx *store.Tx) (err error) {
				x, err = standing.Vote(tx, book, c.Loc.Member, m.ID, standing.Hands{ID: id, For: forIt, Why: "giơ tay trước điểm danh"})
				return err
			})
			return x, err
		}
		for _, who := range []string{c.Officer, c.Huy.Person, c.Loc.Person, c.Neighbour.Person} {
			if _, err := count(who, "v0", 3); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s decides: %v", who, err)
			}
		}
		if _, err := count(c.Hien.Person, "v1", 99); !fault.Is(err, "too_many_hands") {
			t.Errorf("99 hands: %v", err)
		}
		lost, err := count(c.Hien.Person, "v1", 2)
		if err != nil || lost.State != standing.Refused {
			t.Fatalf("2 of 5: %+v %v", lost, err)
		}
		if _, err := ask(db, c.Hien.Person, request(c.Loc)); err != nil {
			t.Fatal(err)
		}
		won, err := count(c.Hien.Person, "v2", 4)
		if err != nil || won.State != standing.Granted || won.DecidedOn != "2026-12-03" {
			t.Fatalf("4 of 5: %+v %v", won, err)
		}
		if again, err := count(c.Hien.Person, "v2", 4); err != nil || again.ID != won.ID {
			t.Errorf("sent twice: %+v %v", again, err)
		}
		for day, want := range map[string]string{"2026-12-03": "active", "2026-12-04": "exempt", "2027-05-31": "exempt", "2027-06-01": "active"} {
			if got := activity(t, db, c.Cell, c.Loc.Member, day); got != want {
				t.Errorf("%s: %s", day, got)
			}
		}
		var votes []vote.Vote
		var roll []meeting.Rolled
		db.Read(t, c.Hien.Person, func(rd *store.Reader) (err error) {
			if votes, err = vote.List(rd, m.ID); err != nil {
				return err
			}
			roll, err = meeting.Frozen(rd, m.ID, meeting.StageOpen)
			return err
		})
		if len(votes) != 2 || votes[1].Subject != "Miễn công tác và sinh hoạt đảng đối với đồng chí Trần Đức Lộc, từ ngày 01/12/2026 đến hết ngày 31/05/2027" || votes[1].Matter != standing.Matter {
			t.Errorf("%+v", votes)
		}
		for _, r := range roll {
			if r.Member == c.Loc.Member && r.Activity != "active" {
				t.Errorf("the frozen roll says %s", r.Activity)
			}
		}
		// Prolonged by a vote counted on the vote's page, then back before the end.
		longer := standing.Request{Member: c.Loc.Member, Manner: "letter", Reason: "age", AskedOn: "2026-12-03", From: "2027-06-01", Until: "2027-12-01"}
		if _, err := ask(db, c.Hien.Person, longer); err != nil {
			t.Fatal(err)
		}
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			if _, err := vote.Hold(tx, book, vote.Hands{ID: "v3", Meeting: m.ID, Subject: "Việc khác", Matter: "ordinary", For: 4, Why: "x"}); err != nil {
				return err
			}
			_, err := vote.Hold(tx, book, vote.Hands{ID: "v4", Meeting: m.ID, Subject: "Kéo dài miễn sinh hoạt", Matter: standing.Matter, For: 4, Why: "x"})
			return err
		})
		for _, id := range []string{"v1", "v2", "v3", "unknown"} { // used, of another matter, none
			err := db.TryWrite(c.Hien.Person, func(tx *store.Tx) error { _, err := standing.Decide(tx, book, c.Loc.Member, id); return err })
			if err != nil && !fault.Is(err, "exemption_vote") || err == nil {
				t.Errorf("decided by %s: %v", id, err)
			}
		}
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error { _, err := standing.Decide(tx, book, c.Loc.Member, "v4"); return err })
		if got := activity(t, db, c.Cell, c.Loc.Member, "2027-11-30"); got != "exempt" {
			t.Errorf("prolonged: %s", got)
		}
		db.Clock.Set(time.Date(2027, 3, 1, 9, 0, 0, 0, store.Vietnam))
		for range 2 {
			db.Write(t, c.Hien.Person, func(tx *store.Tx) error { return standing.Return(tx, c.Loc.Member, "2027-03-02") })
		}
		for day, want := range map[string]string{"2027-03-01": "exempt", "2027-03-02": "active", "2027-07-01": "active", "2027-12-01": "active"} {
			if got := activity(t, db, c.Cell, c.Loc.Member, day); got != want {
				t.Errorf("returned, %s: %s", day, got)
			}
		}
		if err := db.TryWrite(c.Hien.Person, func(tx *store.Tx) error { return standing.Return(tx, c.Mai.Member, "2027-03-02") }); !fault.Is(err, "activity_not_then") {
			t.Errorf("one who was not exempt: %v", err)
		}
	})
}
