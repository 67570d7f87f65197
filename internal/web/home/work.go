package home

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/task"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// atMost is how many lines stand below the card; the rest a tap away
// (design/ux.md 4.2).
const atMost = 5

// lead tells whether the viewer answers for the cell's tasks.
func (h *cellHome) lead() bool {
	return h.Post.Post == access.Secretary || h.Post.Post == access.Deputy
}

// others are the lines below the card, in the order of the design (ux.md 4.2): a
// legal day that is near, who waits for an answer, what is overdue or near its
// day, what the cell has yet to confirm, what is to be prepared, what goes on.
// They are computed from the rows; nothing about them is kept.
func (h *cellHome) others(r *page.Request) []ui.Row {
	if !h.lead() {
		return slices.Concat(h.looks(r), h.mail(r), h.topics(r), h.Own, h.papers(r), h.told(r))
	}
	var rows []ui.Row
	if !h.Roll {
		rows = append(rows, ui.Row{Href: link.Members(h.Post.OrgSlug), Icon: "users", Kind: "warn", Title: r.T("home.noroll"), Second: r.T("home.noroll.second")})
	}
	due, later := h.theme(r), []ui.Row(nil)
	if vi.MonthOf(h.Today) < h.Theme.To { // the quarter has months left
		due, later = nil, due
	}
	return slices.Concat(rows, h.silent(r), due, h.waiting(r), h.concerns(r), h.mail(r), h.topics(r), h.questions(r), h.exemptions(r), h.promised(r), h.helped(r, true), h.looks(r), h.left(r), h.counts(r, h.papers(r), h.unpaid(r), later), h.told(r), h.helped(r, false))
}

// looks is the line of the reminders whose day has come.
func (h *cellHome) looks(r *page.Request) []ui.Row {
	if h.Look == 0 {
		return nil
	}
	return []ui.Row{reminderRow(r)}
}

// promised is the line of what the committee promised and the cell has to say its word on.
func (h *cellHome) promised(r *page.Request) []ui.Row {
	if len(h.Due) == 0 {
		return nil
	}
	return []ui.Row{{Href: link.Visits(h.Post.OrgSlug), Icon: "handshake", Kind: "act", Title: r.T("visit.home", "count", len(h.Due)), Second: h.Due[0].Text, Vi: h.Due[0].Text}}
}

// helped is the line of the committee's plan to help the cell: where its day has come the
// cell's word is awaited, else it stands below what waits.
func (h *cellHome) helped(r *page.Request, due bool) []ui.Row {
	if len(h.Help) == 0 {
		return nil
	}
	p := h.Help[0]
	if (p.UntilOn <= h.Today) != due {
		return nil
	}
	row := ui.Row{Href: link.HelpPlan(p.Slug, p.ID), Icon: "life-buoy", Kind: "mute", Title: r.T("assist.home", "day", vi.ShowDay(p.UntilOn)), Second: p.Aim, Vi: p.Aim}
	if due {
		row.Kind, row.Title = "act", r.T("assist.home.due", "day", vi.ShowDay(p.UntilOn))
	}
	return []ui.Row{row}
}

// told leads to the committee's schedule of the month to come, where it was told.
func (h *cellHome) told(r *page.Request) []ui.Row {
	if h.Told == nil {
		return nil
	}
	return []ui.Row{{Href: link.Told(h.Post.OrgSlug, h.Told.Month), Icon: "calendar", Kind: "mute", Title: r.T("schedule.home", "month", r.Month(h.Told.Month)), Second: r.T("schedule.told.bare", "day", vi.ShowDay(h.Told.IssuedOn), "count", len(h.Told.Words.Lines))}}
}

// some are the lines shown first.
func (h *cellHome) some(rows []ui.Row) []ui.Row {
	if h.All || len(rows) <= atMost {
		return rows
	}
	return rows[:atMost]
}

// waiting are the comrades who asked for time or for help and wait for an
// answer, each a line of his own.
func (h *cellHome) waiting(r *page.Request) []ui.Row {
	var rows []ui.Row
	for _, t := range h.Open {
		row := ui.Row{Kind: "warn", Second: t.Deed}
		switch {
		case t.AskedDue != "":
			row.Icon, row.Title, row.Href = "clock", r.T("home.asks", "name", t.OwnerName, "day", vi.ShowDay(t.AskedDue)), link.TaskAnswer(t.ID)
		case t.State == task.Help && t.Helper == "":
			row.Icon, row.Title, row.Href = "life-buoy", r.T("home.help", "name", t.OwnerName), link.TaskRoles(t.ID)
		default:
			continue
		}
		rows = append(rows, row)
	}
	return rows
}

// left names each comrade who no longer takes on work here and how many tasks
// and duties wait to be given to somebody else.
func (h *cellHome) left(r *page.Request) []ui.Row {
	var rows []ui.Row
	for i := 0; i < len(h.Left); {
		n := i
		for n < len(h.Left) && h.Left[n].Owner == h.Left[i].Owner {
			n++
		}
		href := link.TaskHandOver(h.Left[i].ID)
		if n-i > 1 {
			href = link.Tasks(h.Post.OrgSlug)
		}
		rows = append(rows, ui.Row{Href: href, Icon: "corner-up-right", Kind: "warn", Title: r.T("home.left."+h.Left[i].Why, "name", h.Left[i].OwnerName), Second: r.T("home.left.tasks", "count", n-i)})
		i = n
	}
	if n := len(h.Duties); n > 0 {
		rows = append(rows, ui.Row{Href: link.Duties(h.Post.OrgSlug, h.Duties[0].Year), Icon: "corner-up-right", Kind: "warn", Title: r.T("home.duties", "count", n), Second: r.T("home.duties.second")})
	}
	return rows
}

// counts are the tasks by how they stand. What the cell owes upwards follows
// what is overdue and near its day (design/ux.md 4.2), so that it is among the
// first lines.
func (h *cellHome) counts(r *page.Request, owed ...[]ui.Row) []ui.Row {
	n := map[string]int{}
	for _, t := range h.Open {
		switch state, _ := t.Shown(h.Today); state {
		case "overdue", "due_soon", task.Reported:
			n[state]++
		default:
			n["due"]++
		}
	}
	var rows []ui.Row
	for _, x := range []struct{ key, icon, kind string }{{"overdue", "clock-alert", "bad"}, {"due_soon", "clock", "warn"}, {task.Reported, "hourglass", "act"}, {"due", "list-checks", "act"}} {
		if x.key == task.Reported {
			rows = slices.Concat(append([][]ui.Row{rows}, owed...)...)
		}
		if n[x.key] > 0 {
			rows = append(rows, ui.Row{Href: link.Tasks(h.Post.OrgSlug), Icon: x.icon, Kind: x.kind, Title: r.T("home."+x.key, "count", n[x.key], "days", task.Soon), Second: r.T("home." + x.key + ".second")})
		}
	}
	return slices.Clip(rows)
}
