package meetings

import (
	"net/http"
	"time"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/document"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/office/ical"
	"chibo/internal/packet"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/documents"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// notice is what the page of step three is made of.
type notice struct {
	items    []meeting.Item
	advice   []string
	members  int
	inCharge []member.Holding
	files    []document.Attachment
	missing  []string // roles of papers the rule names that are not there
	sent     []document.Sending
	deadline int64
	packet   bool // handles the packet for the handbook
	ticks    map[string]packet.Tick
}

func notify(r *page.Request, rd *store.Reader, s sitting) (x notice, err error) {
	if x.items, err = itemsOf(rd, s.M.ID); err != nil {
		return x, err
	}
	roll, err := meeting.Roll(rd, s.M)
	if x.members = len(roll); err != nil {
		return x, err
	}
	if x.advice, err = meeting.Advice(rd, r.Book, s.M.ID, "announce"); err != nil {
		return x, err
	}
	posts, err := member.Posts(rd, s.M.Org, s.M.Day)
	if err != nil {
		return x, err
	}
	for _, h := range posts {
		if h.Post == access.InCharge || h.Post == access.Adviser {
			x.inCharge = append(x.inCharge, h)
		}
	}
	if x.files, err = document.Files(rd, s.M.ID); err != nil {
		return x, err
	}
	if x.sent, err = document.Sent(rd, s.M); err != nil {
		return x, err
	}
	x.missing = missing(r.Book.MeetingPapers(s.M.Day).Roles(s.M.Kind), x.files)
	if x.deadline, _, _, err = document.Deadline(rd, r.Book, s.M); err != nil {
		return x, err
	}
	if x.packet, err = access.Can(rd, access.PacketView, s.M.Org); err != nil || !x.packet || s.M.OfCommittee() {
		x.packet = false
		return x, err
	}
	x.ticks, err = packet.Ticks(rd, s.M.ID)
	return x, err
}

func missing(roles []string, files []document.Attachment) []string {
	var out []string
	for _, role := range roles {
		there := false
		for _, f := range files {
			there = there || f.Role == role
		}
		if !there {
			out = append(out, role)
		}
	}
	return out
}

// unsent tells whether files have come since the last sending.
func (x notice) unsent() bool {
	return len(x.sent) == 0 || len(x.files) > 0 && x.files[len(x.files)-1].At > x.sent[len(x.sent)-1].At
}

// AnnouncePage is GET, Announce POST: step three, the text before it is sent.
func AnnouncePage(w http.ResponseWriter, r *page.Request) error {
	return announce(w, r, http.StatusOK)
}

func announce(w http.ResponseWriter, r *page.Request, status int) error {
	var x notice
	now := int64(0)
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		now = rd.Now()
		x, err = notify(r, rd, s)
		return err
	})
	if err != nil {
		return err
	}
	p := s.frame(r, word(r, "announce.title"), s.hub())
	open := s.May && !s.M.At(meeting.InSession)
	body := []templ.Component{s.steps(r, 3), Para(s.recipients(r, x)), CopyBlock(Copied{ID: "thong-bao", Title: word(r, "announce.preview"), Text: packet.Notice(s.M, x.items)}),
		Buttons([]ui.Link{{Text: word(r, "paper.notice"), Href: link.Paper(s.Slug, s.Ky, "notice", "docx"), Icon: "download"}, {Text: word(r, "paper.agenda"), Href: link.Paper(s.Slug, s.Ky, "agenda", "docx"), Icon: "download"}, {Text: r.T("print.calls"), Href: link.Prints(s.Slug, s.Ky), Icon: "printer"}, {Text: r.T("paperspage.calendar"), Href: link.Calendar(s.Slug, s.Ky), Icon: "calendar"}}),
		Papers(s.papers(r, x, now, open))}
	if x.packet {
		body = append(body, s.handbook(r, x))
	}
	if s.M.At(meeting.Announced) && (!open || !x.unsent() || len(x.files) == 0) {
		p.Banner = &ui.Note{Kind: "ok", Text: word(r, "announce.done", "time", hour(s.M.AnnouncedAt), "day", vi.ShowDay(store.Day(s.M.AnnouncedAt)))}
		if p.Primary = s.next(r); p.Primary == nil {
			p.Primary = &ui.Action{Text: word(r, "hub.papers"), Href: link.Done(s.Slug, s.Ky)}
		}
		return r.Page(w, status, p, templ.Join(body...))
	}
	for _, code := range x.advice {
		if code != "announced_late" { // the countdown says it
			body = append(body, ui.NoteBox(ui.Note{Kind: "warn", Text: word(r, "advice."+code)}))
		}
	}
	button := r.T("paperspage.send")
	if s.M.At(meeting.Announced) {
		button = r.T("paperspage.send.more")
	}
	return s.ask(w, r, status, p, button, Form{}, body...)
}

// recipients say who is told.
func (s sitting) recipients(r *page.Request, x notice) string {
	if len(x.inCharge) == 0 {
		return word(r, "announce.to", "count", x.members)
	}
	return r.T("paperspage.to", "count", x.members, "name", x.inCharge[0].FullName)
}

// papers is the list of papers with the deadline as a sentence.
func (s sitting) papers(r *page.Request, x notice, now int64, open bool) PaperList {
	out := PaperList{Files: documents.Files(r, x.files, func(document.Attachment) bool { return open })}
	for _, role := range x.missing {
		m := Missing{Text: r.T("document.role." + role)}
		if open {
			m.Href = link.Attach(s.Slug, s.Ky) + "?loai=" + role
		}
		out.Missing = append(out.Missing, m)
	}
	if open {
		out.Add = &ui.Link{Text: r.T("paperspage.add"), Href: link.Attach(s.Slug, s.Ky)}
	}
	regime := r.Book.Regime(s.M.Day, rule.OrgKind(s.Cell.Kind))
	if x.deadline > 0 {
		out.Basis, out.Assumed = regime.ReportRef.Source.Line(), regime.ReportRef.Status != rule.Official
	}
	switch {
	case len(x.sent) > 0:
		first := x.sent[0]
		out.Fact = &ui.Tag{Kind: "act", Icon: "send", Text: r.T("meeting.state.papers_out")}
		if first.Late() {
			out.Fact = &ui.Tag{Kind: "warn", Icon: "clock-alert", Text: r.T("meeting.state.papers_late")}
		}
		key := "paperspage.sent"
		if first.Papers == 0 {
			key = "paperspage.sent.none"
		}
		out.Countdown = r.T(key, "time", hour(first.At), "day", vi.ShowDay(store.Day(first.At)), "count", first.Papers)
	case x.deadline > 0 && !s.M.At(meeting.InSession):
		out.Warn = now > x.deadline || len(x.missing) > 0
		out.Countdown = r.T("paperspage.deadline", "time", hour(x.deadline), "day", day(r, store.Day(x.deadline))) + " " + countdown(r, x.deadline-now)
		if n := len(x.missing); n > 0 {
			out.Countdown += " " + r.T("paperspage.lacking", "count", n)
		}
	}
	return out
}

// countdown says how long it is to a deadline, or how long it is over: never a
// ticking clock (design/ux.md 4.5).
func countdown(r *page.Request, left int64) string {
	const hourMS = 3_600_000
	switch {
	case left >= 24*hourMS:
		return r.T("paperspage.left.days", "days", left/(24*hourMS))
	case left >= hourMS:
		return r.T("paperspage.left.hours", "hours", left/hourMS)
	case left >= 0:
		return r.T("paperspage.left.minutes", "minutes", max(1, left/60_000))
	case left > -hourMS:
		return r.T("paperspage.over.minutes", "minutes", max(1, -left/60_000))
	case left > -48*hourMS:
		return r.T("paperspage.over.hours", "hours", -left/hourMS)
	}
	return r.T("paperspage.over.days", "days", -left/(24*hourMS))
}

// handbook is the way to the packet, and what was declared.
func (s sitting) handbook(r *page.Request, x notice) templ.Component {
	rows := []ui.Row{{Title: r.T("packetpage.door"), Second: r.T("packetpage.door.second"), Href: link.Packet(s.Slug, s.Ky)}}
	if t, is := x.ticks[packet.Before]; is {
		rows[0].Second = r.T("packetpage.ticked", "time", hour(t.DoneAt), "day", vi.ShowDay(store.Day(t.DoneAt)), "name", t.Name)
	}
	return section(r.T("packetpage.handbook"), templ.Join(Soft(word(r, "announce.handbook")), ui.LinkList(rows)))
}

func Announce(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		_, err := document.Announce(tx, r.Book, s.M.ID)
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return announce(w, r, status) })
	}
	return r.See(w, link.Announce(s.Slug, s.Ky))
}

// CalendarFile is GET: the appointment for a phone's calendar, only on request.
func CalendarFile(w http.ResponseWriter, r *page.Request) error {
	now := int64(0)
	s, err := read(r, func(rd *store.Reader, _ sitting) error { now = rd.Now(); return nil })
	if err != nil {
		return err
	}
	regime := r.Book.Regime(s.M.Day, rule.OrgKind(s.Cell.Kind))
	length := time.Duration(max(regime.Minutes(s.M.Kind), regime.MinMinutes)) * time.Minute
	data := ical.Appointment(s.M.ID, s.M.Version, store.Clock(s.M.StartsAt), length, store.Clock(now))
	return page.Save(w, ical.Type, "lich-hop.ics", data)
}
