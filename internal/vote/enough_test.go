package vote_test

import (
	"testing"

	"chibo/internal/fault"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/vote"
)

func TestACellOfTwoMayMeetButNotResolve(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		event := func(e member.Event) {
			t.Helper()
			db.Write(t, c.Officer, func(tx *store.Tx) error { return member.Record(tx, meetingtest.Book, e) })
		}
		for _, who := range []meetingtest.Someone{c.Loc, c.Mai, c.Khoa, c.Tua, c.Tin} {
			event(member.Event{Member: who.Member, Kind: member.Ended, From: "2026-11-20"})
		}
		event(member.Event{Member: c.Nga.Member, Kind: member.Moved, Org: c.Other, From: "2026-11-20"})
		m := c.Opened(t, db)
		hold := func(id, matter string) error {
			return db.TryWrite(c.Hien.Person, func(tx *store.Tx) error {
				_, err := vote.Hold(tx, meetingtest.Book, vote.Hands{ID: id, Meeting: m.ID, Subject: "x", Matter: matter, For: 2, Why: "x"})
				return err
			})
		}
		if err := hold("v1", "resolution"); !fault.Is(err, "few_official") {
			t.Errorf("two resolve: %v", err)
		}
		if err := hold("v2", "ordinary"); err != nil {
			t.Errorf("an ordinary matter: %v", err)
		}
		few := func() bool {
			var all map[string]member.Strength
			var one member.Strength
			db.Read(t, c.Hien.Person, func(rd *store.Reader) (err error) {
				if one, err = member.StrengthOf(rd, meetingtest.Book, c.Cell, "2026-12-03"); err != nil {
					return err
				}
				all, err = member.FewOfficial(rd, meetingtest.Book, []string{c.Cell}, "2026-12-03")
				return err
			})
			if one.Few() != (len(all) == 1) {
				t.Errorf("%+v and %+v", one, all)
			}
			return one.Few()
		}
		if !few() {
			t.Error("two are not few")
		}
		// Strengthened from the neighbour cell, it can; a guest for a time does not help.
		event(member.Event{Member: c.Nga.Member, Kind: member.Resumed, From: "2026-11-30"})
		event(member.Event{Member: c.Nga.Member, Kind: member.Away, Org: c.Cell, From: "2026-12-01", Until: "2027-06-01"})
		if !few() {
			t.Error("a guest makes three")
		}
		event(member.Event{Member: c.Nga.Member, Kind: member.Sent, Org: c.Cell, From: "2026-12-02", Until: "2027-06-01"})
		if few() {
			t.Error("strengthened and still few")
		}
		if err := hold("v3", "resolution"); err != nil {
			t.Errorf("strengthened: %v", err)
		}
	})
}
