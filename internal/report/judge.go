package report

import (
	"fmt"

	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// judge says in which state a cell's month is at the end of a day.
func judge(rd *store.Reader, book *rule.Book, r raw, today string) CellRow {
	row := r.CellRow
	row.StartsAt = r.startsAt
	ruled := row.Month + "-01"
	reg := regime(rd, book, ruled, row.Kind)
	if reg.Day > 0 {
		ruled = fmt.Sprintf("%s-%02d", row.Month, reg.Day)
	}
	expected := row.PlannedDay
	if expected == "" {
		if expected = ruled; reg.Day == 0 { // no day for all: until the month is over nothing is late
			expected = vi.AddDays(firstAfter(row.Month), -1)
		}
	}
	if r.openedAt > 0 {
		row.HeldDay = store.Day(r.openedAt)
	}
	switch {
	case row.HeldDay == "":
	case reg.Day > 0:
		row.OnTime = row.HeldDay <= ruled
	default:
		row.OnTime = row.HeldDay == row.PlannedDay
	}
	over := false
	if reg.ReportDays > 0 {
		row.DueDay = vi.AddDays(expected, reg.ReportDays)
		over = today > row.DueDay
	}
	switch {
	case row.SealedAt > 0:
		row.State = Sealed
	case row.HeldDay != "" && over:
		row.State = Late
	case row.HeldDay != "":
		row.State = Held
	case row.MissedOn != "":
		row.State = Missed
	case row.Meeting == "" && r.founded > expected:
		row.State, row.DueDay = New, ""
	case over:
		row.State = Silent
	case row.Meeting != "" && today < expected:
		row.State = Planned
	case today >= expected:
		row.State = NotDue
	default:
		row.State = None
	}
	return row
}

// regime asks for the law of a day once for all cells of a kind.
func regime(rd *store.Reader, book *rule.Book, day, kind string) rule.Regime {
	r, _ := store.Memo(rd, "report.regime/"+day+"/"+kind, func() (rule.Regime, error) { return book.Regime(day, rule.OrgKind(kind)), nil })
	return r
}
