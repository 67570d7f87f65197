// Package home holds the page one meets first: each post has its own home. A
// secretary sees what is to be done now; an officer the committee's month; a
// member his own part.
package home

import (
	"net/http"

	"chibo/internal/access"
	"chibo/internal/assist"
	"chibo/internal/campaign"
	"chibo/internal/concern"
	"chibo/internal/directive"
	"chibo/internal/dues"
	"chibo/internal/duty"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/quality"
	"chibo/internal/rule"
	"chibo/internal/schedule"
	"chibo/internal/session"
	"chibo/internal/silence"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
	"chibo/internal/visit"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// Show is the home of the viewer's post, or the way to it.
func Show(w http.ResponseWriter, r *page.Request) error {
	if !r.Signed() {
		return r.See(w, link.SignIn)
	}
	p, ok, err := r.Role()
	if err != nil {
		return err
	}
	if !ok {
		return r.See(w, link.Contents)
	}
	switch p.Post {
	case access.Secretary, access.Deputy, access.Committee, access.Scribe:
		return cell(w, r, p)
	case access.WardSecretary, access.WardDeputy:
		return r.See(w, link.Attention(p.OrgSlug))
	case access.Officer, access.StandingMember, access.WardMember:
		return r.See(w, link.Committee(p.OrgSlug))
	case access.InCharge, access.Adviser:
		return r.See(w, link.InCharge)
	case access.ProvinceOfficer:
		return r.See(w, link.Province(p.OrgSlug))
	case access.CommitteeScribe, access.StandingScribe:
		return toScribed(w, r, p)
	case access.Member, access.Dues:
		return r.See(w, link.Me)
	case access.Inspector:
		return r.See(w, link.InspectorHome)
	case access.Administrator:
		return r.See(w, link.System())
	}
	return r.See(w, link.Contents)
}

// Cell is a cell's own address, printed and read out: it leads to its meetings.
func Cell(w http.ResponseWriter, r *page.Request) error {
	return r.See(w, link.Meetings(r.PathValue("cb")))
}

// cellHome is what the home of a cell's committee shows.
type cellHome struct {
	Post   page.Post
	Today  string
	Now    *meeting.Meeting // the one to work on: this month's until it is done, else the next
	Period string           // of Now, or the month without a meeting yet
	Last   *meeting.Meeting
	Open   []task.Task
	Left   []task.Leaving // whose owner left, to the lead
	Duties []duty.Duty    // the same of standing duties
	Done   int            // of the last meeting's tasks
	Given  int
	New    []session.Entry      // devices begun elsewhere
	Roll   bool                 // the cell has members
	Look   int                  // reminders whose day has come
	All    bool                 // every line, not the first five
	Theme  meeting.Quarter      // the thematic meeting of the quarter
	Dues   dues.Sum             // the month of dues taken down last, to the lead
	Papers int                  // from above, on no agenda yet
	Mail   []directive.Awaiting // papers of the committee nobody opened, to who leads the cell
	Topics []campaign.Received  // of campaigns, whose results the cell has not sent, to who sends them
	Asked  []concern.Concern    // answers the cell owes, the most urgent first, to the lead
	Scores []quality.Asked      // what the committee asks about scores, to the lead
	Silent []silence.Word       // months the committee asks after, to the lead
	Asks   []asking             // for exemption, waiting for the cell, to the lead
	Due    []visit.Promise      // of the committee, on which the cell has not said its word, to the lead
	Help   []assist.Plan        // of the committee for the cell, open, to the lead
	Told   *schedule.Notice     // the schedule of all cells of the month to come
	Own    []ui.Row             // the viewer's own tasks, to who does not lead
	May    map[access.Action]bool
	book   *rule.Book
}

func cell(w http.ResponseWriter, r *page.Request, p page.Post) error {
	h := cellHome{Post: p, book: r.Book, All: r.URL.Query().Get("xem") == "tat-ca"}
	if err := r.Read(func(rd *store.Reader) error { return h.load(rd, r) }); err != nil {
		return err
	}
	return r.Page(w, 0, ui.Page{Title: r.T("home.title") + " · " + p.OrgName, Where: p.OrgName, Banner: h.banner(r)}, cellPage(r, h))
}

func (h *cellHome) load(rd *store.Reader, r *page.Request) error {
	h.Today, h.May = rd.Today(), map[access.Action]bool{}
	for _, a := range []access.Action{access.MeetingPrepare, access.MeetingRun, access.MinutesSeal} {
		may, err := access.Can(rd, a, h.Post.Org)
		if err != nil {
			return err
		}
		h.May[a] = may
	}
	month := vi.MonthOf(h.Today)
	this, err := find(rd, h.Post.Org, month)
	if err != nil {
		return err
	}
	before, err := find(rd, h.Post.Org, vi.PrevMonth(month))
	if err != nil {
		return err
	}
	switch {
	case before != nil && !before.At(meeting.Reported) && before.At(meeting.InSession): // a month not yet brought to its end comes first
		h.Now, h.Period = before, before.Period
	case this == nil || !this.At(meeting.Reported):
		h.Now, h.Period, h.Last = this, month, before
	default:
		h.Period, h.Last = vi.NextMonth(month), this
		if h.Now, err = find(rd, h.Post.Org, h.Period); err != nil {
			return err
		}
	}
	n, err := rd.Int(`select count(*) from member_span where tenant = $1 and org = $2 and from_day <= $3 and (to_day is null or to_day > $3)`, h.Post.Org, h.Today)
	if err != nil {
		return err
	}
	h.Roll = n > 0
	if h.Theme, err = meeting.QuarterOf(rd, h.book, h.Post.Org, month); err != nil {
		return err
	}
	if h.New, err = session.Announced(rd); err != nil {
		return err
	}
	if h.Look, err = lookAgain(rd, h.Post.Org); err != nil {
		return err
	}
	if err := h.owed(rd); err != nil {
		return err
	}
	if h.Own, err = h.own(rd, r); err != nil {
		return err
	}
	if h.Now == nil || !h.Now.At(meeting.InSession) {
		if h.Told, err = schedule.Told(rd, h.Post.Org, h.Period); err != nil && fault.KindOf(err) != fault.NotFound {
			return err
		}
	}
	return h.tasks(rd)
}

func (h *cellHome) tasks(rd *store.Reader) error {
	open, err := task.Open(rd, h.Post.Org)
	if err != nil {
		return err
	}
	if h.Open = open; h.lead() {
		if h.Asks, err = asks(rd, h.Post.Org); err != nil {
			return err
		}
		if h.Asked, err = answersOwed(rd, h.Post.Org); err != nil {
			return err
		}
		if h.Silent, err = silence.Waiting(rd, h.book, h.Post.Org); err != nil {
			return err
		}
		if h.Due, err = visit.Waiting(rd, h.Post.Org); err != nil && fault.KindOf(err) != fault.NotFound {
			return err
		}
		if h.Help, err = assist.Waiting(rd, h.Post.Org); err != nil {
			return err
		}
		if h.Left, err = task.Left(rd, h.Post.Org); err != nil {
			return err
		}
		if h.Duties, err = duty.Left(rd, h.book, h.Post.Org); err != nil {
			return err
		}
	}
	if h.Last == nil {
		return nil
	}
	given, err := task.FromMeeting(rd, h.Post.Org, h.Last.ID)
	for _, t := range given {
		h.Given++
		if t.State == task.Done || t.State == task.DoneLate {
			h.Done++
		}
	}
	return err
}

func find(rd *store.Reader, org, period string) (*meeting.Meeting, error) {
	m, err := meeting.Find(rd, org, period, meeting.Regular)
	if fault.KindOf(err) == fault.NotFound {
		return nil, nil
	}
	return &m, err
}

func (h *cellHome) banner(r *page.Request) *ui.Note {
	if len(h.New) == 0 {
		return nil
	}
	return &ui.Note{Kind: "warn", Text: r.T("home.device.new", "time", store.Clock(h.New[0].CreatedAt).Format("15:04 02/01/2006")), Action: &ui.Link{Href: link.Devices, Text: r.T("home.device.look")}}
}

// on is "thứ Năm, 03/12/2026".
func on(r *page.Request, day string) string { return r.DayOfWeek(day) + ", " + vi.ShowDay(day) }
