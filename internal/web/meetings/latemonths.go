package meetings

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// lateMonths are the months that may still be entered from paper: those of a cell,
// and of its committee where it has one; or of a committee above and of its
// standing committee.
type lateMonths struct {
	above     bool
	cell      org.Org
	all       []meeting.Meeting
	latest    string // the last month without minutes, as the button names it
	own       []ui.Row
	committee []ui.Row
}

// LateMonths is GET: which month of the cell was held on paper.
func LateMonths(w http.ResponseWriter, r *page.Request) error {
	return pastMonths(w, r, false)
}

// CommitteeLateMonths is the same of a committee above.
func CommitteeLateMonths(w http.ResponseWriter, r *page.Request) error {
	r.Words = r.Words.As(hop)
	return pastMonths(w, r, true)
}

func pastMonths(w http.ResponseWriter, r *page.Request, above bool) error {
	var l lateMonths
	if err := r.Read(func(rd *store.Reader) error { l = lateMonths{above: above}; return l.load(rd, r) }); err != nil {
		return err
	}
	cell, back := l.cell, link.Meetings(l.cell.Slug)
	if above {
		back = link.CommitteeMeetings(cell.Slug)
	}
	heading := late(r, "months.title")
	p := ui.Page{Title: heading + " · " + cell.Name, Where: cell.Name, Heading: heading, Sub: late(r, "months.sub"), Back: &ui.Link{Href: back}}
	var body []templ.Component
	if len(l.own) > 0 {
		p.Primary = &ui.Action{Text: late(r, "months.first", "month", l.latest), Href: l.own[0].Href}
		body = append(body, section(late(r, "months.cell"), ui.LinkList(l.own)))
	} else {
		p.Primary = &ui.Action{Text: word(r, "roll.back"), Href: back}
		body = append(body, ui.Empty("check", late(r, "months.all"), "", nil))
	}
	if len(l.committee) > 0 {
		body = append(body, section(late(r, "months.committee"), ui.LinkList(l.committee)))
	}
	return r.Page(w, http.StatusOK, p, templ.Join(body...))
}

func (l *lateMonths) load(rd *store.Reader, r *page.Request) (err error) {
	if l.cell, err = org.BySlug(rd, slugOf(r)); err != nil {
		return err
	}
	own, ownKinds, theirs, theirKind := access.OfAll, []string{meeting.Regular, meeting.Combined}, access.OfCommittee, meeting.CellCommittee
	if l.above {
		own, ownKinds, theirs, theirKind = access.OfCommittee, []string{meeting.Committee}, access.OfStanding, meeting.Standing
	}
	if err = access.Must(rd, own.Of(access.MinutesSeal), l.cell.ID); err != nil {
		return err
	}
	if l.all, _, err = meeting.List(rd, meeting.Filter{Org: l.cell.ID, Limit: 200}); err != nil {
		return err
	}
	if l.own, err = l.rows(rd, r, ownKinds...); err != nil {
		return err
	}
	if len(l.own) > 0 {
		l.latest = lower(l.own[0].Title)
	}
	seats, err := meeting.People(rd, l.cell.ID, theirs, rd.Today())
	if err != nil || len(seats) < 2 { // no committee meets of one (meeting.Plan)
		return err
	}
	if may, err := access.Can(rd, theirs.Of(access.MinutesSeal), l.cell.ID); err != nil || !may {
		return err
	}
	l.committee, err = l.rows(rd, r, theirKind)
	return err
}

// rows are the last twelve months in which no meeting of these kinds has begun,
// under the first of them.
func (l *lateMonths) rows(rd *store.Reader, r *page.Request, kinds ...string) (rows []ui.Row, err error) {
	for period, n := vi.MonthOf(rd.Today()), 0; n < 12; period, n = vi.PrevMonth(period), n+1 {
		row := ui.Row{Title: vi.Capital(monthYear(r, period)), Href: link.Late(l.cell.Slug, link.Period(period, kinds[0], 1)), Second: late(r, "months.none")}
		at := slices.IndexFunc(l.all, func(m meeting.Meeting) bool { return m.Period == period && slices.Contains(kinds, m.Kind) })
		if at >= 0 {
			m := l.all[at]
			if m.At(meeting.InSession) || m.Day > rd.Today() {
				continue
			}
			row.Href, row.Second, row.Tag = link.Late(l.cell.Slug, link.Period(m.Period, m.Kind, m.N)), when(r, m), state(r, m)
		}
		draft, err := minutes.LateDraftOf(rd, l.cell.ID, period, kinds[0])
		if err != nil {
			return nil, err
		}
		if draft.Version > 0 {
			row.Second = late(r, "draft", "time", hour(draft.At), "day", vi.ShowDay(store.Day(draft.At)))
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// months is the page the form was chosen from.
func (s sitting) months() string {
	if link.OfCommitteeAbove(s.Ky) {
		return link.CommitteeLateMonths(s.Slug)
	}
	return link.LateMonths(s.Slug)
}
