package me

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// tasks are the viewer's own, open ones with what he may do.
func tasks(rd *store.Reader, r *page.Request, open bool) ([]ui.Task, error) {
	all, err := task.Mine(rd)
	if err != nil {
		return nil, err
	}
	var out []ui.Task
	for _, t := range all {
		if open && t.ClosedOn != "" {
			continue
		}
		x := shown(r, t, rd.Today())
		if t.ClosedOn == "" && t.State != task.Reported {
			x.Actions = []ui.Action{act(r, "report", link.TaskReport(t.ID), t), act(r, "help", link.TaskHelp(t.ID), t)}
			if t.AskedDue == "" {
				x.Actions = append(x.Actions, act(r, "asktime", link.TaskAskTime(t.ID), t))
			}
		}
		out = append(out, x)
	}
	return out, nil
}

// helping are the open tasks in which the viewer helps another comrade.
func helping(rd *store.Reader, r *page.Request) ([]ui.Task, error) {
	all, err := task.Helping(rd)
	var out []ui.Task
	for _, t := range all {
		x := shown(r, t, rd.Today())
		x.Owner = r.T("mepage.helping.owner", "name", t.OwnerName)
		if t.State != task.Reported {
			x.Actions = []ui.Action{act(r, "report", link.TaskReport(t.ID), t)}
		}
		out = append(out, x)
	}
	return out, err
}

func act(r *page.Request, key, href string, t task.Task) ui.Action {
	return ui.Action{Text: r.T("mepage." + key), Href: href, Name: r.T("mepage."+key+".of", "task", t.Deed)}
}

// shown is one task as its owner or helper sees it: the word of its state with
// the days late or left, and what the owner has asked for.
func shown(r *page.Request, t task.Task, today string) ui.Task {
	state, days := t.Shown(today)
	x := ui.Task{Title: t.Deed, Href: link.Task(t.ID), Due: r.T("wardpage.task.due", "day", vi.ShowDay(t.Due)), Tag: ui.TaskTag(r.Context(), state, days)}
	if t.ReportAt != "" {
		x.ReportAt = r.Month(t.ReportAt)
	}
	if t.HelperName != "" {
		x.Owner = r.T("mepage.helper", "name", t.HelperName)
	}
	if t.AskedDue != "" {
		x.Todo = r.T("mepage.asked", "day", vi.ShowDay(t.AskedDue))
	}
	return x
}

// Tasks are the own tasks, closed ones too, and those one helps with: GET
// /toi/nhiem-vu.
func Tasks(w http.ResponseWriter, r *page.Request) error {
	var o whose
	var list, helps []ui.Task
	var c Charge
	err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = read(rd); err != nil {
			return err
		}
		if list, err = tasks(rd, r, false); err != nil {
			return err
		}
		if helps, err = helping(rd, r); err != nil {
			return err
		}
		c, err = charge(rd, r, o)
		return err
	})
	if err != nil {
		return err
	}
	return r.Page(w, 0, frame(r, o, "mepage.tasks"), templ.Join(ShowTasks(list, false), ShowHelping(helps), ShowCharge(c)))
}
