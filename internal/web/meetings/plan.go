package meetings

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

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
)

// usual is what the form of a new meeting begins with: the rule's day, last
// meeting's hour and place.
type usual struct {
	cell         org.Org
	period, kind string
	kinds        []string // that the viewer may plan here
	due          string   // the rule's day, "" when each cell has its own
	hour, place  string
	line         string
	assumed      bool
	theme        meeting.Quarter
}

// ofCell and ofCommittee are the kinds each plans.
var (
	ofCell      = []string{meeting.Regular, meeting.Thematic, meeting.Combined, meeting.Extraordinary, meeting.CellCommittee}
	ofCommittee = []string{meeting.Committee, meeting.Standing}
)

func usually(rd *store.Reader, r *page.Request, kinds []string) (u usual, err error) {
	if u.cell, err = org.BySlug(rd, slugOf(r)); err != nil {
		return u, err
	}
	for _, k := range kinds {
		may, err := access.Can(rd, meeting.Meeting{Kind: k}.Circle().Of(access.MeetingPrepare), u.cell.ID)
		if err != nil {
			return u, err
		}
		if may {
			u.kinds = append(u.kinds, k)
		}
	}
	if len(u.kinds) == 0 {
		return u, fault.Missing()
	}
	if u.kind = either(r.FormValue("kind"), r.FormValue("loai")); !slices.Contains(u.kinds, u.kind) {
		u.kind = u.kinds[0]
	}
	if u.period = r.FormValue("ky"); !vi.ValidDay(u.period + "-01") {
		u.period = rd.Today()[:7]
	}
	regime := r.Book.Regime(u.period+"-01", rule.OrgKind(u.cell.Kind))
	if regime.Day > 0 && meeting.OfMonth(u.kind) {
		u.due = u.period + "-" + strconv.Itoa(100 + regime.Day)[1:]
	}
	u.line, u.assumed = regime.Source.Line(), regime.Status != rule.Official
	u.hour = "19:30"
	if u.kind == meeting.Committee || u.kind == meeting.Standing {
		u.hour = "08:00"
	}
	if u.kind != meeting.Regular && u.kind != meeting.Thematic && u.kind != meeting.Combined {
		return u, u.last(rd, u.kind)
	}
	if u.theme, err = meeting.QuarterOf(rd, r.Book, u.cell.ID, u.period); err != nil {
		return u, err
	}
	return u, u.last(rd, "")
}

// last takes hour and place from the latest meeting: of the kind where it has
// its own habit.
func (u *usual) last(rd *store.Reader, kind string) error {
	all, _, err := meeting.List(rd, meeting.Filter{Org: u.cell.ID, Kind: kind, Limit: 20})
	if at := slices.IndexFunc(all, func(m meeting.Meeting) bool { return kind != "" || !m.OfCommittee() }); at >= 0 {
		u.hour, u.place = hour(all[at].StartsAt), all[at].Place
	}
	return err
}

// CommitteePlanPage and CommitteePlan register a meeting of a committee above
// cells.
func CommitteePlanPage(w http.ResponseWriter, r *page.Request) error {
	return plan(w, r, http.StatusOK, ofCommittee)
}

func CommitteePlan(w http.ResponseWriter, r *page.Request) error { return register(w, r, ofCommittee) }

// PlanPage is GET: register the day of a month's meeting.
func PlanPage(w http.ResponseWriter, r *page.Request) error {
	return plan(w, r, http.StatusOK, ofCell)
}

func plan(w http.ResponseWriter, r *page.Request, status int, kinds []string) error {
	var u usual
	if err := r.Read(func(rd *store.Reader) (err error) { u, err = usually(rd, r, kinds); return }); err != nil {
		return err
	}
	if u.ofCommittee() {
		r.Words = r.Words.As(hop)
	}
	heading := word(r, "plan.title", "month", month(r, u.period))
	p := ui.Page{Title: heading + " · " + u.cell.Name, Where: u.cell.Name, Heading: heading, Back: &ui.Link{Href: u.home()}}
	d := text(r, "day", "plan.day", vi.ShowDay(u.due))
	d.Error = either(d.Error, r.Wrong("starts_at"))
	if u.due != "" {
		d.Hint = word(r, "plan.day.hint", "day", day(r, u.due))
	}
	h := text(r, "hour", "plan.hour", u.hour)
	h.Short, h.Hint = true, word(r, "plan.hour.hint")
	f := Form{Hidden: []Pair{{"ky", u.period}, {"kind", u.kind}}}
	f.Parts = append(f.Parts, ui.DateField(d, nil), ui.TextField(h), ui.TextField(text(r, "place", "plan.place", u.place)))
	switch {
	case u.due != "":
		why := text(r, "day_reason", "plan.reason", "")
		why.Optional, why.Hint = true, word(r, "plan.reason.hint")
		f.Parts = append(f.Parts, ui.TextField(why))
	case u.kind == meeting.Extraordinary:
		f.Parts = append(f.Parts, ui.TextArea(text(r, "matter", "plan.matter", ""), 3), ui.TextField(text(r, "called_by", "plan.called_by", "")))
	}
	if !u.ofCommittee() {
		f.Parts = append(f.Parts, Basis(u.line, u.assumed))
	}
	above := []templ.Component{u.chosen(r)}
	return ask(w, r, status, p, word(r, "plan.save"), f, above...)
}

func (u usual) ofCommittee() bool { return meeting.Meeting{Kind: u.kind}.OfCommittee() }

func (u usual) home() string {
	if u.kind == meeting.Committee || u.kind == meeting.Standing {
		return link.CommitteeMeetings(u.cell.Slug)
	}
	return link.Meetings(u.cell.Slug)
}

// chosen says which kind this form plans and leads to the others: each kind asks
// its own questions.
func (u usual) chosen(r *page.Request) templ.Component {
	at := link.NewMeeting(u.cell.Slug)
	if u.kind == meeting.Committee || u.kind == meeting.Standing {
		at = link.NewCommitteeMeeting(u.cell.Slug)
	}
	var others []ui.Link
	for _, k := range u.kinds {
		if k != u.kind {
			others = append(others, ui.Link{Text: word(r, "kind."+k), Href: link.KindOf(link.Planning(at, u.period), k)})
		}
	}
	out := []templ.Component{Para(r.T("kindspage.chosen", "kind", word(r, "kind."+u.kind)))}
	if u.kind == meeting.Regular && u.theme.Owed() && u.theme.Planned == nil {
		out = append(out, Soft(r.T("kindspage.combine.hint", "quarter", u.theme.N, "year", u.theme.Year)))
	}
	if len(others) > 0 {
		out = append(out, Soft(r.T("kindspage.others")), ui.Links(others))
	}
	return templ.Join(out...)
}

func either(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// Plan is POST: the day is registered and the agenda drafted at once.
func Plan(w http.ResponseWriter, r *page.Request) error { return register(w, r, ofCell) }

func register(w http.ResponseWriter, r *page.Request, kinds []string) error {
	var wrong fault.Fields
	in := meeting.Planning{Period: r.Text("ky"), Kind: r.Text("kind"), Place: r.Text("place"), DayReason: r.Text("day_reason"), Matter: r.Long("matter"), CalledBy: r.Text("called_by")}
	if in.Kind == "" {
		in.Kind = kinds[0]
	}
	if !slices.Contains(kinds, in.Kind) {
		wrong.Add("kind", "meeting_kind")
	}
	in.StartsAt = instant(r, "day", "hour", &wrong)
	err := wrong.Err()
	slug, ky := slugOf(r), ""
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
		return r.Again(w, err, func(status int) error { return plan(w, r, status, kinds) })
	}
	return r.See(w, link.Prepare(slug, ky))
}
