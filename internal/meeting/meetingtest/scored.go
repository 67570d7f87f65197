package meetingtest

import (
	"fmt"
	"slices"
	"testing"

	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// ScoredCell is a further cell whose score waits for the committee.
type ScoredCell struct{ Org, Slug, Meeting string }

// Scored founds so many cells whose meeting of December was held, voted on by the
// central table as the evidence says, and confirmed in its minutes; those of differs
// voted one line otherwise than it was counted.
func (c Cast) Scored(t testing.TB, db *storetest.DB, cells int, differs ...int) []ScoredCell {
	t.Helper()
	table, ok := Book.TableByRef("quality.table.hd42@1")
	if !ok {
		t.Fatal("no central table")
	}
	var out []ScoredCell
	begun := StartsAt - 10_800_000 // held in the afternoon of that day
	db.Write(t, store.System, func(tx *store.Tx) error {
		made := make([]ScoredCell, 0, cells)
		for i := range cells {
			o, err := org.Create(tx, org.New{Code: fmt.Sprintf("01.001.000.000.%03d", 100+i), Name: fmt.Sprintf("Chi bộ Bản %d", i+1), Kind: "residential", Parent: c.Ward, From: "2025-07-01"})
			if err != nil {
				return err
			}
			s := ScoredCell{o.ID, o.Slug, store.NewID()}
			if _, err := tx.Exec(`insert into meeting (tenant, id, org, period, kind, n, starts_at, day, place, day_reason, state, premeeting, opened_at, closed_at, confirmed_at, sealed_at, regime_rule, version, created_at, created_by)
				values ($1, $2, $3, '2026-12', 'regular', 1, $4, '2026-12-03', '', '', 'sealed', '', $4, $5, $5, $5, '', 1, $4, 'system')`, s.Meeting, s.Org, begun, begun+5_400_000); err != nil {
				return err
			}
			given := map[string]rule.Points{}
			for _, l := range table.Criteria {
				p := l.Max - 50
				var suggested any
				if given[l.Code] = p; l.Metric != "" {
					suggested = int64(p)
				}
				if l.Code == "2" && slices.Contains(differs, i) {
					suggested = int64(p) - 100
				}
				if _, err := tx.Exec(`insert into score_line (tenant, meeting, code, suggested, policy, self, reason, voted, confirmed, confirmed_reason) values ($1, $2, $3, $4, '', $5, '', $5, null, '')`, s.Meeting, l.Code, suggested, int64(p)); err != nil {
					return err
				}
			}
			total := int64(table.Sum(given, nil).Points)
			if _, err := tx.Exec(`insert into meeting_score (tenant, meeting, suggested, self, self_reason, self_by, self_at, voted, vote, voted_at, confirmed_reason, confirmed_by, band, band_rule, table_rule, out_of, version)
				values ($1, $2, $3, $3, '', '', $4, $3, '', $4, '', '', $5, $6, $6, $7, 3)`, s.Meeting, total, StartsAt, table.Word(rule.Points(total)), table.Ref.String(), int64(table.Total)); err != nil {
				return err
			}
			made = append(made, s)
		}
		out = made
		return nil
	})
	return out
}
