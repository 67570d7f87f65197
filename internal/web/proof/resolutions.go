package proof

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/minutes"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// Resolutions is GET: what a cell resolved in a year, for its members and for
// the committee above.
func Resolutions(w http.ResponseWriter, r *page.Request) error {
	var cell org.Org
	var all []minutes.Resolved
	year := r.URL.Query().Get("nam")
	if err := r.Read(func(rd *store.Reader) (err error) {
		if cell, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
			return err
		}
		if len(year) != 4 || !vi.ValidDay(year+"-01-01") {
			year = rd.Today()[:4]
		}
		all, err = minutes.Resolutions(rd, cell.ID, year)
		return err
	}); err != nil {
		return err
	}
	heading := r.T("own.resolutions")
	p := ui.Page{Title: heading + " · " + cell.Name, Heading: heading, Sub: r.T("own.resolutions.year", "year", year), Where: cell.Name, Back: &ui.Link{Href: link.Home}, Primary: &ui.Action{Text: r.T("own.home"), Href: link.Home}}
	before := strconv.Itoa(atoi(year) - 1)
	more := ui.Links([]ui.Link{{Text: r.T("own.resolutions.before", "year", before), Href: link.Resolutions(cell.Slug, before)}})
	if len(all) == 0 {
		return r.Page(w, 0, p, templ.Join(ui.NoteBox(ui.Note{Kind: "info", Text: r.T("own.resolutions.none")}), more))
	}
	p.Primary = &ui.Action{Text: r.T("own.resolutions.last"), Href: link.PaperPage(all[0].ID)}
	var rows []ui.Row
	for _, x := range all {
		row := ui.Row{Href: link.PaperPage(x.ID), Icon: "lock", Kind: "sealed", Title: r.T("own.resolution", "number", r.No(x.Symbol)), Second: r.T("own.resolution.second", "day", vi.ShowDay(x.Day), "count", x.Tasks)}
		if x.Version > 1 {
			row.Tag = &ui.Tag{Kind: "warn", Icon: "pen-line", Text: versionName(r, x.Version)}
		}
		rows = append(rows, row)
	}
	return r.Page(w, 0, p, templ.Join(ui.LinkList(rows), more))
}
