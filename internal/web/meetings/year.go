package meetings

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/agenda"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// year is all that the page of a cell's meetings shows.
type year struct {
	cell  org.Org
	all   []meeting.Meeting
	today string
	n     string // 2026
	may   bool
	seals bool
}

// Year is GET: the meetings of a year, the next one first.
func Year(w http.ResponseWriter, r *page.Request) error {
	var y year
	err := r.Read(func(rd *store.Reader) (err error) {
		y.today = rd.Today()
		if y.n = r.URL.Query().Get("nam"); len(y.n) != 4 {
			y.n = y.today[:4]
		}
		if y.cell, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
			return err
		}
		if y.may, err = access.Can(rd, access.MeetingPrepare, y.cell.ID); err != nil {
			return err
		}
		if y.seals, err = access.Can(rd, access.MinutesSeal, y.cell.ID); err != nil {
			return err
		}
		y.all, _, err = meeting.List(rd, meeting.Filter{Org: y.cell.ID, Limit: 200})
		return err
	})
	if err != nil {
		return err
	}
	heading := word(r, "year.title", "year", y.n)
	p := ui.Page{Title: heading + " · " + y.cell.Name, Where: y.cell.Name, Heading: heading, Back: &ui.Link{Href: link.Home}}
	return r.Page(w, http.StatusOK, p, YearPage(y.next(r), y.strip(r), y.rows(r), y.years(r), word(r, "year.calm")))
}

// next is the meeting to work on: the oldest unfinished one, else the month that
// has no day yet.
func (y year) next(r *page.Request) *ui.Next {
	for _, m := range slices.Backward(y.all) {
		s := sitting{Cell: y.cell, M: m, Slug: y.cell.Slug, Ky: link.Period(m.Period, m.Kind, m.N), May: y.may}
		if a := s.next(r); a != nil {
			ready := r.T("meeting.state." + m.State + ".help")
			if m.State == meeting.Planned {
				ready = word(r, "year.draft")
			}
			return &ui.Next{Title: name(r, m), When: when(r, m), Tag: state(r, m), Ready: ready, Action: *a}
		}
	}
	if !y.may {
		if len(y.all) == 0 {
			return nil
		}
		m := y.all[0]
		return &ui.Next{Title: name(r, m), When: when(r, m), Tag: state(r, m), Action: ui.Action{Text: word(r, "hub.see"), Href: link.Meeting(y.cell.Slug, link.Period(m.Period, m.Kind, m.N))}}
	}
	period := y.free()
	return &ui.Next{Title: word(r, "year.unplanned", "month", month(r, period)), Ready: word(r, "year.unplanned.ready"),
		Action: ui.Action{Text: word(r, "year.plan"), Href: link.NewMeeting(y.cell.Slug) + "?ky=" + period}}
}

// free is the first month from this one on without a regular meeting.
func (y year) free() string {
	period := y.today[:7]
	for y.has(period) {
		period = vi.NextMonth(period)
	}
	return period
}

func (y year) has(period string) bool {
	return slices.ContainsFunc(y.all, func(m meeting.Meeting) bool {
		return m.Period == period && (m.Kind == meeting.Regular || m.Kind == meeting.Combined)
	})
}

func (y year) strip(r *page.Request) ui.Strip {
	s := ui.Strip{Caption: word(r, "year.title", "year", y.n)}
	row := ui.StripRow{Label: word(r, "year.row")}
	for i := range 12 {
		period := y.n + "-" + strconv.Itoa(101 + i)[1:]
		s.Months = append(s.Months, strconv.Itoa(i+1))
		row.Cells = append(row.Cells, y.cellOf(r.Book, period))
	}
	s.Rows = []ui.StripRow{row}
	return s
}

func (y year) cellOf(book *rule.Book, period string) ui.StripCell {
	c := ui.StripCell{State: "none"}
	if n := len(y.all); n > 0 && y.all[n-1].Period <= period && vi.NextMonth(period)+"-01" <= y.today {
		c.State = "silent" // months before the cell began here say nothing
	}
	for _, m := range y.all {
		if m.Period != period {
			continue
		}
		c.Thematic = c.Thematic || m.Kind == meeting.Thematic || m.Kind == meeting.Combined
		if m.Kind != meeting.Regular && m.Kind != meeting.Combined || !m.At(meeting.Closed) {
			continue
		}
		c.State = "on"
		if due := book.Regime(m.Day, rule.OrgKind(y.cell.Kind)).Day; due > 0 && m.Day > period+"-"+strconv.Itoa(100 + due)[1:] {
			c.State = "late"
		}
	}
	return c
}

func (y year) rows(r *page.Request) []ui.Row {
	var rows []ui.Row
	for _, m := range y.all {
		if strings.HasPrefix(m.Period, y.n) {
			rows = append(rows, ui.Row{Href: link.Meeting(y.cell.Slug, link.Period(m.Period, m.Kind, m.N)), Title: name(r, m), Second: when(r, m), Tag: state(r, m)})
		}
	}
	return rows
}

func (y year) years(r *page.Request) []ui.Link {
	var out []ui.Link
	if y.may {
		out = append(out, ui.Link{Text: word(r, "year.new"), Href: link.NewMeeting(y.cell.Slug) + "?ky=" + y.free()})
	}
	if y.seals {
		out = append(out, ui.Link{Text: late(r, "door"), Href: link.LateMonths(y.cell.Slug)})
	}
	n, _ := strconv.Atoi(y.n)
	for _, other := range []int{n - 1, n + 1} {
		if s := strconv.Itoa(other); slices.ContainsFunc(y.all, func(m meeting.Meeting) bool { return strings.HasPrefix(m.Period, s) }) {
			out = append(out, ui.Link{Text: word(r, "year.title", "year", s), Href: link.Meetings(y.cell.Slug) + "?nam=" + s})
		}
	}
	return out
}

// usual is what the form of a new meeting begins with: the rule's day, last
// meeting's hour and place.
type usual struct {
	cell              org.Org
	period            string
	due               string // the rule's day, "" when each cell has its own
	hour, place       string
	line              string
	assumed, thematic bool
}

func usually(rd *store.Reader, r *page.Request) (u usual, err error) {
	if u.cell, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
		return u, err
	}
	if u.period = r.FormValue("ky"); !vi.ValidDay(u.period + "-01") {
		u.period = rd.Today()[:7]
	}
	regime := r.Book.Regime(u.period+"-01", rule.OrgKind(u.cell.Kind))
	if regime.Day > 0 {
		u.due = u.period + "-" + strconv.Itoa(100 + regime.Day)[1:]
	}
	u.line, u.assumed = regime.Source.Line(), regime.Status != rule.Official
	all, _, err := meeting.List(rd, meeting.Filter{Org: u.cell.ID, Limit: 1})
	u.hour = "19:30"
	if len(all) > 0 {
		u.hour, u.place = hour(all[0].StartsAt), all[0].Place
	}
	return u, err
}

// PlanPage is GET: register the day of a month's meeting.
func PlanPage(w http.ResponseWriter, r *page.Request) error { return plan(w, r, http.StatusOK) }

func plan(w http.ResponseWriter, r *page.Request, status int) error {
	var u usual
	if err := r.Read(func(rd *store.Reader) (err error) { u, err = usually(rd, r); return }); err != nil {
		return err
	}
	heading := word(r, "plan.title", "month", month(r, u.period))
	p := ui.Page{Title: heading + " · " + u.cell.Name, Where: u.cell.Name, Heading: heading, Back: &ui.Link{Href: link.Meetings(u.cell.Slug)}}
	kind := ui.Field{Name: "kind", Label: word(r, "plan.kind"), Value: form.Typed(r, "kind", meeting.Regular), Error: r.Wrong("kind")}
	var kinds []ui.Option
	for _, k := range meeting.Kinds[:4] {
		kinds = append(kinds, ui.Option{Value: k, Text: word(r, "kind."+k)})
	}
	d := text(r, "day", "plan.day", vi.ShowDay(u.due))
	d.Error = either(d.Error, r.Wrong("starts_at"))
	if u.due != "" {
		d.Hint = word(r, "plan.day.hint", "day", day(r, u.due))
	}
	h := text(r, "hour", "plan.hour", u.hour)
	h.Short, h.Hint = true, word(r, "plan.hour.hint")
	why := text(r, "day_reason", "plan.reason", "")
	why.Optional, why.Hint = true, word(r, "plan.reason.hint")
	f := Form{Hidden: []Pair{{"ky", u.period}}}
	f.Parts = append(f.Parts, ui.DateField(d, nil), ui.TextField(h), ui.TextField(text(r, "place", "plan.place", u.place)), ui.TextField(why), ui.Radios(kind, kinds), Basis(u.line, u.assumed))
	return ask(w, r, status, p, word(r, "plan.save"), f)
}

func either(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// Plan is POST: the day is registered and the agenda drafted at once.
func Plan(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	in := meeting.Planning{Period: r.Text("ky"), Kind: r.Text("kind"), Place: r.Text("place"), DayReason: r.Text("day_reason")}
	in.StartsAt = instant(r, "day", "hour", &wrong)
	err := wrong.Err()
	slug, ky := r.PathValue("cb"), ""
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			cell, err := org.BySlug(tx.Reader, slug)
			if err != nil {
				return err
			}
			in.Org = cell.ID
			m, err := meeting.Plan(tx, r.Book, in)
			if err != nil {
				return err
			}
			ky = link.Period(m.Period, m.Kind, m.N)
			_, err = agenda.Draft(tx, r.Book, m.ID)
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return plan(w, r, status) })
	}
	return r.See(w, link.Prepare(slug, ky))
}
