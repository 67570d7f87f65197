package directives

import (
	"strings"

	"chibo/internal/directive"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// columns are the head of both tables; the first names the cells of a paper or the papers
// of a cell.
func columns(r *page.Request, first string) []ui.Column {
	return []ui.Column{{Text: first}, {Text: r.T("directive.col.steps")}, {Text: r.T("document.state.seen")}, {Text: r.T("directive.col.agenda")}, {Text: r.T("document.state.discussed")}, {Text: r.T("directive.col.tasks")}}
}

// table lists the cells of a page of the list with their steps.
func (s sheet) table(r *page.Request) ui.Table {
	t := ui.Table{Caption: r.T("directive.table", "count", len(s.p.Steps)), Columns: columns(r, r.T("directive.col.cell")), Brief: true}
	for _, c := range s.steps {
		switch {
		case c.Below:
			t.Rows = append(t.Rows, sums(r, c))
		default:
			name := ui.Cell{Text: c.Name}
			if c.Slug != "" && !c.Ended {
				name.Href = link.CellDirectives(s.top.Slug, c.Slug)
			}
			t.Rows = append(t.Rows, append([]ui.Cell{name}, steps(r, c, s.works[c.Org])...))
		}
	}
	return t
}

// steps are the squares of one cell, the days behind them and its tasks.
func steps(r *page.Request, c directive.Step, works []directive.Work) []ui.Cell {
	switch {
	case c.LeftOut:
		return []ui.Cell{{Text: r.T("directive.step.leftout")}, {}, {}, {}, {}}
	case c.Ended:
		return []ui.Cell{{Text: r.T("directive.step.ended")}, {}, {}, {}, {}}
	}
	done := []bool{c.OpenedOn != "", c.MeetingOn != "", c.Discussed != "", c.Tasks > 0, c.Tasks > 0 && c.Done == c.Tasks}
	return []ui.Cell{{Text: word(r, c), Steps: done}, {Text: short(c.OpenedOn)}, {Text: short(c.MeetingOn)}, {Text: short(c.Discussed)}, tasks(r, c, works)}
}

// word is the furthest step in the words of the design.
func word(r *page.Request, c directive.Step) string {
	switch {
	case c.Tasks > 0 && c.Done == c.Tasks:
		return r.T("directive.bar.done")
	case c.Tasks > 0:
		return r.T("document.state.tasked")
	case c.Discussed != "":
		return r.T("document.state.discussed")
	case c.MeetingOn != "":
		return r.T("document.state.scheduled")
	case c.OpenedOn != "":
		return r.T("document.state.seen")
	}
	return r.T("document.state.unseen")
}

// tasks count what a cell gave itself, the texts folded beneath.
func tasks(r *page.Request, c directive.Step, works []directive.Work) ui.Cell {
	if c.Tasks == 0 {
		return ui.Cell{}
	}
	out := ui.Cell{Text: r.T("directive.tasks", "count", c.Tasks, "done", c.Done)}
	for _, w := range works {
		text := r.T("directive.task", "deed", w.Deed, "day", vi.ShowDay(w.Due), "state", strings.ToLower(r.T("task.state."+w.State)))
		out.Fold = append(out.Fold, ui.Fold{Text: text, Vi: w.Deed})
	}
	return out
}

// sums are the cells of a committee below, together.
func sums(r *page.Request, c directive.Step) []ui.Cell {
	n := c.Counts
	of := func(k int) ui.Cell { return ui.Cell{Text: r.T("directive.of", "n", k, "count", n.Cells)} }
	return []ui.Cell{{Text: c.Name}, {Text: r.T("directive.below", "count", n.Cells)}, of(n.Opened), of(n.Scheduled), of(n.Discussed), {Text: r.T("directive.below.tasks", "count", n.Tasked, "done", n.Done)}}
}

// short is a day of a table: 03/12/2026, nothing for none.
func short(day string) string {
	if day == "" {
		return ""
	}
	return vi.ShowDay(day)
}
