// Package tasks is what a cell sees of the work it gave: the list with what is
// overdue first, one task with its history, and what may be done with it.
package tasks

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

func word(r *page.Request, key string, args ...any) string { return r.T("taskpage."+key, args...) }

// tag is the state of a task; overdue says by how many days.
func tag(r *page.Request, t task.Task, today string) *ui.Tag {
	state, text := t.State, ""
	switch days := vi.DaysBetween(today, t.Due); {
	case t.Overdue:
		state, text = "overdue", word(r, "overdue", "days", -days)
	case t.ClosedOn == "" && t.State != task.Reported && t.State != task.Help && days >= 0 && days <= 3:
		state = "due_soon"
	}
	look := ui.LookOf("task.state." + state)
	if text == "" {
		text = r.T("task.state." + state)
	}
	return &ui.Tag{Kind: look.Kind, Icon: look.Icon, Text: text}
}

func row(r *page.Request, t task.Task, today string) ui.Task {
	return ui.Task{Title: t.Deed, Href: link.Task(t.ID), Owner: t.OwnerName, Due: r.T("task.due", "date", vi.ShowDay(t.Due)), ReportAt: word(r, "meeting", "month", vi.ShowMonth(t.ReportAt)), Tag: tag(r, t, today)}
}

// ListOf is GET: a cell's tasks.
func ListOf(w http.ResponseWriter, r *page.Request) error {
	var cell org.Org
	var all []task.Task
	today, next, closed := "", "", r.URL.Query().Get("xem") == "xong"
	err := r.Read(func(rd *store.Reader) (err error) {
		today = rd.Today()
		if cell, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
			return err
		}
		f := task.Filter{Org: cell.ID, State: "open", Limit: 200, After: r.URL.Query().Get("sau")}
		if closed {
			f.State = "done"
		}
		all, next, err = task.Of(rd, f)
		return err
	})
	if err != nil {
		return err
	}
	body := list(r, all, today, closed)
	if len(all) == 0 {
		body.Empty = r.T("empty.tasks")
	}
	body.Links = []ui.Link{{Text: word(r, "seeclosed"), Href: link.Tasks(cell.Slug) + "?xem=xong"}}
	if closed {
		body.Links = []ui.Link{{Text: word(r, "seeopen"), Href: link.Tasks(cell.Slug)}}
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
		Primary: &ui.Action{Text: word(r, "tomeetings"), Href: link.Meetings(cell.Slug)}}
	return r.Page(w, http.StatusOK, p, ListPage(body))
}

// list groups the tasks: overdue, help asked, the others; the list is by day.
func list(r *page.Request, all []task.Task, today string, closed bool) List {
	var overdue, help, rest []ui.Task
	for _, t := range all {
		switch u := row(r, t, today); {
		case t.Overdue:
			overdue = append(overdue, u)
		case t.State == task.Help:
			help = append(help, u)
		default:
			rest = append(rest, u)
		}
	}
	var out List
	for _, g := range []Group{{word(r, "group.overdue", "count", len(overdue)), overdue}, {word(r, "group.help", "count", len(help)), help}, {word(r, "group.open", "count", len(rest)), rest}} {
		if closed {
			g.Title = word(r, "group.closed", "count", len(g.Tasks))
		}
		if len(g.Tasks) > 0 {
			out.Groups = append(out.Groups, g)
		}
	}
	return out
}

// one is a task with the cell it belongs to and what the viewer may do.
type one struct {
	t      task.Task
	cell   org.Org
	lead   bool
	own    bool
	today  string
	events []task.Event
}

func find(r *page.Request) (o one, err error) {
	err = r.Read(func(rd *store.Reader) (err error) {
		if o.t, err = task.Get(rd, r.PathValue("id")); err != nil {
			return err
		}
		o.today = rd.Today()
		if o.cell, err = org.Get(rd, o.t.Org); err != nil {
			return err
		}
		if o.lead, err = access.Can(rd, access.TaskEdit, o.t.Org); err != nil {
			return err
		}
		if mine, err := member.Mine(rd); err == nil {
			o.own = mine.ID == o.t.Owner
		} else if fault.KindOf(err) != fault.NotFound {
			return err
		}
		if o.events, err = task.Events(rd, o.t.ID); fault.KindOf(err) == fault.NotFound {
			err = nil // the level above does not see how the work went
		}
		return err
	})
	return o, err
}

func (o one) frame(r *page.Request, heading, back string) ui.Page {
	return ui.Page{Title: heading + " · " + o.cell.Name, Where: o.cell.Name, Heading: heading, Back: &ui.Link{Href: back}}
}

// list is where one comes from: the cell's tasks, or one's own.
func (o one) list() string {
	if o.lead || !o.own {
		return link.Tasks(o.cell.Slug)
	}
	return link.MyTasks
}

// Show is GET: one task.
func Show(w http.ResponseWriter, r *page.Request) error {
	o, err := find(r)
	if err != nil {
		return err
	}
	t := o.t
	p := o.frame(r, t.Deed, o.list())
	body := One{Title: word(r, "events"), Facts: []ui.Pair{{Term: word(r, "state"), Tag: tag(r, t, o.today)}, {Term: word(r, "owner"), Text: t.OwnerName}, {Term: word(r, "due"), Text: vi.ShowDay(t.Due)},
		{Term: word(r, "reportat"), Text: word(r, "meeting", "month", vi.ShowMonth(t.ReportAt))}}}
	if t.Measure != "" {
		body.Facts = append(body.Facts, ui.Pair{Term: word(r, "measure"), Text: t.Measure})
	}
	for _, e := range o.events {
		body.Events = append(body.Events, ui.Line{Text: word(r, "event."+e.Kind), Second: join(store.Clock(e.At).Format("15:04 02/01/2006"), e.ByName, e.Note)})
	}
	p.Primary = &ui.Action{Text: word(r, "back"), Href: o.list()}
	if t.ClosedOn == "" {
		if o.own || o.lead {
			p.Primary = &ui.Action{Text: word(r, "report"), Href: link.TaskReport(t.ID)}
			body.Actions = append(body.Actions, ui.Link{Text: word(r, "help"), Href: link.TaskHelp(t.ID)})
		}
		if o.lead {
			body.Actions = append(body.Actions, ui.Link{Text: word(r, "extend"), Href: link.TaskExtend(t.ID)}, ui.Link{Text: word(r, "handover"), Href: link.TaskHandOver(t.ID)}, ui.Link{Text: word(r, "stop"), Href: link.TaskStop(t.ID)})
		}
	}
	return r.Page(w, http.StatusOK, p, OnePage(body))
}

func join(facts ...string) string {
	out := ""
	for _, f := range facts {
		if f != "" && out != "" {
			out += " · "
		}
		out += f
	}
	return out
}

func field(r *page.Request, name, label, stored string) ui.Field {
	return ui.Field{Name: name, Label: word(r, label), Value: form.Typed(r, name, stored), Error: r.Wrong(name)}
}

// act is a page that does one thing with a task: its words stand under its name.
type act struct {
	name   string
	fields func(r *page.Request, o one) ([]templ.Component, error)
	do     func(tx *store.Tx, r *page.Request, id string) error
}

// Page is GET, Do POST of an act.
func (a act) Page(w http.ResponseWriter, r *page.Request) error { return a.show(w, r, http.StatusOK) }

func (a act) show(w http.ResponseWriter, r *page.Request, status int) error {
	o, err := find(r)
	if err != nil {
		return err
	}
	if !o.lead && !o.own { // who may only look is offered no form
		return fault.Missing()
	}
	parts, err := a.fields(r, o)
	if err != nil {
		return err
	}
	p := o.frame(r, word(r, a.name), link.Task(o.t.ID))
	p.Primary = &ui.Action{Text: word(r, a.name+".save"), Form: "bieu-mau"}
	f := Form{Action: r.URL.Path, Version: strconv.FormatInt(o.t.Version, 10), Parts: parts}
	return r.Page(w, status, p, templ.Join(para(o.t.Deed), FormBox(f)))
}

func (a act) Do(w http.ResponseWriter, r *page.Request) error {
	id := r.PathValue("id")
	err := r.Write(func(tx *store.Tx) error {
		_, err := store.Once(tx, r.Key(), []any{r.URL.Path, r.PostForm}, func() (bool, error) { return true, a.do(tx, r, id) })
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return a.show(w, r, status) })
	}
	return r.See(w, link.Task(id))
}

// The five things one does with a task.
var (
	Report = act{"report", func(r *page.Request, _ one) ([]templ.Component, error) {
		how := field(r, "done", "report.how", "1")
		return []templ.Component{ui.Radios(how, []ui.Option{{Value: "1", Text: word(r, "report.done")}, {Value: "0", Text: word(r, "report.going")}}), ui.TextArea(field(r, "result", "report.text", ""), 3)}, nil
	}, func(tx *store.Tx, r *page.Request, id string) error {
		_, err := task.Report(tx, id, "", r.Long("result"), r.Text("done") == "1")
		return err
	}}
	AskHelp = act{"help", func(r *page.Request, _ one) ([]templ.Component, error) {
		return []templ.Component{ui.TextArea(field(r, "note", "help.text", ""), 3)}, nil
	}, func(tx *store.Tx, r *page.Request, id string) error {
		_, err := task.AskHelp(tx, id, r.Long("note"))
		return err
	}}
	Extend = act{"extend", func(r *page.Request, o one) ([]templ.Component, error) {
		return []templ.Component{ui.DateField(field(r, "due", "extend.due", vi.ShowDay(o.t.Due)), nil), ui.TextField(field(r, "reason", "reason", ""))}, nil
	}, func(tx *store.Tx, r *page.Request, id string) error {
		var wrong fault.Fields
		due := r.NeedDay("due", &wrong)
		if err := wrong.Err(); err != nil {
			return err
		}
		_, err := task.Extend(tx, id, r.Version(), due, "", r.Text("reason"))
		return err
	}}
	HandOver = act{"handover", owners, func(tx *store.Tx, r *page.Request, id string) error {
		_, err := task.HandOver(tx, id, r.Version(), r.Text("owner"), r.Text("reason"))
		return err
	}}
	Stop = act{"stop", func(r *page.Request, _ one) ([]templ.Component, error) {
		return []templ.Component{ui.TextField(field(r, "reason", "reason", ""))}, nil
	}, func(tx *store.Tx, r *page.Request, id string) error {
		_, err := task.Stop(tx, id, r.Version(), r.Text("reason"))
		return err
	}}
)

// owners asks who takes the task over, with what each already has.
func owners(r *page.Request, o one) ([]templ.Component, error) {
	var options []ui.Option
	err := r.Read(func(rd *store.Reader) error {
		roll, err := member.Roll(rd, o.t.Org, rd.Today())
		if err != nil {
			return err
		}
		load, err := task.Load(rd, o.t.Org)
		for _, m := range roll {
			if m.ID == o.t.Owner || m.Activity != "active" && m.Activity != "temporary_here" {
				continue
			}
			text := m.FullName
			if load[m.ID] > 0 {
				text += " · " + word(r, "load", "count", load[m.ID])
			}
			options = append(options, ui.Option{Value: m.ID, Text: text})
		}
		return err
	})
	return []templ.Component{ui.Select(field(r, "owner", "handover.to", ""), options), ui.TextField(field(r, "reason", "reason", ""))}, err
}
