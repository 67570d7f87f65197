package minutes_test

import (
	"strings"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/dues"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/minutes"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func TestDuesComeWithAMonthOnPaper(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		db.Clock.Set(time.UnixMilli(held).AddDate(0, 0, 7))
		takeDown := func(in ...dues.Entry) {
			t.Helper()
			db.Write(t, c.Hien.Person, func(tx *store.Tx) error { _, err := dues.Put(tx, meetingtest.Book, c.Cell, "2026-12", in); return err })
		}
		nothing := func(what string) {
			t.Helper()
			db.Read(t, store.System, func(rd *store.Reader) error {
				n, err := rd.Int(`select count(*) from meeting where tenant = $1`)
				k, err2 := rd.Int(`select count(*) from due where tenant = $1 and member = $2`, c.Loc.Member)
				if err == nil && err2 == nil && (n != 0 || k != 0) {
					t.Errorf("%s: %d meetings and %d lines of dues are left", what, n, k)
				}
				return err
			})
		}
		in := facts(c)
		in.Kind, in.Matter, in.CalledBy = meeting.Extraordinary, "Việc gấp", "Bí thư"
		if _, err := enter(db, c.Hien.Person, in); !fault.Is(err, "late_dues_kind") {
			t.Errorf("dues of an extraordinary meeting: %v", err)
		}
		for code, d := range map[string]minutes.LateDue{"dues_amount_missing": {Member: c.Loc.Member, State: dues.Paid}, "dues_state": {Member: c.Loc.Member, State: "later"}, "dues_elsewhere": {Member: c.Neighbour.Member, State: dues.Waived}} {
			in := facts(c)
			in.Dues[0] = d
			if _, err := enter(db, c.Hien.Person, in); !fault.Is(err, code) {
				t.Errorf("%s: %v", code, err)
			}
		}
		db.Write(t, c.Officer, func(tx *store.Tx) error {
			_, err := member.Appoint(tx, member.Post{Person: c.Khoa.Person, Post: access.Deputy, Org: c.Cell, From: "2026-12-01"})
			return err
		})
		if _, err := enter(db, c.Khoa.Person, facts(c)); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the deputy, who takes no dues down: %v", err)
		}
		nothing("refused")

		// Somebody took Mai's down meanwhile: the line is named, nothing is sealed.
		takeDown(dues.Entry{Member: c.Mai.Member, State: dues.Paid, Amount: 30_000})
		_, err := enter(db, c.Hien.Person, facts(c))
		var f *fault.Error
		if !asFault(err, &f) || len(f.Fields) != 1 || f.Fields[0].Name != "dues.2.state" || f.Fields[0].Code != "late_dues_newer" {
			t.Fatalf("written meanwhile: %v", err)
		}
		nothing("stale")
		in = facts(c)
		in.Dues[2] = minutes.LateDue{Member: c.Mai.Member, State: dues.Paid, Amount: 35_000, Version: 1}
		var sealed minutes.Sealed
		for range 2 {
			if sealed, err = enter(db, c.Hien.Person, in); err != nil {
				t.Fatal(err)
			}
		}
		if body := bodies(t, db, c, sealed.Meeting, true); !strings.Contains(strings.ReplaceAll(body, "\u00a0", " "), "Đảng phí tháng 12/2026: 2 đồng chí đã nộp 95.000 đồng, 1 đồng chí được miễn, 6 đồng chí chưa nộp.") {
			t.Errorf("the sealed form lacks the line: %s", body)
		}
		db.Read(t, store.System, func(rd *store.Reader) error {
			at, err := rd.Int(`select at from due where tenant = $1 and member = $2 and month = '2026-12'`, c.Loc.Member)
			if store.Day(at) != "2026-12-10" {
				t.Errorf("taken down on %s, not when it was", store.Day(at))
			}
			return err
		})
		// The deputy enters a month without dues, as the paper lets him.
		before := facts(c)
		before.Period, before.Begin, before.End, before.Dues, before.Tasks, before.Votes = "2026-11", held-30*24*hourMS, held-30*24*hourMS+hourMS, nil, nil, nil
		if _, err := enter(db, c.Khoa.Person, before); err != nil {
			t.Errorf("the deputy, without dues: %v", err)
		}
	})
}
