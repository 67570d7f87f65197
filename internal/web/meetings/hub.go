package meetings

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/attendance"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// Hub is GET: one meeting, its five steps, what to do now.
func Hub(w http.ResponseWriter, r *page.Request) error {
	var sheet attendance.Sheet
	var count int
	s, err := read(r, func(rd *store.Reader, s sitting) error {
		items, err := itemsOf(rd, s.M.ID)
		if count = len(items); err != nil || !s.M.At(meeting.InSession) {
			return err
		}
		sheet, err = attendance.List(rd, s.M.ID)
		return forgive(err)
	})
	if err != nil {
		return err
	}
	p := s.frame(r, name(r, s.M), s.year())
	s.follow(&p)
	if p.Primary = s.next(r); p.Primary == nil {
		p.Primary = s.look(r)
	}
	if s.M.At(meeting.Reported) {
		p.Banner = &ui.Note{Kind: "ok", Text: word(r, "hub.over", "month", month(r, vi.NextMonth(s.M.Period)))}
	}
	if note, err := s.few(r); err != nil {
		return err
	} else if note != nil && !s.M.At(meeting.Reported) {
		p.Banner = note
	}
	facts := []ui.Pair{{Term: word(r, "hub.state"), Tag: state(r, s.M)}, {Term: word(r, "hub.when"), Text: when(r, s.M)}, {Term: word(r, "hub.place"), Text: s.M.Place}}
	if s.M.Matter != "" {
		facts = append(facts, ui.Pair{Term: word(r, "plan.matter"), Text: s.M.Matter}, ui.Pair{Term: word(r, "plan.called_by"), Text: s.M.CalledBy})
	}
	if s.M.DayReason != "" {
		facts = append(facts, ui.Pair{Term: word(r, "hub.reason"), Text: s.M.DayReason})
	}
	if sheet.Expected > 0 {
		facts = append(facts, ui.Pair{Term: word(r, "hub.present"), Text: word(r, "present", "present", sheet.Present, "expected", sheet.Expected, "share", vi.Percent(sheet.Present, sheet.Expected)), Href: link.RollCall(s.Slug, s.Ky)})
	}
	return r.Page(w, http.StatusOK, p, templ.Join(s.steps(r, s.stage()), card(ui.DefinitionList(facts)), ui.LinkList(s.doors(r, count))))
}

// forgive takes a refusal to see names as nothing to show.
func forgive(err error) error {
	if fault.KindOf(err) == fault.NotFound {
		return nil
	}
	return err
}

// doors are the pages of the meeting that stand open to the viewer: who answers
// for the cell in the committee above sees when, where and what about, no more.
func (s sitting) doors(r *page.Request, items int) []ui.Row {
	row := func(key, href, second string) ui.Row {
		return ui.Row{Title: word(r, key), Href: href, Second: second}
	}
	out := []ui.Row{row("door.agenda", link.Prepare(s.Slug, s.Ky), word(r, "door.agenda.count", "count", items))}
	if !s.M.OfCommittee() && s.Plans {
		out = append(out, row("door.premeeting", link.Premeeting(s.Slug, s.Ky), ""))
	}
	if s.Reads {
		out = append(out, row("door.announce", link.Announce(s.Slug, s.Ky), ""))
	}
	out = append(out, ui.Row{Title: r.T("print.door"), Href: link.Prints(s.Slug, s.Ky)})
	if s.Seals && !s.M.At(meeting.InSession) && s.M.StartsAt <= s.Now {
		out = append(out, ui.Row{Title: late(r, "door"), Href: link.Late(s.Slug, s.Ky), Second: late(r, "door.what")})
	}
	if !s.Reads {
		return out
	}
	if s.Runs && !s.M.At(meeting.InSession) { // in the room it stands there
		out = append(out, ui.Row{Title: r.T("ahead.room"), Href: link.Ahead(s.Slug, s.Ky)})
	}
	if s.M.At(meeting.Announced) {
		out = append(out, row("door.roll", link.RollCall(s.Slug, s.Ky), ""))
	}
	if s.Runs && s.M.At(meeting.Announced) && !s.M.At(meeting.Confirmed) && !r.Practising() {
		out = append(out, ui.Row{Icon: "smartphone", Title: r.T("hallpage.door"), Second: r.T("hallpage.door.what"), Href: link.TakeAlong(s.Slug, s.Ky)})
	}
	if s.M.At(meeting.InSession) {
		if s.Runs {
			out = append(out, ui.Row{Title: r.T("devicespage.door"), Href: link.HallDevices(s.Slug, s.Ky)})
		}
		out = append(out, row("door.room", link.Room(s.Slug, s.Ky), ""), row("door.resolution", link.Resolution(s.Slug, s.Ky), ""))
	}
	if s.M.At(meeting.Closed) {
		out = append(out, row("door.minutes", link.Minutes(s.Slug, s.Ky), ""), row("door.done", link.Done(s.Slug, s.Ky), ""))
	}
	return out
}
