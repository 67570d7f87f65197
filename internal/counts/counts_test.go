package counts_test

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/counts"
	"chibo/internal/counts/countstest"
	"chibo/internal/fault"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

const month = "2026-12"

var sign = countstest.Key(1)

// lead gives the ward a secretary.
func lead(t *testing.T, db *storetest.DB, c meetingtest.Cast) string {
	t.Helper()
	db.Write(t, store.System, func(tx *store.Tx) error {
		_, err := member.Appoint(tx, member.Post{Person: c.Khoa.Person, Post: access.WardSecretary, Org: c.Ward, From: "2026-01-01"})
		return err
	})
	return c.Khoa.Person
}

func made(t *testing.T, db *storetest.DB, c meetingtest.Cast) (m counts.Made, again bool) {
	t.Helper()
	db.Write(t, c.Officer, func(tx *store.Tx) (err error) {
		m, again, err = counts.Make(tx, meetingtest.Book, sign.Sign, c.Ward, month)
		return err
	})
	return m, again
}

// held moves something of the month, so that the next statement is another.
func held(t *testing.T, db *storetest.DB, c meetingtest.Cast) {
	t.Helper()
	c.Planned(t, db)
	db.Write(t, store.System, func(tx *store.Tx) error {
		_, err := tx.Exec(`update meeting set state = 'in_session', opened_at = starts_at where tenant = $1`)
		return err
	})
	db.Clock.Set(storetest.Start.Add(2 * time.Hour))
}

func TestAMonthIsMadeOnceAndHoldsNobody(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		first, again := made(t, db, c)
		if again || first.Sequence != 1 {
			t.Fatalf("first %+v again %v", first, again)
		}
		if same, again := made(t, db, c); !again || same.Sequence != 1 || string(same.Data()) != string(first.Data()) {
			t.Errorf("nothing changed, yet %+v", same)
		}
		held(t, db, c)
		second, again := made(t, db, c)
		if again || second.Sequence != 2 {
			t.Fatalf("second %+v", second)
		}
		f, err := counts.ReadFile(second.Data(), meetingtest.Book.Attention("2026-12-03"))
		if err != nil || !f.Fits(sign.Public(db.Tenant)) {
			t.Fatalf("the file made: %v, fits %v", err, f.Fits(sign.Public(db.Tenant)))
		}
		if x := f.Statement.Figures; *x.Cells != 2 || *x.Held != 1 || *x.OnTime != 1 || *x.Members != 10 || x.Expected != nil || len(x.Tables) != 0 {
			t.Errorf("the figures %s", store.JSON(x))
		}
		for _, name := range []string{"Hiên", "Dung", "Sáo", "Lò Thị", "Nhà văn hóa", "Tổ dân phố", c.Hien.Person, c.Cell} {
			if strings.Contains(string(second.Data()), name) {
				t.Errorf("the file tells of %s", name)
			}
		}
		db.Read(t, c.Officer, func(rd *store.Reader) error {
			all, err := counts.History(rd, c.Ward, month)
			if err != nil || len(all) != 2 || all[0].Sequence != 2 {
				t.Errorf("history %v %v", all, err)
			}
			one, err := counts.Get(rd, c.Ward, 1)
			if err != nil || string(one.Data()) != string(first.Data()) {
				t.Errorf("the first again: %v", err)
			}
			return nil
		})
		for _, who := range []string{c.Hien.Person, c.Neighbour.Person, ""} {
			if err := db.TryWrite(who, func(tx *store.Tx) error {
				_, _, err := counts.Make(tx, meetingtest.Book, sign.Sign, c.Ward, month)
				return err
			}); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%q made it: %v", who, err)
			}
		}
		for asked, code := range map[string]string{"2027-01": "counts_future", "2024-05": "counts_before", "khac": "counts_future"} {
			if err := db.TryWrite(c.Officer, func(tx *store.Tx) error {
				_, _, err := counts.Make(tx, meetingtest.Book, sign.Sign, c.Ward, asked)
				return err
			}); !fault.Is(err, code) {
				t.Errorf("%s: %v, not %s", asked, err, code)
			}
		}
		if err := db.TryWrite(c.Officer, func(tx *store.Tx) error {
			_, _, err := counts.Make(tx, meetingtest.Book, nil, c.Ward, month)
			return err
		}); !fault.Is(err, "counts_no_key") {
			t.Errorf("without a key: %v", err)
		}
	})
}

// TestWhatABadFileMeets brings every file that must not be taken, and each is told.
func TestWhatABadFileMeets(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		p := countstest.Found(t, db)
		first, _ := made(t, db, c)
		held(t, db, c)
		second, _ := made(t, db, c)
		stranger := countstest.Key(2)
		bring := func(data []byte, asked string) (taken counts.Taken, err error) {
			err = p.DB.TryWrite(p.Officer, func(tx *store.Tx) (err error) {
				taken, err = counts.Receive(tx, meetingtest.Book, p.Org, asked, data)
				return err
			})
			return taken, err
		}
		refused := func(what string, data []byte, asked, code string) {
			t.Helper()
			if _, err := bring(data, asked); !fault.Is(err, code) {
				t.Errorf("%s: %v, not %s", what, err, code)
			}
		}
		altered := func(old, by string) []byte { return []byte(strings.Replace(string(second.Data()), old, by, 1)) }
		refused("a committee nobody listed", second.Data(), month, "counts_unknown")
		p.List(t, db.Tenant, "Phường Sông Xanh", counts.ByServer, "", "2026-11")
		refused("a committee without a key", second.Data(), month, "counts_keyless")
		p.DB.Write(t, p.Officer, func(tx *store.Tx) error {
			_, err := counts.List(tx, p.Org, counts.Listing{Number: db.Tenant, Name: "Phường Sông Xanh", Way: counts.ByFile, Key: stranger.Public(db.Tenant), Fingerprint: counts.Fingerprint(stranger.Public(db.Tenant)), From: "2026-11", Version: 1})
			return err
		})
		refused("signed by another key", second.Data(), month, "counts_forged")
		p.DB.Write(t, p.Officer, func(tx *store.Tx) error {
			_, err := counts.List(tx, p.Org, counts.Listing{Number: db.Tenant, Name: "Phường Sông Xanh", Way: counts.ByFile, Key: sign.Public(db.Tenant), Fingerprint: counts.Fingerprint(sign.Public(db.Tenant)), From: "2026-11", Version: 2})
			return err
		})
		refused("a figure altered", altered(`"held": 1`, `"held": 2`), month, "counts_forged")
		refused("the month altered", altered(`"month": "2026-12"`, `"month": "2026-11"`), "2026-11", "counts_forged")
		refused("more than there are", altered(`"held": 1`, `"held": 3`), month, "counts_impossible")
		refused("a field nobody knows", altered(`"held": 1`, `"held": 1, "names": "Lường Thị Hiên"`), month, "counts_not_file")
		refused("another schema", altered(counts.Schema, "chibo/so-lieu-thang/2"), month, "counts_schema")
		refused("cut off", second.Data()[:len(second.Data())/2], month, "counts_cut")
		refused("no JSON", []byte("PK\x03\x04 this is a workbook"), month, "counts_not_file")
		refused("empty", nil, month, "counts_not_file")
		refused("two in one", append(append([]byte{}, second.Data()...), second.Data()...), month, "counts_not_file")
		refused("too big", append(append([]byte{}, second.Data()...), strings.Repeat(" ", counts.FileMost)...), month, "counts_large")
		refused("another month than asked", second.Data(), "2026-11", "counts_other_month")

		taken, err := bring(second.Data(), month)
		if err != nil || taken.Again || taken.Over.N != 0 || *taken.Held.Figures.Held != 1 {
			t.Fatalf("the file: %+v %v", taken, err)
		}
		if taken, err = bring([]byte("\xef\xbb\xbf"+strings.ReplaceAll(string(second.Data()), "\n", "\r\n")+"\r\n"), month); err != nil || !taken.Again {
			t.Errorf("the same file once more, carried by mail: %+v %v", taken, err)
		}
		refused("an older one", first.Data(), month, "counts_older")
		db.Write(t, store.System, func(tx *store.Tx) error {
			_, err := tx.Exec(`update meeting set state = 'planned', opened_at = null where tenant = $1`)
			return err
		})
		third, _ := made(t, db, c)
		if taken, err = bring(third.Data(), month); err != nil || taken.Over.Sequence != 2 || *taken.Held.Figures.Held != 0 {
			t.Errorf("a newer one: %+v %v", taken, err)
		}
		p.DB.Read(t, p.Officer, func(rd *store.Reader) error {
			all, err := counts.States(rd, p.Org, db.Tenant, month)
			if err != nil || len(all) != 2 || all[0].OverAt != 0 || all[1].OverAt == 0 {
				t.Errorf("what stood is kept: %+v %v", all, err)
			}
			return nil
		})
		p.DB.Write(t, p.Officer, func(tx *store.Tx) error { // it counts below only later
			_, err := counts.List(tx, p.Org, counts.Listing{Number: db.Tenant, Name: "Phường Sông Xanh", Way: counts.ByFile, Key: sign.Public(db.Tenant), From: "2027-01", Version: 3})
			return err
		})
		refused("before it counted below", third.Data(), month, "counts_not_below")
		if err := p.DB.TryWrite(p.Officer, func(tx *store.Tx) error {
			_, err := counts.List(tx, p.Org, counts.Listing{Number: db.Tenant, Name: "Phường Sông Xanh", Way: counts.ByFile, Key: stranger.Public(db.Tenant), Fingerprint: counts.Fingerprint(sign.Public(db.Tenant)), From: "2027-01", Version: 4})
			return err
		}); !fault.Is(err, "counts_fingerprint") {
			t.Errorf("a key with another fingerprint: %v", err)
		}
	})
}

// TestTwoOfOneNumber: a restored server may give a number twice; the second is told.
func TestTwoOfOneNumber(t *testing.T) {
	db := storetest.SQLite(t)
	c := meetingtest.Ward(t, db)
	p := countstest.Found(t, db)
	p.List(t, db.Tenant, "Phường Sông Xanh", counts.ByFile, sign.Public(db.Tenant), "2026-11")
	first, _ := made(t, db, c)
	db.Write(t, store.System, func(tx *store.Tx) error { _, err := tx.Exec(`delete from counts_made where tenant = $1`); return err })
	held(t, db, c)
	other, _ := made(t, db, c)
	for i, data := range [][]byte{first.Data(), other.Data()} {
		err := p.DB.TryWrite(p.Officer, func(tx *store.Tx) error {
			_, err := counts.Receive(tx, meetingtest.Book, p.Org, month, data)
			return err
		})
		if i == 0 && err != nil || i == 1 && !fault.Is(err, "counts_sequence") {
			t.Errorf("file %d: %v", i, err)
		}
	}
}

// TestFewAreNeverToldBySubtraction: whatever cells have met, two states of a month, and
// the sums over any committees, never differ by a split of fewer than five persons.
func TestFewAreNeverToldBySubtraction(t *testing.T) {
	law := meetingtest.Book.Attention("2026-12-03")
	for seed := range uint64(300) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		type cell struct{ expected, present int }
		cells := make([]cell, 1+rnd.IntN(12))
		for i := range cells {
			cells[i].expected = rnd.IntN(30)
			if rnd.IntN(2) == 0 {
				cells[i].expected = rnd.IntN(6)
			}
			cells[i].present = rnd.IntN(cells[i].expected + 1)
		}
		var states []counts.Figures
		var f counts.Figures
		small := 0
		f.Small = &small
		for _, c := range cells { // they report one after another, each a state
			f.Came(c.expected, c.present, law)
			states = append(states, f)
		}
		given := func(f counts.Figures) (e, p int) {
			if f.Expected != nil {
				e, p = *f.Expected, *f.Present
			}
			return
		}
		for i, a := range states {
			if err := a.Check(law); err != nil && !fault.Is(err, "counts_more") { // held is not counted here
				t.Fatalf("seed %d: %v", seed, err)
			}
			ea, pa := given(a)
			for _, b := range states[i:] {
				eb, pb := given(b)
				if d := eb - ea; law.Small(d) || d == 0 && pa != pb {
					t.Fatalf("seed %d: %d/%d after %d/%d tells of %d persons", seed, pb, eb, pa, ea, d)
				}
			}
		}
	}
}

func FuzzReadFile(f *testing.F) {
	one := 1
	good, _ := json.Marshal(counts.File{Statement: counts.Statement{Schema: counts.Schema, Tenant: 1100101, Committee: "Đảng bộ xã Tà Hử", Month: month, Sequence: 1, AsAt: 1, Figures: counts.Figures{Cells: &one}}, Signature: "x"})
	f.Add(good)
	f.Add([]byte(`{"statement":{"schema":"chibo/so-lieu-thang/1","tenant":1e400}}`))
	f.Add([]byte(`[[[[[[`))
	f.Add([]byte("\xef\xbb\xbf{}"))
	law := meetingtest.Book.Attention("2026-12-03")
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := counts.ReadFile(data, law)
		if err != nil {
			if k := fault.KindOf(err); k != fault.Invalid {
				t.Fatalf("%q: %v is our own fault", data, err)
			}
			return
		}
		if file.Fits(sign.Public(file.Statement.Tenant)) {
			t.Fatalf("%q fits a key that never signed it", data)
		}
		if err := file.Statement.Figures.Check(law); err != nil {
			t.Fatalf("%q: %v", data, err)
		}
	})
}
