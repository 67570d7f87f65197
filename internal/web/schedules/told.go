package schedules

import (
	"net/http"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/office/paper"
	"chibo/internal/org"
	"chibo/internal/schedule"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// notice reads the notice of an address for its cell.
func notice(rd *store.Reader, r *page.Request) (o org.Org, n *schedule.Notice, err error) {
	ky := r.PathValue("ky")
	if !monthForm.MatchString(ky) {
		return o, nil, fault.Missing()
	}
	if o, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
		return o, nil, err
	}
	n, err = schedule.Told(rd, o.ID, ky)
	return o, n, err
}

// Told is GET /chi-bo/{cb}/lich-chung/{ky}: the committee's notice as a cell reads it, its
// own line first. The same for every member; nobody stands in it.
func Told(w http.ResponseWriter, r *page.Request) error {
	var o org.Org
	var n *schedule.Notice
	if err := r.Read(func(rd *store.Reader) (err error) { o, n, err = notice(rd, r); return }); err != nil {
		return err
	}
	ky := r.PathValue("ky")
	heading := r.T("schedule.told.title", "month", r.Month(ky))
	p := ui.Page{Title: heading + " · " + o.Name, Where: o.Name, Heading: heading, Wide: true, BarTitle: r.T("schedule.bar"), Back: &ui.Link{Href: link.Meetings(o.Slug)}, Primary: &ui.Action{Text: r.T("schedule.told.meetings"), Href: link.Meetings(o.Slug)}}
	if n == nil {
		return r.Page(w, 0, p, ui.Empty("calendar", r.T("schedule.told.none", "month", r.Month(ky)), r.T("schedule.told.none.when"), nil))
	}
	p.Sub = said(r, n)
	t := ui.Table{Brief: true, Caption: r.T("schedule.caption", "month", r.Month(ky)), Columns: []ui.Column{{Text: r.T("wardpage.col.cell")}, {Text: r.T("schedule.short.day")}, {Text: r.T("schedule.short.place")}}}
	var own []ui.Pair
	for _, l := range n.Words.Lines {
		if l.Org == o.ID {
			own = []ui.Pair{{Term: r.T("schedule.col.day"), Text: when(r, l.StartsAt)}, {Term: r.T("schedule.col.place"), Text: l.Place}}
		}
		t.Rows = append(t.Rows, []ui.Cell{{Text: l.Name}, {Text: when(r, l.StartsAt)}, {Text: l.Place}})
	}
	var note *ui.Note
	if own == nil {
		note = &ui.Note{Kind: "warn", Text: r.T("schedule.told.without")}
	}
	var names []string
	for _, l := range n.Words.Without {
		names = append(names, l.Name)
	}
	without := ""
	if len(names) > 0 {
		without = r.T("schedule.told.others", "cells", strings.Join(names, "; "))
	}
	return r.Page(w, 0, p, told(own, note, t, without, []ui.Link{{Text: r.T("schedule.paper"), Href: link.ToldFile(o.Slug, ky, "thong-bao.docx")}, {Text: r.T("schedule.pdf"), Href: link.ToldFile(o.Slug, ky, "thong-bao.pdf")}}))
}

// ToldFile is GET /chi-bo/{cb}/lich-chung/{ky}/tai/{tep}: the same as the committee signed it.
func ToldFile(w http.ResponseWriter, r *page.Request) error {
	var p paper.Notice
	var n *schedule.Notice
	name, ext, _ := strings.Cut(r.PathValue("tep"), ".")
	err := r.Read(func(rd *store.Reader) (err error) {
		if _, n, err = notice(rd, r); err != nil {
			return err
		}
		if n == nil || name != "thong-bao" {
			return fault.Missing()
		}
		p, err = schedule.Paper(rd, r.Book, *n)
		return err
	})
	if err != nil {
		return err
	}
	return give(w, r, p, *n, ext)
}
