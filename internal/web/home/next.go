package home

import (
	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// step is what a meeting of a state waits for: where it is taken and who may.
type step struct {
	name string
	page func(slug, period string) string
	by   access.Action
}

// steps leads from the state of a meeting to its next step; one that is over can
// only be looked at.
var steps = map[string]step{
	meeting.Planned:   {"prepare", link.Prepare, access.MeetingPrepare},
	meeting.Prepared:  {"announce", link.Announce, access.MeetingPrepare},
	meeting.Announced: {"open", link.Room, access.MeetingRun},
	meeting.InSession: {"run", link.Room, access.MeetingRun},
	meeting.Closed:    {"confirm", link.Minutes, access.MeetingRun},
	meeting.Confirmed: {"seal", link.Resolution, access.MinutesSeal},
	meeting.Sealed:    {"report", link.Done, access.MinutesSeal},
}

// next is the card of the one next action, by how far the meeting has come. Who
// may not take the step is told who does, and may look.
func (h *cellHome) next(r *page.Request, alone bool) ui.Next {
	slug, month := h.Post.OrgSlug, r.Month(h.Period)
	m := h.Now
	if m == nil {
		if !h.May[access.MeetingPrepare] {
			return ui.Next{Title: r.T("home.next.look", "month", month), Ready: r.T("home.wait.plan"), Action: ui.Action{Text: r.T("home.wait.year"), Href: link.Meetings(slug)}}
		}
		return ui.Next{Title: r.T("home.next.plan", "month", month), Ready: r.T("home.next.plan.ready"), Action: ui.Action{Text: r.T("home.next.plan.button"), Href: link.NewMeeting(slug) + "?ky=" + h.Period}}
	}
	period := link.Period(m.Period, m.Kind, m.N)
	when := r.T("home.when", "time", store.Clock(m.StartsAt).Format("15:04"), "day", on(r, store.Day(m.StartsAt)))
	days := vi.DaysBetween(h.Today, store.Day(m.StartsAt))
	n := ui.Next{Title: r.T("home.next.look", "month", month), When: when, Action: ui.Action{Text: r.T("home.next.look.button"), Href: link.Meeting(slug, period)}}
	switch s, open := steps[m.State]; {
	case !open:
		n.Ready = r.T("home.wait.look")
	case s.name == "open" && days > 0 && alone: // all is done and the day is still to come
		n.When, n.Ready = "", r.T("empty.next", "date", when)
	case !h.May[s.by]:
		n.Ready = r.T("home.wait." + s.name)
	default:
		n.Title, n.Ready = r.T("home.next."+s.name, "month", month), r.T("home.next."+s.name+".ready")
		n.Action = ui.Action{Text: r.T("home.next." + s.name + ".button"), Href: s.page(slug, period)}
	}
	if days > 0 && !m.At(meeting.InSession) {
		n.Tag = &ui.Tag{Kind: "act", Icon: "calendar", Text: r.T("home.days", "count", days)}
	}
	return n
}
