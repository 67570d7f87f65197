package directives

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/directive"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// Cell is GET /cap-uy/{cu}/chi-bo/{cb}/van-ban: the papers one cell got and how far it
// came with each.
func Cell(w http.ResponseWriter, r *page.Request) error {
	var top, cell org.Org
	var all []directive.Had
	works := map[string][]directive.Work{}
	err := r.Read(func(rd *store.Reader) (err error) {
		if top, err = committee(rd, r, access.DirectiveView); err != nil {
			return err
		}
		if cell, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
			return err
		}
		if cell.Path < top.Path || cell.Path >= access.After(top.Path) || !cell.Cell() {
			return fault.Missing()
		}
		if all, err = directive.OfCell(rd, cell.ID); err != nil {
			return err
		}
		done, err := directive.WorksOf(rd, cell.ID)
		works = map[string][]directive.Work{}
		for _, w := range done {
			works[w.Directive] = append(works[w.Directive], w)
		}
		return err
	})
	if err != nil {
		return err
	}
	p := frame(r, top, cell.Name, link.CellSeen(top.Slug, cell.Slug))
	p.Title, p.Sub, p.Wide = r.T("directive.cell")+" · "+cell.Name, r.T("directive.cell"), true
	p.Primary = &ui.Action{Text: r.T("directive.back"), Href: link.Directives(top.Slug)}
	if len(all) == 0 {
		return r.Page(w, 0, p, ui.Empty("mail", r.T("directive.cell.none"), r.T("directive.cell.none.next"), nil))
	}
	t := ui.Table{Caption: r.T("directive.cell.table", "count", len(all)), Columns: columns(r, r.T("documentpage.one")), Brief: true}
	for _, h := range all {
		name := ui.Cell{Text: h.Number + ": " + h.Abstract, Href: link.Directive(top.Slug, h.ID)}
		if h.Org != top.ID { // of another committee between: its page stands there
			name.Href = ""
		}
		rest := steps(r, h.Step, works[h.ID])
		if h.RecalledOn != "" {
			rest[0] = ui.Cell{Tag: tag(r, "document.state.recalled")}
		}
		t.Rows = append(t.Rows, append([]ui.Cell{name}, rest...))
	}
	return r.Page(w, 0, p, templ.Join(Steps(t), ui.WhoSees(r.T("directive.cell.limit"))))
}
