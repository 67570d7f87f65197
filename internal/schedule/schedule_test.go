package schedule_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"chibo/internal/fault"
	"chibo/internal/minutes"
	"chibo/internal/minutes/cast"
	"chibo/internal/schedule"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

const month = "2026-12"

func exec(t *testing.T, db *storetest.DB, text string, args ...any) {
	t.Helper()
	db.Write(t, store.System, func(tx *store.Tx) error { _, err := tx.Exec(text, args...); return err })
}

func register(t *testing.T, db *storetest.DB) (reg schedule.Register) {
	t.Helper()
	db.Read(t, cast.Dung, func(rd *store.Reader) (err error) {
		reg, err = schedule.Of(rd, cast.Book, cast.Ward, month)
		return err
	})
	return reg
}

func row(reg schedule.Register, org string) schedule.Booking {
	i := slices.IndexFunc(reg.Rows, func(r schedule.Booking) bool { return r.Org == org })
	if i < 0 {
		return schedule.Booking{}
	}
	return reg.Rows[i]
}

func approve(db *storetest.DB, who string, tokens ...string) (n int, err error) {
	err = db.TryWrite(who, func(tx *store.Tx) error {
		got, err := schedule.Approve(tx, cast.Book, cast.Ward, month, tokens)
		n = got
		return err
	})
	return n, err
}

func issue(db *storetest.DB, who string, number int) (n schedule.Notice, err error) {
	err = db.TryWrite(who, func(tx *store.Tx) error {
		got, err := schedule.Issue(tx, cast.Book, cast.Ward, month, number)
		n = got
		return err
	})
	return n, err
}

func pending(t *testing.T, db *storetest.DB, who string) (n int) {
	t.Helper()
	db.Read(t, who, func(rd *store.Reader) (err error) { n, _, err = schedule.Pending(rd, cast.Ward); return })
	return n
}

// TestACellGoesFromWaitingToApproved: it waits, registers, is approved as it stood; moved
// since it is registered again; what was moved is not approved unseen.
func TestACellGoesFromWaitingToApproved(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		if r := row(register(t, db), cast.Cell); r.Status != schedule.Waiting || r.Secretary != "Lường Thị Hiên" || r.Token != "" {
			t.Fatalf("before it registered %+v", r)
		}
		if _, err := issue(db, cast.Dung, 0); !fault.Is(err, "schedule_unapproved") {
			t.Errorf("a notice of nothing: %v", err)
		}
		cast.Meeting(t, db, "c3", cast.Cell, "2026-12-03", "planned")
		reg := register(t, db)
		r := row(reg, cast.Cell)
		if r.Status != schedule.Registered || r.Day != "2026-12-03" || reg.Waiting != 1 || reg.Registered != 1 || pending(t, db, cast.Dung) != 1 || pending(t, db, cast.Hien) != 0 {
			t.Fatalf("registered %+v", reg)
		}
		if _, err := approve(db, cast.Dung); fault.KindOf(err) != fault.Invalid {
			t.Errorf("nothing ticked: %v", err)
		}
		exec(t, db, `update meeting set starts_at = starts_at + 1800000 where tenant = $1 and id = 'c3'`)
		if _, err := approve(db, cast.Dung, r.Token); !fault.Is(err, "schedule_moved") {
			t.Errorf("approved what nobody saw: %v", err)
		}
		r = row(register(t, db), cast.Cell)
		for i, want := range []int{1, 0} {
			if n, err := approve(db, cast.Dung, r.Token, r.Token); err != nil || n != want {
				t.Errorf("approval %d: %d %v", i, n, err)
			}
		}
		if reg = register(t, db); row(reg, cast.Cell).Status != schedule.Approved || reg.Approved != 1 || pending(t, db, cast.Dung) != 0 {
			t.Errorf("approved %+v", reg)
		}
		exec(t, db, `update meeting set place = 'Trường tiểu học' where tenant = $1 and id = 'c3'`)
		if reg = register(t, db); row(reg, cast.Cell).Status != schedule.Registered || pending(t, db, cast.Dung) != 1 {
			t.Errorf("moved since %+v", reg)
		}
		exec(t, db, `update meeting set opened_at = starts_at - 86400000 where tenant = $1 and id = 'c3'`)
		if _, err := approve(db, cast.Dung, row(register(t, db), cast.Cell).Token); !fault.Is(err, "schedule_held") {
			t.Errorf("approved after it was held: %v", err)
		}
	})
}

// TestWhatStandsInTheWayIsShown: the same hall at the same hour, one comrade due at two
// cells, a public holiday; another hour clears the first two.
func TestWhatStandsInTheWayIsShown(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		cast.Meeting(t, db, "c3", cast.Cell, "2026-12-03", "planned")
		cast.Meeting(t, db, "c4", cast.Other, "2026-12-03", "planned")
		for n, cell := range []string{cast.Cell, cast.Other} {
			exec(t, db, `insert into post_holding (tenant, id, person, post, org, from_day, to_day, decision, at, by_person) values ($1, $2, 'dung', 'in_charge', $3, '2026-01-01', null, '', 0, 'system')`, fmt.Sprint("charge", n), cell)
		}
		if r := row(register(t, db), cast.Cell); r.With != "Chi bộ Tổ dân phố 4" || r.Doubled != "Chi bộ Tổ dân phố 4" || r.Clear() || !slices.Equal(r.Charge, []string{"Quàng Thị Dung"}) {
			t.Errorf("both %+v", r)
		}
		exec(t, db, `update meeting set place = 'Trường tiểu học' where tenant = $1 and id = 'c4'`)
		if r := row(register(t, db), cast.Cell); r.With != "" || r.Doubled == "" {
			t.Errorf("another hall %+v", r)
		}
		exec(t, db, `update meeting set starts_at = starts_at - 7200000 where tenant = $1 and id = 'c4'`)
		if r := row(register(t, db), cast.Cell); !r.Clear() {
			t.Errorf("another hour %+v", r)
		}
		if h := cast.Book.Holidays(2026).Name("2026-09-02"); h == "" {
			t.Fatal("the rules know no holiday")
		}
		exec(t, db, `update meeting set day = '2026-09-02' where tenant = $1 and id = 'c3'`)
		if r := row(register(t, db), cast.Cell); r.Holiday == "" {
			t.Errorf("on a holiday %+v", r)
		}
	})
}

// TestOneNoticeTellsAllCells: the same twice is one, a number may follow, what moved since
// makes another that names the one before; a merged cell is named as changed; a cell reads
// it, a stranger does not; nobody stands in it.
func TestOneNoticeTellsAllCells(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		cast.Meeting(t, db, "c3", cast.Cell, "2026-12-03", "planned")
		cast.Meeting(t, db, "c4", cast.Other, "2026-12-04", "planned")
		both := register(t, db)
		if _, err := approve(db, cast.Dung, row(both, cast.Cell).Token, row(both, cast.Other).Token); err != nil {
			t.Fatal(err)
		}
		for _, number := range []int{0, 0, 12, 12, 0} {
			n, err := issue(db, cast.Dung, number)
			if err != nil || n.N != 1 || len(n.Words.Lines) != 2 || n.Before != "" {
				t.Fatalf("issued %+v %v", n, err)
			}
		}
		exec(t, db, `update meeting set starts_at = starts_at + 1800000 where tenant = $1 and id = 'c3'`)
		if reg := register(t, db); len(reg.Changed) != 1 || reg.Changed[0].StartsAt != 0 || reg.Notice.Number != 12 {
			t.Errorf("moved and not approved %+v", reg.Changed)
		}
		if _, err := approve(db, cast.Dung, row(register(t, db), cast.Cell).Token); err != nil {
			t.Fatal(err)
		}
		n, err := issue(db, cast.Dung, 13)
		if err != nil || n.N != 2 || n.BeforeNo != 12 {
			t.Fatalf("the second %+v %v", n, err)
		}
		db.Read(t, cast.Panh, func(rd *store.Reader) error {
			told, err := schedule.Told(rd, cast.Other, month)
			if err != nil || told == nil || told.N != 2 {
				t.Fatalf("a cell reads %+v %v", told, err)
			}
			p, err := schedule.Paper(rd, cast.Book, *told)
			if err != nil {
				return err
			}
			text := p.Text(minutes.CommitteeForm(cast.Book, told.IssuedOn))
			for _, want := range []string{"Chi bộ Tổ dân phố 4", "20:00 thứ Năm, 03/12/2026", "thay Thông báo số 12", "Số 13-TB/ĐU", "ĐẢNG ỦY PHƯỜNG SÔNG XANH"} {
				if !strings.Contains(strings.ReplaceAll(text, "\u00a0", " "), want) {
					t.Errorf("the paper lacks %q:\n%s", want, text)
				}
			}
			if strings.Contains(text, "Hiên") || strings.Contains(text, "Panh") {
				t.Error("somebody is named in the notice")
			}
			return nil
		})
		exec(t, db, `update org_edge set valid_to = $2 where tenant = $1 and org = 'cell4'`, storetest.Start.Format("2006-01-02"))
		if reg := register(t, db); len(reg.Changed) != 1 || reg.Changed[0].Name != "Chi bộ Tổ dân phố 4" || reg.Changed[0].StartsAt != 0 || row(reg, cast.Other).Org != "" {
			t.Errorf("merged since %+v", reg)
		}
	})
}

// TestWhoKeepsTheSchedule: the office and its leaders; a cell reads its own notice alone.
func TestWhoKeepsTheSchedule(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		for name, err := range map[string]error{
			"a secretary approves":     func() error { _, err := approve(db, cast.Hien, "x"); return err }(),
			"a secretary tells all":    func() error { _, err := issue(db, cast.Hien, 0); return err }(),
			"a secretary reads all":    db.TryRead(cast.Hien, func(rd *store.Reader) error { _, err := schedule.Of(rd, cast.Book, cast.Ward, month); return err }),
			"another cell's notice":    db.TryRead(cast.Hien, func(rd *store.Reader) error { _, err := schedule.Told(rd, cast.Other, month); return err }),
			"the administrator":        db.TryRead(cast.Admin, func(rd *store.Reader) error { _, err := schedule.Of(rd, cast.Book, cast.Ward, month); return err }),
			"a number nobody can give": func() error { _, err := issue(db, cast.Dung, -1); return err }(),
		} {
			want := fault.NotFound
			if strings.HasPrefix(name, "a number") {
				want = fault.Invalid
			}
			if fault.KindOf(err) != want {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}
