// Package tasks is what a cell sees of the work it gave: the list with what is
// overdue first, one task with its history, and what may be done with it.
package tasks

import (
	"net/http"
	"net/url"

	"chibo/internal/access"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

func word(r *page.Request, key string, args ...any) string { return r.T("taskpage."+key, args...) }

// tag is the state of a task on a day.
func tag(r *page.Request, t task.Task, today string) *ui.Tag {
	state, days := t.Shown(today)
	return ui.TaskTag(r.Context(), state, days)
}

// looker is who looks at a list: what of it he may change, in which circle.
type looker struct {
	today    string
	closed   bool // the closed ones
	prepares bool // sees the whole of the cell's work
	leads    map[access.Circle]bool
}

func look(rd *store.Reader, cell string, closed bool) (l looker, err error) {
	l = looker{today: rd.Today(), closed: closed, leads: map[access.Circle]bool{}}
	for _, c := range access.Circles {
		if l.leads[c], err = access.Can(rd, c.Of(access.TaskEdit), cell); err != nil {
			return l, err
		}
	}
	l.prepares, err = access.Can(rd, access.MeetingPrepare, cell)
	return l, err
}

// row is one task; its lead finds beside it what he may do (design/ux.md 7.3).
func row(r *page.Request, t task.Task, l looker) ui.Task {
	owner := t.OwnerName
	if t.HelperName != "" {
		owner += ", " + word(r, "helped", "name", t.HelperName)
	}
	out := ui.Task{Title: t.Deed, Href: link.Task(t.ID), Owner: owner, Due: r.T("task.deadline", "date", vi.ShowDay(t.Due)), ReportAt: word(r, "meeting", "month", r.Month(t.ReportAt)), Tag: tag(r, t, l.today)}
	if t.AskedDue != "" {
		out.Todo = word(r, "asks", "day", vi.ShowDay(t.AskedDue))
	}
	if t.ClosedOn != "" || !l.leads[t.Circle] {
		return out
	}
	for _, a := range []struct{ key, href string }{{"extend", link.TaskExtend(t.ID)}, {"handover", link.TaskHandOver(t.ID)}, {"stop.short", link.TaskStop(t.ID)}} {
		out.Actions = append(out.Actions, ui.Action{Text: word(r, a.key), Href: a.href, Name: word(r, a.key) + ": " + t.Deed})
	}
	if t.AskedDue != "" {
		out.Fix = &ui.Link{Text: word(r, "answer"), Href: link.TaskAnswer(t.ID), Name: word(r, "answer.of", "task", t.Deed)}
	}
	return out
}

// ListOf is GET: a cell's tasks.
func ListOf(w http.ResponseWriter, r *page.Request) error {
	var cell org.Org
	var all []task.Task
	var l looker
	next, closed := "", r.URL.Query().Get("xem") == "xong"
	err := r.Read(func(rd *store.Reader) (err error) {
		if cell, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
			return err
		}
		f := task.Filter{Org: cell.ID, State: "open", Limit: 200, After: r.URL.Query().Get("sau")}
		if closed {
			f.State = "done"
		}
		if all, next, err = task.Of(rd, f); err != nil {
			return err
		}
		l, err = look(rd, cell.ID, closed)
		return err
	})
	if err != nil {
		return err
	}
	body := list(r, all, l)
	if len(all) == 0 {
		body.Empty = r.T("empty.tasks")
	}
	body.Links = []ui.Link{{Text: word(r, "seeclosed"), Href: link.Tasks(cell.Slug) + "?xem=xong"}}
	if closed {
		body.Links = []ui.Link{{Text: word(r, "seeopen"), Href: link.Tasks(cell.Slug)}}
	}
	if l.prepares {
		body.Links = append(body.Links, ui.Link{Text: word(r, "duties"), Href: link.DutiesNow(cell.Slug)}, ui.Link{Text: word(r, "six"), Href: link.SixClear(cell.Slug)}, ui.Link{Text: r.T("programme.door"), Href: link.Programmes(cell.Slug)})
	}
	if !cell.Cell() {
		body.Links = append(body.Links, ui.Link{Text: r.T("programme.ward"), Href: link.WardTargets(cell.Slug)})
	}
	if next != "" {
		q := url.Values{"sau": {next}}
		if closed {
			q.Set("xem", "xong")
		}
		body.Links = append(body.Links, ui.Link{Text: word(r, "more"), Href: link.Tasks(cell.Slug) + "?" + q.Encode()})
	}
	heading := word(r, "title")
	p := ui.Page{Title: heading + " · " + cell.Name, Where: cell.Name, Heading: heading, Back: &ui.Link{Href: link.Home}, Sub: word(r, "count", "count", len(all)),
		Primary: &ui.Action{Text: word(r, "tomeetings"), Href: meetings(cell)}}
	return r.Page(w, http.StatusOK, p, ListPage(body))
}

// meetings is where the meetings of an organisation stand: a committee's have their own place.
func meetings(o org.Org) string {
	if o.Cell() {
		return link.Meetings(o.Slug)
	}
	return link.CommitteeMeetings(o.Slug)
}

// list groups the tasks: who asks for time or help, overdue, the others; within
// a group by day.
func list(r *page.Request, all []task.Task, l looker) List {
	var asked, overdue, help, rest []ui.Task
	for _, t := range all {
		switch u := row(r, t, l); {
		case t.AskedDue != "" && !l.closed:
			asked = append(asked, u)
		case t.State == task.Help && !l.closed:
			help = append(help, u)
		case t.Overdue:
			overdue = append(overdue, u)
		default:
			rest = append(rest, u)
		}
	}
	var out List
	for _, g := range []Group{{word(r, "group.asked", "count", len(asked)), asked}, {word(r, "group.help", "count", len(help)), help}, {word(r, "group.overdue", "count", len(overdue)), overdue}, {word(r, "group.open", "count", len(rest)), rest}} {
		if l.closed {
			g.Title = word(r, "group.closed", "count", len(g.Tasks))
		}
		if len(g.Tasks) > 0 {
			out.Groups = append(out.Groups, g)
		}
	}
	return out
}
