package ward

import (
	"slices"

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

// marks are the tag of each reason.
var marks = map[string]ui.Tag{
	desk.Papers:   {Kind: "warn", Icon: "clock-alert"},
	desk.Clash:    {Kind: "warn", Icon: "triangle-alert"},
	desk.FewCame:  {Kind: "warn", Icon: "triangle-alert"},
	desk.Unled:    {Kind: "warn", Icon: "user-check"},
	desk.FewCan:   {Kind: "warn", Icon: "users"},
	desk.TermOver: {Kind: "warn", Icon: "calendar"},
	desk.Concern:  {Kind: "bad", Icon: "clock-alert"},
	desk.Campaign: {Kind: "warn", Icon: "clock-alert"},
	desk.Unread:   {Kind: "warn", Icon: "mail"},
	desk.Score:    {Kind: "warn", Icon: "clock-alert"},
}

// tagOf is the mark of a reason: its picture and its word.
func tagOf(r *page.Request, why desk.Reason) ui.Tag {
	switch why.Code {
	case desk.Silent:
		return tag(r, "meeting.state.silent")
	case desk.HeldLate:
		return tag(r, "meeting.state.held_late")
	case desk.Overdue:
		return tag(r, "task.state.overdue")
	}
	t := marks[why.Code]
	t.Text = r.T("wardpage.why."+why.Code+".tag", "least", why.Of)
	return t
}

// textOf is a reason as a sentence.
func textOf(r *page.Request, c report.CellRow, why desk.Reason, before report.CellRow, on string) string {
	switch why.Code {
	case desk.Silent:
		return silence(r, c, before, on)
	case desk.HeldLate:
		if why.Excused {
			return r.T("wardpage.heldlate.reason", "day", day(why.Day))
		}
		return r.T("wardpage.heldlate.why", "day", day(why.Day))
	}
	return r.T("wardpage.why."+why.Code, "count", why.N, "of", why.Of, "day", day(why.Day), "date", shown(why.Day), "with", short(why.With))
}

// shown is a day with its year, nothing for none.
func shown(d string) string {
	if d == "" {
		return ""
	}
	return vi.ShowDay(d)
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

// text is the first reason as a sentence, and how many more there are.
func text(r *page.Request, b desk.Board, f desk.Exception) string {
	text := textOf(r, f.Cell, f.Reasons[0], b.Before[f.Cell.Org], b.On)
	if n := len(f.Reasons) - 1; n > 0 {
		text += " " + r.T("wardpage.more", "count", n)
	}
	return text
}

// A list shows so many cells at once, folds so many more, and leads to the table
// for the others.
const (
	atOnce = 12
	folded = 100
)

// fill sorts the cells into what needs somebody, what waits and what is well.
func (d *Desk) fill(rd *store.Reader, r *page.Request, l look, b desk.Board) (err error) {
	more := some{}
	for i, f := range b.Exceptions {
		if i >= atOnce {
			if more.count++; more.count > folded {
				continue
			}
		}
		href, t := link.CellSeen(l.top.Slug, f.Cell.Slug)+"?thang="+l.month, tagOf(r, f.Reasons[0])
		if i == 0 {
			if d.Todo.First, err = firstException(rd, r, f.Cell, t, text(r, b, f), href); err != nil {
				return err
			}
			continue
		}
		row := ui.Row{Href: href, Title: short(f.Cell.Name), Second: text(r, b, f), Tag: &t}
		if i < atOnce {
			d.Todo.Rows = append(d.Todo.Rows, row)
		} else {
			more.rows = append(more.rows, row)
		}
	}
	d.More = more.part(r, l, "wardpage.todo.more")
	d.Todo.Title = r.T("wardpage.todo", "count", len(b.Exceptions))
	if len(b.Exceptions) == 0 {
		d.Calm = calm(r, l)
	}
	d.rest(r, l, b)
	d.Turn = l.turned(r, func(m string) string { return link.Committee(l.top.Slug) + "?thang=" + m })
	d.Links = links(r, l)
	return nil
}

// rest are the cells that need nobody: how many, and the table in which they stand.
func (d *Desk) rest(r *page.Request, l look, b desk.Board) {
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
	for _, part := range []struct {
		key   string
		count int
	}{{"wardpage.waiting", waiting}, {"wardpage.well", well}} {
		if part.count > 0 {
			d.Rest = append(d.Rest, ui.Row{Href: link.Month(l.top.Slug, l.month), Title: r.T(part.key, "count", part.count)})
		}
	}
}

// some is a list of which the first are shown and the others counted.
type some struct {
	count int
	rows  []ui.Row
}

func (f some) part(r *page.Request, l look, key string) Part {
	if n := f.count - len(f.rows); n > 0 {
		f.rows = append(f.rows, ui.Row{Href: link.Month(l.top.Slug, l.month), Icon: "list-checks", Title: r.T("wardpage.rest", "count", n)})
	}
	return Part{Title: r.T(key, "count", f.count), Rows: f.rows}
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
		{Href: link.Month(slug, l.month), Title: r.T("wardpage.open.table", "month", number(l.month))},
		{Href: link.CommitteeTasks(slug), Title: r.T("wardpage.tasks"), Second: r.T("wardpage.tasks.second", "count", l.now.Totals.TasksOverdue, "cells", l.overdue())},
		{Href: link.AllMembers(slug), Title: r.T("wardpage.members"), Second: r.T("wardpage.members.second", "count", l.now.Totals.Members)},
		{Href: link.OrgTree(slug), Title: r.T("wardpage.orgs")},
		{Href: link.Rules(slug), Title: r.T("contents.rules")},
		{Href: link.Imports(slug), Title: r.T("wardpage.import")},
		{Href: link.Settings(slug), Title: r.T("wardpage.settings")},
	}
	if l.deskOnly(r) { // who holds no right over the tasks below
		return rows[:1]
	}
	if l.hears {
		rows = slices.Insert(rows, 2, ui.Row{Href: link.WardConcerns(slug), Title: r.T("contents.concerns")})
	}
	rows = slices.Insert(rows, 2, ui.Row{Href: link.LooksBack(slug), Title: r.T("formality.door.ward"), Second: r.T("formality.door.ward.second")})
	posts, _ := r.Posts()
	if !slices.ContainsFunc(posts, func(p page.Post) bool { return p.Post == access.Officer }) {
		return rows[:slices.IndexFunc(rows, func(row ui.Row) bool { return row.Href == link.AllMembers(slug) })]
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
		return ui.Tag{Kind: "warn", Icon: "clock-alert", Text: r.T("wardpage.why.papers.tag")}
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
