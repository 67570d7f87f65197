package member_test

import (
	"slices"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// on says who takes part in a cell on a day, as "name standing activity".
func on(t *testing.T, db *storetest.DB, cell, day string) string {
	t.Helper()
	var out []string
	db.Read(t, store.System, func(rd *store.Reader) error {
		all, err := member.Roll(rd, cell, day)
		out = nil
		for _, m := range all {
			out = append(out, m.FullName+" "+m.Activity)
		}
		return err
	})
	return strings.Join(out, ", ")
}

func TestAnActivityEndsByItself(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		w := found(t, db)
		m := enter(t, db, w.a, "Lò Văn An", nil)
		record := func(e member.Event) error {
			e.Member = m.ID
			return db.TryWrite(w.officer, func(tx *store.Tx) error { return member.Record(tx, book, e) })
		}
		for _, bad := range []member.Event{
			{Kind: member.Exempted, From: "2026-12-01", Until: "2026-12-01"},
			{Kind: member.Exempted, From: "2026-12-01", Until: "31/12/2026"},
			{Kind: member.Sent, From: "2026-12-01"},
			{Kind: member.Sent, From: "2026-12-01", Org: w.a},    // the own cell
			{Kind: member.Sent, From: "2026-12-01", Org: w.root}, // no cell
			{Kind: member.Sent, From: "2026-12-01", Org: w.b, Counts: "nowhere"},
			{Kind: member.Away, From: "2026-12-01", Place: strings.Repeat("x", 500)},
		} {
			if err := record(bad); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%+v: %v", bad, err)
			}
		}
		for _, e := range []member.Event{
			{Kind: member.Exempted, From: "2026-12-01", Until: "2027-03-01"},
			{Kind: member.Exempted, From: "2027-03-01", Until: "2027-05-01"}, // prolonged
			{Kind: member.Sent, From: "2027-06-01", Until: "2027-09-01", Org: w.b},
		} {
			if err := record(e); err != nil {
				t.Fatal(err)
			}
		}
		for day, want := range map[string][2]string{
			"2026-11-30": {"Lò Văn An active", ""}, "2026-12-01": {"Lò Văn An exempt", ""}, "2027-02-28": {"Lò Văn An exempt", ""}, "2027-03-01": {"Lò Văn An exempt", ""}, "2027-05-01": {"Lò Văn An active", ""},
			"2027-06-01": {"Lò Văn An sent", "Lò Văn An sent_here"}, "2027-08-31": {"Lò Văn An sent", "Lò Văn An sent_here"}, "2027-09-01": {"Lò Văn An active", ""},
		} {
			if a, b := on(t, db, w.a, day), on(t, db, w.b, day); a != want[0] || b != want[1] {
				t.Errorf("%s: %q and %q", day, a, b)
			}
		}
		sees := func(cell string) (yes bool) {
			db.Read(t, m.PersonID, func(rd *store.Reader) (err error) {
				yes, err = access.Can(rd, access.MinutesView, cell)
				return err
			})
			return yes
		}
		if sees(w.b) {
			t.Error("reads the other cell's minutes before being sent")
		}
		db.Clock.Set(storetest.Start.AddDate(0, 7, 0))
		if !sees(w.b) || !sees(w.a) {
			t.Error("while sent, one reads the minutes of both cells")
		}
		db.Read(t, w.secB, func(rd *store.Reader) error {
			guests, err := member.Guests(rd, w.b, rd.Today())
			if len(guests) != 1 {
				t.Errorf("guests: %v", guests)
			}
			if _, err := member.Guests(rd, w.a, rd.Today()); fault.KindOf(err) != fault.NotFound {
				t.Errorf("the neighbour's guests: %v", err)
			}
			return err
		})
		db.Clock.Set(storetest.Start.AddDate(1, 0, 0))
		if sees(w.b) {
			t.Error("reads the other cell's minutes afterwards")
		}
	})
}

func TestAStayFollowsAMerge(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		w := found(t, db)
		var c org.Org
		db.Write(t, store.System, func(tx *store.Tx) (err error) {
			c, err = org.Create(tx, org.New{Code: "C", Name: "Chi bộ Tổ dân phố số 3", Kind: "residential", Parent: w.root, From: "2025-07-01"})
			return err
		})
		an, binh, chi := enter(t, db, w.a, "Lò Văn An", nil), enter(t, db, w.b, "Lò Văn Bình", nil), enter(t, db, w.a, "Lò Văn Chi", nil)
		put := func(e member.Event) {
			t.Helper()
			db.Write(t, w.officer, func(tx *store.Tx) error { return member.Record(tx, book, e) })
		}
		put(member.Event{Member: an.ID, Kind: member.Sent, Org: c.ID, From: "2026-12-01", Until: "2027-06-01"})
		put(member.Event{Member: binh.ID, Kind: member.Away, Org: c.ID, From: "2026-12-01", Until: "2027-06-01"})
		put(member.Event{Member: chi.ID, Kind: member.Moved, Org: c.ID, From: "2027-03-01"}) // comes when the cell is no more
		err := db.TryWrite(w.officer, func(tx *store.Tx) error {
			_, err := member.Reorganise(tx, book, org.Change{Org: c.ID, Kind: org.Dissolved, Day: "2027-01-10", Version: c.Version})
			return err
		})
		if !fault.Is(err, "org_has_members") {
			t.Errorf("dissolved over those who take part in it: %v", err)
		}
		db.Write(t, w.officer, func(tx *store.Tx) error {
			_, err := member.Reorganise(tx, book, org.Change{Org: c.ID, Kind: org.Merged, Into: []string{w.b}, Day: "2027-01-10", Version: c.Version})
			return err
		})
		for day, want := range map[string][3]string{
			"2027-01-09": {"Lò Văn An sent, Lò Văn Chi active", "Lò Văn Bình away", "Lò Văn An sent_here, Lò Văn Bình temporary_here"},
			"2027-01-10": {"Lò Văn An sent, Lò Văn Chi active", "Lò Văn An sent_here, Lò Văn Bình active", ""},
			"2027-03-01": {"Lò Văn An sent", "Lò Văn An sent_here, Lò Văn Bình active, Lò Văn Chi active", ""},
			"2027-06-01": {"Lò Văn An active", "Lò Văn Bình active, Lò Văn Chi active", ""},
		} {
			got := [3]string{on(t, db, w.a, day), on(t, db, w.b, day), on(t, db, c.ID, day)}
			if got != want {
				t.Errorf("%s: %q", day, got)
			}
		}
		// An entry made afterwards about a day before the merge follows it too.
		dao := enter(t, db, w.a, "Lò Văn Đạo", nil)
		put(member.Event{Member: dao.ID, Kind: member.Moved, Org: c.ID, From: "2027-01-05"})
		if before, after := on(t, db, c.ID, "2027-01-09"), on(t, db, w.b, "2027-01-10"); !strings.Contains(before, "Đạo") || !strings.Contains(after, "Đạo") {
			t.Errorf("entered afterwards: %q, %q", before, after)
		}
	})
}

func TestWhatFallsDue(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		w := found(t, db)
		enter(t, db, w.a, "Lò Văn An", func(n *member.New) { n.AdmittedOn, n.OfficialOn = "2025-12-18", "" })
		b := enter(t, db, w.a, "Lò Văn Bình", func(n *member.New) { n.AdmittedOn = "1996-12-20" })
		c := enter(t, db, w.a, "Lò Văn Chi", func(n *member.New) { n.AdmittedOn = "1991-12-20" }) // 35 years: no badge
		d := enter(t, db, w.b, "Lò Văn Đạo", nil)
		for _, e := range []member.Event{
			{Member: b.ID, Kind: member.Exempted, From: "2026-06-01", Until: "2026-12-11"},
			{Member: c.ID, Kind: member.Exempted, From: "2026-06-01", Until: "2026-12-11"},
			{Member: c.ID, Kind: member.Exempted, From: "2026-12-11", Until: "2027-12-11"}, // prolonged: does not end
			{Member: d.ID, Kind: member.Sent, Org: w.a, From: "2026-06-01", Until: "2026-12-31"},
		} {
			db.Write(t, w.officer, func(tx *store.Tx) error { return member.Record(tx, book, e) })
		}
		db.Write(t, w.officer, func(tx *store.Tx) error {
			if err := org.SetTerm(tx, w.a, "2021-12-01", "2026-12-16"); err != nil {
				return err
			}
			_, err := member.Appoint(tx, member.Post{Person: b.PersonID, Post: access.Deputy, Org: w.a, From: "2026-01-01", To: "2026-12-06"})
			return err
		})
		var got []string
		db.Read(t, w.secA, func(rd *store.Reader) error {
			all, err := member.Falling(rd, book, w.a, "2026-12-03", "2027-01-03")
			got = nil
			for _, f := range all {
				got = append(got, f.Day+" "+f.Kind+" "+f.Sentence)
			}
			return err
		})
		want := []string{
			"2026-12-05 post_ends Đồng chí Lò Văn Bình hết thời gian giữ chức vụ ngày 05/12/2026",
			"2026-12-10 exemption_ends Đồng chí Lò Văn Bình hết thời gian miễn sinh hoạt ngày 10/12/2026",
			"2026-12-15 term_ends Nhiệm kỳ của chi bộ hết ngày 15/12/2026",
			"2026-12-18 probation_ends Đồng chí Lò Văn An hết thời gian dự bị ngày 18/12/2026",
			"2026-12-20 badge Đồng chí Lò Văn Bình đủ 30 năm tuổi Đảng ngày 20/12/2026",
			"2026-12-30 sent_ends Đồng chí Lò Văn Đạo hết thời gian tăng cường ngày 30/12/2026",
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s", strings.Join(got, "\n"))
		}
		db.Read(t, w.secB, func(rd *store.Reader) error {
			if _, err := member.Falling(rd, book, w.a, "2026-12-03", "2027-01-03"); fault.KindOf(err) != fault.NotFound {
				t.Errorf("the neighbour: %v", err)
			}
			return nil
		})
	})
}
