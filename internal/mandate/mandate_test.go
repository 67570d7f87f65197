package mandate_test

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/mandate"
	"chibo/internal/minutes"
	"chibo/internal/minutes/cast"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// inspected is the cast with Mai as inspector of the ward, Loc as its secretary, and sealed
// minutes and a resolution of a meeting of either cell.
func inspected(t *testing.T, db *storetest.DB) {
	t.Helper()
	cast.Build(t, db)
	cast.Meeting(t, db, "c3", cast.Cell, "2026-11-03", "closed")
	cast.Meeting(t, db, "c4", cast.Other, "2026-11-03", "closed")
	db.Write(t, store.System, func(tx *store.Tx) error {
		for _, p := range [][]string{{"bb3", "c3", cast.Cell, "minutes"}, {"nq3", "c3", cast.Cell, "resolution"}, {"bb4", "c4", cast.Other, "minutes"}} {
			if _, err := tx.Exec(`insert into paper (tenant, id, meeting, org, type, number, symbol, version, body, salt, commitment, previous, leaf, scribe, scribe_at, chair, chair_at, sealed_at) values ($1, $2, $3, $4, $5, 1, 'Số 01', 1, $6, $7, $7, null, '', '', 0, '', 0, 0)`,
				p[0], p[1], p[2], p[3], []byte(`{"body":{"cell":"x","parts":[]}}`), []byte("x")); err != nil {
				return err
			}
		}
		for person, post := range map[string]string{cast.Mai: "inspector", cast.Loc: "ward_secretary", cast.Tin: "ward_deputy"} {
			if _, err := tx.Exec(`insert into post_holding (tenant, id, person, post, org, from_day, to_day, decision, at, by_person) values ($1, $2, $3, $4, 'ward', '2026-01-01', null, '', 0, 'system')`, "h-"+person, person, post); err != nil {
				return err
			}
		}
		return nil
	})
}

var decision = mandate.Decision{Person: cast.Mai, Number: "07-QĐ/ĐU", IssuedOn: "2026-12-01", Issuer: "Đảng ủy phường", Cells: []string{cast.Other}, FromMonth: "2026-10", UntilMonth: "2026-12", EndsOn: "2026-12-31", Told: mandate.AtOnce}

func enter(db *storetest.DB, who string, d mandate.Decision) (m mandate.Mandate, err error) {
	err = db.TryWrite(who, func(tx *store.Tx) error {
		got, err := mandate.Enter(tx, cast.Ward, d)
		m = got
		return err
	})
	return m, err
}

func open(db *storetest.DB, who, id, paper string) error {
	return db.TryWrite(who, func(tx *store.Tx) error { _, _, err := minutes.OpenUnder(tx, id, paper); return err })
}

func openings(t *testing.T, db *storetest.DB, who, cell string) (all []mandate.Opening) {
	t.Helper()
	db.Read(t, who, func(rd *store.Reader) (err error) { all, err = mandate.OfCell(rd, cell); return })
	return all
}

// TestMinutesAreReadUnderADecisionUntilItsDay: by the officer it names alone, of its cells
// and months, minutes alone; every opening is seen by the cell; past its day nothing opens.
func TestMinutesAreReadUnderADecisionUntilItsDay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		inspected(t, db)
		m, err := enter(db, cast.Loc, decision)
		if err != nil || !m.Active || len(m.Cells) != 1 {
			t.Fatalf("entered %+v %v", m, err)
		}
		if again, err := enter(db, cast.Tin, decision); err != nil || again.ID != m.ID {
			t.Errorf("the same twice %+v %v", again, err)
		}
		wider := decision
		wider.Cells = []string{cast.Other, cast.Cell}
		if _, err := enter(db, cast.Loc, wider); fault.KindOf(err) != fault.Invalid {
			t.Errorf("the same number with another scope: %v", err)
		}
		for paper, want := range map[string]bool{"bb4": true, "bb3": false, "nq3": false, "none": false} {
			if err := open(db, cast.Mai, m.ID, paper); (err == nil) != want {
				t.Errorf("%s: %v", paper, err)
			}
		}
		for _, who := range []string{cast.Loc, cast.Tin, cast.Dung, cast.Hien, cast.Panh, cast.Admin, cast.Khoa} {
			if err := open(db, who, m.ID, "bb4"); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s reads under the decision of another: %v", who, err)
			}
			if who == cast.Panh {
				continue
			}
			if err := db.TryRead(who, func(rd *store.Reader) error { _, err := minutes.Versions(rd, "bb4"); return err }); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s reads the minutes: %v", who, err)
			}
		}
		// Nothing else becomes visible to the officer: no other page of the paper, no resolution.
		for _, paper := range []string{"bb4", "nq3"} {
			if paper == "nq3" { // Mai is a member of cell 3: of another she reads nothing
				continue
			}
			if err := db.TryRead(cast.Mai, func(rd *store.Reader) error { _, err := minutes.Versions(rd, paper); return err }); fault.KindOf(err) != fault.NotFound {
				t.Errorf("the officer reads %s beside the decision: %v", paper, err)
			}
		}
		if err := open(db, cast.Mai, m.ID, "bb4"); err != nil {
			t.Fatal(err)
		}
		if all := openings(t, db, cast.Panh, cast.Other); len(all) != 1 || all[0].Times != 2 || all[0].Number != "07-QĐ/ĐU" || all[0].Viewer != "Lò Thị Mai" {
			t.Errorf("the cell sees %+v", all)
		}
		if err := db.TryRead(cast.Hien, func(rd *store.Reader) error { _, err := mandate.OfCell(rd, cast.Other); return err }); fault.KindOf(err) != fault.NotFound {
			t.Errorf("another cell sees it: %v", err)
		}
		db.Clock.Set(storetest.Start.AddDate(0, 0, 28)) // 31/12
		if err := open(db, cast.Mai, m.ID, "bb4"); err != nil {
			t.Errorf("on the last day: %v", err)
		}
		db.Clock.Set(storetest.Start.AddDate(0, 0, 29))
		if err := open(db, cast.Mai, m.ID, "bb4"); !fault.Is(err, "mandate_over") {
			t.Errorf("after the last day: %v", err)
		}
	})
}

// TestADecisionIsEnteredByAnotherAndEnds: nobody gives himself the right, the days and cells
// are real, an end before the day or the loss of the post closes it, and a decision that is
// told afterwards is seen afterwards.
func TestADecisionIsEnteredByAnotherAndEnds(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		inspected(t, db)
		with := func(change func(*mandate.Decision)) mandate.Decision { d := decision; change(&d); return d }
		for name, d := range map[string]mandate.Decision{
			"no inspector":    with(func(d *mandate.Decision) { d.Person = cast.Khoa }),
			"no number":       with(func(d *mandate.Decision) { d.Number = " " }),
			"no issuer":       with(func(d *mandate.Decision) { d.Issuer = "" }),
			"issued tomorrow": with(func(d *mandate.Decision) { d.IssuedOn = "2026-12-04" }),
			"over before":     with(func(d *mandate.Decision) { d.EndsOn = "2026-12-02" }),
			"for years":       with(func(d *mandate.Decision) { d.EndsOn = "2028-12-02" }),
			"months reversed": with(func(d *mandate.Decision) { d.FromMonth, d.UntilMonth = "2026-12", "2026-10" }),
			"no cells":        with(func(d *mandate.Decision) { d.Cells = nil }),
			"no such cell":    with(func(d *mandate.Decision) { d.Cells = []string{"nowhere"} }),
			"the committee":   with(func(d *mandate.Decision) { d.Cells = []string{cast.Ward} }),
			"told never":      with(func(d *mandate.Decision) { d.Told = "" }),
		} {
			if _, err := enter(db, cast.Loc, d); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %v", name, err)
			}
		}
		for _, who := range []string{cast.Mai, cast.Dung, cast.Hien, cast.Admin} {
			if _, err := enter(db, who, decision); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s enters a decision: %v", who, err)
			}
		}
		db.Write(t, store.System, func(tx *store.Tx) error { // the deputy is inspector too
			_, err := tx.Exec(`insert into post_holding (tenant, id, person, post, org, from_day, to_day, decision, at, by_person) values ($1, 'own', $2, 'inspector', 'ward', '2026-01-01', null, '', 0, 'system')`, cast.Tin)
			return err
		})
		if _, err := enter(db, cast.Tin, with(func(d *mandate.Decision) { d.Person = cast.Tin })); fault.KindOf(err) != fault.Invalid {
			t.Errorf("for himself: %v", err)
		}
		m, err := enter(db, cast.Loc, with(func(d *mandate.Decision) { d.Told = mandate.AfterEnd }))
		if err != nil {
			t.Fatal(err)
		}
		if err := open(db, cast.Mai, m.ID, "bb4"); err != nil {
			t.Fatal(err)
		}
		if all := openings(t, db, cast.Panh, cast.Other); len(all) != 0 {
			t.Errorf("told before the end %+v", all)
		}
		db.Write(t, store.System, func(tx *store.Tx) error {
			_, err := tx.Exec(`update post_holding set to_day = '2026-12-03' where tenant = $1 and id = $2`, "h-"+cast.Mai)
			return err
		})
		if err := open(db, cast.Mai, m.ID, "bb4"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("without the post: %v", err)
		}
		for range 2 {
			if err := db.TryWrite(cast.Tin, func(tx *store.Tx) error { _, err := mandate.End(tx, m.ID, m.Version); return err }); err != nil {
				t.Error(err)
			}
		}
		if all := openings(t, db, cast.Panh, cast.Other); len(all) != 1 {
			t.Errorf("told after the end %+v", all)
		}
	})
}

// TestTheInspectorHoldsNoOtherRight: of all actions the post carries one.
func TestTheInspectorHoldsNoOtherRight(t *testing.T) {
	for action, posts := range access.Actions() {
		if reach := posts[access.Inspector]; reach != access.None && action != access.MandateRead {
			t.Errorf("the inspector may %s", action)
		}
	}
}

// TestWhatACellSentIsOpenedInItsSight: the committee reads what was sent, and the cell sees
// who opened it; its own readers are not written down.
func TestWhatACellSentIsOpenedInItsSight(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		inspected(t, db)
		look := func(who string) error {
			return db.TryWrite(who, func(tx *store.Tx) error { return minutes.OpenSent(tx, "bb4", 1) })
		}
		if err := look(cast.Dung); fault.KindOf(err) != fault.NotFound {
			t.Errorf("not sent and opened: %v", err)
		}
		db.Write(t, cast.Panh, func(tx *store.Tx) error { return minutes.Send(tx, "bb4", 1) })
		for _, who := range []string{cast.Dung, cast.Loc, cast.Panh} {
			if err := look(who); err != nil {
				t.Errorf("%s: %v", who, err)
			}
		}
		all := openings(t, db, cast.Panh, cast.Other)
		if len(all) != 2 || all[0].Number != "" {
			t.Errorf("the cell sees %+v", all)
		}
	})
}
