package meetings

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/schedule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// year is all that the page of a cell's meetings shows.
type year struct {
	cell  org.Org
	all   []meeting.Meeting
	today string
	n     string // 2026
	may   bool
	seals bool
	rules bool            // reads the rules that apply to the cell
	asked bool            // is put the questions on formality
	leads bool            // answers for the cell's months
	above bool            // of a committee above cells
	lines [][]string      // kinds of meeting, a line of the strip each
	theme meeting.Quarter // the thematic meeting of this quarter

	shelves bool     // reads what cells do well
	months  []string // this one and the next, as far as the committee told their schedule
}

// Year is GET: the meetings of a year, the next one first.
func Year(w http.ResponseWriter, r *page.Request) error {
	return years(w, r, year{lines: [][]string{{meeting.Regular, meeting.Combined}, {meeting.CellCommittee}}})
}

func years(w http.ResponseWriter, r *page.Request, y year) error {
	err := r.Read(func(rd *store.Reader) (err error) {
		y.today = rd.Today()
		if y.n = r.URL.Query().Get("nam"); len(y.n) != 4 {
			y.n = y.today[:4]
		}
		if y.cell, err = org.BySlug(rd, slugOf(r)); err != nil {
			return err
		}
		if err = y.load(rd, r.Book); err != nil || y.above {
			return err
		}
		if y.shelves, err = access.Can(rd, access.GoodwayRead, y.cell.ID); err != nil {
			return err
		}
		y.months, err = schedule.Months(rd, y.cell.ID, vi.MonthOf(y.today))
		return err
	})
	if err != nil {
		return err
	}
	heading := word(r, "year.title", "year", y.n)
	p := ui.Page{Title: heading + " · " + y.cell.Name, Where: y.cell.Name, Heading: heading, Back: &ui.Link{Href: link.Home}}
	p.Banner = y.banner(r)
	return r.Page(w, http.StatusOK, p, templ.Join(YearPage(y.next(r), y.strip(r), y.rows(r), y.years(r), word(r, "year.calm")), y.held(r), y.unmet(r), y.scores(r), y.shelf(r), y.told(r)))
}

// unmet leads to where a cell says that it does not meet this month, while it has not.
func (y year) unmet(r *page.Request) templ.Component {
	this := slices.ContainsFunc(y.all, func(m meeting.Meeting) bool {
		return m.Period == y.today[:7] && meeting.OfMonth(m.Kind) && m.At(meeting.InSession)
	})
	if !y.leads || y.above || this {
		return templ.NopComponent
	}
	return ui.More(ui.Link{Text: r.T("silence.cell.door"), Href: link.CellSilence(y.cell.Slug, y.today[:7])})
}

// scores leads to what the cell's meetings got over twelve months.
func (y year) scores(r *page.Request) templ.Component {
	if !y.may || y.above || len(y.all) == 0 {
		return templ.NopComponent
	}
	return ui.More(ui.Link{Text: r.T("celltrend.door"), Href: link.CellScores(y.cell.Slug)})
}

// shelf leads to what cells do well.
func (y year) shelf(r *page.Request) templ.Component {
	if !y.shelves {
		return templ.NopComponent
	}
	doors := ui.More(ui.Link{Text: r.T("goodway.bar"), Href: link.GoodWays(y.cell.Slug)})
	if y.may {
		return templ.Join(doors, ui.More(ui.Link{Text: r.T("commend.door.cell"), Href: link.CellPraises(y.cell.Slug)}))
	}
	return doors
}

// told leads to the committee's schedule of this month and the next, where it was told.
func (y year) told(r *page.Request) templ.Component {
	var all []ui.Link
	for _, m := range y.months {
		all = append(all, ui.Link{Text: r.T("schedule.home", "month", r.Month(m)), Href: link.Told(y.cell.Slug, m)})
	}
	return ui.Links(all)
}

// next is the meeting to work on: the oldest unfinished one, else the month that
// has no day yet.
func (y year) next(r *page.Request) *ui.Next {
	for _, m := range slices.Backward(y.all) {
		s := sitting{Cell: y.cell, M: m, Slug: y.cell.Slug, Ky: link.Period(m.Period, m.Kind, m.N), May: y.may}
		if m.OfCommittee() != y.above { // the cell's own come first; its committee's stand in the list
			continue
		}
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
		Action: ui.Action{Text: word(r, "year.plan"), Href: link.Planning(y.plan(), period)}}
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
		return m.Period == period && slices.Contains(y.lines[0], m.Kind)
	})
}

func (y year) strip(r *page.Request) ui.Strip {
	s := ui.Strip{Caption: word(r, "year.title", "year", y.n), Own: y.above}
	for i := range 12 {
		s.Months = append(s.Months, strconv.Itoa(i+1))
	}
	for _, kinds := range y.lines {
		row := ui.StripRow{Label: word(r, "year.row."+kinds[0])}
		for i := range 12 {
			row.Cells = append(row.Cells, y.cellOf(r.Book, y.n+"-"+strconv.Itoa(101 + i)[1:], kinds))
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

func (y year) cellOf(book *rule.Book, period string, kinds []string) ui.StripCell {
	c := ui.StripCell{State: "none"}
	of := slices.DeleteFunc(slices.Clone(y.all), func(m meeting.Meeting) bool { return !slices.Contains(kinds, m.Kind) })
	if n := len(of); n > 0 && of[n-1].Period <= period && vi.NextMonth(period)+"-01" <= y.today {
		c.State = "silent" // months before the cell began here say nothing
	}
	for _, m := range y.all {
		if m.Period != period {
			continue
		}
		c.Thematic = c.Thematic || m.OnTopic() && !slices.Contains(kinds, meeting.CellCommittee)
		if !slices.Contains(kinds, m.Kind) || !m.At(meeting.Closed) {
			continue
		}
		if c.State = "on"; m.OfCommittee() { // no day of the month is laid down
			continue
		}
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
		out = append(out, ui.Link{Text: word(r, "year.new"), Href: link.Planning(y.plan(), y.free())})
	}
	if y.seals && y.above {
		out = append(out, ui.Link{Text: late(r, "door"), Href: link.CommitteeLateMonths(y.cell.Slug)})
	} else if y.seals {
		out = append(out, ui.Link{Text: late(r, "door"), Href: link.LateMonths(y.cell.Slug)})
	}
	if y.asked {
		out = append(out, ui.Link{Text: r.T("formality.door"), Href: link.LookBack(y.cell.Slug)})
	}
	if y.rules && !y.above {
		out = append(out, ui.Link{Text: r.T("rulepage.cell"), Href: link.CellRules(y.cell.Slug)})
	}
	if y.above {
		out = append(out, ui.Link{Text: r.T("proofpage.book.title"), Href: link.CommitteeBook(y.cell.Slug)})
	}
	n, _ := strconv.Atoi(y.n)
	for _, other := range []int{n - 1, n + 1} {
		if s := strconv.Itoa(other); slices.ContainsFunc(y.all, func(m meeting.Meeting) bool { return strings.HasPrefix(m.Period, s) }) {
			out = append(out, ui.Link{Text: word(r, "year.title", "year", s), Href: link.YearOf(y.home(), s)})
		}
	}
	return out
}
