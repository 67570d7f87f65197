package duty_test

import (
	"testing"
	"time"

	"chibo/internal/duty"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

var book = meetingtest.Book

func give(db *storetest.DB, who string, in duty.Duty) (out duty.Duty, err error) {
	err = db.TryWrite(who, func(tx *store.Tx) error {
		got, err := duty.Give(tx, book, in)
		out = got
		return err
	})
	return out, err
}

func TestWhatMayBeGiven(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		one := func(change func(*duty.Duty)) duty.Duty {
			d := duty.Duty{Org: c.Cell, Year: 2026, Member: c.Loc.Member, What: "Phụ trách 6 hộ ngõ 12", Rhythm: "month"}
			change(&d)
			return d
		}
		for _, bad := range []struct {
			name, who, code string
			in              duty.Duty
		}{
			{"a member gives", c.Loc.Person, "not_found", one(func(*duty.Duty) {})},
			{"the neighbour gives", c.Neighbour.Person, "not_found", one(func(*duty.Duty) {})},
			{"the ward gives", c.Officer, "not_found", one(func(*duty.Duty) {})},
			{"nobody", c.Hien.Person, "task_no_owner", one(func(d *duty.Duty) { d.Member = "" })},
			{"of another cell", c.Hien.Person, "task_owner_outside", one(func(d *duty.Duty) { d.Member = c.Neighbour.Member })},
			{"exempt", c.Hien.Person, "duty_exempt", one(func(d *duty.Duty) { d.Member = c.Tin.Member })},
			{"away", c.Hien.Person, "duty_exempt", one(func(d *duty.Duty) { d.Member = c.Tua.Member })},
			{"suspended", c.Hien.Person, "duty_exempt", one(func(d *duty.Duty) { d.Member = c.Nga.Member })},
			{"no words", c.Hien.Person, "duty_no_what", one(func(d *duty.Duty) { d.What = "  " })},
			{"no time", c.Hien.Person, "duty_no_time", one(func(d *duty.Duty) { d.Rhythm = "" })},
			{"an unknown rhythm", c.Hien.Person, "duty_no_time", one(func(d *duty.Duty) { d.Rhythm = "daily" })},
			{"no such day", c.Hien.Person, "task_bad_day", one(func(d *duty.Duty) { d.Due = "2026-02-30" })},
			{"a day of another year", c.Hien.Person, "duty_due_year", one(func(d *duty.Duty) { d.Due = "2027-01-05" })},
			{"a day gone by", c.Hien.Person, "task_due_past", one(func(d *duty.Duty) { d.Due = "2026-12-02" })},
			{"helps himself", c.Hien.Person, "task_helper_is_owner", one(func(d *duty.Duty) { d.Helper = c.Loc.Member })},
			{"helped by an exempt one", c.Hien.Person, "task_helper_outside", one(func(d *duty.Duty) { d.Helper = c.Tin.Member })},
			{"last year", c.Hien.Person, "duty_year", one(func(d *duty.Duty) { d.Year = 2025 })},
			{"in two years", c.Hien.Person, "duty_year", one(func(d *duty.Duty) { d.Year = 2028 })},
		} {
			if _, err := give(db, bad.who, bad.in); !fault.Is(err, bad.code) {
				t.Errorf("%s: %v, not %s", bad.name, err, bad.code)
			}
		}
		for _, what := range []string{"Phụ trách 6 hộ ngõ 12", "Thu đảng phí", "Giúp đỡ quần chúng ưu tú"} {
			if _, err := give(db, c.Hien.Person, one(func(d *duty.Duty) { d.What = what; d.Helper = c.Mai.Member })); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := give(db, c.Hien.Person, one(func(d *duty.Duty) { d.What = "Việc thứ tư" })); !fault.Is(err, "duty_full") {
			t.Errorf("a fourth duty: %v", err)
		}
		if _, err := give(db, c.Hien.Person, one(func(d *duty.Duty) { d.Member, d.What = c.Khoa.Member, "Thu đảng phí" })); err != nil {
			t.Errorf("the same for somebody else: %v", err)
		}
		if _, err := give(db, c.Hien.Person, one(func(d *duty.Duty) { d.Member, d.What = c.Khoa.Member, "thu  Đảng phí" })); !fault.Is(err, "duty_same") {
			t.Errorf("the same twice: %v", err)
		}
	})
}

func TestADraftIsTheCommitteesUntilAdopted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		d, err := give(db, c.Hien.Person, duty.Duty{Org: c.Cell, Year: 2026, Member: c.Loc.Member, What: "Thu đảng phí", Rhythm: "month", Helper: c.Mai.Member})
		if err != nil {
			t.Fatal(err)
		}
		sees := func(who string) (year, one bool, mine, helps int) {
			year = db.TryRead(who, func(rd *store.Reader) error { _, err := duty.Year(rd, c.Cell, 2026); return err }) == nil
			one = db.TryRead(who, func(rd *store.Reader) error { _, _, err := duty.Get(rd, d.ID); return err }) == nil
			db.Read(t, who, func(rd *store.Reader) error {
				a, b, err := duty.Mine(rd)
				mine, helps = len(a), len(b)
				return err
			})
			return
		}
		if year, one, mine, _ := sees(c.Loc.Person); year || one || mine > 0 {
			t.Errorf("a member sees the draft: %v %v %d", year, one, mine)
		}
		adopt := func(who, at string) error {
			return db.TryWrite(who, func(tx *store.Tx) error { return duty.Adopt(tx, c.Cell, 2026, at) })
		}
		for who, code := range map[string]string{c.Loc.Person: "not_found", c.Neighbour.Person: "not_found"} {
			if err := adopt(who, ""); !fault.Is(err, code) {
				t.Errorf("%v", err)
			}
		}
		if err := adopt(c.Hien.Person, "nowhere"); !fault.Is(err, "duty_no_meeting") {
			t.Errorf("%v", err)
		}
		m := c.Opened(t, db)
		for range 2 {
			if err := adopt(c.Hien.Person, m.ID); err != nil {
				t.Fatal(err)
			}
		}
		if err := adopt(c.Hien.Person, ""); !fault.Is(err, "duty_adopted") {
			t.Errorf("adopted otherwise: %v", err)
		}
		for _, w := range []struct {
			who         string
			year, one   bool
			mine, helps int
		}{{c.Hien.Person, true, true, 0, 0}, {c.Loc.Person, true, true, 1, 0}, {c.Mai.Person, true, true, 0, 1}, {c.Khoa.Person, true, false, 0, 0}, {c.Neighbour.Person, false, false, 0, 0}, {c.Officer, false, false, 0, 0}, {"", false, false, 0, 0}} {
			if w.who == "" {
				continue
			}
			if year, one, mine, helps := sees(w.who); year != w.year || one != w.one || mine != w.mine || helps != w.helps {
				t.Errorf("%s sees year %v, one %v, mine %d, helps %d", w.who, year, one, mine, helps)
			}
		}
		if err := db.TryRead(c.Loc.Person, func(rd *store.Reader) error { _, err := duty.Without(rd, book, c.Cell, 2026); return err }); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a member reads who has none: %v", err)
		}
		db.Read(t, c.Hien.Person, func(rd *store.Reader) error {
			none, err := duty.Without(rd, book, c.Cell, 2026)
			var names []string
			for _, s := range none {
				names = append(names, s.Name)
			}
			if len(names) != 5 || names[0] != "Lò Thị Ánh" { // by given name; no exempt, away or suspended one
				t.Errorf("without a duty: %v", names)
			}
			return err
		})
	})
}

func TestChangingEndingAndReporting(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		d, err := give(db, c.Hien.Person, duty.Duty{Org: c.Cell, Year: 2026, Member: c.Loc.Member, What: "Thu đảng phí", Rhythm: "month", Helper: c.Mai.Member})
		if err != nil {
			t.Fatal(err)
		}
		m := c.Opened(t, db)
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error { return duty.Adopt(tx, c.Cell, 2026, "") })
		report := func(who, at, text string) error {
			return db.TryWrite(who, func(tx *store.Tx) error { _, err := duty.Report(tx, d.ID, at, text); return err })
		}
		for _, bad := range []struct{ who, at, text, code string }{
			{c.Loc.Person, "", " ", "task_no_result"}, {c.Khoa.Person, "", "x", "not_found"}, {c.Loc.Person, m.ID, "x", "not_found"}, {c.Neighbour.Person, m.ID, "x", "not_found"}, {c.Huy.Person, "nowhere", "x", "not_found"},
		} {
			if err := report(bad.who, bad.at, bad.text); !fault.Is(err, bad.code) {
				t.Errorf("%+v: %v", bad, err)
			}
		}
		for range 2 { // said twice is said once
			for who, at := range map[string]string{c.Mai.Person: "", c.Huy.Person: m.ID} {
				if err := report(who, at, "đã thu đủ tháng 11"); err != nil {
					t.Fatal(err)
				}
			}
		}
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			_, events, err := duty.Get(tx.Reader, d.ID)
			if len(events) != 3 || err != nil {
				t.Errorf("%+v %v", events, err)
			}
			heard, err := duty.HeardAt(tx.Reader, m)
			if len(heard) != 1 || heard[0].Name != "Trần Đức Lộc" || heard[0].Words != "đã thu đủ tháng 11" {
				t.Errorf("heard %+v %v", heard, err)
			}
			in := d
			in.What = "Thu đảng phí, nộp trước ngày 25"
			if d, err = duty.Change(tx, book, 1, in); err != nil || d.Version != 2 {
				t.Errorf("changed %+v %v", d, err)
			}
			in.What = "Khác"
			if _, err = duty.Change(tx, book, 1, in); fault.KindOf(err) != fault.Conflict {
				t.Errorf("two who edit one duty: %v", err)
			}
			if _, err = duty.HandOver(tx, book, d.ID, 2, c.Tin.Member, "ốm"); !fault.Is(err, "duty_exempt") {
				t.Errorf("to an exempt one: %v", err)
			}
			if d, err = duty.HandOver(tx, book, d.ID, 2, c.Mai.Member, "ốm"); err != nil || d.Name != "Lò Thị Mai" || d.Helper != "" {
				t.Errorf("handed over %+v %v", d, err)
			}
			if d, err = duty.End(tx, d.ID, d.Version, "không cần nữa"); err != nil || d.EndedOn != tx.Today() {
				t.Errorf("ended %+v %v", d, err)
			}
			if _, err = duty.Report(tx, d.ID, "", "x"); !fault.Is(err, "duty_over") {
				t.Errorf("reported after its end: %v", err)
			}
			if _, err = duty.End(tx, d.ID, d.Version, "x"); !fault.Is(err, "duty_over") {
				t.Errorf("ended twice: %v", err)
			}
			return nil
		})
	})
}

// TestLastYearsAreCopiedForWhoStillStands: who died or became exempt is left
// out, and copying twice writes nothing twice.
func TestLastYearsAreCopiedForWhoStillStands(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		for _, m := range []meetingtest.Someone{c.Loc, c.Mai, c.Khoa} {
			if _, err := give(db, c.Hien.Person, duty.Duty{Org: c.Cell, Year: 2026, Member: m.Member, What: "Phụ trách hộ", Due: "2026-12-31"}); err != nil {
				t.Fatal(err)
			}
		}
		db.Write(t, store.System, func(tx *store.Tx) error {
			if err := member.Record(tx, book, member.Event{Member: c.Loc.Member, Kind: member.Ended, From: "2026-12-03", Reason: "từ trần"}); err != nil {
				return err
			}
			return member.Record(tx, book, member.Event{Member: c.Khoa.Member, Kind: member.Exempted, From: "2026-12-03"})
		})
		db.Read(t, c.Hien.Person, func(rd *store.Reader) error {
			left, err := duty.Left(rd, book, c.Cell)
			if len(left) != 2 || left[0].Name != "Trần Văn Khoa" || left[1].Name != "Trần Đức Lộc" {
				t.Errorf("left %+v", left)
			}
			return err
		})
		for want := 1; want >= 0; want-- {
			db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
				n, err := duty.Copy(tx, book, c.Cell, 2027)
				if n != want {
					t.Errorf("copied %d, not %d", n, want)
				}
				return err
			})
		}
		db.Read(t, c.Hien.Person, func(rd *store.Reader) error {
			p, err := duty.Year(rd, c.Cell, 2027)
			if len(p.Duties) != 1 || p.Duties[0].Due != "2027-12-31" || p.AdoptedOn != "" {
				t.Errorf("drafted %+v", p)
			}
			return err
		})
	})
}

// TestTheTurnAtAMeeting: nobody before the year is adopted, then by name, and
// after half a year everybody who was not heard.
func TestTheTurnAtAMeeting(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		db.Clock.Set(time.Date(2026, 1, 5, 8, 0, 0, 0, store.Vietnam))
		c := meetingtest.Ward(t, db)
		for _, m := range []meetingtest.Someone{c.Hien, c.Huy, c.Loc, c.Mai, c.Khoa, c.Anh} {
			if _, err := give(db, c.Hien.Person, duty.Duty{Org: c.Cell, Year: 2026, Member: m.Member, What: "Phụ trách hộ", Rhythm: "month"}); err != nil {
				t.Fatal(err)
			}
		}
		turn := func(m meeting.Meeting) (names []string) {
			db.Read(t, c.Loc.Person, func(rd *store.Reader) error {
				names = nil
				all, err := duty.InTurn(rd, book, m)
				for _, one := range all {
					names = append(names, one.Name)
				}
				return err
			})
			return names
		}
		feb := meeting.Meeting{ID: "x", Org: c.Cell, Kind: meeting.Regular, Period: "2026-02", Day: "2026-02-03"}
		if got := turn(feb); len(got) != 0 {
			t.Errorf("before it is adopted: %v", got)
		}
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error { return duty.Adopt(tx, c.Cell, 2026, "") })
		if got := turn(feb); len(got) != 2 || got[0] != "Lò Thị Ánh" || got[1] != "Lường Thị Hiên" {
			t.Errorf("in February: %v", got)
		}
		feb.Kind = meeting.Thematic
		if got := turn(feb); len(got) != 0 {
			t.Errorf("at a thematic meeting: %v", got)
		}
		july := meeting.Meeting{ID: "x", Org: c.Cell, Kind: meeting.Regular, Period: "2026-07", Day: "2026-07-03"}
		if got := turn(july); len(got) != 6 { // nobody was heard for half a year: everybody is due
			t.Errorf("in July: %v", got)
		}
		if err := db.TryRead(c.Officer, func(rd *store.Reader) error { _, err := duty.InTurn(rd, book, july); return err }); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the ward reads whose turn it is: %v", err)
		}
	})
}

func TestAClosedCellWritesNoDuties(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		var police, someone string
		db.Write(t, store.System, func(tx *store.Tx) error {
			o, err := org.Create(tx, org.New{Code: "01.001.000.000.009", Name: "Chi bộ Công an", Kind: "armed_forces", Parent: c.Ward, From: "2025-07-01"})
			if err != nil {
				return err
			}
			m, err := member.Enter(tx, book, member.New{Person: member.Person{FullName: "Vì Văn Pó"}, Org: o.ID, AdmittedOn: "2010-01-01", OfficialOn: "2011-01-01", From: "2026-01-01"})
			police, someone = o.ID, m.ID
			return err
		})
		if _, err := give(db, store.System, duty.Duty{Org: police, Year: 2026, Member: someone, What: "x", Rhythm: "month"}); !fault.Is(err, "duty_closed_cell") {
			t.Errorf("%v", err)
		}
	})
}
