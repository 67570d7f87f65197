// Package mandates are the pages of decisions under which an inspector reads sealed minutes:
// who enters them, who reads under them, and the cell that sees who opened what.
package mandates

import (
	"net/http"
	"strings"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/mandate"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

func word(r *page.Request, key string, args ...any) string { return r.T("mandate."+key, args...) }

func head(r *page.Request, key, where, back string) ui.Page {
	heading := word(r, key)
	return ui.Page{Title: heading + " · " + where, Where: where, Heading: heading, BarTitle: word(r, "bar"), Back: &ui.Link{Href: back}}
}

// tagOf is how a decision stands.
func tagOf(r *page.Request, m mandate.Mandate) ui.Tag {
	if m.Active {
		return ui.Tag{Kind: "act", Icon: "eye", Text: word(r, "state.active")}
	}
	return ui.Tag{Kind: "mute", Icon: "archive", Text: word(r, "state.over")}
}

// row is a decision in a list.
func row(r *page.Request, m mandate.Mandate, href string) ui.Row {
	t := tagOf(r, m)
	return ui.Row{Href: href, Title: word(r, "row", "number", m.Number, "day", vi.ShowDay(m.IssuedOn)), Second: word(r, "row.second", "name", m.Name, "day", vi.ShowDay(m.EndsOn)), Tag: &t, Vi: m.Number}
}

// List is GET /cap-uy/{cu}/quyet-dinh-xem: the decisions of a committee.
func List(w http.ResponseWriter, r *page.Request) error {
	var o org.Org
	var all []mandate.Mandate
	if err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		all, err = mandate.Kept(rd, o.ID)
		return err
	}); err != nil {
		return err
	}
	var rows []ui.Row
	for _, m := range all {
		rows = append(rows, row(r, m, link.Mandate(o.Slug, m.ID)))
	}
	p := head(r, "list", o.Name, link.Committee(o.Slug))
	p.Primary = &ui.Action{Text: word(r, "new"), Href: link.NewMandate(o.Slug), Icon: "plus"}
	return r.Page(w, 0, p, list(word(r, "list.intro"), word(r, "list.none"), rows))
}

// NewPage is GET /cap-uy/{cu}/quyet-dinh-xem/moi: a decision is entered.
func NewPage(w http.ResponseWriter, r *page.Request) error { return entering(w, r, 0) }

func entering(w http.ResponseWriter, r *page.Request, status int) error {
	var o org.Org
	var officers, cells []ui.Option
	today := ""
	if err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		today = rd.Today()
		some, err := mandate.Officers(rd, o.ID)
		if err != nil {
			return err
		}
		officers, cells = nil, nil
		for _, x := range some {
			officers = append(officers, ui.Option{Value: x.Person, Text: x.Name})
		}
		below, err := org.Reach(rd, access.MandateKeep, today)
		for _, c := range below {
			if c.Cell() {
				cells = append(cells, ui.Option{Value: c.ID, Text: c.Name})
			}
		}
		return err
	}); err != nil {
		return err
	}
	p := head(r, "new", o.Name, link.Mandates(o.Slug))
	if len(officers) == 0 { // nobody to read: the post is given first
		p.Primary = &ui.Action{Text: word(r, "back"), Href: link.Mandates(o.Slug)}
		return r.Page(w, status, p, ui.Empty("user-check", word(r, "nobody"), word(r, "nobody.next"), nil))
	}
	p.Primary = form.Send(word(r, "new.send"))
	return form.Answer(w, r, status, form.Page{Frame: p, Action: link.NewMandate(o.Slug), Inputs: asks(r, today, officers, cells)})
}

// asks are the questions of a decision (design/ux.md 4.12).
func asks(r *page.Request, today string, officers, cells []ui.Option) []form.Input {
	var months []ui.Option
	for m, n := vi.MonthOf(today), 0; n < 24; m, n = vi.PrevMonth(m), n+1 {
		months = append(months, ui.Option{Value: m, Text: r.Month(m)})
	}
	text := func(name string, short bool) form.Input {
		return form.Input{Field: ui.Field{Name: name, Label: word(r, "f."+name), Hint: word(r, "f."+name+".hint"), Value: form.Typed(r, name, ""), MaxLength: 120, Short: short}}
	}
	day := func(name string) form.Input {
		return form.Input{Kind: "date", Field: ui.Field{Name: name, Label: word(r, "f."+name), Value: form.Typed(r, name, "")}}
	}
	pick := func(name, value string) form.Input {
		return form.Input{Kind: "select", Field: ui.Field{Name: name, Label: word(r, "f."+name), Value: form.Typed(r, name, value)}, Options: months}
	}
	return []form.Input{
		{Kind: "select", Field: ui.Field{Name: "person", Label: word(r, "f.person"), Value: form.Typed(r, "person", officers[0].Value)}, Options: officers},
		text("number", true), day("issued"), text("issuer", false),
		{Kind: "ticks", Field: ui.Field{Name: "cells", Label: word(r, "f.cells")}, Options: cells, Chosen: r.Texts("cells")},
		pick("from", vi.MonthOf(today)), pick("until", vi.MonthOf(today)), day("ends"),
		{Kind: "radios", Field: ui.Field{Name: "told", Label: word(r, "f.told"), Value: form.Typed(r, "told", mandate.AtOnce)}, Options: []ui.Option{{Value: mandate.AtOnce, Text: word(r, "told.now")}, {Value: mandate.AfterEnd, Text: word(r, "told.end")}}},
	}
}

// New is its POST.
func New(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	d := mandate.Decision{Person: r.Text("person"), Number: r.Text("number"), IssuedOn: r.NeedDay("issued", &wrong), Issuer: r.Text("issuer"), Cells: r.Texts("cells"),
		FromMonth: r.Text("from"), UntilMonth: r.Text("until"), EndsOn: r.NeedDay("ends", &wrong), Told: r.Text("told")}
	err := wrong.Err()
	next := ""
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			o, err := org.BySlug(tx.Reader, r.PathValue("cu"))
			if err != nil {
				return err
			}
			m, err := mandate.Enter(tx, o.ID, d)
			next = link.Mandate(o.Slug, m.ID)
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return entering(w, r, status) })
	}
	return r.See(w, next)
}

// One is GET /cap-uy/{cu}/quyet-dinh-xem/{id}: a decision and its scope.
func One(w http.ResponseWriter, r *page.Request) error {
	var o org.Org
	var m mandate.Mandate
	if err := r.Read(func(rd *store.Reader) (err error) { o, m, err = read(rd, r); return }); err != nil {
		return err
	}
	p := head(r, "one", o.Name, link.Mandates(o.Slug))
	p.Primary = &ui.Action{Text: word(r, "back"), Href: link.Mandates(o.Slug)}
	v := decision{Tag: tagOf(r, m), Facts: facts(r, m)}
	if m.Active {
		p.Primary = form.Send(word(r, "end"))
		v.Main = &form.Page{Action: link.Mandate(o.Slug, m.ID), Hidden: []form.Hidden{form.Version(m.Version)}, Effect: &ui.Note{Kind: "warn", Text: word(r, "end.effect")}}
	}
	return r.Page(w, 0, p, shown(v))
}

func read(rd *store.Reader, r *page.Request) (o org.Org, m mandate.Mandate, err error) {
	if o, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
		return o, m, err
	}
	if m, err = mandate.Get(rd, r.PathValue("id")); err == nil && m.Org != o.ID {
		err = fault.Missing()
	}
	return o, m, err
}

// facts are what a decision says.
func facts(r *page.Request, m mandate.Mandate) []ui.Pair {
	var cells []string
	for _, c := range m.Cells {
		cells = append(cells, c.Name)
	}
	out := []ui.Pair{{Term: word(r, "f.number"), Text: m.Number}, {Term: word(r, "f.issued"), Text: vi.ShowDay(m.IssuedOn)}, {Term: word(r, "f.issuer"), Text: m.Issuer}, {Term: word(r, "f.person"), Text: m.Name},
		{Term: word(r, "f.cells"), Text: strings.Join(cells, "; ")}, {Term: word(r, "f.months"), Text: word(r, "months", "from", r.Month(m.FromMonth), "until", r.Month(m.UntilMonth))},
		{Term: word(r, "f.ends"), Text: vi.ShowDay(m.EndsOn)}, {Term: word(r, "f.told"), Text: word(r, "told."+m.Told)}}
	if m.EndedOn != "" {
		out = append(out, ui.Pair{Term: word(r, "f.ended"), Text: vi.ShowDay(m.EndedOn)})
	}
	return out
}

// End is its POST: nothing more is read under the decision.
func End(w http.ResponseWriter, r *page.Request) error {
	next := ""
	if err := r.Write(func(tx *store.Tx) error {
		o, m, err := read(tx.Reader, r)
		if err != nil {
			return err
		}
		next = link.Mandate(o.Slug, m.ID)
		_, err = mandate.End(tx, m.ID, r.Version())
		return err
	}); err != nil {
		return err
	}
	return r.See(w, next)
}
