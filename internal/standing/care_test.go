package standing_test

import (
	"fmt"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/dues"
	"chibo/internal/fault"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/standing"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// held writes the regular meeting of a month that is over, with one member's mark.
func held(t *testing.T, db *storetest.DB, c meetingtest.Cast, period string, marks map[string]string) {
	t.Helper()
	db.Write(t, store.System, func(tx *store.Tx) error {
		id := c.Cell + period
		if _, err := tx.Exec(`insert into meeting (tenant, id, org, period, kind, n, starts_at, day, place, day_reason, state, premeeting, opened_at, closed_at, regime_rule, version, created_at, created_by)
			values ($1, $2, $3, $4, 'regular', 1, 0, $5, '', '', 'closed', '', 1, 2, '', 1, 0, '')`, id, c.Cell, period, period+"-03"); err != nil {
			return err
		}
		for m, status := range marks {
			if _, err := tx.Exec(`insert into meeting_roll (tenant, meeting, stage, member, person, full_name, name_key, standing, activity, expected, entitled) values ($1, $2, 'open', $3, $3, '', '', 'official', 'active', $4, true)`, id, m, status != "exempt"); err != nil {
				return err
			}
			if status == "exempt" {
				continue
			}
			if _, err := tx.Exec(`insert into mark (tenant, meeting, member, status, reason, method, at, by_person, version) values ($1, $2, $3, $4, '', 'scribe', 0, '', 1)`, id, m, status); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestCareIsForTheComradeAndTheSecretaryAlone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		for i, status := range []string{"present", "unexplained", "excused", "unexplained", "unexcused"} {
			held(t, db, c, fmt.Sprintf("2026-%02d", i+7), map[string]string{c.Loc.Member: status, c.Mai.Member: []string{"unexcused", "present", "unexcused", "exempt", "present"}[i], c.Huy.Member: []string{"present", "present", "present", "unexplained", "unexplained"}[i]})
		}
		db.Write(t, c.Officer, func(tx *store.Tx) error {
			for person, post := range map[string]access.Post{c.Khoa.Person: access.Deputy, c.Mai.Person: access.Committee, c.Tua.Person: access.InCharge} {
				if _, err := member.Appoint(tx, member.Post{Person: person, Post: post, Org: c.Cell, From: "2026-12-01"}); err != nil {
					return err
				}
			}
			_, err := member.Appoint(tx, member.Post{Person: c.Anh.Person, Post: access.WardSecretary, Org: c.Ward, From: "2026-12-01"})
			return err
		})
		look := func(who, id string) (x standing.Care, err error) {
			err = db.TryRead(who, func(rd *store.Reader) (err error) { x, err = standing.CareFor(rd, book, id); return err })
			return x, err
		}
		for id, want := range map[string]standing.Care{
			c.Loc.Member: {Row: 2, Year: 3, Ask: true, Grave: true},
			c.Huy.Member: {Row: 2, Year: 2, Ask: true},
			c.Mai.Member: {Row: 0, Year: 2},
		} {
			got, err := look(c.Hien.Person, id)
			got.Member, got.Name, got.Rule = "", "", ""
			if err != nil || got != want {
				t.Errorf("%+v, want %+v, %v", got, want, err)
			}
		}
		if own, err := look(c.Loc.Person, c.Loc.Member); err != nil || !own.Grave {
			t.Errorf("the comrade himself: %+v %v", own, err)
		}
		// Deputy, committee, scribe, member, member in charge, ward secretary, officer, the neighbour, nobody.
		db.Write(t, store.System, func(tx *store.Tx) error {
			_, err := tx.Exec(`insert into scribe_now (tenant, person, meeting, org) values ($1, $2, 'x', $3)`, c.Huy.Person, c.Cell)
			return err
		})
		for _, who := range []string{c.Khoa.Person, c.Mai.Person, c.Huy.Person, c.Nga.Person, c.Tua.Person, c.Anh.Person, c.Officer, c.Neighbour.Person, ""} {
			if x, err := look(who, c.Loc.Member); fault.KindOf(err) != fault.NotFound || x != (standing.Care{}) {
				t.Errorf("%q is told: %+v %v", who, x, err)
			}
			if err := db.TryRead(who, func(rd *store.Reader) error { _, err := standing.Cares(rd, book, c.Cell); return err }); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%q gets the list: %v", who, err)
			}
		}
		list := func() (names []string) {
			db.Read(t, c.Hien.Person, func(rd *store.Reader) error {
				all, err := standing.Cares(rd, book, c.Cell)
				names = nil
				for _, x := range all {
					names = append(names, x.Name)
				}
				return err
			})
			return names
		}
		if got := fmt.Sprint(list()); got != "[Phạm Quốc Huy Trần Đức Lộc]" { // by given name, not by how often
			t.Error(got)
		}
		db.Write(t, c.Officer, func(tx *store.Tx) error {
			return member.Record(tx, book, member.Event{Member: c.Huy.Member, Kind: member.Exempted, From: "2026-12-01", Until: "2027-03-01"})
		})
		if got := fmt.Sprint(list()); got != "[Trần Đức Lộc]" {
			t.Errorf("the exempt is asked too: %s", got)
		}
		for _, m := range []string{"2026-01", "2026-02", "2026-03"} {
			if _, err := put(db, c, m); err != nil {
				t.Fatal(err)
			}
		}
		if got, _ := look(c.Hien.Person, c.Mai.Member); got.Unpaid != 3 || !got.Grave {
			t.Errorf("three months of dues: %+v", got)
		}
		// A new year begins its own count; a row goes on over it.
		db.Clock.Set(time.Date(2027, 1, 20, 9, 0, 0, 0, store.Vietnam))
		if got, _ := look(c.Hien.Person, c.Loc.Member); got.Row != 2 || got.Year != 0 || got.Grave || !got.Ask {
			t.Errorf("in the new year: %+v", got)
		}
	})
}

func put(db *storetest.DB, c meetingtest.Cast, month string) (s dues.Sum, err error) {
	err = db.TryWrite(c.Hien.Person, func(tx *store.Tx) (err error) {
		s, err = dues.Put(tx, book, c.Cell, month, []dues.Entry{{Member: c.Mai.Member, State: dues.Unpaid}})
		return err
	})
	return s, err
}
