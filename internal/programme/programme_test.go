package programme_test

import (
	"testing"

	"chibo/internal/fault"
	"chibo/internal/minutes/cast"
	"chibo/internal/programme"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func write[T any](db *storetest.DB, who string, do func(tx *store.Tx) (T, error)) (out T, err error) {
	err = db.TryWrite(who, func(tx *store.Tx) error {
		got, err := do(tx)
		out = got
		return err
	})
	return out, err
}

func begin(db *storetest.DB, who, org string) (programme.Programme, error) {
	return write(db, who, func(tx *store.Tx) (programme.Programme, error) {
		return programme.Begin(tx, cast.Book, programme.Programme{Org: org, Kind: programme.Year, Title: "Chương trình năm 2026", From: "2026-01-01", To: "2026-12-31"})
	})
}

var waste = programme.Target{Text: "Hộ phân loại rác", Measure: programme.Count, Unit: "hộ", Start: "40", Goal: "100", Due: "2026-12-31", Origin: programme.Covenant, Follower: cast.Hien}

func put(db *storetest.DB, who string, p programme.Programme, in programme.Target) (programme.Programme, error) {
	return write(db, who, func(tx *store.Tx) (programme.Programme, error) { return programme.Put(tx, p.ID, p.Version, in) })
}

func adopt(db *storetest.DB, who string, p programme.Programme, day string) (programme.Programme, error) {
	return write(db, who, func(tx *store.Tx) (programme.Programme, error) {
		return programme.Adopt(tx, p.ID, p.Version, programme.Decision{Day: day, Paper: "Nghị quyết số 01-NQ/CB"})
	})
}

func enter(db *storetest.DB, who string, p programme.Programme, in programme.Figure) (programme.Programme, error) {
	return write(db, who, func(tx *store.Tx) (programme.Programme, error) {
		return programme.Enter(tx, p.ID, p.Targets[0].ID, in)
	})
}

func get(db *storetest.DB, who, id string, n int) (p programme.Programme, err error) {
	err = db.TryRead(who, func(rd *store.Reader) (err error) { p, err = programme.Get(rd, id, n); return })
	return
}

// TestATargetIsAdoptedMeasuredCorrectedAndChanged walks a programme from its draft to its
// second edition.
func TestATargetIsAdoptedMeasuredCorrectedAndChanged(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		p, err := begin(db, cast.Hien, cast.Cell)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := begin(db, cast.Khoa, cast.Cell); err != nil || again.ID != p.ID {
			t.Errorf("the same programme twice: %v %v", again.ID, err)
		}
		if _, err := adopt(db, cast.Hien, p, "2026-01-10"); !fault.Is(err, "programme_empty") {
			t.Errorf("adopted without a target: %v", err)
		}
		for name, bad := range map[string]func(in *programme.Target){
			"text": func(in *programme.Target) { in.Text = " " }, "unit": func(in *programme.Target) { in.Unit = "" }, "goal": func(in *programme.Target) { in.Goal = "12,5" }, "start": func(in *programme.Target) { in.Start = "" },
			"due": func(in *programme.Target) { in.Due = "2027-01-01" }, "follower": func(in *programme.Target) { in.Follower = cast.Mai }, "measure": func(in *programme.Target) { in.Measure = "mood" }, "origin": func(in *programme.Target) { in.Origin = "" },
		} {
			in := waste
			bad(&in)
			if _, err := put(db, cast.Hien, p, in); fault.KindOf(err) != fault.Invalid {
				t.Errorf("a target with a bad %s: %v", name, err)
			}
		}
		for range 2 {
			if p, err = put(db, cast.Hien, p, waste); err != nil || len(p.Targets) != 1 {
				t.Fatalf("%+v %v", p, err)
			}
		}
		for _, who := range []string{cast.Mai, cast.Dung, cast.Panh} {
			if _, err := get(db, who, p.ID, 0); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s reads a draft: %v", who, err)
			}
		}
		if _, err := enter(db, cast.Hien, p, programme.Figure{AsOf: "2026-11-30", Value: "60"}); !fault.Is(err, "programme_not_adopted") {
			t.Errorf("a figure of a draft: %v", err)
		}
		if p, err = adopt(db, cast.Hien, p, "2026-01-10"); err != nil || p.Edition.AdoptedOn != "2026-01-10" || p.Targets[0].State != programme.Silent {
			t.Fatalf("%+v %v", p, err)
		}
		if _, err := put(db, cast.Hien, p, waste); !fault.Is(err, "programme_adopted") {
			t.Errorf("an adopted target was overwritten: %v", err)
		}
		measured(t, db, p)
		changed(t, db, p)
	})
}

// measured enters and corrects figures.
func measured(t *testing.T, db *storetest.DB, p programme.Programme) {
	t.Helper()
	for _, day := range []string{"2025-12-31", "2027-01-31", "2026-13-01", ""} {
		if _, err := enter(db, cast.Hien, p, programme.Figure{AsOf: day, Value: "60"}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("a figure of %q: %v", day, err)
		}
	}
	if _, err := enter(db, cast.Mai, p, programme.Figure{AsOf: "2026-11-30", Value: "60"}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a member enters a figure: %v", err)
	}
	for range 2 {
		if got, err := enter(db, cast.Hien, p, programme.Figure{AsOf: "2026-11-30", Value: "60.50"}); err != nil || got.Targets[0].State != programme.Behind || got.Targets[0].Value != "60.5" {
			t.Fatalf("%+v %v", got, err)
		}
	}
	if _, err := enter(db, cast.Khoa, p, programme.Figure{AsOf: "2026-11-30", Value: "95"}); !fault.Is(err, "programme_correct") {
		t.Errorf("corrected without a reason: %v", err)
	}
	if _, err := enter(db, cast.Khoa, p, programme.Figure{AsOf: "2026-11-30", Value: "95", N: 7, Reason: "x"}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("corrected from an older page: %v", err)
	}
	got, err := enter(db, cast.Khoa, p, programme.Figure{AsOf: "2026-11-29", Value: "95", N: 1, Reason: "Đếm sót ngõ 5"})
	if err != nil || got.Targets[0].State != programme.On {
		t.Fatalf("%+v %v", got, err)
	}
	var all []programme.Figure
	db.Read(t, cast.Mai, func(rd *store.Reader) (err error) { all, err = programme.Figures(rd, got, got.Targets[0].ID); return })
	if len(all) != 2 || !all[0].Stands || all[0].N != 2 || all[1].Stands || all[1].Value != "60.5" || all[1].ByName == "" {
		t.Errorf("the history: %+v", all)
	}
	up, err := get(db, cast.Dung, p.ID, 0)
	if err != nil || up.Targets[0].Follower != "" || up.Targets[0].FollowerName != "" {
		t.Errorf("the committee above reads who follows it: %+v %v", up.Targets, err)
	}
	db.Read(t, cast.Dung, func(rd *store.Reader) (err error) { all, err = programme.Figures(rd, up, up.Targets[0].ID); return })
	if len(all) != 2 || all[0].ByName != "" {
		t.Errorf("the committee above reads who entered it: %+v", all)
	}
	counts := func(on string) (out map[string]programme.Counts) {
		db.Read(t, store.System, func(rd *store.Reader) (err error) { out, err = programme.CountsBy(rd, on); return })
		return
	}
	if c := counts("2026-12-03")[cast.Cell]; c.On != 1 || c.All() != 1 {
		t.Errorf("counted %+v", c)
	}
	if c := counts("2026-11-26")[cast.Cell]; c.Silent != 1 { // nothing was known then
		t.Errorf("as at an earlier day %+v", c)
	}
	if c := counts("2026-01-05"); len(c) != 0 { // before it was adopted
		t.Errorf("before the meeting %+v", c)
	}
	var behind map[string]int
	db.Read(t, store.System, func(rd *store.Reader) (err error) { behind, err = programme.BehindBy(rd, "2026-12-03"); return })
	if len(behind) != 0 {
		t.Errorf("behind %+v", behind)
	}
}

// changed opens a second edition; the first stays readable, figures stay with the target.
func changed(t *testing.T, db *storetest.DB, p programme.Programme) {
	t.Helper()
	revise := func(reason string) (programme.Programme, error) {
		return write(db, cast.Hien, func(tx *store.Tx) (programme.Programme, error) { return programme.Revise(tx, p.ID, reason) })
	}
	if _, err := revise(" "); fault.KindOf(err) != fault.Invalid {
		t.Errorf("changed without a reason: %v", err)
	}
	draft, err := revise("Đảng ủy giao thêm")
	if again, err2 := revise("Đảng ủy giao thêm"); err != nil || err2 != nil || draft.Edition.N != 2 || again.Edition.N != 2 {
		t.Fatalf("%+v %v %v", draft.Edition, err, err2)
	}
	more := draft.Targets[0]
	more.Goal = "120"
	if _, err := write(db, cast.Hien, func(tx *store.Tx) (programme.Programme, error) { return programme.Put(tx, p.ID, 1, more) }); fault.KindOf(err) != fault.Conflict {
		t.Errorf("an older page writes the draft: %v", err)
	}
	if draft, err = put(db, cast.Hien, draft, more); err != nil || draft.Targets[0].Goal != "120" {
		t.Fatalf("%+v %v", draft, err)
	}
	if now, err := get(db, cast.Mai, p.ID, 0); err != nil || now.Edition.N != 1 || now.Targets[0].Goal != "100" || len(now.Editions) != 1 {
		t.Errorf("a draft is in force: %+v %v", now, err)
	}
	if _, err := adopt(db, cast.Hien, draft, "2026-01-09"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("adopted before the first: %v", err)
	}
	if _, err := write(db, cast.Hien, func(tx *store.Tx) (programme.Programme, error) {
		return programme.Adopt(tx, p.ID, draft.Version, programme.Decision{Meeting: "of-nobody"})
	}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("adopted in no meeting: %v", err)
	}
	for range 2 {
		got, err := adopt(db, cast.Hien, draft, "2026-11-20")
		if err != nil || got.Edition.N != 2 || got.Targets[0].State != programme.Behind {
			t.Errorf("%+v %v", got, err)
		}
	}
	if old, err := get(db, cast.Mai, p.ID, 1); err != nil || old.Targets[0].Goal != "100" || old.Targets[0].Value != "95" {
		t.Errorf("the old edition: %+v %v", old, err)
	}
	var due []programme.Review
	db.Read(t, cast.Hien, func(rd *store.Reader) (err error) {
		due, _, err = programme.ToReview(rd, cast.Cell, "2026-12-03")
		return
	})
	if len(due) != 1 || due[0].Target.Goal != "120" {
		t.Errorf("to be looked at: %+v", due)
	}
	if due, _, err := review(db, cast.Panh); err != nil || len(due) != 0 {
		if fault.KindOf(err) != fault.NotFound {
			t.Errorf("a neighbour: %+v %v", due, err)
		}
	}
}

func review(db *storetest.DB, who string) (due []programme.Review, silent int, err error) {
	err = db.TryRead(who, func(rd *store.Reader) (err error) {
		due, silent, err = programme.ToReview(rd, cast.Cell, "2026-12-03")
		return
	})
	return
}

// TestACommitteeHasItsOwn: its programme is its own, no cell reads it, and a draft thrown away is gone.
func TestACommitteeHasItsOwn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		if _, err := begin(db, cast.Dung, cast.Cell); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the committee writes the cell's programme: %v", err)
		}
		p, err := begin(db, cast.Dung, cast.Ward)
		if err != nil {
			t.Fatal(err)
		}
		own := waste
		own.Follower = cast.Dung
		if p, err = put(db, cast.Dung, p, own); err != nil {
			t.Fatal(err)
		}
		if _, err = adopt(db, cast.Dung, p, "2026-01-15"); err != nil {
			t.Fatal(err)
		}
		if _, err := get(db, cast.Hien, p.ID, 0); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a cell reads it: %v", err)
		}
		var over []programme.CellCounts
		db.Read(t, cast.Dung, func(rd *store.Reader) (err error) { over, err = programme.Over(rd, rd.Today()); return })
		if len(over) != 2 || over[0].Counts.All() != 0 {
			t.Errorf("the cells: %+v", over)
		}
		if err := db.TryWrite(cast.Dung, func(tx *store.Tx) error { return programme.Discard(tx, p.ID) }); !fault.Is(err, "programme_adopted") {
			t.Errorf("an adopted one was thrown away: %v", err)
		}
		q, err := begin(db, cast.Hien, cast.Cell)
		if err != nil {
			t.Fatal(err)
		}
		if err := db.TryWrite(cast.Hien, func(tx *store.Tx) error { return programme.Discard(tx, q.ID) }); err != nil {
			t.Fatal(err)
		}
		if _, err := get(db, cast.Hien, q.ID, 0); !store.IsNoRow(err) && fault.KindOf(err) != fault.NotFound {
			t.Errorf("a draft thrown away: %v", err)
		}
	})
}
