package orgs

import (
	"net/http"

	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// kindDuty is what the page shows of a kind of cell.
type kindDuty struct {
	Lines   []string
	Note    string // what is left out, or that nothing is known
	Source  string
	From    string
	Assumed bool
}

// CellDuty is what a cell of this kind works on, from the rules of today: GET
// /chi-bo/{cb}/chuc-nang. Whoever may see the cell's name reads it.
func CellDuty(w http.ResponseWriter, r *page.Request) error {
	var cell org.Org
	var today string
	err := r.Read(func(rd *store.Reader) (err error) {
		today = rd.Today()
		cell, err = org.BySlug(rd, r.PathValue("cb"))
		return err
	})
	if err != nil {
		return err
	}
	d := r.Book.CellDuty(today, rule.OrgKind(cell.Kind))
	show := kindDuty{Source: d.Source.Line(), Assumed: d.Status != rule.Official}
	for _, line := range d.Lines {
		show.Lines = append(show.Lines, line.In(r.Words.Lang()))
	}
	switch {
	case !d.Found():
		show = kindDuty{Note: r.T("cellduty.none")}
	case d.HeadingsOnly:
		show.Note = r.T("cellduty.headings")
	}
	heading := r.T("cellduty.title")
	return r.Page(w, 0, ui.Page{Title: heading + " · " + cell.Name, Where: cell.Name, Heading: heading, BarTitle: r.T("cellduty.bar"), Sub: kindName(r, cell.Kind, today), Back: &ui.Link{Href: link.Help}, Primary: &ui.Action{Text: r.T("cellduty.home"), Href: link.Home}}, showCellDuty(show, r.T("cellduty.asof", "day", vi.ShowDay(today))))
}
