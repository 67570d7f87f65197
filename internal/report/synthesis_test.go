package report_test

import (
	"testing"
	"time"

	"chibo/internal/fault"
	"chibo/internal/minutes/cast"
	"chibo/internal/org"
	"chibo/internal/report"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestTheYearIsAddedUpFromWhatIsKnown: what cells did over the months, of a cell
// founded within them its part, and nothing is 0 that nobody knows.
func TestTheYearIsAddedUpFromWhatIsKnown(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		cast.Meeting(t, db, "c3", cast.Cell, "2026-12-03", "closed")
		db.Write(t, store.System, func(tx *store.Tx) error {
			if err := report.Recompute(tx, cast.Book, cast.Cell, "2026-12"); err != nil {
				return err
			}
			if _, err := org.Create(tx, org.New{Code: "01.001.000.000.077", Name: "Chi bộ Mới", Kind: "residential", Parent: cast.Ward, From: "2026-11-15"}); err != nil {
				return err
			}
			for _, text := range []string{
				`insert into opinion (tenant, id, meeting, item, member, kind, gist, at, by_person) select tenant, 'o1', id, '', 'm', 'contribute', '', opened_at, 'p' from meeting where tenant = $1 and id = 'c3'`,
				`insert into meeting (tenant, id, org, period, kind, n, starts_at, day, place, day_reason, state, premeeting, opened_at, regime_rule, version, created_at, created_by) select tenant, 'cd', org, period, 'thematic', 1, starts_at, day, '', '', 'in_session', '', opened_at, '', 1, created_at, 's' from meeting where tenant = $1 and id = 'c3'`,
				`update member set admitted_on = '2026-12-01' where tenant = $1 and id in (select member from member_span where tenant = $1 and org = '` + cast.Cell + `' and from_day <= '2026-12-01' order by member limit 1)`,
			} {
				if _, err := tx.Exec(text); err != nil {
					return err
				}
			}
			return nil
		})
		at := time.Date(2026, 12, 6, 8, 0, 0, 0, store.Vietnam)
		after := storetest.DB{DB: db.DB.WithClock(func() time.Time { return at }), Tenant: db.Tenant, Clock: db.Clock}
		after.Read(t, cast.Dung, func(rd *store.Reader) error {
			s, err := report.SynthesisAt(rd, cast.Book, cast.Ward, "2026-01", "2026-12", rd.Today())
			if err != nil {
				return err
			}
			rows := map[string]report.Span{}
			for _, x := range s.Rows {
				rows[x.Name] = x
			}
			x := rows["Chi bộ Tổ dân phố 3"]
			if x.Held != 1 || x.Present != 5 || x.Expected != 6 || x.Opinions == nil || *x.Opinions != 1 || *x.Thematic != 1 || *x.Topics != 0 || *x.Admitted != 1 {
				t.Errorf("the cell that met: %+v", x)
			}
			if x := rows["Chi bộ Tổ dân phố 4"]; x.Held != 0 || x.Opinions != nil || x.Thematic != nil || x.Admitted != nil || x.Expected != 0 || len(x.Missing) == 0 {
				t.Errorf("the cell of which nothing is known: %+v", x)
			}
			if x := rows["Chi bộ Mới"]; x.First != "2026-11" || x.Founded != "2026-11-15" || !s.Part(x) {
				t.Errorf("the cell founded in November: %+v", x)
			}
			if s.Cells != 3 || s.Total.Present != 5 || *s.Total.Opinions != 1 {
				t.Errorf("together: %+v", s.Total)
			}
			before, err := report.SynthesisAt(rd, cast.Book, cast.Ward, "2026-01", "2026-12", "2026-11-30") // as it stood then
			if err == nil && (before.Months != 11 || before.Total.Held != 0 || before.Total.Opinions != nil || before.On != "2026-11-30") {
				t.Errorf("at the end of November: %+v", before.Total)
			}
			none, more := report.SynthesisAt(rd, cast.Book, cast.Ward, "2024-01", "2024-12", rd.Today()) // before there was a cell
			if more == nil && len(none.Rows) != 0 {
				t.Errorf("2024: %+v", none.Rows)
			}
			return err
		})
		if err := db.TryRead(cast.Loc, func(rd *store.Reader) error {
			_, err := report.SynthesisAt(rd, cast.Book, cast.Ward, "2026-01", "2026-12", "2026-12-31")
			return err
		}); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a member reads the committee's year: %v", err)
		}
	})
}
