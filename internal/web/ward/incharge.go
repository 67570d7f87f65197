package ward

import (
	"cmp"
	"net/http"
	"slices"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/org"
	"chibo/internal/report"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/visit"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// Charged is one cell as the member of the committee who answers for it sees it.
type Charged struct {
	Name string
	Rows []ui.Row
	cell org.Org
	next *meeting.Meeting
}

// InCharge is GET /phu-trach: the cells one answers for, in the committee's own
// order; of each the next meeting, how the month stands, the last resolution.
func InCharge(w http.ResponseWriter, r *page.Request) error {
	var all []Charged
	today := ""
	err := r.Read(func(rd *store.Reader) error {
		today = rd.Today()
		cells, err := org.Reach(rd, access.ChargeView, today)
		if err != nil {
			return err
		}
		all = nil
		for _, o := range cells {
			c, err := charged(rd, r, o)
			if err != nil {
				return err
			}
			all = append(all, c)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(all) == 0 { // the cell stands no more
		return fault.Missing()
	}
	return r.Page(w, 0, ui.Page{Title: r.T("incharge.title"), Heading: r.T("incharge.title"), Where: r.T("incharge.title"), Role: r.RoleLine()}, ShowCharge(nearest(r, all, today), all))
}

func charged(rd *store.Reader, r *page.Request, o org.Org) (Charged, error) {
	c := Charged{Name: o.Name, cell: o}
	all, _, err := meeting.List(rd, meeting.Filter{Org: o.ID, Limit: 24})
	if err != nil {
		return c, err
	}
	var sealed *meeting.Meeting
	for i := range all { // latest first
		switch m := &all[i]; {
		case !m.At(meeting.Closed) && (m.Day >= rd.Today() || m.State == meeting.InSession):
			c.next = m
		case sealed == nil && m.At(meeting.Sealed):
			sealed = m
		}
	}
	month, err := report.Ward(rd, r.Book, o.ID, vi.MonthOf(rd.Today()))
	if err != nil {
		return c, err
	}
	made, err := visit.OfCell(rd, o.ID)
	if err != nil {
		return c, err
	}
	c.Rows = append(c.Rows, toCell(r, o, made), c.coming(r))
	for _, row := range month.Rows {
		if row.Org == o.ID {
			t := stateTag(r, row)
			c.Rows = append(c.Rows, ui.Row{Href: link.Meetings(o.Slug), Icon: "list-checks", Title: upper(r.Month(row.Month)), Second: stateText(r, row), Tag: &t})
		}
	}
	help, err := helpRows(rd, r, o)
	if err != nil {
		return c, err
	}
	c.Rows = append(c.Rows, help...)
	last, err := lastResolution(rd, r, sealed)
	if err != nil {
		return c, err
	}
	c.Rows = append(c.Rows, last)
	trusted, err := access.Can(rd, access.ConcernTrust, o.ID) // an advisory body's officer hears nothing past the secretary
	if trusted {
		c.Rows = append(c.Rows, ui.Row{Href: link.CellConcerns(o.Slug), Icon: "message-square", Title: r.T("contents.concerns"), Second: r.T("concern.trust.intro")})
	}
	return c, err
}

func (c Charged) coming(r *page.Request) ui.Row {
	row := ui.Row{Href: link.Meetings(c.cell.Slug), Icon: "calendar", Kind: "mute", Title: r.T("incharge.next.none"), Second: r.T("incharge.next.none.when")}
	if m := c.next; m != nil {
		row.Href, row.Kind = link.Meeting(c.cell.Slug, link.Period(m.Period, m.Kind, m.N)), "act"
		row.Title, row.Second = r.T("incharge.next", "day", moment(r, m.StartsAt)), m.Place
	}
	return row
}

// toCell is what is promised to the cell, and the way to its visits.
func toCell(r *page.Request, o org.Org, made []visit.Visit) ui.Row {
	var owed visit.Owed
	for _, v := range made {
		for _, m := range v.Promises {
			if m.ClosedOn == "" {
				owed.Promises = append(owed.Promises, m)
			}
		}
	}
	slices.SortStableFunc(owed.Promises, func(a, b visit.Promise) int { return cmp.Compare(a.DueOn, b.DueOn) })
	row, any := owedRow(r, owed)
	if !any {
		row = ui.Row{Icon: "handshake", Kind: "mute", Title: r.T("visit.door")}
	}
	row.Href = link.Visits(o.Slug)
	return row
}

// lastResolution leads to what the cell resolved at its last sealed meeting.
func lastResolution(rd *store.Reader, r *page.Request, m *meeting.Meeting) (ui.Row, error) {
	row := ui.Row{Icon: "badge-check", Kind: "mute", Title: r.T("incharge.resolution.none"), Second: r.T("incharge.resolution.none.when")}
	if m == nil {
		return row, nil
	}
	papers, err := minutes.Papers(rd, m.ID)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return row, err
	}
	for _, p := range papers {
		if p.Type == "resolution" {
			row = ui.Row{Href: link.PaperPage(p.ID), Icon: "badge-check", Title: r.T("incharge.resolution"), Second: r.Numbered(p.Symbol) + " · " + r.T("incharge.resolution.day", "day", vi.ShowDay(m.Day))}
		}
	}
	return row, nil
}

// nearest is the card of the meeting to come first among all cells.
func nearest(r *page.Request, all []Charged, today string) ui.Next {
	var first *Charged
	for i := range all {
		if c := &all[i]; c.next != nil && (first == nil || c.next.StartsAt < first.next.StartsAt) {
			first = c
		}
	}
	if first == nil {
		return ui.Next{Title: r.T("incharge.none"), Ready: r.T("incharge.next.none.when"), Action: ui.Action{Text: r.T("incharge.look.year"), Href: link.Meetings(all[0].cell.Slug)}}
	}
	m := first.next
	n := ui.Next{Title: r.T("home.next.look", "month", r.Month(m.Period)), When: upper(moment(r, m.StartsAt)), Ready: r.T("incharge.place", "cell", first.Name, "place", m.Place),
		Action: ui.Action{Text: r.T("home.next.look.button"), Href: link.Meeting(first.cell.Slug, link.Period(m.Period, m.Kind, m.N))}}
	if days := vi.DaysBetween(today, m.Day); days > 0 {
		n.Tag = &ui.Tag{Kind: "act", Icon: "calendar", Text: r.T("home.days", "count", days)}
	}
	return n
}

// moment is "19:30 thứ Năm, 03/12/2026".
func moment(r *page.Request, ms int64) string {
	day := r.DayOfWeek(store.Day(ms)) + ", " + vi.ShowDay(store.Day(ms))
	return r.T("home.when", "time", store.Clock(ms).Format("15:04"), "day", day)
}
