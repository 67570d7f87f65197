// Package inspections are the pages of the programmes of inspection and supervision: of a
// cell, of a committee and what its cells have; one item with its dated steps and its result.
// Nobody is named and nothing found is written here.
package inspections

import (
	"net/http"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/inspection"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

func word(r *page.Request, key string, args ...any) string { return r.T("inspection."+key, args...) }

// place is whose programme an address speaks of, and of which year.
type place struct {
	o     org.Org
	base  string
	year  int
	today string
}

func at(rd *store.Reader, r *page.Request) (p place, err error) {
	slug, cell := r.PathValue("cb"), true
	if slug == "" {
		slug, cell = r.PathValue("cu"), false
	}
	if p.o, err = org.BySlug(rd, slug); err != nil {
		return p, err
	}
	p.today = rd.Today()
	if p.base = link.WardChecks(p.o.Slug); cell {
		p.base = link.CellChecks(p.o.Slug)
	}
	if p.year, err = strconv.Atoi(r.URL.Query().Get("nam")); err != nil || p.year < 2020 || p.year > 2100 {
		p.year, _ = strconv.Atoi(rd.Today()[:4])
	}
	return p, nil
}

// said is a word of the rule in the reader's language.
func said(r *page.Request, all []rule.Named, key string) string {
	n, _ := rule.FindNamed(all, key)
	return r.Either(n.VI, n.EN)
}

// when is a month or quarter in words.
func when(r *page.Request, period string) string {
	if period[0] == 'q' {
		return word(r, "quarter", "n", period[1:])
	}
	n, _ := strconv.Atoi(period)
	return word(r, "month", "n", n)
}

// tagOf is how an item stands.
func tagOf(r *page.Request, law rule.Programme, i inspection.Check) ui.Tag {
	switch {
	case i.DroppedOn != "":
		return ui.Tag{Kind: "mute", Icon: "circle-stop", Text: word(r, "state.dropped")}
	case i.Result != "":
		return ui.Tag{Kind: "ok", Icon: "circle-check", Text: said(r, law.Results, i.Result)}
	case i.Late:
		return ui.Tag{Kind: "bad", Icon: "clock-alert", Text: word(r, "state.late")}
	case len(i.Steps) > 0:
		return ui.Tag{Kind: "act", Icon: "circle-dot", Text: said(r, law.Steps, i.Steps[len(i.Steps)-1].Step)}
	}
	return ui.Tag{Kind: "mute", Icon: "calendar", Text: word(r, "state.planned")}
}

func head(r *page.Request, key string, p place, back string) ui.Page {
	heading := word(r, key, "year", p.year)
	return ui.Page{Title: heading + " · " + p.o.Name, Where: p.o.Name, Heading: heading, BarTitle: word(r, "bar"), Back: &ui.Link{Href: back}, Banner: &ui.Note{Kind: "info", Text: word(r, "banner")}}
}

// seen is a programme as its page shows it.
type seen struct {
	place
	y      inspection.CheckYear
	keeps  bool
	met    []ui.Option // meetings that may have adopted it
	counts []ui.Row    // of the committee's cells
}

func read(rd *store.Reader, r *page.Request) (s seen, err error) {
	if s.place, err = at(rd, r); err != nil {
		return s, err
	}
	if s.y, err = inspection.Of(rd, s.o.ID, s.year); err != nil {
		return s, err
	}
	if s.keeps, err = access.Can(rd, access.ChecksKeep, s.o.ID); err != nil {
		return s, err
	}
	if s.keeps {
		if s.met, err = met(rd, r, s.o.ID, s.year); err != nil {
			return s, err
		}
	}
	if !s.y.Cell {
		s.counts, err = below(rd, r, s.place)
	}
	return s, err
}

// Year is GET /chi-bo/{cb}/giam-sat and /cap-uy/{cu}/giam-sat: the programme of a year.
func Year(w http.ResponseWriter, r *page.Request) error { return year(w, r, 0) }

func year(w http.ResponseWriter, r *page.Request, status int) error {
	var s seen
	if err := r.Read(func(rd *store.Reader) (err error) { s, err = read(rd, r); return }); err != nil {
		return err
	}
	law := r.Book.Programme(s.today)
	back := link.Home
	if !s.y.Cell {
		back = link.Committee(s.o.Slug)
	}
	p := head(r, "title", s.place, back)
	var b body
	for _, i := range s.y.Items {
		t := tagOf(r, law, i)
		row := ui.Row{Href: link.Check(s.base, i.ID), Title: i.Subject, Vi: i.Subject, Second: said(r, law.Kinds, i.Kind) + " · " + when(r, i.Period), Tag: &t}
		if s.y.Added(i) {
			row.Second += " · " + word(r, "added")
		}
		b.Rows = append(b.Rows, row)
	}
	b.State = s.state(r)
	b.Counts = s.counts
	b.Links = []ui.Link{{Text: word(r, "title", "year", s.year-1), Href: link.ChecksOf(s.base, s.year-1)}, {Text: word(r, "title", "year", s.year+1), Href: link.ChecksOf(s.base, s.year+1)}}
	p.Primary = &ui.Action{Text: word(r, "back.cell"), Href: link.Home}
	if s.keeps {
		p.Primary = &ui.Action{Text: word(r, "new"), Href: link.ChecksOf(link.NewCheck(s.base), s.year), Icon: "plus"}
		if len(b.Rows) > 0 {
			b.Adopt = s.adopting(r)
		}
	}
	return r.Page(w, status, p, show(b))
}

// state says whether and where the programme was adopted, and how far it came.
func (s seen) state(r *page.Request) []ui.Pair {
	open, done := 0, 0
	for _, i := range s.y.Items {
		switch {
		case i.DroppedOn != "":
		case i.Result != "":
			done++
		default:
			open++
		}
	}
	adopted := word(r, "adopted.not")
	if s.y.AdoptedOn != "" {
		adopted = vi.ShowDay(s.y.AdoptedOn)
		if s.y.MinutesNo != "" {
			adopted += ", " + word(r, "minutes", "no", r.No(s.y.MinutesNo))
		}
	}
	return []ui.Pair{{Term: word(r, "f.adopted"), Text: adopted}, {Term: word(r, "f.progress"), Text: word(r, "progress", "done", done, "count", open+done)}}
}

// below counts the programmes of a committee's cells: those with one, and how far it came.
func below(rd *store.Reader, r *page.Request, p place) ([]ui.Row, error) {
	all, err := inspection.Counts(rd, p.year, rd.Today())
	if err != nil {
		return nil, err
	}
	cells, err := org.Reach(rd, access.ChecksView, rd.Today())
	var rows []ui.Row
	for _, o := range cells {
		if !o.Cell() {
			continue
		}
		row := ui.Row{Href: link.ChecksOf(link.CellChecks(o.Slug), p.year), Title: o.Name, Second: word(r, "count.none")}
		if c, there := all[o.ID]; there {
			row.Second = word(r, "count", "done", c.Done, "count", c.Planned)
			if c.Late > 0 {
				row.Tag = &ui.Tag{Kind: "warn", Icon: "clock-alert", Text: word(r, "count.late", "count", c.Late)}
			}
		}
		rows = append(rows, row)
	}
	return rows, err
}
