package ward

import (
	"cmp"
	"slices"
	"strconv"

	"chibo/internal/report"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// inTable is how many cells the month's table shows at once.
const inTable = 100

// paged gives the rows of one page of the table, and the way to the next. A committee
// whose cells fit keeps its own order; of a larger one those whose news or papers are
// overdue come first, each group in the committee's order. The totals stay those of all.
func (l look) paged(r *page.Request) (rows []report.CellRow, next *ui.Link) {
	if len(l.now.Rows) <= inTable {
		return l.now.Rows, nil
	}
	late := func(c report.CellRow) int { // 0 silent, 1 papers, 2 the others
		if n := slices.Index([]string{report.Silent, report.Late}, c.State); n >= 0 {
			return n
		}
		return 2
	}
	all := slices.Clone(l.now.Rows)
	slices.SortStableFunc(all, func(a, b report.CellRow) int { return cmp.Compare(late(a), late(b)) })
	from, to := r.Rows(len(all), inTable)
	if to < len(all) {
		next = &ui.Link{Text: r.T("wardpage.table.more", "count", len(all)-to), Href: link.Month(l.top.Slug, l.month) + "?tu=" + strconv.Itoa(to)}
	}
	return all[from:to], next
}
