package standing_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/duty"
	"chibo/internal/fault"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/standing"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func comrades(t *testing.T, db *storetest.DB, c meetingtest.Cast) (all []standing.Comrade) {
	t.Helper()
	db.Read(t, c.Hien.Person, func(rd *store.Reader) (err error) { all, err = standing.Comrades(rd, book, c.Cell); return err })
	return all
}

func named(all []standing.Comrade, is func(standing.Comrade) bool) string {
	var names []string
	for _, x := range all {
		if is(x) {
			names = append(names, x.Name)
		}
	}
	return strings.Join(names, ", ")
}

func unasked(x standing.Comrade) bool { return x.Unasked }

func TestWhomNobodyAskedAfter(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		db.Write(t, c.Officer, func(tx *store.Tx) error {
			if _, err := member.Appoint(tx, member.Post{Person: c.Khoa.Person, Post: access.Deputy, Org: c.Cell, From: "2026-12-01"}); err != nil {
				return err
			}
			_, err := member.Appoint(tx, member.Post{Person: c.Mai.Person, Post: access.Committee, Org: c.Cell, From: "2026-12-01"})
			return err
		})
		db.Write(t, store.System, func(tx *store.Tx) error { // the committee began to keep anything here three months ago
			_, err := tx.Exec(`insert into tenant (tenant, name, level, place, consent_no, consent_day, consent_text, settings, created_at) values ($1, 'x', 'commune', 'x', '', '', '', '{}', $2)`, time.Date(2026, 9, 10, 9, 0, 0, 0, store.Vietnam).UnixMilli())
			return err
		})
		t.Cleanup(func() {
			_ = db.TryWrite(store.System, func(tx *store.Tx) error { _, err := tx.Exec(`delete from tenant where tenant = $1`); return err })
		})
		if got := named(comrades(t, db, c), unasked); got != "" {
			t.Errorf("before anybody could have asked: %s", got)
		}
		db.Clock.Set(time.Date(2026, 12, 10, 9, 0, 0, 0, store.Vietnam))
		before := named(comrades(t, db, c), unasked)
		for _, want := range []string{"Trần Đức Lộc", "Phạm Quốc Huy", "Lò Thị Mai"} {
			if !strings.Contains(before, want) {
				t.Errorf("%s is not named: %s", want, before)
			}
		}
		if strings.Contains(before, "Lường Thị Hiên") {
			t.Error("the secretary asks after herself")
		}
		ask := func(who, id string) error {
			return db.TryWrite(who, func(tx *store.Tx) error { return standing.AskAfter(tx, id) })
		}
		for _, who := range []string{c.Khoa.Person, c.Mai.Person, c.Huy.Person, c.Loc.Person, c.Officer, c.Neighbour.Person, ""} {
			if err := ask(who, c.Loc.Member); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%q writes it down: %v", who, err)
			}
			if err := db.TryRead(who, func(rd *store.Reader) error { _, err := standing.Comrades(rd, book, c.Cell); return err }); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%q reads the list: %v", who, err)
			}
		}
		if err := ask(c.Hien.Person, c.Hien.Member); fault.KindOf(err) != fault.NotFound {
			t.Errorf("after herself: %v", err)
		}
		for range 2 {
			if err := ask(c.Hien.Person, c.Loc.Member); err != nil {
				t.Fatal(err)
			}
		}
		db.Read(t, store.System, func(rd *store.Reader) error {
			n, err := rd.Int(`select count(*) from asked_after where tenant = $1`)
			if err != nil || n != 1 {
				t.Errorf("%d rows for one day, %v", n, err)
			}
			said, err := rd.Strings(`select detail from audit_entry where tenant = $1 and action = 'care.asked'`)
			if len(said) != 1 || said[0] != "null" {
				t.Errorf("the log says %q", said)
			}
			return err
		})
		if got := named(comrades(t, db, c), unasked); strings.Contains(got, "Trần Đức Lộc") || !strings.Contains(got, "Phạm Quốc Huy") {
			t.Errorf("after asking: %s", got)
		}
		db.Clock.Set(time.Date(2027, 3, 9, 9, 0, 0, 0, store.Vietnam))
		if got := named(comrades(t, db, c), unasked); strings.Contains(got, "Trần Đức Lộc") {
			t.Errorf("a day early: %s", got)
		}
		db.Clock.Set(time.Date(2027, 3, 10, 9, 0, 0, 0, store.Vietnam))
		if got := named(comrades(t, db, c), unasked); !strings.Contains(got, "Trần Đức Lộc") {
			t.Errorf("three months on: %s", got)
		}
		db.Read(t, c.Loc.Person, func(rd *store.Reader) error {
			days, err := standing.AskedMine(rd)
			if !slices.Equal(days, []string{"2026-12-10"}) {
				t.Errorf("he himself sees %v", days)
			}
			return err
		})
		db.Write(t, c.Officer, func(tx *store.Tx) error {
			return member.Record(tx, book, member.Event{Member: c.Loc.Member, Kind: member.Exempted, From: "2027-03-01", Until: "2027-06-01"})
		})
		if got := named(comrades(t, db, c), unasked); strings.Contains(got, "Trần Đức Lộc") {
			t.Errorf("the exempt is named: %s", got)
		}
	})
}

// In name order whatever there is to say of whom; who has a duty or an open task
// is not said to have none.
func TestComradesStandByName(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		idle := func(x standing.Comrade) bool { return x.NoDuty }
		if got := named(comrades(t, db, c), idle); got != "" {
			t.Errorf("before the cell adopted a year: %s", got)
		}
		for i, status := range []string{"unexplained", "unexplained", "unexplained"} {
			held(t, db, c, []string{"2026-08", "2026-09", "2026-10"}[i], map[string]string{c.Loc.Member: status, c.Huy.Member: []string{"present", "unexplained", "unexplained"}[i]})
		}
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			_, err := duty.Give(tx, book, duty.Duty{Org: c.Cell, Year: 2026, Member: c.Mai.Member, What: "Thăm hộ chính sách", Rhythm: "quarter"})
			return err
		})
		db.Write(t, store.System, func(tx *store.Tx) error {
			_, err := tx.Exec(`insert into duty_year (tenant, org, year, adopted_on, meeting, at, by_person) values ($1, $2, 2026, '2026-01-10', null, 0, '')`, c.Cell)
			return err
		})
		all := comrades(t, db, c)
		if got := named(all, idle); strings.Contains(got, "Lò Thị Mai") || !strings.Contains(got, "Trần Đức Lộc") {
			t.Errorf("without a duty: %s", got)
		}
		keys := map[string]string{}
		db.Read(t, c.Hien.Person, func(rd *store.Reader) error {
			roll, err := member.Own(rd, c.Cell, rd.Today())
			for _, m := range roll {
				keys[m.ID] = m.NameKey
			}
			return err
		})
		if !slices.IsSortedFunc(all, func(a, b standing.Comrade) int { return strings.Compare(keys[a.Member], keys[b.Member]) }) {
			t.Errorf("not by name: %s", named(all, func(standing.Comrade) bool { return true }))
		}
	})
}
