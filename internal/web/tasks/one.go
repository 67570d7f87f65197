package tasks

import (
	"net/http"
	"slices"

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
)

// one is a task with the cell it belongs to and what the viewer may do.
type one struct {
	t      task.Task
	cell   org.Org
	lead   bool // extends, hands over, stops
	sees   bool // all of the cell's tasks
	own    bool
	helps  bool
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
		if o.lead, err = access.Can(rd, o.t.Circle.Of(access.TaskEdit), o.t.Org); err != nil {
			return err
		}
		if o.sees, err = access.Can(rd, access.TaskView, o.t.Org); err != nil {
			return err
		}
		if mine, err := member.Mine(rd); err == nil {
			o.own, o.helps = mine.ID == o.t.Owner, mine.ID == o.t.Helper
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
	if o.lead || o.sees && !o.own && !o.helps {
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
	p := o.frame(r, o.t.Deed, o.list())
	body := One{Title: word(r, "events"), Facts: o.facts(r)}
	for _, e := range o.events {
		body.Events = append(body.Events, ui.Line{Text: word(r, "event."+e.Kind), Second: join(store.Clock(e.At).Format("15:04 02/01/2006"), e.ByName, e.Note)})
	}
	p.Primary = &ui.Action{Text: word(r, "back"), Href: o.list()}
	if o.t.ClosedOn == "" {
		o.offer(r, &p, &body)
	}
	return r.Page(w, http.StatusOK, p, OnePage(body))
}

// facts are the six clear things of "6 rõ" and how far the task is. Who follows
// and who decides are the cell's own matter.
func (o one) facts(r *page.Request) []ui.Pair {
	t := o.t
	out := []ui.Pair{{Term: word(r, "state"), Tag: tag(r, t, o.today)}, {Term: word(r, "owner"), Text: t.OwnerName}}
	add := func(when bool, term, text string) {
		if when {
			out = append(out, ui.Pair{Term: word(r, term), Text: text})
		}
	}
	inside := len(o.events) > 0
	add(t.HelperName != "", "helper", t.HelperName)
	add(true, "due", vi.ShowDay(t.Due))
	add(true, "reportat", word(r, "meeting", "month", r.Month(t.ReportAt)))
	add(t.Measure != "", "measure", t.Measure)
	add(inside && t.FollowerName != "", "follower", t.FollowerName)
	decider := t.Decider
	if decider == "" {
		decider = word(r, "decider.cell")
	}
	add(inside, "decider", decider)
	return out
}

// offer shows what the viewer may do with an open task, the likeliest first.
func (o one) offer(r *page.Request, p *ui.Page, body *One) {
	t := o.t
	do := func(key, href string) {
		body.Actions = append(body.Actions, ui.Link{Text: word(r, key), Href: href})
	}
	if !o.own && !o.helps && !o.lead {
		return
	}
	p.Primary = &ui.Action{Text: word(r, "report"), Href: link.TaskReport(t.ID)}
	if t.AskedDue != "" {
		p.Banner = o.asked(r)
		if o.lead {
			p.Primary = &ui.Action{Text: word(r, "answer.long"), Href: link.TaskAnswer(t.ID)}
			do("report", link.TaskReport(t.ID))
		}
	}
	if !o.own && !o.lead {
		return
	}
	if t.State == task.Assigned {
		body.Start = link.TaskStart(t.ID)
	}
	do("help", link.TaskHelp(t.ID))
	do("asktime", link.TaskAskTime(t.ID))
	if o.lead {
		do("extend", link.TaskExtend(t.ID))
		do("handover", link.TaskHandOver(t.ID))
		do("roles", link.TaskRoles(t.ID))
		do("stop", link.TaskStop(t.ID))
	}
}

// asked tells what the owner asks for, with the words he gave.
func (o one) asked(r *page.Request) *ui.Note {
	why := ""
	for _, e := range slices.Backward(o.events) {
		if e.Kind == "ask_time" {
			why = e.Note
			break
		}
	}
	return &ui.Note{Kind: "warn", Text: word(r, "asks.why", "name", o.t.OwnerName, "day", vi.ShowDay(o.t.AskedDue), "why", why)}
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
