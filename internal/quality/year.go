package quality

import (
	"chibo/internal/access"
	"chibo/internal/report"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// CellYear is one cell's year, as the committee lists it.
type CellYear struct {
	report.CellRow
	Year
}

// Years rolls the year of every cell below a committee up, in the order of the
// tree. A year still running is read as far as it has come.
func Years(rd *store.Reader, book *rule.Book, org, year string) ([]CellYear, error) {
	if err := access.Must(rd, access.ScoreConfirm, org); err != nil {
		return nil, err
	}
	cells, err := report.Ward(rd, book, org, min(year+"-12", vi.MonthOf(rd.Today())))
	if err != nil {
		return nil, err
	}
	out := make([]CellYear, 0, len(cells.Rows))
	for _, c := range cells.Rows {
		y, err := yearOf(rd, book, c.Org, year)
		if err != nil {
			return nil, err
		}
		out = append(out, CellYear{c, y})
	}
	return out, nil
}
