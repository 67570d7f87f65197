package ward

import (
	"slices"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/member"
	"chibo/internal/report"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// why is one reason to look at a cell; order is that of the design (4.11).
type why struct {
	order int
	tag   ui.Tag
	text  string
}

// reasons lists why a cell needs somebody this month, the first first.
func reasons(r *page.Request, c report.CellRow, before report.CellRow, few member.Strength, today string) []why {
	var out []why
	if c.State == report.Silent {
		out = append(out, why{1, tag(r, "meeting.state.silent"), silence(r, c, before, today)})
	}
	if c.State == report.Late {
		out = append(out, why{2, ui.Tag{Kind: "warn", Icon: "clock-alert", Text: r.T("wardpage.papers")}, r.T("wardpage.papers.why", "day", day(c.HeldDay), "count", vi.DaysBetween(c.DueDay, today))})
	}
	if c.HeldDay != "" && c.Expected > 0 && 2*c.Present < c.Expected {
		out = append(out, why{3, ui.Tag{Kind: "warn", Icon: "triangle-alert", Text: r.T("wardpage.few")}, r.T("wardpage.few.why", "present", c.Present, "expected", c.Expected)})
	}
	if few.Few() {
		out = append(out, why{4, ui.Tag{Kind: "warn", Icon: "users", Text: r.T("few.tag", "least", few.Least)}, r.T("few.why", "official", few.Official)})
	}
	if c.HeldDay != "" && !c.OnTime {
		key := "wardpage.heldlate.why"
		if c.Reason {
			key = "wardpage.heldlate.reason"
		}
		out = append(out, why{5, tag(r, "meeting.state.held_late"), r.T(key, "day", day(c.HeldDay))})
	}
	if c.TasksOverdue > 0 && len(out) > 0 { // alone it stands in the list of overdue tasks, which the desk leads to
		out = append(out, why{6, tag(r, "task.state.overdue"), r.T("wardpage.overdue.why", "count", c.TasksOverdue)})
	}
	return out
}

func silence(r *page.Request, c, before report.CellRow, today string) string {
	text := ""
	if c.PlannedDay != "" {
		text = r.T("wardpage.silent.planned", "day", day(c.PlannedDay), "count", vi.DaysBetween(c.DueDay, today))
	} else {
		text = r.T("wardpage.silent.unplanned", "count", vi.DaysBetween(c.DueDay, today))
	}
	if before.Org != "" {
		switch state := mark(before).State; {
		case before.Meeting == "":
		case state == "late":
			text += " " + r.T("wardpage.before.late", "month", number(before.Month))
		case state == "silent":
			text += " " + r.T("wardpage.before.silent", "month", number(before.Month))
		}
	}
	return text
}

// exception is a cell that needs somebody, with its reasons, the first first.
type exception struct {
	cell report.CellRow
	why  []why
}

// text is the first reason as a sentence, and how many more there are.
func (f exception) text(r *page.Request) string {
	text := f.why[0].text
	if n := len(f.why) - 1; n > 0 {
		text += " " + r.T("wardpage.more", "count", n)
	}
	return text
}

// exceptions are the cells that need somebody in the month at hand, the gravest
// reason first, among equals in the committee's own order.
func exceptions(rd *store.Reader, r *page.Request, l look, few map[string]member.Strength) ([]exception, error) {
	previous, err := report.Ward(rd, r.Book, l.top.ID, vi.PrevMonth(l.month))
	if err != nil {
		return nil, err
	}
	before := map[string]report.CellRow{}
	for _, c := range previous.Rows {
		before[c.Org] = c
	}
	var out []exception
	for _, c := range l.now.Rows {
		if all := reasons(r, c, before[c.Org], few[c.Org], l.today); len(all) > 0 {
			out = append(out, exception{c, all})
		}
	}
	slices.SortStableFunc(out, func(a, b exception) int { return a.why[0].order - b.why[0].order })
	return out, nil
}

// fill sorts the cells into what needs somebody, what waits and what is well.
func (d *Desk) fill(rd *store.Reader, r *page.Request, l look) error {
	ids := make([]string, 0, len(l.now.Rows))
	for _, c := range l.now.Rows {
		ids = append(ids, c.Org)
	}
	few, err := member.FewOfficial(rd, r.Book, ids, l.today)
	if err != nil {
		return err
	}
	wrong, err := exceptions(rd, r, l, few)
	if err != nil {
		return err
	}
	needing := map[string]bool{}
	for i, f := range wrong {
		needing[f.cell.Org] = true
		href := link.CellSeen(l.top.Slug, f.cell.Slug) + "?thang=" + l.month
		if i == 0 {
			if d.Todo.First, err = firstException(rd, r, f.cell, f.why[0].tag, f.text(r), href); err != nil {
				return err
			}
			continue
		}
		t := f.why[0].tag
		d.Todo.Rows = append(d.Todo.Rows, ui.Row{Href: href, Title: short(f.cell.Name), Second: f.text(r), Tag: &t})
	}
	d.Todo.Title = r.T("wardpage.todo", "count", len(wrong))
	if len(wrong) == 0 {
		d.Calm = calm(r, l)
	}
	d.rest(r, l, needing)
	return nil
}

// rest are the cells that need nobody, and where the desk leads.
func (d *Desk) rest(r *page.Request, l look, needing map[string]bool) {
	waiting, well := Part{}, Part{}
	for _, c := range l.now.Rows {
		row := ui.Row{Href: link.CellSeen(l.top.Slug, c.Slug) + "?thang=" + l.month, Title: short(c.Name), Second: stateText(r, c)}
		switch {
		case needing[c.Org]:
		case c.State == report.Sealed:
			well.Rows = append(well.Rows, row)
		default:
			t := stateTag(r, c)
			row.Tag = &t
			waiting.Rows = append(waiting.Rows, row)
		}
	}
	waiting.Title, well.Title = r.T("wardpage.waiting", "count", len(waiting.Rows)), r.T("wardpage.well", "count", len(well.Rows))
	d.Parts = []Part{waiting, well}
	d.Turn = l.turned(r, func(m string) string { return link.Committee(l.top.Slug) + "?thang=" + m })
	d.Links = links(r, l)
	if t := l.now.Totals; t.TasksGiven+t.TasksDone+t.TasksOverdue > 0 {
		d.Work = []ui.Pair{{Term: r.T("wardpage.work.given"), Text: strconv.Itoa(t.TasksGiven)}, {Term: r.T("wardpage.work.done"), Text: strconv.Itoa(t.TasksDone)}, {Term: r.T("wardpage.work.overdue"), Text: strconv.Itoa(t.TasksOverdue)}}
	}
}

// firstException shows the gravest cell in full: the desk's reader can call its
// secretary without opening anything.
func firstException(rd *store.Reader, r *page.Request, cell report.CellRow, tag ui.Tag, text, href string) (*ui.Exception, error) {
	actions := []ui.Link{{Text: r.T("wardpage.see"), Href: href, Icon: "eye", Name: r.T("wardpage.see.of", "cell", cell.Name)}}
	who, err := secretary(rd, cell.Org)
	if err != nil {
		return nil, err
	}
	if who.Phone != "" {
		actions = append([]ui.Link{{Text: r.T("wardpage.tel"), Href: "tel:" + digits(who.Phone), Icon: "phone", Name: r.T("wardpage.tel.of", "name", who.Name)}}, actions...)
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

func links(r *page.Request, l look) []ui.Row {
	slug := l.top.Slug
	rows := []ui.Row{
		{Href: link.Month(slug, l.month), Icon: "list-checks", Title: r.T("wardpage.open.table", "month", number(l.month))},
		{Href: link.CommitteeTasks(slug), Icon: "clock-alert", Title: r.T("wardpage.tasks"), Second: r.T("wardpage.tasks.second", "count", l.now.Totals.TasksOverdue, "cells", l.overdue())},
		{Href: link.AllMembers(slug), Icon: "users", Title: r.T("wardpage.members"), Second: r.T("wardpage.members.second", "count", l.now.Totals.Members)},
		{Href: link.OrgTree(slug), Icon: "house", Title: r.T("wardpage.orgs")},
		{Href: link.Rules(slug), Icon: "book-open", Title: r.T("contents.rules")},
		{Href: link.Imports(slug), Icon: "upload", Title: r.T("wardpage.import")},
		{Href: link.Settings(slug), Icon: "settings", Title: r.T("wardpage.settings")},
	}
	if l.deskOnly(r) { // who holds no right over the tasks below
		return rows[:1]
	}
	rows = slices.Insert(rows, 2, ui.Row{Href: link.LooksBack(slug), Icon: "circle-help", Title: r.T("formality.door.ward"), Second: r.T("formality.door.ward.second")})
	posts, _ := r.Posts()
	if !slices.ContainsFunc(posts, func(p page.Post) bool { return p.Post == access.Officer }) {
		return rows[:3]
	}
	return rows
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
		return ui.Tag{Kind: "warn", Icon: "clock-alert", Text: r.T("wardpage.papers")}
	case report.Silent:
		return tag(r, "meeting.state.silent")
	case report.NotDue:
		return tag(r, "meeting.state.not_due")
	case report.Planned:
		return tag(r, "meeting.state.planned")
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
