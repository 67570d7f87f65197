package ward

import (
	"strings"

	"chibo/internal/access"
	"chibo/internal/desk"
	"chibo/internal/member"
	"chibo/internal/report"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// A list shows so many cells at once, folds so many more, and leads to the table
// for the others.
const (
	atOnce = 12
	folded = 100
)

// fill reads what the desk shows.
func (d *Desk) fill(rd *store.Reader, r *page.Request, l look, b desk.Board) (err error) {
	if err := d.sort(rd, r, l, b); err != nil {
		return err
	}
	d.Turn = l.turned(r, func(m string) string { return link.Committee(l.top.Slug) + "?thang=" + m })
	d.Links = links(r, l)
	d.Links[0].Second = rest(r, l, b) // the table of the month
	if d.Pictures, err = draw(rd, r, l, b); err != nil {
		return err
	}
	if d.Own, err = own(rd, r, l); err != nil {
		return err
	}
	if d.Primary, err = l.next(rd, r); err != nil || l.on < l.today { // what is owed is owed today
		return err
	}
	d.Owed.Rows, err = owes(rd, r, l, b)
	d.Owed.Title = r.T("wardpage.owed", "count", len(d.Owed.Rows))
	return err
}

// sort shows the cells that need somebody, the gravest first.
func (d *Desk) sort(rd *store.Reader, r *page.Request, l look, b desk.Board) (err error) {
	shown := b.Exceptions[:min(len(b.Exceptions), atOnce+folded)]
	for i, f := range shown {
		row := ui.Row{Href: l.leads(f), Title: short(f.Cell.Name), Second: text(r, b, f)}
		t := tagOf(r, f.Reasons[0])
		row.Tag = &t
		switch {
		case i == 0:
			d.Todo.First, err = firstException(rd, r, l.top.Slug, f.Cell, f.Reasons[0].Code, t, row.Second, row.Href)
		case i < atOnce:
			d.Todo.Rows = append(d.Todo.Rows, row)
		default:
			d.More.Rows = append(d.More.Rows, row)
		}
		if err != nil {
			return err
		}
	}
	if n := len(b.Exceptions) - len(shown); n > 0 {
		d.More.Rows = append(d.More.Rows, ui.Row{Href: link.Month(l.top.Slug, l.month), Icon: "list-checks", Title: r.T("wardpage.rest", "count", n)})
	}
	d.Todo.Title, d.More.Title = r.T("wardpage.todo", "count", len(b.Exceptions)), r.T("wardpage.todo.more", "count", len(b.Exceptions)-atOnce)
	if len(b.Exceptions) == 0 {
		d.Calm = calm(r, l)
	}
	return nil
}

// leads is the page an exception leads to: of papers not opened the cell's papers, of
// anything else the cell's month.
func (l look) leads(f desk.Exception) string {
	if f.Reasons[0].Code == desk.Unread {
		return link.CellDirectives(l.top.Slug, f.Cell.Slug)
	}
	return l.seen(f.Cell.Slug)
}

// seen is a cell's page of the month at hand; the present one needs no word.
func (l look) seen(cell string) string {
	if l.month == vi.MonthOf(l.today) {
		return link.CellSeen(l.top.Slug, cell)
	}
	return link.CellSeen(l.top.Slug, cell) + "?thang=" + l.month
}

// rest says how many cells need nobody; the table has them.
func rest(r *page.Request, l look, b desk.Board) string {
	waiting, well := 0, 0
	for _, c := range l.now.Rows {
		if _, needs := b.Needs(c.Org); needs {
			continue
		}
		if c.State == report.Sealed {
			well++
		} else {
			waiting++
		}
	}
	var parts []string
	if waiting > 0 {
		parts = append(parts, r.T("wardpage.waiting", "count", waiting))
	}
	if well > 0 {
		parts = append(parts, r.T("wardpage.well", "count", well))
	}
	return strings.Join(parts, " · ")
}

// firstException shows the gravest cell in full: the desk's reader can call its
// secretary without opening anything.
func firstException(rd *store.Reader, r *page.Request, top string, cell report.CellRow, why string, tag ui.Tag, text, href string) (*ui.Exception, error) {
	actions := []ui.Link{{Text: r.T("wardpage.see"), Href: href, Name: r.T("wardpage.see.of", "cell", cell.Name)}}
	who, err := secretary(rd, cell.Org)
	if err != nil {
		return nil, err
	}
	if who.Phone != "" {
		actions = append([]ui.Link{{Text: r.T("wardpage.tel"), Href: "tel:" + digits(who.Phone), Icon: "phone", Name: r.T("wardpage.tel.of", "name", who.Name)}}, actions...)
	}
	if why == desk.Silent || why == desk.Missed {
		may, err := access.Can(rd, access.SilenceRemind, cell.Org)
		if err != nil {
			return nil, err
		}
		if may {
			actions = append(actions, wordOn(r, top, cell))
		}
	}
	return &ui.Exception{Title: short(cell.Name), Text: text, Href: href, Tag: tag, Actions: actions}, nil
}

// calm says that nothing is wrong, with the next date.
func calm(r *page.Request, l look) string {
	next := ""
	for _, c := range l.now.Rows {
		if c.PlannedDay >= l.today && (next == "" || c.PlannedDay < next) {
			next = c.PlannedDay
		}
	}
	if next == "" {
		return r.T("wardpage.calm")
	}
	return r.T("wardpage.calm.next", "day", r.DayOfWeek(next)+", "+day(next))
}

// links are what is opened most from the desk; all else stands on the page of all work.
func links(r *page.Request, l look) []ui.Row {
	slug, next := l.top.Slug, vi.NextMonth(vi.MonthOf(l.today))
	rows := []ui.Row{{Href: link.Month(slug, l.month), Title: r.T("wardpage.open.table", "month", number(l.month))}, {Href: link.Schedule(slug, next), Title: r.T("schedule.door", "month", r.Month(next))}}
	if !l.deskOnly(r) {
		rows = append(rows, ui.Row{Href: link.CommitteeTasks(slug), Title: r.T("wardpage.tasks"), Second: r.T("wardpage.tasks.second", "count", l.now.Totals.TasksOverdue, "cells", l.overdue())})
	}
	return append(rows, ui.Row{Href: link.Directives(slug), Title: r.T("contents.directives")}, ui.Row{Href: link.Campaigns(slug), Title: r.T("campaign.list")}, ui.Row{Href: link.Works(slug), Title: r.T("works.title")})
}

// overdue counts the cells with overdue tasks.
func (l look) overdue() int {
	n := 0
	for _, c := range l.now.Rows {
		if c.TasksOverdue > 0 {
			n++
		}
	}
	return n
}

func stateTag(r *page.Request, c report.CellRow) ui.Tag {
	switch c.State {
	case report.Sealed:
		return tag(r, "meeting.state.sealed")
	case report.Held:
		return ui.Tag{Kind: "act", Icon: "flag", Text: r.T("wardpage.held")}
	case report.Late:
		return ui.Tag{Kind: "warn", Icon: "clock-alert", Text: r.T("wardpage.why.papers.tag")}
	case report.Silent:
		return tag(r, "meeting.state.silent")
	case report.Missed:
		return tag(r, "meeting.state.missed")
	case report.NotDue:
		return tag(r, "meeting.state.not_due")
	case report.Planned:
		return tag(r, "meeting.state.planned")
	case report.New:
		return ui.Tag{Kind: "mute", Icon: "calendar", Text: r.T("wardpage.new")}
	}
	return ui.Tag{Kind: "mute", Icon: "calendar", Text: r.T("wardpage.none")}
}

// stateText is the fact behind a cell's state in one line.
func stateText(r *page.Request, c report.CellRow) string {
	switch {
	case c.HeldDay != "" && c.Expected > 0:
		return r.T("wardpage.held.text", "day", day(c.HeldDay), "present", c.Present, "expected", c.Expected)
	case c.HeldDay != "":
		return r.T("wardpage.held.day", "day", day(c.HeldDay))
	case c.PlannedDay != "":
		return r.T("wardpage.planned.text", "day", day(c.PlannedDay))
	}
	return r.T("wardpage.none.text")
}

// contact is who answers for a cell.
type contact struct{ Name, Phone string }

func secretary(rd *store.Reader, cell string) (contact, error) {
	posts, err := member.Posts(rd, cell, rd.Today())
	if err != nil {
		return contact{}, err
	}
	for _, p := range posts {
		if p.Post != access.Secretary {
			continue
		}
		if ok, err := access.Can(rd, access.RollView, cell); err != nil || !ok {
			return contact{Name: p.FullName}, err
		}
		some, _, err := member.List(rd, member.Filter{Org: cell, Query: p.FullName, Limit: 20})
		for _, m := range some {
			if m.PersonID == p.Person {
				return contact{p.FullName, m.Phone}, err
			}
		}
		return contact{Name: p.FullName}, err
	}
	return contact{}, nil
}

func digits(s string) string {
	var b []byte
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' || s[i] == '+' && len(b) == 0 {
			b = append(b, s[i])
		}
	}
	return string(b)
}
