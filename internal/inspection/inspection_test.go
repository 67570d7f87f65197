package inspection_test

import (
	"testing"

	"chibo/internal/fault"
	"chibo/internal/inspection"
	"chibo/internal/minutes/cast"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func exec(t *testing.T, db *storetest.DB, text string, args ...any) {
	t.Helper()
	db.Write(t, store.System, func(tx *store.Tx) error { _, err := tx.Exec(text, args...); return err })
}

func write[T any](db *storetest.DB, who string, do func(tx *store.Tx) (T, error)) (out T, err error) {
	err = db.TryWrite(who, func(tx *store.Tx) error {
		got, err := do(tx)
		out = got
		return err
	})
	return out, err
}

func put(db *storetest.DB, who, org string, p inspection.CheckPlan) (inspection.Check, error) {
	return write(db, who, func(tx *store.Tx) (inspection.Check, error) {
		return inspection.Put(tx, cast.Book, org, 2026, p)
	})
}

var dues = inspection.CheckPlan{Kind: "regular", Subject: "Thu, nộp đảng phí", Period: "q4"}

// TestAProgrammeRunsStepByStepToAResult: written, adopted by a meeting held here, each step
// dated in its order, the result of the closed list, counted for the year.
func TestAProgrammeRunsStepByStepToAResult(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		cast.Meeting(t, db, "c3", cast.Cell, "2026-01-05", "closed")
		adopt := func(version int64) (inspection.CheckYear, error) {
			return write(db, cast.Hien, func(tx *store.Tx) (inspection.CheckYear, error) {
				return inspection.Adopt(tx, cast.Cell, 2026, version, inspection.Adoption{Meeting: "c3"})
			})
		}
		if _, err := adopt(0); !fault.Is(err, "inspection_empty") {
			t.Errorf("nothing adopted: %v", err)
		}
		i, err := put(db, cast.Hien, cast.Cell, dues)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := put(db, cast.Khoa, cast.Cell, dues); err != nil || again.ID != i.ID {
			t.Errorf("the same twice %+v %v", again, err)
		}
		for range 2 {
			if y, err := adopt(0); err != nil || y.AdoptedOn != "2026-01-05" || y.Added(y.Items[0]) || !y.Cell {
				t.Fatalf("adopted %+v %v", y, err)
			}
		}
		exec(t, db, `update inspection_year set entered_on = '2026-01-06' where tenant = $1`)
		db.Read(t, cast.Hien, func(rd *store.Reader) error {
			y, err := inspection.Of(rd, cast.Cell, 2026)
			if !y.Added(y.Items[0]) {
				t.Error("written after the adoption and not said so")
			}
			return err
		})
		take := func(step, day string) error {
			got, err := write(db, cast.Hien, func(tx *store.Tx) (inspection.Check, error) {
				return inspection.Take(tx, cast.Book, i.ID, i.Version, step, day)
			})
			if err == nil {
				i = got
			}
			return err
		}
		end := func(result string) error {
			got, err := write(db, cast.Hien, func(tx *store.Tx) (inspection.Check, error) {
				return inspection.Close(tx, cast.Book, i.ID, i.Version, result)
			})
			if err == nil {
				i = got
			}
			return err
		}
		if err := take("notice", "2026-10-02"); !fault.Is(err, "inspection_order") && fault.KindOf(err) != fault.Invalid {
			t.Errorf("out of order: %v", err)
		}
		for n, step := range cast.Book.Programme("2026-12-03").Steps {
			if err := take(step.Key, "2027-01-01"); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s in the days to come: %v", step.Key, err)
			}
			if n > 0 {
				if err := take(step.Key, "2026-09-30"); fault.KindOf(err) != fault.Invalid {
					t.Errorf("%s before the step before: %v", step.Key, err)
				}
			}
			if err := end("clean"); fault.KindOf(err) != fault.Invalid {
				t.Errorf("a result before the last step: %v", err)
			}
			for range 2 {
				if err := take(step.Key, "2026-11-0"+string(rune('1'+n))); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := end("reprimand"); fault.KindOf(err) != fault.Invalid {
			t.Errorf("a result of no list: %v", err)
		}
		for range 2 {
			if err := end("lessons"); err != nil || i.Result != "lessons" {
				t.Fatal(err)
			}
		}
		if err := take("plan", "2026-10-30"); !fault.Is(err, "inspection_closed") {
			t.Errorf("written in after the end: %v", err)
		}
		exec(t, db, `update inspection_item set made_on = '2026-01-02' where tenant = $1`)
		db.Read(t, store.System, func(rd *store.Reader) error {
			all, err := inspection.Counts(rd, 2026, rd.Today())
			if err != nil || all[cast.Cell] != (inspection.CheckCount{Planned: 1, Done: 1}) || len(all) != 1 {
				t.Errorf("counted %+v %v", all, err)
			}
			before, err := inspection.Counts(rd, 2026, "2026-06-30")
			if err != nil || before[cast.Cell] != (inspection.CheckCount{Planned: 1}) {
				t.Errorf("in June %+v %v", before, err)
			}
			half, err := inspection.DoneBy(rd, "2026-01", "2026-06", rd.Today())
			if n, known := half[cast.Cell]; err != nil || n != 0 || !known {
				t.Errorf("of the half %v %v", half, err)
			}
			year, err := inspection.DoneBy(rd, "2026-01", "2026-12", rd.Today())
			if _, known := year[cast.Other]; year[cast.Cell] != 1 || known {
				t.Errorf("of the year %v", year)
			}
			return err
		})
	})
}

// TestNamesAndWhatIsFoundStayOnPaper: a member's name, a denunciation and a theme without a
// ground are refused; so is another's programme.
func TestNamesAndWhatIsFoundStayOnPaper(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		with := func(change func(*inspection.CheckPlan)) inspection.CheckPlan { p := dues; change(&p); return p }
		for name, p := range map[string]inspection.CheckPlan{
			"a name":         with(func(p *inspection.CheckPlan) { p.Subject = "Việc nộp đảng phí của Trần Đức Lộc" }),
			"without marks":  with(func(p *inspection.CheckPlan) { p.Subject = "giám sát tran duc loc" }),
			"a denunciation": with(func(p *inspection.CheckPlan) { p.Subject = "Đơn tố cáo" }),
			"no subject":     with(func(p *inspection.CheckPlan) { p.Subject = " " }),
			"no period":      with(func(p *inspection.CheckPlan) { p.Period = "13" }),
			"no kind":        with(func(p *inspection.CheckPlan) { p.Kind = "discipline" }),
			"no ground":      with(func(p *inspection.CheckPlan) { p.Kind = "thematic" }),
			"no committee":   with(func(p *inspection.CheckPlan) { p.Kind, p.Ground = "thematic", "committee" }),
			"not scattered":  with(func(p *inspection.CheckPlan) { p.Kind, p.Ground = "thematic", "scattered" }),
		} {
			if _, err := put(db, cast.Hien, cast.Cell, p); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %v", name, err)
			}
		}
		exec(t, db, `insert into post_holding (tenant, id, person, post, org, from_day, to_day, decision, at, by_person) values ($1, 'cu', 'loc', 'committee', 'cell3', '2026-01-01', null, '', 0, 'system')`)
		theme := with(func(p *inspection.CheckPlan) { p.Kind, p.Ground, p.Period = "thematic", "committee", "12" })
		i, err := put(db, cast.Hien, cast.Cell, theme)
		if err != nil || i.Ground != "committee" {
			t.Fatalf("with a cell committee %+v %v", i, err)
		}
		if got, err := put(db, cast.Dung, cast.Ward, theme); err != nil || got.Ground != "" { // a committee needs no ground
			t.Errorf("the committee's own %+v %v", got, err)
		}
		if _, err := put(db, cast.Dung, cast.Ward, with(func(p *inspection.CheckPlan) { p.Subject = "Giám sát Cà Văn Panh" })); fault.KindOf(err) != fault.Invalid {
			t.Errorf("the committee names a member of a cell: %v", err)
		}
		for who, org := range map[string]string{cast.Dung: cast.Cell, cast.Panh: cast.Cell, cast.Mai: cast.Cell, cast.Hien: cast.Ward} {
			if _, err := put(db, who, org, dues); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s writes into %s: %v", who, org, err)
			}
		}
		for who, want := range map[string]bool{cast.Hien: true, cast.Loc: true, cast.Dung: true, cast.Mai: false, cast.Panh: false, cast.Admin: false} {
			err := db.TryRead(who, func(rd *store.Reader) error { _, err := inspection.Of(rd, cast.Cell, 2026); return err })
			if (err == nil) != want {
				t.Errorf("%s reads: %v", who, err)
			}
		}
		if _, err := write(db, cast.Hien, func(tx *store.Tx) (inspection.Check, error) {
			return inspection.Change(tx, cast.Book, i.ID, i.Version+1, dues)
		}); fault.KindOf(err) != fault.Conflict {
			t.Errorf("an older page: %v", err)
		}
		if _, err := write(db, cast.Hien, func(tx *store.Tx) (inspection.CheckYear, error) {
			return inspection.Adopt(tx, cast.Cell, 2026, 0, inspection.Adoption{Day: "2026-11-20"})
		}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("adopted without minutes: %v", err)
		}
		for range 2 {
			if i, err = write(db, cast.Hien, func(tx *store.Tx) (inspection.Check, error) {
				return inspection.Drop(tx, i.ID, i.Version, "Chuyển sang năm sau.")
			}); err != nil || i.Open() {
				t.Fatalf("dropped %+v %v", i, err)
			}
		}
	})
}
