package meetings

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/office/pdf"
	"chibo/internal/packet"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
	"chibo/internal/vote"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// aftermath is what the page after the meeting shows.
type aftermath struct {
	sitting
	signed   []minutes.Confirmation
	papers   []minutes.Sealed
	standing map[string]map[int]minutes.Standing
	votes    []vote.Vote
	told     int  // owners who were given a task
	handbook bool // the viewer may see the packet for the national handbook
	uploaded map[string]packet.Tick
	today    string
}

// DonePage is GET, Report POST: after the meeting.
func DonePage(w http.ResponseWriter, r *page.Request) error { return after(w, r, http.StatusOK) }

func (a *aftermath) read(rd *store.Reader) (err error) {
	a.today = rd.Today()
	if a.signed, err = minutes.Confirmations(rd, a.M.ID); err != nil {
		return err
	}
	if a.papers, err = minutes.Papers(rd, a.M.ID); err != nil {
		return err
	}
	a.standing = map[string]map[int]minutes.Standing{}
	for _, p := range a.papers {
		if a.standing[p.ID] == nil {
			if a.standing[p.ID], err = minutes.StandingOf(rd, p.ID); err != nil {
				return err
			}
		}
	}
	if a.votes, err = vote.List(rd, a.M.ID); err != nil {
		return err
	}
	if a.handbook, err = meeting.Can(rd, a.M, access.PacketView); err != nil {
		return err
	}
	if a.handbook = a.handbook && !a.M.OfCommittee(); a.handbook {
		if a.uploaded, err = packet.Ticks(rd, a.M.ID); err != nil {
			return err
		}
	}
	given, err := task.FromMeeting(rd, a.M.Org, a.M.ID)
	owners := map[string]bool{}
	for _, t := range given {
		owners[t.Owner] = true
	}
	a.told = len(owners)
	return forgive(err)
}

func after(w http.ResponseWriter, r *page.Request, status int) error {
	var a aftermath
	s, err := read(r, func(rd *store.Reader, s sitting) error {
		a = aftermath{sitting: s}
		return a.read(rd)
	})
	if err != nil {
		return err
	}
	a.sitting = s
	rows := a.rows(r)
	p := s.frame(r, word(r, "done.title"), s.hub())
	p.Sub = a.deadline(r, rows)
	body := []templ.Component{s.steps(r, 5), Checklist(rows), section(word(r, "done.papers"), templ.Join(ui.LinkList(a.sealed(r)), s.downloads(r)))}
	if s.May && s.M.At(meeting.Sealed) {
		more := []ui.Link{{Text: r.T("proofpage.book.title"), Href: s.book()}}
		if s.Seals {
			more = append([]ui.Link{{Text: r.T("proofpage.extract.title"), Href: link.Extract(s.Slug, s.Ky)}}, more...)
		}
		body = append(body, ui.Links(more))
	}
	if s.M.State == meeting.Sealed && s.M.OfCommittee() { // filed, not sent
		return s.ask(w, r, status, p, word(r, "done.report"), Form{}, body...)
	}
	if s.M.State == meeting.Sealed {
		tick := ui.Checkbox(ui.Field{Name: "bien-ban", Label: r.T("proofpage.report.minutes"), Hint: r.T("proofpage.report.what")}, form.Typed(r, "bien-ban", "") != "")
		return s.ask(w, r, status, p, word(r, "done.report"), Form{Parts: []templ.Component{tick}}, body...)
	}
	if s.M.State == meeting.Reported && !s.M.OfCommittee() {
		p.Banner = &ui.Note{Kind: "ok", Text: word(r, "done.over", "month", month(r, s.M.Period), "time", hour(s.M.ReportedAt), "day", vi.ShowDay(store.Day(s.M.ReportedAt)))}
	}
	p.Primary = s.next(r)
	switch {
	case s.May && s.M.State == meeting.Reported && !s.M.OfCommittee():
		p.Primary = &ui.Action{Text: word(r, "done.tasks"), Href: link.Tasks(s.Slug)}
	case p.Primary == nil:
		p.Primary = &ui.Action{Text: word(r, "roll.back"), Href: s.hub()}
	}
	return r.Page(w, status, p, templ.Join(body...))
}

// deadline is the sentence of the last day to report (report.deadline: the end
// of that calendar day), what is left of it, and how far the cell has come. Late
// is said plainly and stops nobody.
func (a aftermath) deadline(r *page.Request, rows []ui.Row) string {
	have := 0
	for _, row := range rows {
		if row.Kind == "ok" {
			have++
		}
	}
	progress := r.T("proofpage.due.progress", "have", have, "of", len(rows))
	days := r.Book.Regime(a.M.Day, "").ReportDays
	if a.M.OfCommittee() { // owes nobody a report
		return vi.Capital(progress)
	}
	if days == 0 || !a.M.At(meeting.Closed) {
		return progress
	}
	last := vi.AddDays(a.M.Day, days)
	text := r.T("proofpage.due.until", "day", day(r, last))
	if a.M.At(meeting.Reported) {
		if late := vi.DaysBetween(last, store.Day(a.M.ReportedAt)); late > 0 {
			return text + " · " + r.T("proofpage.due.was.late", "days", late)
		}
		return text + " · " + r.T("proofpage.due.was.kept")
	}
	switch left := vi.DaysBetween(a.today, last); {
	case left > 0:
		text += " · " + r.T("proofpage.due.left", "days", left)
	case left == 0:
		text += " · " + r.T("proofpage.due.today")
	default:
		text += " · " + r.T("proofpage.due.late", "days", -left)
	}
	return text + " · " + progress
}

// rows are what is to be done after a meeting, each done or still to do.
func (a aftermath) rows(r *page.Request) []ui.Row {
	s := a.sitting
	rows := []ui.Row{still(word(r, "confirm.scribe"), "", link.Confirm(s.Slug, s.Ky)), still(word(r, "confirm.chair"), "", link.Confirm(s.Slug, s.Ky))}
	for _, c := range a.signed {
		rows[map[string]int{"scribe": 0, "chair": 1}[c.Role]] = done(word(r, "confirmed."+c.Role, "name", c.Name, "time", hour(c.At)), word(r, "method."+c.Method), "")
	}
	for _, v := range a.votes {
		if v.Matter == "resolution" && v.Passed {
			rows = append(rows, done(r.T("proofpage.row.adopted", "for", v.For, "base", v.Base), "", ""))
		}
	}
	if !a.M.At(meeting.Sealed) {
		to := ""
		if s.Seals {
			to = link.Seal(s.Slug, s.Ky)
		}
		rows = append(rows, still(word(r, "done.unsealed"), "", to))
	} else {
		rows = append(rows, done(r.T("proofpage.row.sealed"), "", ""))
		if a.told > 0 {
			rows = append(rows, done(r.T("proofpage.row.told", "count", a.told), "", ""))
		}
		rows = append(rows, a.byHand(r))
	}
	rows = append(rows, a.onHandbook(r)...)
	if s.M.At(meeting.Reported) {
		return append(rows, done(r.T("meeting.state.reported"), hour(s.M.ReportedAt)+" "+vi.ShowDay(store.Day(s.M.ReportedAt)), ""))
	}
	return append(rows, still(word(r, "done.unreported"), word(r, "done.unreported.what"), ""))
}

// onHandbook tells whether the result went up to the national handbook, as
// somebody declared; nothing waits for it.
func (a aftermath) onHandbook(r *page.Request) []ui.Row {
	if !a.handbook || !a.M.At(meeting.Closed) {
		return nil
	}
	to := link.Packet(a.Slug, a.Ky)
	t, up := a.uploaded[packet.After]
	if !up {
		return []ui.Row{still(r.T("packetpage.row.open"), r.T("packetpage.row.what"), to)}
	}
	return []ui.Row{done(r.T("packetpage.row.done", "time", hour(t.DoneAt), "day", vi.ShowDay(store.Day(t.DoneAt))), r.T("packetpage.row.by", "name", t.Name), to)}
}

// byHand tells whether the printed minutes were signed, which leads to their page.
func (a aftermath) byHand(r *page.Request) ui.Row {
	for i := len(a.papers) - 1; i >= 0; i-- {
		p := a.papers[i]
		if p.Type != minutes.TypeMinutes {
			continue
		}
		if on := a.standing[p.ID][p.Version].SignedOn; on != "" {
			return done(r.T("proofpage.row.byhand", "day", vi.ShowDay(on)), "", link.PaperPage(p.ID))
		}
		return still(r.T("proofpage.row.byhand.not"), r.T("proofpage.row.byhand.why"), link.PaperPage(p.ID))
	}
	return still(r.T("proofpage.row.byhand.not"), r.T("proofpage.row.byhand.why"), "")
}

// sealed are the papers that lead to their versions, each in its newest.
func (a aftermath) sealed(r *page.Request) []ui.Row {
	var rows []ui.Row
	for i, x := range a.papers {
		if i+1 < len(a.papers) && a.papers[i+1].ID == x.ID {
			continue
		}
		row := ui.Row{Href: link.PaperPage(x.ID), Icon: "lock", Kind: "sealed", Title: r.T("proofpage.type."+x.Type) + " " + r.No(x.Symbol), Second: r.T("proofpage.row.versions")}
		if x.Version > 1 {
			row.Tag = &ui.Tag{Kind: "warn", Icon: "pen-line", Text: r.T("proofpage.version.corrected", "n", x.Version-1)}
		}
		if a.standing[x.ID][x.Version].SentAt > 0 {
			row.Second = r.T("proofpage.row.sent")
		}
		rows = append(rows, row)
	}
	return rows
}

// correctable is the sealed minutes' paper where the viewer may open a
// correction of it, else "".
func correctable(rd *store.Reader, s sitting) (string, error) {
	if !s.M.At(meeting.Sealed) {
		return "", nil
	}
	if ok, err := meeting.Can(rd, s.M, access.MinutesSeal); !ok || err != nil {
		return "", err
	}
	papers, err := minutes.Papers(rd, s.M.ID)
	for _, p := range papers {
		if p.Type == minutes.TypeMinutes {
			return p.ID, nil
		}
	}
	return "", err
}

// downloads are the two papers everybody wants, and the others folded; a PDF is
// offered only where it can be made.
func (s sitting) downloads(r *page.Request) templ.Component {
	file := func(kind, ext, key string) ui.Link {
		return ui.Link{Text: word(r, key), Href: link.Paper(s.Slug, s.Ky, kind, ext), Icon: "download"}
	}
	var first, rest []ui.Link
	for _, k := range []string{"minutes", "resolution"} {
		if !pdf.Available() {
			first = append(first, file(k, "docx", "paper."+k))
			continue
		}
		first, rest = append(first, file(k, "pdf", "paper."+k+".pdf")), append(rest, file(k, "docx", "paper."+k))
	}
	rest = append(rest, file("roll", "docx", "paper.roll"))
	if s.Plans && !s.M.OfCommittee() { // a committee reports to nobody
		rest = append(rest, file("report", "docx", "paper.report"))
	}
	rest = append(rest, ui.Link{Text: word(r, "paper.print"), Href: link.Print(s.Slug, s.Ky, "nghi-quyet"), Icon: "printer"}, ui.Link{Text: r.T("print.all"), Href: link.Prints(s.Slug, s.Ky), Icon: "printer"})
	out := []templ.Component{Buttons(first), Folded(word(r, "paper.others"), Buttons(rest))}
	if !pdf.Available() {
		out = append(out, Soft(word(r, "paper.nopdf")))
	}
	return templ.Join(out...)
}

// Report sends resolution and counts up, and the minutes where that was ticked.
func Report(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		return minutes.Report(tx, r.Book, s.M.ID, r.Tick("bien-ban"))
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return after(w, r, status) })
	}
	return r.See(w, link.Done(s.Slug, s.Ky))
}
