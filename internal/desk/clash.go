package desk

import (
	"slices"

	"chibo/internal/report"
	"chibo/internal/rule"
	"chibo/internal/vi"
)

// clashes finds the cells registered for the same place at overlapping hours, each
// with one other: they meet together, or one of them has to move. A cell's meeting
// is taken to be as long as its rule asks.
func clashes(rows []report.CellRow, book *rule.Book) map[string]report.CellRow {
	type spot struct{ day, place string }
	at := map[spot][]report.CellRow{}
	for _, c := range rows {
		if c.StartsAt > 0 && c.Place != "" {
			s := spot{c.PlannedDay, vi.Fold(c.Place)}
			at[s] = append(at[s], c)
		}
	}
	out := map[string]report.CellRow{}
	for _, here := range at {
		slices.SortStableFunc(here, func(a, b report.CellRow) int { return int(a.StartsAt - b.StartsAt) })
		for i, c := range here[1:] {
			before := here[i]
			long := book.Regime(c.PlannedDay, rule.OrgKind(before.Kind)).MinMinutes
			if c.StartsAt < before.StartsAt+int64(long)*60_000 {
				out[c.Org] = before
				if _, there := out[before.Org]; !there {
					out[before.Org] = c
				}
			}
		}
	}
	return out
}
