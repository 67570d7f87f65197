package desk_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"chibo/internal/desk"
	"chibo/internal/fault"
	"chibo/internal/minutes/cast"
	"chibo/internal/report"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// on is the database as it answers in the morning of a day.
func on(t *testing.T, db *storetest.DB, day string) *storetest.DB {
	t.Helper()
	at, err := time.ParseInLocation(time.DateOnly, day, store.Vietnam)
	if err != nil {
		t.Fatal(err)
	}
	return &storetest.DB{DB: db.DB.WithClock(func() time.Time { return at.Add(8 * time.Hour) }), Tenant: db.Tenant, Clock: db.Clock}
}

func board(t *testing.T, db *storetest.DB, month, day string) (b desk.Board) {
	t.Helper()
	db.Read(t, cast.Dung, func(rd *store.Reader) (err error) {
		b, err = desk.Of(rd, cast.Book, cast.Ward, month, day)
		return err
	})
	return b
}

func exec(t *testing.T, db *storetest.DB, text string, args ...any) {
	t.Helper()
	db.Write(t, store.System, func(tx *store.Tx) error { _, err := tx.Exec(text, args...); return err })
}

// codes are the reasons of a cell, in their order.
func codes(b desk.Board, cell string) (out []string) {
	f, _ := b.Needs(cell)
	for _, why := range f.Reasons {
		out = append(out, why.Code)
	}
	return out
}

// TestACellStandsOnceWithItsReasonsTheGravestFirst: cell 4 has one member, so it can
// never resolve; what else is said of either follows from what happened.
func TestACellStandsOnceWithItsReasonsTheGravestFirst(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		for _, step := range []struct {
			name, day, change string
			three, four       []string
		}{
			{"before the day nothing is late", "2026-12-01", ``, nil, []string{desk.FewCan}},
			{"the report's day is over", "2026-12-06", ``, []string{desk.Silent}, []string{desk.Silent, desk.FewCan}},
			{"no secretary", "2026-12-01", `update post_holding set to_day = '2026-12-01' where tenant = $1 and post = 'secretary' and org = 'cell3'`, []string{desk.Unled}, []string{desk.FewCan}},
			{"a term that ended", "2026-12-01", `insert into term (tenant, org, from_day, to_day) values ($1, 'cell3', '2022-06-01', '2024-12-01')`, []string{desk.Unled, desk.TermOver}, []string{desk.FewCan}},
			{"a paper sent five days ago", "2026-12-01", `insert into directive (tenant, id, org, number, issued_on, issuer, abstract, asked, summary, level, audience, discuss_by, sent_on, changed_on, recalled_on, recall_reason, version, by_person) values ($1, 'd', 'ward', '1', '2026-11-20', 'x', 'x', 'x', 'x', 'normal', 'members', '', '2026-11-26', '', '', '', 1, '')`, []string{desk.Unled, desk.TermOver}, []string{desk.FewCan}},
			{"and not opened", "2026-12-01", `insert into directive_cell (tenant, directive, org, document, left_out, sent_on, opened_on) values ($1, 'd', 'cell4', 'p', false, '2026-11-26', '')`, []string{desk.Unled, desk.TermOver}, []string{desk.FewCan}},
			{"on the sixth day it is a reason", "2026-12-02", ``, []string{desk.Unled, desk.TermOver}, []string{desk.FewCan, desk.Unread}},
			{"as it stood the day before it is none", "2026-12-01", ``, []string{desk.Unled, desk.TermOver}, []string{desk.FewCan}},
			{"a new one began", "2026-12-01", `insert into term (tenant, org, from_day, to_day) values ($1, 'cell3', '2024-12-01', '2027-06-01')`, []string{desk.Unled}, []string{desk.FewCan}},
		} {
			if step.change != "" {
				exec(t, db, step.change)
			}
			b := board(t, on(t, db, step.day), "2026-12", step.day)
			if got := codes(b, cast.Cell); !slices.Equal(got, step.three) {
				t.Errorf("%s: cell 3 %v, want %v", step.name, got, step.three)
			}
			if got := codes(b, cast.Other); !slices.Equal(got, step.four) {
				t.Errorf("%s: cell 4 %v, want %v", step.name, got, step.four)
			}
			seen := map[string]bool{}
			for _, f := range b.Exceptions {
				if seen[f.Cell.Org] {
					t.Errorf("%s: %s stands twice", step.name, f.Cell.Name)
				}
				seen[f.Cell.Org] = true
			}
		}
		// Both silent: the order among equals is the committee's own.
		if b := board(t, on(t, db, "2026-12-06"), "2026-12", "2026-12-06"); len(b.Exceptions) != 2 || b.Exceptions[0].Cell.Org != cast.Cell {
			t.Errorf("the order is %+v", b.Exceptions)
		}
	})
}

// TestTwoCellsAtOneHourAndPlaceAreAsked: the same hall half an hour apart overlaps,
// two hours apart or another hall does not.
func TestTwoCellsAtOneHourAndPlaceAreAsked(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		cast.Meeting(t, db, "c3", cast.Cell, "2026-12-03", "announced")
		cast.Meeting(t, db, "c4", cast.Other, "2026-12-03", "announced")
		for _, step := range []struct {
			name, change string
			clash        bool
		}{
			{"the same hour", ``, true},
			{"written otherwise, half an hour later", `update meeting set starts_at = starts_at + 1800000, place = 'nha van hoa TỔ 3' where tenant = $1 and id = 'c4'`, true},
			{"two hours later", `update meeting set starts_at = starts_at + 5400000 where tenant = $1 and id = 'c4'`, false},
			{"another hall", `update meeting set starts_at = starts_at - 7200000, place = 'Nhà văn hóa tổ 4' where tenant = $1 and id = 'c4'`, false},
		} {
			if step.change != "" {
				exec(t, db, step.change)
			}
			b := board(t, on(t, db, "2026-12-01"), "2026-12", "2026-12-01")
			for _, cell := range []string{cast.Cell, cast.Other} {
				if got := slices.Contains(codes(b, cell), desk.Clash); got != step.clash {
					t.Errorf("%s: %s clashes %v", step.name, cell, got)
				}
			}
		}
	})
}

// TestTheDeskAsAtADayKnowsNothingOfTheNext: a month held on the 3rd and sealed on the
// 4th reads on the 2nd, the 3rd and the 4th as it did then, members and tasks too.
func TestTheDeskAsAtADayKnowsNothingOfTheNext(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		cast.Meeting(t, db, "c3", cast.Cell, "2026-12-03", "closed")
		day := func(text string) int64 { return store.DayEnd(text) - 12*3600_000 }
		exec(t, db, `update meeting set created_at = $2, confirmed_at = $3, sealed_at = $3, state = 'sealed' where tenant = $1 and id = 'c3'`, day("2026-11-20"), day("2026-12-04"))
		exec(t, db, `insert into task (tenant, id, org, meeting, owner, deed, measure, due, report_at, follower, decider, outside, state, result, assigned_on, closed_on, version, came_on, came_from)
			values ($1, 't1', 'cell3', 'c3', 'm-loc', 'Đặt 2 thùng rác', '', '2026-12-10', '2027-01', '', '', false, 'done_late', 'done_late', '2026-12-04', '2026-12-20', 1, '2026-12-04', '')`)
		exec(t, db, `update member_span set to_day = '2026-12-15' where tenant = $1 and member = 'm-loc'`)
		exec(t, db, `insert into meeting_score (tenant, meeting, suggested, self, self_reason, self_by, voted, vote, voted_at, confirmed, confirmed_reason, confirmed_by, confirmed_at, band, band_rule, version) values ($1, 'c3', 9000, 9300, '', '', 9300, '', $2, 9000, '', 'dung', $3, '', '', 1)`, day("2026-12-04"), day("2026-12-22"))
		later := on(t, db, "2026-12-28")
		later.Write(t, store.System, func(tx *store.Tx) error { return report.Recompute(tx, cast.Book, cast.Cell, "2026-12") })
		for _, want := range []struct {
			day, state                       string
			members, present, overdue, waits int
		}{
			{"2026-11-19", report.None, 7, 0, 0, 0},
			{"2026-12-02", report.Planned, 7, 0, 0, 0},
			{"2026-12-03", report.Held, 7, 0, 0, 0},
			{"2026-12-04", report.Sealed, 7, 5, 0, 1},
			{"2026-12-11", report.Sealed, 7, 5, 1, 1},
			{"2026-12-20", report.Sealed, 6, 5, 0, 1},
			{"2026-12-22", report.Sealed, 6, 5, 0, 0},
		} {
			b := board(t, later, "2026-12", want.day)
			got := b.Rows[0]
			if got.State != want.state || got.Members != want.members || got.Present != want.present || got.TasksOverdue != want.overdue || b.Waiting != want.waits {
				t.Errorf("%s: %+v, waiting %d; want %+v", want.day, got, b.Waiting, want)
			}
			if store.Day(b.At) != want.day {
				t.Errorf("%s says %s", want.day, store.Day(b.At))
			}
		}
		// A score may wait five days; on the sixth the committee owes an answer, and the
		// cell says so where it stands for another reason.
		if got := codes(board(t, later, "2026-12", "2026-12-10"), cast.Cell); len(got) != 0 {
			t.Errorf("a score that waits alone is %v", got)
		}
		exec(t, later, `update post_holding set to_day = '2026-12-01' where tenant = $1 and post = 'secretary' and org = 'cell3'`)
		for day, waits := range map[string]bool{"2026-12-09": false, "2026-12-10": true, "2026-12-22": false} {
			if got := slices.Contains(codes(board(t, later, "2026-12", day), cast.Cell), desk.Score); got != waits {
				t.Errorf("%s: the score is owed: %v", day, got)
			}
		}
		// The month after shows how far December's tasks came.
		if s := board(t, later, "2027-01", "2026-12-15").Steps; s.Given != 1 || s.Complete != 1 || s.Reported != 0 || s.Done != 0 || s.Resolutions != 1 {
			t.Errorf("steps on the 15th %+v", s)
		}
		if s := board(t, later, "2027-01", "2026-12-28").Steps; s.Reported != 1 || s.Done != 1 {
			t.Errorf("steps on the 28th %+v", s)
		}
	})
}

// TestTheBoardHoldsNoNameAndIsTheCommittees: numbers of cells for those who may see
// the month; nobody else has it, and no person is in it.
func TestTheBoardHoldsNoNameAndIsTheCommittees(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		cast.Meeting(t, db, "c3", cast.Cell, "2026-12-03", "closed")
		b := board(t, on(t, db, "2026-12-06"), "2026-12", "2026-12-06")
		text, err := json.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"Hiên", "Huy", "Lộc", "Mai", "Panh", cast.Hien, cast.M(cast.Mai)} {
			if strings.Contains(string(text), name) {
				t.Errorf("the board holds %s", name)
			}
		}
		for who, top := range map[string]string{cast.Loc: cast.Cell, cast.Hien: cast.Ward, cast.Panh: cast.Cell, cast.Admin: cast.Ward, "": cast.Ward} {
			err := db.TryRead(who, func(rd *store.Reader) error {
				_, err := desk.Of(rd, cast.Book, top, "2026-12", "2026-12-06")
				return err
			})
			if fault.KindOf(err) != fault.NotFound {
				t.Errorf("%q reads the board of %s: %v", who, top, err)
			}
		}
	})
}

// TestAStripKnowsItsThematicMonths: a thematic sitting marks its month, alone it is
// not the month's meeting, and a cell has no month before it was founded.
func TestAStripKnowsItsThematicMonths(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		cast.Meeting(t, db, "c10", cast.Cell, "2026-10-03", "closed")
		cast.Meeting(t, db, "c11", cast.Cell, "2026-11-03", "closed")
		cast.Meeting(t, db, "c12", cast.Cell, "2026-12-03", "closed")
		exec(t, db, `update meeting set kind = 'thematic' where tenant = $1 and id = 'c10'`)
		exec(t, db, `update meeting set kind = 'combined' where tenant = $1 and id = 'c11'`)
		exec(t, db, `update org_edge set valid_from = '2026-11-15' where tenant = $1 and org = 'cell4'`)
		late := on(t, db, "2026-12-28")
		late.Read(t, cast.Dung, func(rd *store.Reader) error {
			m, err := report.Ward(rd, cast.Book, cast.Ward, "2026-12")
			if err != nil {
				return err
			}
			all, err := report.Months(rd, cast.Book, m, m.Rows, "2026-10")
			if err != nil {
				return err
			}
			three, four := all[cast.Cell], all[cast.Other]
			if r := three["2026-10"]; r.State != report.Silent || !r.Thematic {
				t.Errorf("a thematic sitting alone %+v", r)
			}
			if r := three["2026-11"]; r.HeldDay == "" || !r.Thematic || !r.OnTime {
				t.Errorf("a combined one %+v", r)
			}
			if r := three["2026-12"]; r.HeldDay == "" || r.Thematic {
				t.Errorf("a regular one %+v", r)
			}
			if _, there := four["2026-10"]; there {
				t.Error("a cell has a month before it was founded")
			}
			if r := four["2026-12"]; r.State != report.Silent {
				t.Errorf("its first month %+v", r)
			}
			return nil
		})
	})
}
