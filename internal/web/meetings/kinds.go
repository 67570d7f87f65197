package meetings

import (
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// hop is the way of speaking of a committee's own meeting: "họp", not "sinh hoạt".
const hop = "hop"

// slugOf is the organisation an address names: a cell, or a committee.
func slugOf(r *page.Request) string { return either(r.PathValue("cb"), r.PathValue("cu")) }

// CommitteeYear is GET: the meetings of a committee and its standing committee.
func CommitteeYear(w http.ResponseWriter, r *page.Request) error {
	r.Words = r.Words.As(hop)
	return years(w, r, year{above: true, lines: [][]string{{meeting.Committee}, {meeting.Standing}}})
}

// load reads the year of the organisation, as far as the viewer sees it.
func (y *year) load(rd *store.Reader, book *rule.Book) (err error) {
	for _, kinds := range y.lines {
		if err := access.Must(rd, meeting.Meeting{Kind: kinds[0]}.Circle().Of(access.MeetingView), y.cell.ID); err == nil {
			continue
		}
		y.lines = slices.DeleteFunc(slices.Clone(y.lines), func(l []string) bool { return l[0] == kinds[0] })
	}
	if len(y.lines) == 0 {
		return access.Must(rd, access.CommitteeView, y.cell.ID)
	}
	if y.may, err = access.Can(rd, meeting.Meeting{Kind: y.lines[0][0]}.Circle().Of(access.MeetingPrepare), y.cell.ID); err != nil {
		return err
	}
	seals := meeting.Meeting{Kind: y.lines[0][0]}.Circle().Of(access.MinutesSeal)
	if y.rules, err = access.Can(rd, access.RuleRead, y.cell.ID); err != nil {
		return err
	}
	if y.asked, err = access.Can(rd, access.FormalityView, y.cell.ID); err != nil {
		return err
	}
	if y.leads, err = access.Can(rd, access.SilenceSay, y.cell.ID); err != nil {
		return err
	}
	if y.seals, err = access.Can(rd, seals, y.cell.ID); err != nil {
		return err
	}
	if !y.above {
		if y.theme, err = meeting.QuarterOf(rd, book, y.cell.ID, y.today[:7]); err != nil {
			return err
		}
	}
	y.all, _, err = meeting.List(rd, meeting.Filter{Org: y.cell.ID, Limit: 200})
	if !slices.ContainsFunc(y.all, func(m meeting.Meeting) bool { return m.Kind == meeting.CellCommittee }) { // nothing to draw
		y.lines = slices.DeleteFunc(y.lines, func(l []string) bool { return l[0] == meeting.CellCommittee })
	}
	return err
}

// home is the address of the year, plan where a meeting is planned.
func (y year) home() string {
	if y.above {
		return link.CommitteeMeetings(y.cell.Slug)
	}
	return link.Meetings(y.cell.Slug)
}

func (y year) plan() string {
	if y.above {
		return link.NewCommitteeMeeting(y.cell.Slug)
	}
	return link.NewMeeting(y.cell.Slug)
}

// banner says that the quarter's thematic meeting is owed, from its first month.
func (y year) banner(r *page.Request) *ui.Note {
	if !y.theme.Owed() {
		return nil
	}
	return Theme(r, y.theme, y.cell.Slug, y.may, y.today[:7])
}

// Theme is the note about a quarter's thematic meeting that is still owed.
func Theme(r *page.Request, q meeting.Quarter, slug string, may bool, period string) *ui.Note {
	args := []any{"quarter", q.N, "year", q.Year, "month", r.Month(q.To)}
	if q.Planned != nil {
		args = append(args, "day", vi.ShowDay(q.Planned.Day))
		return &ui.Note{Kind: "info", Icon: "calendar", Text: r.T("kindspage.theme.planned", args...),
			Action: &ui.Link{Href: link.Meeting(slug, link.Period(q.Planned.Period, q.Planned.Kind, q.Planned.N)), Text: r.T("kindspage.theme.see")}}
	}
	n := &ui.Note{Kind: "warn", Icon: "calendar", Text: r.T("kindspage.theme.owed", args...)}
	if may {
		n.Action = &ui.Link{Href: link.KindOf(link.Planning(link.NewMeeting(slug), period), meeting.Thematic), Text: r.T("kindspage.theme.plan")}
	}
	return n
}

// held is expected against actual of the committees' meetings of the year.
func (y year) held(r *page.Request) templ.Component {
	last := y.n + "-12"
	if y.n == y.today[:4] {
		last = y.today[:7]
	}
	var out []templ.Component
	for _, kinds := range y.lines {
		if !(meeting.Meeting{Kind: kinds[0]}).OfCommittee() {
			continue
		}
		var months []string
		first := ""
		for _, m := range y.all {
			if m.Kind != kinds[0] || !strings.HasPrefix(m.Period, y.n) {
				continue
			}
			if first == "" || m.Period < first {
				first = m.Period
			}
			if m.At(meeting.Closed) && !slices.Contains(months, m.Period) {
				months = append(months, m.Period)
			}
		}
		due := 0
		for at := first; at != "" && at <= last; at = vi.NextMonth(at) {
			due++
		}
		if due > 0 && r.Book.Committee(last+"-01", kinds[0]).Months > 0 {
			out = append(out, Soft(r.T("kindspage.held", "who", r.T("meetingpage.year.row."+kinds[0]), "held", len(months), "due", due)))
		}
	}
	return templ.Join(out...)
}

// year is the page a meeting stands in.
func (s sitting) year() string {
	if s.M.Kind == meeting.Committee || s.M.Kind == meeting.Standing {
		return link.CommitteeMeetings(s.Slug)
	}
	return link.Meetings(s.Slug)
}

// book is where its sealed papers are kept.
func (s sitting) book() string {
	switch s.M.Kind {
	case meeting.Committee, meeting.Standing:
		return link.CommitteeBook(s.Slug)
	case meeting.CellCommittee:
		return link.CellCommitteeBook(s.Slug)
	}
	return link.Book(s.Slug)
}
