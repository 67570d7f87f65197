package assist_test

import (
	"slices"
	"testing"

	"chibo/internal/assist"
	"chibo/internal/desk"
	"chibo/internal/fault"
	"chibo/internal/minutes/cast"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func exec(t *testing.T, db *storetest.DB, text string, args ...any) {
	t.Helper()
	db.Write(t, store.System, func(tx *store.Tx) error { _, err := tx.Exec(text, args...); return err })
}

func write(db *storetest.DB, who string, do func(tx *store.Tx) (assist.Plan, error)) (out assist.Plan, err error) {
	err = db.TryWrite(who, func(tx *store.Tx) error {
		got, err := do(tx)
		out = got
		return err
	})
	return out, err
}

// ward is the cast with Huy in charge of the cell of Panh.
func ward(t *testing.T, db *storetest.DB) {
	t.Helper()
	cast.Build(t, db)
	exec(t, db, `insert into post_holding (tenant, id, person, post, org, from_day, to_day, decision, at, by_person) values ($1, 'charge', 'huy', 'in_charge', 'cell4', '2026-01-01', null, '', 0, 'system')`)
}

var help = assist.Help{Person: cast.Huy, Aim: "Cùng chi bộ chuẩn bị nội dung sinh hoạt", Reasons: []string{"held_late", "few_came"}, Why: "Chi ủy mới, chưa quen việc.", Until: "2027-02-15"}

func plan(db *storetest.DB, who string, h assist.Help) (assist.Plan, error) {
	return write(db, who, func(tx *store.Tx) (assist.Plan, error) { return assist.Make(tx, cast.Book, cast.Other, h) })
}

func say(db *storetest.DB, who string, p assist.Plan, w assist.Word) (assist.Plan, error) {
	return write(db, who, func(tx *store.Tx) (assist.Plan, error) { return assist.Say(tx, cast.Book, p.ID, p.Version, w) })
}

func counts(t *testing.T, db *storetest.DB, on string) (open map[string]int, due map[string]assist.Due) {
	t.Helper()
	db.Read(t, store.System, func(rd *store.Reader) (err error) {
		if open, err = assist.OpenBy(rd, on); err == nil {
			due, err = assist.DueBy(rd, on)
		}
		return err
	})
	return open, due
}

// TestOnlyTheCellSaysThatItIsWell: written, done in steps, more help asked for with a new
// day, and settled by the cell's word alone.
func TestOnlyTheCellSaysThatItIsWell(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		ward(t, db)
		p, err := plan(db, cast.Dung, help)
		if err != nil || !slices.Equal(p.Reasons, []string{"few_came", "held_late"}) || p.Name != "Phạm Quốc Huy" {
			t.Fatalf("made %+v %v", p, err)
		}
		if again, err := plan(db, cast.Huy, help); err != nil || again.ID != p.ID {
			t.Errorf("the same twice: %+v %v", again, err)
		}
		for range 2 {
			if p, err = write(db, cast.Huy, func(tx *store.Tx) (assist.Plan, error) {
				return assist.Add(tx, cast.Book, p.ID, "Dự họp chi ủy trước buổi sinh hoạt", "2026-12-28")
			}); err != nil || len(p.Steps) != 1 || p.Next() != "2026-12-28" {
				t.Fatalf("step %+v %v", p, err)
			}
		}
		if open, due := counts(t, db, "2026-12-28"); open[cast.Other] != 1 || due[cast.Other] != (assist.Due{N: 1, Day: "2026-12-28"}) {
			t.Errorf("counted %v %v", open, due)
		}
		for range 2 {
			if p, err = write(db, cast.Huy, func(tx *store.Tx) (assist.Plan, error) {
				return assist.Result(tx, p.ID, 1, 1, "Đã dự, chi ủy thống nhất 4 nội dung.")
			}); err != nil || p.Steps[0].DoneOn == "" {
				t.Fatalf("result %+v %v", p, err)
			}
		}
		if _, err := say(db, cast.Huy, p, assist.Word{Word: assist.Well}); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the committee speaks for the cell: %v", err)
		}
		if _, err := say(db, cast.Panh, p, assist.Word{Word: assist.More}); !fault.Is(err, "assist_until") && fault.KindOf(err) != fault.Invalid {
			t.Errorf("more without a day: %v", err)
		}
		for range 2 {
			if p, err = say(db, cast.Panh, p, assist.Word{Word: assist.More, Until: "2027-03-31", Text: "Còn khó khâu viết nghị quyết."}); err != nil || !p.Open() || p.UntilOn != "2027-03-31" {
				t.Fatalf("more %+v %v", p, err)
			}
		}
		stale := p
		stale.Version = 1
		if _, err := say(db, cast.Panh, stale, assist.Word{Word: assist.Well}); fault.KindOf(err) != fault.Conflict {
			t.Errorf("an older page: %v", err)
		}
		for range 2 {
			if p, err = say(db, cast.Panh, p, assist.Word{Word: assist.Well}); err != nil || p.Closing != assist.Settled {
				t.Fatalf("well %+v %v", p, err)
			}
		}
		if _, err := write(db, cast.Dung, func(tx *store.Tx) (assist.Plan, error) { return assist.Withdraw(tx, p.ID, p.Version, "x") }); !fault.Is(err, "assist_closed") {
			t.Errorf("withdrawn after the word: %v", err)
		}
		today := storetest.Start.Format("2006-01-02")
		if open, due := counts(t, db, today); len(open)+len(due) != 0 {
			t.Errorf("settled and counted %v %v", open, due)
		}
	})
}

// TestBadDaysAndWordsAreRefused: a day past, a holiday, a step beyond the plan, no reason,
// a helper of no committee; of a withdrawal the cell reads why.
func TestBadDaysAndWordsAreRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		ward(t, db)
		for name, h := range map[string]assist.Help{
			"past":      {Person: cast.Huy, Aim: "x", Why: "x", Until: "2026-11-01"},
			"holiday":   {Person: cast.Huy, Aim: "x", Why: "x", Until: "2027-01-01"},
			"no day":    {Person: cast.Huy, Aim: "x", Why: "x", Until: "2027-13-40"},
			"no reason": {Person: cast.Huy, Aim: "x", Reasons: []string{"weather"}, Until: "2027-02-15"},
			"no aim":    {Person: cast.Huy, Why: "x", Until: "2027-02-15"},
			"stranger":  {Person: cast.Mai, Aim: "x", Why: "x", Until: "2027-02-15"},
		} {
			if _, err := plan(db, cast.Dung, h); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := plan(db, cast.Panh, help); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the cell plans its own help: %v", err)
		}
		p, err := plan(db, cast.Dung, help)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := write(db, cast.Huy, func(tx *store.Tx) (assist.Plan, error) {
			return assist.Add(tx, cast.Book, p.ID, "x", "2027-02-16")
		}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("a step beyond the plan: %v", err)
		}
		changed := help
		changed.Aim = "Cùng chi ủy soạn nội dung"
		if p, err = write(db, cast.Huy, func(tx *store.Tx) (assist.Plan, error) {
			return assist.Change(tx, cast.Book, p.ID, p.Version, changed)
		}); err != nil || p.Aim != changed.Aim {
			t.Fatalf("changed %+v %v", p, err)
		}
		if _, err := write(db, cast.Dung, func(tx *store.Tx) (assist.Plan, error) { return assist.Change(tx, cast.Book, p.ID, 1, help) }); fault.KindOf(err) != fault.Conflict {
			t.Errorf("an older page: %v", err)
		}
		for range 2 {
			if p, err = write(db, cast.Dung, func(tx *store.Tx) (assist.Plan, error) {
				return assist.Withdraw(tx, p.ID, p.Version, "Đảng ủy cử đồng chí khác tăng cường hẳn.")
			}); err != nil || p.Closing != assist.Withdrawn {
				t.Fatalf("withdrawn %+v %v", p, err)
			}
		}
		db.Read(t, cast.Panh, func(rd *store.Reader) error {
			all, err := assist.OfCell(rd, cast.Other)
			if len(all) != 1 || all[0].ClosingText == "" {
				t.Errorf("the cell reads %+v", all)
			}
			return err
		})
		if _, err := say(db, cast.Panh, p, assist.Word{Word: assist.Well}); !fault.Is(err, "assist_closed") {
			t.Errorf("said after the withdrawal: %v", err)
		}
	})
}

// TestWhoLeavesHandsOverAndAMergedCellsPlanGoesOn: who left is shown and given nothing; the
// plan of a cell that became part of another stands there, that of one dissolved is ended.
func TestWhoLeavesHandsOverAndAMergedCellsPlanGoesOn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		ward(t, db)
		p, err := plan(db, cast.Dung, help)
		if err != nil {
			t.Fatal(err)
		}
		today := storetest.Start.Format("2006-01-02")
		exec(t, db, `update post_holding set to_day = $2 where tenant = $1 and id = 'charge'`, today)
		owed := func(who string) (all []assist.Plan) {
			db.Read(t, who, func(rd *store.Reader) (err error) { all, err = assist.Owed(rd, "2026-09-01"); return })
			return all
		}
		if all := owed(cast.Dung); len(all) != 1 || !all[0].Ownerless {
			t.Fatalf("left %+v", all)
		}
		give := func(person string) error {
			_, err := write(db, cast.Dung, func(tx *store.Tx) (assist.Plan, error) { return assist.Give(tx, p.ID, person) })
			return err
		}
		if err := give(cast.Panh); fault.KindOf(err) != fault.Invalid {
			t.Errorf("given to one of the cell: %v", err)
		}
		if err := give(cast.Dung); err != nil || owed(cast.Dung)[0].Ownerless {
			t.Errorf("given: %v", err)
		}
		exec(t, db, `update org_edge set valid_to = $2 where tenant = $1 and org = 'cell4'`, today)
		if all := owed(cast.Dung); len(all) != 1 || all[0].Closing != assist.Ended || all[0].ClosedOn != today {
			t.Errorf("dissolved %+v", all)
		}
		if _, err := say(db, cast.Panh, p, assist.Word{Word: assist.Well}); err == nil {
			t.Error("a cell that stands no more says its word")
		}
		for range 2 {
			db.Write(t, store.System, func(tx *store.Tx) error { return assist.Follow(tx, cast.Other, cast.Cell) })
		}
		db.Read(t, cast.Hien, func(rd *store.Reader) error {
			all, err := assist.Waiting(rd, cast.Cell)
			if len(all) != 1 || all[0].CameFrom != "Chi bộ Tổ dân phố 4" {
				t.Errorf("merged %+v", all)
			}
			return err
		})
	})
}

// TestWhoReadsAPlan: the cell's committee, its comrade in charge, the office; nobody else.
func TestWhoReadsAPlan(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		ward(t, db)
		p, err := plan(db, cast.Huy, help)
		if err != nil {
			t.Fatal(err)
		}
		for who, want := range map[string]bool{cast.Panh: true, cast.Huy: true, cast.Dung: true, cast.Hien: false, cast.Mai: false, cast.Admin: false} {
			err := db.TryRead(who, func(rd *store.Reader) error { _, err := assist.Get(rd, p.ID); return err })
			if (err == nil) != want {
				t.Errorf("%s reads: %v", who, err)
			}
		}
	})
}

// TestTheReasonsAreTheDesks: a plan names what the desk says.
func TestTheReasonsAreTheDesks(t *testing.T) {
	if !slices.Equal(assist.Codes, desk.Codes) {
		t.Errorf("%v, the desk has %v", assist.Codes, desk.Codes)
	}
}
