package mandates

import (
	"net/http"

	"chibo/internal/fault"
	"chibo/internal/mandate"
	"chibo/internal/minutes"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// Mine is GET /xem-bien-ban: the inspector's own decisions.
func Mine(w http.ResponseWriter, r *page.Request) error {
	var all []mandate.Mandate
	if err := r.Read(func(rd *store.Reader) (err error) { all, err = mandate.Mine(rd); return }); err != nil {
		return err
	}
	var rows []ui.Row
	for _, m := range all {
		one := row(r, m, link.ReadUnder(m.ID))
		one.Second = word(r, "mine.second", "count", len(m.Cells), "day", vi.ShowDay(m.EndsOn))
		rows = append(rows, one)
	}
	heading := word(r, "read")
	p := ui.Page{Title: heading, Heading: heading, Where: heading, Role: r.RoleLine(), Primary: &ui.Action{Text: word(r, "contents"), Href: link.Contents}}
	return r.Page(w, 0, p, list(word(r, "mine.intro"), word(r, "mine.none"), rows))
}

// banner stands on each page that is read under a decision (design/ux.md 4.12).
func banner(r *page.Request, m mandate.Mandate) *ui.Note {
	return &ui.Note{Kind: "warn", Text: word(r, "banner."+m.Told, "number", m.Number, "day", vi.ShowDay(m.EndsOn)), Vi: m.Number}
}

// Scope is GET /xem-bien-ban/{id}: the meetings whose minutes may be opened.
func Scope(w http.ResponseWriter, r *page.Request) error {
	var m mandate.Mandate
	var all []minutes.Inspected
	if err := r.Read(func(rd *store.Reader) (err error) { m, all, err = minutes.Under(rd, r.PathValue("id")); return }); err != nil {
		return over(w, r, err)
	}
	var groups []group
	for _, i := range all {
		if len(groups) == 0 || groups[len(groups)-1].Title != i.OrgName {
			groups = append(groups, group{Title: i.OrgName})
		}
		g := &groups[len(groups)-1]
		g.Rows = append(g.Rows, ui.Row{Href: link.PaperUnder(m.ID, i.Paper), Icon: "lock", Kind: "sealed", Title: word(r, "minutes.of", "month", r.Month(i.Month)), Second: r.Numbered(i.Symbol) + " · " + vi.ShowDay(i.Day)})
	}
	p := head(r, "scope", word(r, "row", "number", m.Number, "day", vi.ShowDay(m.IssuedOn)), link.InspectorHome)
	p.Banner, p.Primary = banner(r, m), &ui.Action{Text: word(r, "back"), Href: link.InspectorHome}
	return r.Page(w, 0, p, scope(facts(r, m), word(r, "scope.none"), groups))
}

// Paper is GET /xem-bien-ban/{id}/{giay}: sealed minutes under the banner. That they were
// opened is written down first.
func Paper(w http.ResponseWriter, r *page.Request) error {
	var m mandate.Mandate
	var s minutes.Sealed
	if err := r.Write(func(tx *store.Tx) (err error) {
		m, s, err = minutes.OpenUnder(tx, r.PathValue("id"), r.PathValue("giay"))
		return err
	}); err != nil {
		return over(w, r, err)
	}
	d, err := s.Document()
	if err != nil {
		return err
	}
	p := head(r, "paper", d.Body.Cell, link.ReadUnder(m.ID))
	p.Sub, p.Banner = r.Numbered(s.Symbol), banner(r, m)
	p.Primary = &ui.Action{Text: word(r, "back.scope"), Href: link.ReadUnder(m.ID)}
	return r.Page(w, 0, p, whole(d.Body.Parts))
}

// over says in the sentence of the design that the days of reading are past.
func over(w http.ResponseWriter, r *page.Request, err error) error {
	if !fault.Is(err, "mandate_over") {
		return err
	}
	p := head(r, "scope", word(r, "bar"), link.InspectorHome)
	p.Primary = &ui.Action{Text: word(r, "back"), Href: link.InspectorHome}
	return r.Page(w, http.StatusConflict, p, ui.Empty("lock", r.T("error.mandate_over"), "", nil))
}

// Opened is GET /chi-bo/{cb}/ai-xem-bien-ban: who above the cell opened its minutes.
func Opened(w http.ResponseWriter, r *page.Request) error {
	var o org.Org
	var all []mandate.Opening
	if err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
			return err
		}
		all, err = mandate.OfCell(rd, o.ID)
		return err
	}); err != nil {
		return err
	}
	var rows []ui.Row
	for _, x := range all {
		why := word(r, "opened.sent")
		if x.Number != "" {
			why = word(r, "opened.under", "number", x.Number, "day", vi.ShowDay(x.IssuedOn), "issuer", x.Issuer)
		}
		rows = append(rows, ui.Row{Href: link.PaperPage(x.Paper), Icon: "eye", Title: word(r, "opened.row", "day", vi.ShowDay(x.Day), "name", x.Viewer), Second: word(r, "minutes.of", "month", r.Month(x.Month)) + " · " + why + " · " + word(r, "opened.times", "count", x.Times)})
	}
	p := head(r, "opened", o.Name, link.Book(o.Slug))
	p.Primary = &ui.Action{Text: word(r, "back.book"), Href: link.Book(o.Slug)}
	return r.Page(w, 0, p, list(word(r, "opened.intro"), word(r, "opened.none"), rows))
}
