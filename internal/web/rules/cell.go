package rules

import (
	"net/http"

	"chibo/internal/access"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// cellGroup is one matter with what applies to a cell.
type cellGroup struct {
	Title string
	Open  bool
	Rules []cellRule
}

type cellRule struct {
	Text, Source string
	Status       ui.Tag
}

// cellRules is the page: what is looked for, and the matters.
type cellRules struct {
	Search ui.Search
	Found  string
	Groups []cellGroup
}

// Cell is what applies to a cell today, in a page: GET /chi-bo/{cb}/quy-dinh. Its members read it.
func Cell(w http.ResponseWriter, r *page.Request) error {
	var cell org.Org
	var today string
	if err := r.Read(func(rd *store.Reader) (err error) {
		today = rd.Today()
		if cell, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
			return err
		}
		return org.Must(rd, access.RuleRead, cell.ID)
	}); err != nil {
		return err
	}
	q, n := sought(r), 0
	byGroup := map[string][]cellRule{}
	for _, x := range applying(r.Book, today) {
		if forCell(x, cell) && matches(r, x, q) {
			byGroup[groupOf(x.Pack)] = append(byGroup[groupOf(x.Pack)], cellRule{name(r, x) + ". " + r.Either(x.TextVI, x.TextEN), x.Source.Line(), status(r, x)})
		}
	}
	show := cellRules{Search: ui.Search{Action: link.CellRules(cell.Slug), Name: "tim", Label: r.T("rulepage.search"), Value: q}}
	for _, g := range groups {
		if all := byGroup[g.key]; len(all) > 0 && g.key != "data" && g.key != "other" && g.key != "org" {
			n += len(all)
			show.Groups = append(show.Groups, cellGroup{groupTitle(r, g.key, len(all)), q != "", all})
		}
	}
	if q != "" {
		show.Found = r.T("rulepage.found", "n", n, "q", q)
	}
	return r.Page(w, 0, ui.Page{Title: r.T("rulepage.cell") + " · " + cell.Name, Where: cell.Name, Heading: r.T("rulepage.cell"), Sub: r.T("rulepage.on", "day", vi.ShowDay(today)), Back: &ui.Link{Href: link.Cell(cell.Slug)},
		Primary: &ui.Action{Text: r.T("rulepage.back"), Href: link.Cell(cell.Slug)}}, showCellRules(show))
}

// forCell tells whether a rule speaks of a cell of this kind or of its meetings.
func forCell(x rule.Rule, cell org.Org) bool {
	switch x.Scope.Meeting {
	case "committee", "standing":
		return false
	}
	return (x.Scope.Kind == "" || string(x.Scope.Kind) == cell.Kind) && (x.Scope.Level == "" || x.Scope.Level == "cell")
}
