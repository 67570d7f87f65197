package minutes_test

import (
	"slices"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/minutes"
	"chibo/internal/minutes/cast"
	"chibo/internal/org"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func sealAs(t testing.TB, db *storetest.DB, id string, given minutes.Numbers) (out minutes.Sealed, err error) {
	t.Helper()
	err = db.TryWrite(cast.Hien, func(tx *store.Tx) error {
		if err := confirm(tx, id); err != nil {
			return err
		}
		s, err := minutes.SealAs(tx, cast.Book, id, given)
		out = s
		return err
	})
	return out, err
}

func TestATermThatEndsBetweenTwoMeetingsBeginsTheNumbersAnew(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		db.Write(t, cast.Dung, func(tx *store.Tx) error {
			if err := org.SetTerm(tx, cast.Cell, "2025-07-01", "2026-11-20"); err != nil {
				return err
			}
			return org.SetTerm(tx, cast.Cell, "2026-11-20", "")
		})
		for _, m := range []struct {
			id, day, symbol string
		}{{"oct", "2026-10-03", "Số 01-BB/CB"}, {"nov", "2026-11-03", "Số 02-BB/CB"}, {"dec", "2026-12-03", "Số 01-BB/CB"}} {
			closed(t, db, m.id, m.day)
			if got := seal(t, db, m.id); got.Symbol != m.symbol {
				t.Errorf("%s is %s, want %s", m.id, got.Symbol, m.symbol)
			}
		}
		// A month of the old term entered now goes on in the old series.
		closed(t, db, "sep", "2026-09-03")
		if got := seal(t, db, "sep"); got.Symbol != "Số 03-BB/CB" || got.TermFrom != "2025-07-01" {
			t.Errorf("September is %s of %s", got.Symbol, got.TermFrom)
		}
		db.Read(t, cast.Hien, func(rd *store.Reader) error {
			all, err := minutes.AllSeries(rd, cast.Book, cast.Cell, access.OfAll, "2026-12-03")
			var terms []string
			for _, s := range all {
				if s.Type == minutes.TypeMinutes {
					terms = append(terms, s.TermFrom)
				}
			}
			if !slices.Equal(terms, []string{"2026-11-20", "2025-07-01"}) {
				t.Errorf("series of minutes in the terms %v", terms)
			}
			return err
		})
	})
}

func TestANumberUsedOnPaperIsRefusedWithWhoAndWhenAndWhatIsFree(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		note := func(number int, text string) error {
			return db.TryWrite(cast.Hien, func(tx *store.Tx) error {
				_, err := minutes.UsedOnPaper(tx, cast.Book, cast.Cell, access.OfAll, minutes.TypeMinutes, "2026-12-03", number, text)
				return err
			})
		}
		if err := note(2, "Biên bản họp bất thường 12/10, viết tay"); err != nil {
			t.Fatal(err)
		}
		if err := note(2, "Khác"); !fault.Is(err, "number_elsewhere") || !strings.Contains(err.Error(), "Lường Thị Hiên") {
			t.Errorf("noted twice: %v", err)
		}
		if err := note(0, ""); !fault.Is(err, "number_note") {
			t.Errorf("an empty note: %v", err)
		}
		for _, m := range []struct{ id, day string }{{"sep", "2026-09-03"}, {"oct", "2026-10-03"}, {"nov", "2026-11-03"}, {"dec", "2026-12-03"}} {
			closed(t, db, m.id, m.day)
		}
		if got := seal(t, db, "sep"); got.Number != 1 {
			t.Errorf("the first is %d", got.Number)
		}
		if got := seal(t, db, "oct"); got.Number != 3 {
			t.Errorf("the noted number was given: %d", got.Number)
		}
		if _, err := sealAs(t, db, "nov", minutes.Numbers{Minutes: 3}); !fault.Is(err, "number_taken") || !strings.Contains(err.Error(), "03/10/2026") || !strings.Contains(err.Error(), "next 4") {
			t.Errorf("a number given twice: %v", err)
		}
		if _, err := sealAs(t, db, "nov", minutes.Numbers{Minutes: 2}); !fault.Is(err, "number_elsewhere") {
			t.Errorf("a number of another paper: %v", err)
		}
		if got, err := sealAs(t, db, "nov", minutes.Numbers{Minutes: 7}); err != nil || got.Symbol != "Số 07-BB/CB" {
			t.Errorf("its own number: %s %v", got.Symbol, err)
		}
		db.Read(t, cast.Hien, func(rd *store.Reader) error {
			s, err := minutes.SeriesOf(rd, cast.Book, cast.Cell, access.OfAll, minutes.TypeMinutes, "2026-12-03")
			if s.Next != 8 || !slices.Equal(s.Gaps, []int{4, 5, 6}) || len(s.Elsewhere) != 1 {
				t.Errorf("series %+v", s)
			}
			all, err2 := findings(rd)
			if len(all) == 0 || !slices.ContainsFunc(all, func(f auditFinding) bool { return f.Code == "number_gap" && f.Doubt }) {
				t.Errorf("the gap is hidden: %+v", all)
			}
			if err == nil {
				err = err2
			}
			return err
		})
		for who, want := range map[string]bool{cast.Hien: true, cast.Khoa: true, cast.Dung: true, cast.Loc: false, cast.Panh: false, cast.Admin: false} {
			err := db.TryWrite(who, func(tx *store.Tx) error {
				_, err := minutes.SetStart(tx, cast.Book, cast.Cell, access.OfAll, minutes.TypeExtract, "2026-12-03", 5)
				return err
			})
			if (err == nil) != want {
				t.Errorf("%s sets the start: %v", who, err)
			}
		}
	})
}

func TestAConclusionHasItsOwnSeriesAndNotBeforeItsDay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		form := func(id string, version int64) error {
			return db.TryWrite(cast.Hien, func(tx *store.Tx) error {
				_, err := resolution.SetForm(tx, cast.Book, id, version, resolution.AsConclusion)
				return err
			})
		}
		closed(t, db, "early", "2025-12-03")
		if err := form("early", 1); !fault.Is(err, "resolution_form_early") {
			t.Errorf("a conclusion before its day: %v", err)
		}
		closed(t, db, "dec", "2026-12-03")
		if err := form("dec", 9); !fault.Is(err, "stale") {
			t.Errorf("a stale choice: %v", err)
		}
		for range 2 {
			if err := form("dec", 1); err != nil {
				t.Fatal(err)
			}
		}
		seal(t, db, "dec")
		db.Read(t, cast.Dung, func(rd *store.Reader) error {
			all, err := minutes.Papers(rd, "dec")
			if len(all) != 1 || all[0].Symbol != "Số 01-KL/CB" || all[0].Type != minutes.TypeConclusion {
				t.Errorf("the ward sees %+v", all)
			}
			return err
		})
		db.Read(t, cast.Dung, func(rd *store.Reader) error {
			b, _, err := minutes.Docx(rd, cast.Book, "dec", "resolution")
			if len(b) == 0 {
				t.Error("the ward gets no paper")
			}
			all, err2 := minutes.Papers(rd, "dec")
			if err2 == nil && len(all) == 1 {
				text := textOf(t, db, cast.Dung, all[0].ID, 0)
				if !strings.Contains(text, "KẾT LUẬN") || !strings.Contains(text, "Kết luận này được") || strings.Contains(text, "NGHỊ QUYẾT") {
					t.Errorf("the conclusion reads\n%s", text)
				}
			}
			return err
		})
	})
}
