package standing_test

import (
	"errors"
	"testing"

	"chibo/internal/access"
	"chibo/internal/agenda"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/standing"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func askMine(db *storetest.DB, who string, in standing.Request) (x standing.Exemption, err error) {
	err = db.TryWrite(who, func(tx *store.Tx) (err error) { x, err = standing.AskMine(tx, book, in); return err })
	return x, err
}

func mine(t *testing.T, db *storetest.DB, who string) (o standing.Own) {
	t.Helper()
	db.Read(t, who, func(rd *store.Reader) (err error) { o, err = standing.Mine(rd); return err })
	return o
}

func withdrawMine(db *storetest.DB, who string) error {
	return db.TryWrite(who, standing.WithdrawMine)
}

func waiting(t *testing.T, db *storetest.DB, who, org string) (out []standing.Exemption) {
	t.Helper()
	db.Read(t, who, func(rd *store.Reader) (err error) { out, err = standing.Waiting(rd, org); return err })
	return out
}

func TestAMemberAsksForHimselfAndForNobodyElse(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		db.Write(t, c.Officer, func(tx *store.Tx) error {
			for person, post := range map[string]access.Post{c.Khoa.Person: access.Deputy, c.Mai.Person: access.Committee} {
				if _, err := member.Appoint(tx, member.Post{Person: person, Post: post, Org: c.Cell, From: "2026-12-01"}); err != nil {
					return err
				}
			}
			return nil
		})
		in := standing.Request{Member: c.Tua.Member, Manner: "letter", Reason: "treatment", AskedOn: "2026-01-01", From: "2026-12-10", Until: "2027-06-01"}
		first, err := askMine(db, c.Loc.Person, in)
		if err != nil || first.Member != c.Loc.Member || first.Manner != standing.ByOneself || first.AskedOn != "2026-12-03" || first.State != standing.Asked {
			t.Fatalf("%+v %v", first, err)
		}
		db.Clock.Set(storetest.Start.AddDate(0, 0, 1))
		if again, err := askMine(db, c.Loc.Person, in); err != nil || again.ID != first.ID {
			t.Errorf("sent again the next day: %+v %v", again, err)
		}
		other := in
		other.Reason = "age"
		if _, err := askMine(db, c.Loc.Person, other); !fault.Is(err, "exemption_open") {
			t.Errorf("another beside it: %v", err)
		}
		if _, err := askMine(db, c.Huy.Person, standing.Request{Reason: "mobile", From: "2026-12-10", Until: "2028-01-01"}); !fault.Is(err, "exemption_too_long") {
			t.Errorf("mobile work for over a year: %v", err)
		}
		if _, err := ask(db, c.Hien.Person, standing.Request{Member: c.Tua.Member, Manner: standing.ByOneself, Reason: "age", AskedOn: "2026-12-01", From: "2026-12-10"}); !fault.Is(err, "exemption_manner") {
			t.Errorf("the secretary files as if Tủa had: %v", err)
		}
		for _, who := range []string{c.Officer, ""} {
			if _, err := askMine(db, who, in); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%q, no member: %v", who, err)
			}
			if err := withdrawMine(db, who); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%q withdraws: %v", who, err)
			}
		}

		// Who finds the request, and who reads why.
		for name, x := range map[string]struct {
			who          string
			finds, reads bool
		}{
			"himself": {c.Loc.Person, true, true}, "the secretary": {c.Hien.Person, true, true}, "the deputy": {c.Khoa.Person, true, true}, "the officer": {c.Officer, true, false},
			"the cell committee": {c.Mai.Person, false, false}, // reads it where the meeting is prepared, below
			"a member":           {c.Huy.Person, false, false}, "the neighbour": {c.Neighbour.Person, false, false}, "nobody": {"", false, false},
		} {
			var all []standing.Exemption
			err := db.TryRead(x.who, func(rd *store.Reader) (err error) { all, err = standing.Of(rd, c.Loc.Member); return err })
			if (err == nil) != x.finds || x.finds && (len(all) != 1 || (all[0].Reason == "treatment") != x.reads) {
				t.Errorf("%s: %+v %v", name, all, err)
			}
			var open standing.Exemption
			err = db.TryRead(x.who, func(rd *store.Reader) (err error) { open, _, err = standing.Open(rd, c.Loc.Member); return err })
			if (err == nil) != x.finds || (open.Reason == "treatment") != x.reads {
				t.Errorf("%s, the open one: %+v %v", name, open, err)
			}
		}
		_, err = ask(db, c.Officer, standing.Request{Member: c.Loc.Member, Manner: "oral", Reason: "age", AskedOn: "2026-12-01", From: "2026-12-10"})
		var refused *fault.Error
		if !errors.As(err, &refused) || refused.Code != "exemption_open" || refused.Newer.(standing.Exemption).Reason != "" {
			t.Errorf("a refusal tells the officer why: %v", err)
		}
		for _, who := range []string{c.Hien.Person, c.Khoa.Person, c.Mai.Person} {
			if all := waiting(t, db, who, c.Cell); len(all) != 1 || all[0].ID != first.ID {
				t.Errorf("%s prepares: %+v", who, all)
			}
		}

		// Taken back, twice the same; then asked again.
		for range 2 {
			if err := withdrawMine(db, c.Loc.Person); err != nil {
				t.Fatal(err)
			}
		}
		if o := mine(t, db, c.Loc.Person); o.Open != nil || o.Last == nil || o.Last.State != standing.Withdrawn {
			t.Errorf("withdrawn: %+v", o)
		}
		if all := waiting(t, db, c.Hien.Person, c.Cell); len(all) != 0 {
			t.Errorf("it still waits: %+v", all)
		}
		if _, err := askMine(db, c.Loc.Person, in); err != nil {
			t.Error(err)
		}
	})
}

func TestAnOwnRequestFromThePhoneToTheVote(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Planned(t, db)
		x, err := askMine(db, c.Loc.Person, standing.Request{Reason: "age", From: "2026-12-10", Until: "2027-06-01"})
		if err != nil {
			t.Fatal(err)
		}
		if o := mine(t, db, c.Loc.Person); o.Open == nil || o.Meeting != "" {
			t.Fatalf("%+v", o)
		}
		var lines []meeting.Item
		db.Write(t, c.Hien.Person, func(tx *store.Tx) (err error) { lines, err = agenda.Draft(tx, book, m.ID); return err })
		n := 0
		for _, i := range lines {
			if i.SourceKind == "exemption" && i.SourceID == x.ID {
				n++
				if i.Title != "Miễn công tác và sinh hoạt đảng đối với đồng chí Trần Đức Lộc, từ ngày 10/12/2026 đến hết ngày 31/05/2027" {
					t.Errorf("the line tells %q", i.Title+i.SourceText)
				}
			}
		}
		if n != 1 {
			t.Errorf("%d lines", n)
		}
		if o := mine(t, db, c.Loc.Person); o.Meeting != m.ID {
			t.Errorf("on the agenda: %+v", o)
		}
		if err := withdrawMine(db, c.Loc.Person); !fault.Is(err, "exemption_on_agenda") {
			t.Errorf("withdrawn from the agenda: %v", err)
		}
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			if _, err := meeting.Open(tx, book, m.ID, c.Hien.Person, c.Huy.Person); err != nil {
				return err
			}
			_, err := standing.Vote(tx, book, c.Loc.Member, m.ID, standing.Hands{ID: "v", For: 4, Why: "giơ tay trước điểm danh"})
			return err
		})
		if o := mine(t, db, c.Loc.Person); o.Open != nil || o.Last == nil || o.Last.State != standing.Granted {
			t.Errorf("granted: %+v", o)
		}
		if err := withdrawMine(db, c.Loc.Person); err != nil {
			t.Errorf("nothing is open: %v", err)
		}
		if got := activity(t, db, c.Cell, c.Loc.Member, "2026-12-10"); got != "exempt" {
			t.Error(got)
		}
	})
}

// A request follows its member into the cell that took his in, and goes with
// one who dies.
func TestARequestFollowsItsMember(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		for _, who := range []meetingtest.Someone{c.Loc, c.Mai, c.Khoa} {
			if _, err := askMine(db, who.Person, standing.Request{Reason: "age", From: "2026-12-10"}); err != nil {
				t.Fatal(err)
			}
		}
		record := func(e member.Event) {
			t.Helper()
			db.Write(t, c.Officer, func(tx *store.Tx) error { return member.Record(tx, book, e) })
		}
		record(member.Event{Member: c.Mai.Member, Kind: member.Ended, From: "2026-12-03", Reason: "từ trần"})
		record(member.Event{Member: c.Khoa.Member, Kind: member.Moved, Org: c.Other, From: "2026-12-03"})
		names := func(who, cell string) (out []string) {
			for _, x := range waiting(t, db, who, cell) {
				out = append(out, x.Member)
			}
			return out
		}
		if got := names(c.Hien.Person, c.Cell); len(got) != 1 || got[0] != c.Loc.Member {
			t.Errorf("here: %v", got)
		}
		if got := names(c.Neighbour.Person, c.Other); len(got) != 1 || got[0] != c.Khoa.Member {
			t.Errorf("there: %v", got)
		}
		if _, err := askMine(db, c.Mai.Person, standing.Request{Reason: "age", From: "2026-12-10"}); !fault.Is(err, "exemption_ended") {
			t.Errorf("one who is no longer here: %v", err)
		}
		db.Write(t, c.Officer, func(tx *store.Tx) error {
			o, err := org.Get(tx.Reader, c.Cell)
			if err != nil {
				return err
			}
			_, err = member.Reorganise(tx, book, org.Change{Org: c.Cell, Kind: org.Merged, Into: []string{c.Other}, Day: "2026-12-03", Version: o.Version})
			return err
		})
		if got := names(c.Neighbour.Person, c.Other); len(got) != 2 {
			t.Errorf("after the merge: %v", got)
		}
		if o := mine(t, db, c.Loc.Person); o.Open == nil {
			t.Error("the request was lost with the cell")
		}
	})
}
