package desk

import (
	"slices"

	"chibo/internal/report"
	"chibo/internal/rule"
	"chibo/internal/vi"
)

// Clashes finds the cells registered for the same place at overlapping hours, each
// with one other: they meet together, or one of them has to move.
func Clashes(rows []report.CellRow, book *rule.Book) map[string]report.CellRow {
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
		pair(here, book, out)
	}
	return out
}

// pair gives each row that overlaps another of the same list that other, the one that
// begins before it first.
func pair(here []report.CellRow, book *rule.Book, into map[string]report.CellRow) {
	slices.SortStableFunc(here, func(a, b report.CellRow) int { return int(a.StartsAt - b.StartsAt) })
	for i, c := range here[min(1, len(here)):] {
		before := here[i]
		if c.StartsAt > 0 && before.StartsAt > 0 && overlap(before, c, book) {
			into[c.Org] = before
			if _, there := into[before.Org]; !there {
				into[before.Org] = c
			}
		}
	}
}

// overlap tells of two meetings, the earlier first, whether the second begins before the
// first is over. A cell's meeting is taken to be as long as its rule asks.
func overlap(before, c report.CellRow, book *rule.Book) bool {
	long := book.Regime(c.PlannedDay, rule.OrgKind(before.Kind)).MinMinutes
	return c.StartsAt < before.StartsAt+int64(long)*60_000
}

// Doubled finds the cells whose meetings overlap that of another cell the same comrade
// answers for: he cannot attend both. By cell, who answers for it.
func Doubled(rows []report.CellRow, book *rule.Book, charge map[string][]string) map[string]report.CellRow {
	of := map[string][]report.CellRow{}
	for _, c := range rows {
		for _, person := range charge[c.Org] {
			if c.StartsAt > 0 {
				of[person] = append(of[person], c)
			}
		}
	}
	out := map[string]report.CellRow{}
	for _, his := range of {
		pair(his, book, out)
	}
	return out
}
