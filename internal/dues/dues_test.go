package dues_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"chibo/internal/access"
	"chibo/internal/dues"
	"chibo/internal/fault"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/vi"
)

var book = meetingtest.Book

func put(db *storetest.DB, who, cell, month string, in ...dues.Entry) (sum dues.Sum, err error) {
	err = db.TryWrite(who, func(tx *store.Tx) (err error) { sum, err = dues.Put(tx, book, cell, month, in); return err })
	return sum, err
}

func month(t *testing.T, db *storetest.DB, who, cell, month string) (all []dues.Line) {
	t.Helper()
	db.Read(t, who, func(rd *store.Reader) (err error) { all, err = dues.OfMonth(rd, book, cell, month); return err })
	return all
}

func names(all []dues.Line) (out []string) {
	for _, l := range all {
		out = append(out, l.Name)
	}
	return out
}

func TestAMonthIsTakenDownOnceAndCorrectedOpenly(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		hien := c.Hien.Person
		first := []dues.Entry{{Member: c.Loc.Member, State: dues.Paid, Amount: 60_000}, {Member: c.Huy.Member, State: dues.Paid, Amount: 45_500}, {Member: c.Tin.Member, State: dues.Waived}, {Member: c.Mai.Member, State: dues.Unpaid}}
		sum, err := put(db, hien, c.Cell, "2026-12", first...)
		if want := (dues.Sum{Month: "2026-12", Paid: 2, Waived: 1, Unpaid: 6, Amount: 105_500, Entered: true}); err != nil || sum != want {
			t.Fatalf("%+v %v", sum, err)
		}
		if want := "Đảng phí tháng 12/2026: 2 đồng chí đã nộp 105.500 đồng, 1 đồng chí được miễn, 6 đồng chí chưa nộp."; sum.Sentence() != want {
			t.Errorf("%s", sum.Sentence())
		}
		if again, err := put(db, hien, c.Cell, "2026-12", first...); err != nil || again != sum {
			t.Errorf("sent twice: %+v %v", again, err)
		}
		if _, err := put(db, hien, c.Cell, "2026-12", dues.Entry{Member: c.Mai.Member, State: dues.Paid, Amount: 30_000}); !fault.Is(err, "stale") {
			t.Errorf("an edit of what was not seen: %v", err)
		}
		if sum, err = put(db, hien, c.Cell, "2026-12", dues.Entry{Member: c.Mai.Member, State: dues.Paid, Amount: 30_000, Version: 1}); err != nil || sum.Amount != 135_500 {
			t.Errorf("corrected: %+v %v", sum, err)
		}
		var log []string
		db.Read(t, store.System, func(rd *store.Reader) (err error) {
			log, err = rd.Strings(`select detail from audit_entry where tenant = $1 and action = 'dues.put' and object_id = $2 order by at`, c.Mai.Member)
			return err
		})
		if len(log) != 2 {
			t.Errorf("the log has %v", log)
		}
		for name, e := range map[string]struct {
			month string
			dues.Entry
		}{
			"dues_amount":         {"2026-12", dues.Entry{Member: c.Loc.Member, State: dues.Paid, Amount: -1, Version: 1}},
			"dues_amount_missing": {"2026-12", dues.Entry{Member: c.Loc.Member, State: dues.Paid, Version: 1}},
			"dues_amount_without": {"2026-12", dues.Entry{Member: c.Loc.Member, State: dues.Waived, Amount: 5, Version: 1}},
			"dues_state":          {"2026-12", dues.Entry{Member: c.Loc.Member, State: "later", Version: 1}},
			"dues_before_joining": {"2025-12", dues.Entry{Member: c.Loc.Member, State: dues.Unpaid}},
			"dues_elsewhere":      {"2026-12", dues.Entry{Member: c.Neighbour.Member, State: dues.Unpaid}},
			"dues_month":          {"2026-13", dues.Entry{Member: c.Loc.Member, State: dues.Unpaid}},
			"dues_month_far":      {"2028-01", dues.Entry{Member: c.Loc.Member, State: dues.Unpaid}},
			"not_found":           {"2026-12", dues.Entry{Member: "nobody", State: dues.Unpaid}},
		} {
			if _, err := put(db, hien, c.Cell, e.month, e.Entry); !fault.Is(err, name) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := put(db, hien, c.Cell, "2026-12", dues.Entry{Member: c.Loc.Member, State: dues.Paid, Amount: vi.MostMoney + 1, Version: 1}); !fault.Is(err, "dues_amount") {
			t.Errorf("a huge amount: %v", err)
		}
		for _, who := range []string{c.Huy.Person, c.Loc.Person, c.Neighbour.Person, c.Officer, ""} {
			if err := db.TryRead(who, func(rd *store.Reader) error { _, err := dues.OfMonth(rd, book, c.Cell, "2026-12"); return err }); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%q reads names and amounts: %v", who, err)
			}
			if _, err := put(db, who, c.Cell, "2026-12"); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%q writes: %v", who, err)
			}
		}
		var mine []dues.Own
		db.Read(t, c.Mai.Person, func(rd *store.Reader) (err error) { mine, err = dues.Mine(rd, "2026"); return err })
		if !slices.Equal(mine, []dues.Own{{Month: "2026-12", State: dues.Paid, Amount: 30_000}}) {
			t.Errorf("own: %+v", mine)
		}
		// Whom the secretary entrusts with it may; the deputy of tomorrow may not give that away.
		db.Write(t, hien, func(tx *store.Tx) error {
			_, err := member.Appoint(tx, member.Post{Person: c.Khoa.Person, Post: access.Dues, Org: c.Cell, From: "2026-12-03"})
			return err
		})
		if _, err := put(db, c.Khoa.Person, c.Cell, "2026-12", dues.Entry{Member: c.Khoa.Member, State: dues.Paid, Amount: 20_000}); err != nil {
			t.Errorf("the entrusted: %v", err)
		}
		if err := db.TryWrite(c.Khoa.Person, func(tx *store.Tx) error {
			_, err := member.Appoint(tx, member.Post{Person: c.Huy.Person, Post: access.Dues, Org: c.Cell, From: "2026-12-03"})
			return err
		}); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the entrusted entrusts: %v", err)
		}
		if err := db.TryWrite(hien, func(tx *store.Tx) error {
			_, err := member.Appoint(tx, member.Post{Person: c.Huy.Person, Post: access.Deputy, Org: c.Cell, From: "2026-12-03"})
			return err
		}); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the secretary appoints a deputy: %v", err)
		}
	})
}

func TestOneWhoMovesOrDiesInMidMonthIsAskedOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		event := func(e member.Event) {
			t.Helper()
			db.Write(t, c.Officer, func(tx *store.Tx) error { return member.Record(tx, book, e) })
		}
		if _, err := put(db, c.Hien.Person, c.Cell, "2026-12", dues.Entry{Member: c.Loc.Member, State: dues.Paid, Amount: 60_000}, dues.Entry{Member: c.Mai.Member, State: dues.Paid, Amount: 50_000}); err != nil {
			t.Fatal(err)
		}
		event(member.Event{Member: c.Loc.Member, Kind: member.Moved, Org: c.Other, From: "2026-12-15"})  // paid here, then moved
		event(member.Event{Member: c.Khoa.Member, Kind: member.Moved, Org: c.Other, From: "2026-12-15"}) // moved before paying
		event(member.Event{Member: c.Mai.Member, Kind: member.Ended, From: "2026-12-15"})                // paid, then died
		event(member.Event{Member: c.Tin.Member, Kind: member.Ended, From: "2026-12-15"})                // died: nobody asks
		here, there := names(month(t, db, c.Hien.Person, c.Cell, "2026-12")), names(month(t, db, c.Neighbour.Person, c.Other, "2026-12"))
		if want := []string{"Lò Thị Ánh", "Lường Thị Hiên", "Phạm Quốc Huy", "Trần Đức Lộc", "Lò Thị Mai", "Đỗ Thị Nga", "Giàng A Tủa"}; !slices.Equal(here, want) {
			t.Errorf("here: %q", here)
		}
		if want := []string{"Quàng Thị Dung", "Trần Văn Khoa"}; !slices.Equal(there, want) {
			t.Errorf("there: %q", there)
		}
		if _, err := put(db, c.Neighbour.Person, c.Other, "2026-12", dues.Entry{Member: c.Loc.Member, State: dues.Paid, Amount: 60_000, Version: 1}); !fault.Is(err, "dues_elsewhere") {
			t.Errorf("paid twice: %v", err)
		}
		// The cell becomes part of the other: January is asked there, December stays where it was taken down.
		db.Write(t, c.Officer, func(tx *store.Tx) error {
			o, err := org.Get(tx.Reader, c.Cell)
			if err != nil {
				return err
			}
			_, err = member.Reorganise(tx, book, org.Change{Org: c.Cell, Kind: org.Merged, Into: []string{c.Other}, Day: "2027-01-10", Version: o.Version})
			return err
		})
		db.Clock.Set(time.Date(2027, 1, 20, 9, 0, 0, 0, store.Vietnam))
		if got := names(month(t, db, c.Neighbour.Person, c.Other, "2027-01")); len(got) != 8 {
			t.Errorf("after the merge: %q", got)
		}
		if got := names(month(t, db, c.Neighbour.Person, c.Other, "2026-12")); len(got) != 2 {
			t.Errorf("the month before it: %q", got)
		}
		// What the old cell took down of those who are here now: Lộc, who moved; not Mai, who died.
		before := func(who, cell string) (out []string, err error) {
			err = db.TryRead(who, func(rd *store.Reader) error {
				all, err := dues.Before(rd, cell, "2026-12")
				out = nil
				for _, b := range all {
					out = append(out, b.Name+" "+b.State+" "+vi.ShowMoney(b.Amount)+" "+b.From)
				}
				return err
			})
			return out, err
		}
		if got, err := before(c.Neighbour.Person, c.Other); err != nil || !slices.Equal(got, []string{"Trần Đức Lộc paid 60.000 đồng Chi bộ Tổ dân phố 3"}) {
			t.Errorf("brought along: %q %v", got, err)
		}
		for _, who := range []string{c.Hien.Person, c.Loc.Person, c.Huy.Person, c.Officer, ""} {
			for _, cell := range []string{c.Other, c.Cell} {
				if got, err := before(who, cell); fault.KindOf(err) != fault.NotFound {
					t.Errorf("%q reads %q %v", who, got, err)
				}
			}
		}
		var proposed []dues.Line
		db.Read(t, c.Neighbour.Person, func(rd *store.Reader) (err error) {
			if proposed, err = dues.OfMonth(rd, book, c.Other, "2027-01"); err != nil {
				return err
			}
			return dues.Propose(rd, c.Other, "2027-01", proposed)
		})
		for _, l := range proposed {
			if want := map[string]int64{c.Loc.Member: 60_000}[l.Member]; l.Usual != want {
				t.Errorf("%s is proposed %d", l.Name, l.Usual)
			}
		}
	})
}

// TestSumsAgree: whatever is taken down in whatever order, the sum is that of a
// plain list of the last word about each member.
func TestSumsAgree(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		who := []meetingtest.Someone{c.Hien, c.Huy, c.Loc, c.Mai, c.Khoa, c.Tua, c.Anh, c.Tin, c.Nga}
		at := 0
		rapid.Check(t, func(rt *rapid.T) {
			at++
			m := []string{"2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11", "2026-12", "2027-01", "2027-02", "2027-03"}[at%15]
			for range rapid.IntRange(1, 3).Draw(rt, "rounds") {
				now := month(t, db, c.Hien.Person, c.Cell, m)
				last := map[string]dues.Entry{}
				for _, l := range now {
					last[l.Member] = dues.Entry{State: l.State, Amount: l.Amount}
				}
				var in []dues.Entry
				for _, p := range rapid.Permutation(who).Draw(rt, "who")[:rapid.IntRange(0, 9).Draw(rt, "n")] {
					e := dues.Entry{Member: p.Member, State: rapid.SampledFrom(dues.States).Draw(rt, "state")}
					if e.State == dues.Paid {
						e.Amount = rapid.Int64Range(1, vi.MostMoney).Draw(rt, "amount")
					}
					for _, l := range now {
						if l.Member == p.Member {
							e.Version = l.Version
						}
					}
					in = append(in, e)
					last[p.Member] = e
				}
				got, err := put(db, c.Hien.Person, c.Cell, m, in...)
				if err != nil {
					rt.Fatal(err)
				}
				want := dues.Sum{Month: m}
				for _, e := range last {
					want.Entered = want.Entered || e.State != ""
					switch e.State {
					case dues.Paid:
						want.Paid++
						want.Amount += e.Amount
					case dues.Waived:
						want.Waived++
					default:
						want.Unpaid++
					}
				}
				var counted dues.Sum
				db.Read(t, c.Loc.Person, func(rd *store.Reader) (err error) { counted, err = dues.Counts(rd, c.Cell, m); return err })
				kept := want
				if !want.Entered { // nothing taken down, nothing to print
					kept = dues.Sum{Month: m}
				}
				if got != want || counted != kept {
					rt.Fatalf("%+v and %+v, want %+v", got, counted, want)
				}
			}
		})
	})
}
