package report_test

import (
	"testing"
	"time"

	"chibo/internal/minutes/cast"
	"chibo/internal/report"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// A cell that met and was merged within the month counts with its meeting, once and only
// from the day on; one that had not met counts nowhere; one founded after the day of all
// cells owes nothing; a second meeting of the month changes no count.
func TestAMonthKeepsWhatACellDidBeforeItWasGone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		cast.Meeting(t, db, "c3", cast.Cell, "2026-12-03", "closed")
		cast.Meeting(t, db, "c4", cast.Other, "2026-12-03", "announced")
		db.Write(t, store.System, func(tx *store.Tx) error {
			for _, text := range []string{
				`update org_edge set valid_to = '2026-12-10' where tenant = $1 and org in ('cell3', 'cell4')`, // both merged into a third
				`insert into org (tenant, id, code, slug, version, created_at) values ($1, 'cell5', '5', 'cell5', 1, 0)`,
				`insert into org_edge (tenant, org, valid_from, valid_to, parent, name, kind, path, position) values ($1, 'cell5', '2026-12-10', null, 'ward', 'Chi bộ Tổ dân phố 5', 'residential', 'a.e.', 9)`,
				// the same cell met twice in its month: the second sitting is no second row
				`insert into meeting (tenant, id, org, period, kind, n, starts_at, day, place, day_reason, state, chair, scribe, premeeting, opened_at, closed_at, regime_rule, version, created_at, created_by)
					select tenant, 'again', org, period, kind, 2, starts_at, day, place, day_reason, state, chair, scribe, premeeting, opened_at, closed_at, regime_rule, 1, 0, 'system' from meeting where tenant = $1 and id = 'c3'`,
			} {
				if _, err := tx.Exec(text); err != nil {
					return err
				}
			}
			return report.Recompute(tx, cast.Book, cast.Cell, "2026-12")
		})
		db.Clock.Set(time.Date(2026, 12, 20, 8, 0, 0, 0, store.Vietnam))
		db.Read(t, cast.Dung, func(rd *store.Reader) error {
			after, err := report.Ward(rd, cast.Book, cast.Ward, "2026-12")
			if err != nil {
				return err
			}
			if len(after.Rows) != 2 || after.Rows[0].Org != cast.Cell || after.Rows[0].GoneOn != "2026-12-10" || after.Rows[0].HeldDay != "2026-12-03" || after.Rows[0].Present != 5 {
				t.Errorf("after the merger: %+v", after.Rows)
			}
			if young := after.Rows[1]; young.Org != "cell5" || young.State != report.New || young.DueDay != "" {
				t.Errorf("the one founded after the day of all: %+v", young)
			}
			if s := after.Totals; s.Cells != 2 || s.Met != 1 || s.New != 1 || s.Members != 0 || s.Silent != 0 || s.Waiting != 1 {
				t.Errorf("the totals: %+v", s)
			}
			before, err := report.WardAt(rd, cast.Book, cast.Ward, "2026-12", "2026-12-09")
			if err != nil {
				return err
			}
			if len(before.Rows) != 2 || before.Rows[0].GoneOn != "" || before.Rows[1].Org != cast.Other || before.Rows[1].State != report.Silent || before.Totals.Members != 8 {
				t.Errorf("as at the day before: %+v", before.Rows)
			}
			months, err := report.Months(rd, cast.Book, after, after.Rows, "2026-10")
			if got := months["cell5"]; err == nil && (len(got) != 1 || got["2026-12"].State != report.New) {
				t.Errorf("the months of the young cell: %+v", got)
			}
			return err
		})
	})
}
