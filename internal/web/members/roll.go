// Package members are the pages of the roll: who stands in a cell, one record
// with the short set only, what happened to a member, and lists taken in from
// files. Whoever opens somebody else's record leaves a line that person can read.
package members

import (
	"fmt"
	"net/http"
	"net/url"

	"chibo/internal/access"
	"chibo/internal/member"
	"chibo/internal/office/sheet"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// What was opened, as the audit keeps it and "Ai đã xem" says it.
const (
	sawRoll   = "roll"
	sawRecord = "record"
	sawExport = "export"
)

// seen notes that the viewer opened the records of a person or of a whole
// organisation, before they are shown.
func seen(r *page.Request, subject, what string) error { return seenAll(r, subject, what, 1) }

// seenAll is seen of a list with so many persons.
func seenAll(r *page.Request, subject, what string, persons int) error {
	posts, err := r.Posts()
	if err != nil {
		return err
	}
	post := ""
	for _, p := range posts {
		if p.Post != access.Member && post == "" {
			post = string(p.Post)
		}
	}
	return r.Looked(subject, what, post, persons)
}

var activities = map[string]ui.Tag{
	"active":         {Kind: "ok", Icon: "circle-check"},
	"exempt":         {Kind: "mute", Icon: "circle-dashed"},
	"away":           {Kind: "mute", Icon: "arrow-up-right"},
	"temporary_here": {Kind: "act", Icon: "user-check"},
	"sent":           {Kind: "mute", Icon: "arrow-up-right"},
	"sent_here":      {Kind: "act", Icon: "user-check"},
	"suspended":      {Kind: "warn", Icon: "circle-stop"},
}

func stateTag(r *page.Request, m member.Member) ui.Tag {
	if m.Hidden {
		return ui.Tag{Kind: "act", Icon: "lock", Text: r.T("memberpage.hidden")}
	}
	if m.Standing == "ended" {
		return ui.Tag{Kind: "mute", Icon: "archive", Text: r.T("memberpage.standing.ended")}
	}
	t, ok := activities[m.Activity]
	if !ok {
		t = ui.Tag{Kind: "mute", Icon: "circle-dashed"}
	}
	t.Text = r.T("memberpage.activity." + m.Activity)
	return t
}

// row is a member in a list; a state stands there only when it is not the usual one.
func row(r *page.Request, m member.Member, cell bool) ui.Row {
	out := ui.Row{Href: link.Member(m.ID), Title: m.FullName, Icon: "user", Kind: "mute", Second: r.T("memberpage.standing." + m.Standing)}
	if !cell {
		out.Second = m.OrgName + " · " + out.Second
	}
	if m.Activity != "active" || m.Hidden {
		t := stateTag(r, m)
		out.Tag = &t
	}
	return out
}

// list reads one page of a roll.
func list(r *page.Request, find func(*store.Reader) (org.Org, error), to func(org.Org) string, cell bool) (org.Org, Roll, error) {
	q := r.URL.Query().Get("q")
	var o org.Org
	var l Roll
	err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = find(rd); err != nil {
			return err
		}
		if l.Version, err = version(rd, o.ID); err != nil {
			return err
		}
		if r.Has(l.Version) { // the browser has this very roll: nothing more to read
			return nil
		}
		all, next, err := member.List(rd, member.Filter{Org: o.ID, Query: q, After: r.URL.Query().Get("sau"), Limit: 100})
		if err != nil {
			return err
		}
		l = Roll{Version: l.Version, Search: ui.Search{Action: to(o), Label: r.T("memberpage.search"), Value: q}, None: r.T("empty.search", "query", q)}
		for _, m := range all {
			l.Rows = append(l.Rows, row(r, m, cell))
		}
		if cell && q == "" && next == "" { // who takes part for a time: the record is the own cell's
			guests, err := member.Guests(rd, o.ID, rd.Today())
			if err != nil {
				return err
			}
			for _, m := range guests {
				guest := row(r, m, cell)
				guest.Href = ""
				l.Rows = append(l.Rows, guest)
			}
		}
		if next != "" {
			l.Next = &ui.Link{Text: r.T("wardpage.next"), Href: to(o) + "?" + url.Values{"q": {q}, "sau": {next}}.Encode()}
		}
		return nil
	})
	if err == nil {
		err = seenAll(r, o.ID, sawRoll, len(l.Rows))
	}
	return o, l, err
}

// version names all that a roll shows: the revision of tree and roll, the day
// (status changes at midnight) and what the viewer may do there.
func version(rd *store.Reader, o string) (string, error) {
	n, err := org.Revision(rd)
	if err != nil {
		return "", err
	}
	if err := org.Must(rd, access.RollView, o); err != nil {
		return "", err
	}
	edit, err := access.Can(rd, access.RollEdit, o)
	return fmt.Sprint(n, rd.Today(), edit), err
}

// Cell is the roll of a cell: GET /chi-bo/{cb}/dang-vien.
func Cell(w http.ResponseWriter, r *page.Request) error {
	find := func(rd *store.Reader) (org.Org, error) { return org.BySlug(rd, r.PathValue("cb")) }
	o, l, err := list(r, find, func(o org.Org) string { return link.Members(o.Slug) }, true)
	if err != nil {
		return err
	}
	heading := r.T("memberpage.roll")
	p := ui.Page{Title: heading + " · " + o.Name, Where: o.Name, Heading: heading, Sub: r.T("memberpage.roll.sub"), BarTitle: r.T("memberpage.bar"), Back: &ui.Link{Href: link.Cell(o.Slug)}}
	return answerRoll(w, r, p, o, l, link.ExportMembers(o.Slug))
}

// Everyone is the roll of the whole committee: GET /cap-uy/{cu}/dang-vien.
func Everyone(w http.ResponseWriter, r *page.Request) error {
	find := func(rd *store.Reader) (org.Org, error) { return org.BySlug(rd, r.PathValue("cu")) }
	o, l, err := list(r, find, func(o org.Org) string { return link.AllMembers(o.Slug) }, false)
	if err != nil {
		return err
	}
	heading := r.T("memberpage.all")
	p := ui.Page{Title: heading + " · " + o.Name, Where: o.Name, Heading: heading, Sub: r.T("memberpage.roll.sub"), BarTitle: r.T("memberpage.bar"), Back: &ui.Link{Href: link.Committee(o.Slug)}}
	return answerRoll(w, r, p, o, l, link.ExportAll(o.Slug))
}

// answerRoll gives the officer the buttons the others do not have.
func answerRoll(w http.ResponseWriter, r *page.Request, p ui.Page, o org.Org, l Roll, export string) error {
	if r.NotModified(w, l.Version) {
		return nil
	}
	edit, take := false, false
	var top org.Org
	err := r.Read(func(rd *store.Reader) (err error) {
		if edit, err = access.Can(rd, access.RollEdit, o.ID); err != nil {
			return err
		}
		if take, err = access.Can(rd, access.RollImport, o.ID); err != nil {
			return err
		}
		top, err = org.Root(rd)
		return err
	})
	if err != nil {
		return err
	}
	if edit { // keeps the rolls from above; the cell's own pages are not his
		p.Back.Href = link.Committee(top.Slug)
	}
	p.Primary = &ui.Action{Text: r.T("memberpage.back"), Href: p.Back.Href}
	if take {
		l.Links = []ui.Link{{Text: r.T("memberpage.export"), Href: export}, {Text: r.T("wardpage.import"), Href: link.Imports(top.Slug)}}
	}
	switch {
	case edit && o.Cell():
		p.Primary = &ui.Action{Text: r.T("memberpage.new"), Href: link.NewMember(o.Slug), Icon: "plus"}
	case edit:
		p.Primary = &ui.Action{Text: r.T("wardpage.import"), Href: link.Imports(top.Slug), Icon: "upload"}
		l.Links = l.Links[:min(1, len(l.Links))]
	}
	return r.Page(w, 0, p, ShowRoll(l))
}

// ExportCell is the roll as a file: GET /chi-bo/{cb}/dang-vien/tai.
func ExportCell(w http.ResponseWriter, r *page.Request) error { return export(w, r, r.PathValue("cb")) }

// ExportAll is the same of the committee: GET /cap-uy/{cu}/dang-vien/tai.
func ExportAll(w http.ResponseWriter, r *page.Request) error { return export(w, r, r.PathValue("cu")) }

func export(w http.ResponseWriter, r *page.Request, slug string) error {
	var o org.Org
	var name string
	var data []byte
	var many int
	err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = org.BySlug(rd, slug); err != nil {
			return err
		}
		if name, data, err = member.Export(rd, r.Book, o.ID, "xlsx"); err != nil {
			return err
		}
		many, err = member.Many(rd, o.ID)
		return err
	})
	if err == nil {
		err = seenAll(r, o.ID, sawExport, many)
	}
	if err != nil {
		return err
	}
	return page.Save(w, sheet.Type, name, data)
}
