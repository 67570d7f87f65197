package meetings

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/attendance"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/minutes"
	"chibo/internal/office/pdf"
	"chibo/internal/org"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/vote"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// done and open are the rows of a checklist.
func done(title, second, href string) ui.Row {
	return ui.Row{Icon: "circle-check", Kind: "ok", Title: title, Second: second, Href: href}
}

func still(title, second, href string) ui.Row {
	return ui.Row{Icon: "circle-dashed", Kind: "warn", Title: title, Second: second, Href: href}
}

// ClosePage is GET, Close POST: what is there and what is missing.
func ClosePage(w http.ResponseWriter, r *page.Request) error { return closing(w, r, http.StatusOK) }

func closing(w http.ResponseWriter, r *page.Request, status int) error {
	var rows []ui.Row
	var advice []string
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if rows, err = s.closeRows(rd, r); err != nil {
			return err
		}
		advice, err = meeting.Advice(rd, r.Book, s.M.ID, "close")
		return err
	})
	if err != nil {
		return err
	}
	p := s.room(r, word(r, "close.title"), word(r, "bar.close"), link.Room(s.Slug, s.Ky))
	if s.M.At(meeting.Closed) {
		p.Banner = &ui.Note{Kind: "ok", Text: word(r, "close.over", "time", hour(s.M.ClosedAt))}
		p.Primary = &ui.Action{Text: word(r, "next.closed"), Href: link.Minutes(s.Slug, s.Ky)}
		return r.Page(w, status, p, Checklist(rows))
	}
	above := []templ.Component{Soft(word(r, "close.since", "from", hour(s.M.OpenedAt)))}
	for _, code := range advice {
		above = append(above, ui.NoteBox(ui.Note{Kind: "warn", Text: word(r, "advice."+code)}))
	}
	return s.ask(w, r, status, p, word(r, "close.save"), Form{}, append(above, Checklist(rows))...)
}

func (s sitting) closeRows(rd *store.Reader, r *page.Request) ([]ui.Row, error) {
	sheet, err := attendance.List(rd, s.M.ID)
	if err != nil {
		return nil, err
	}
	items, err := itemsOf(rd, s.M.ID)
	if err != nil {
		return nil, err
	}
	d, err := resolution.Get(rd, s.M.ID)
	if err != nil {
		return nil, err
	}
	var rows []ui.Row
	add := func(ok bool, title, second, href string) {
		if ok {
			rows = append(rows, done(title, second, href))
		} else {
			rows = append(rows, still(title, second, href))
		}
	}
	add(sheet.Unmarked == 0, rollHead(r, sheet), rollLeft(r, sheet), link.RollCall(s.Slug, s.Ky))
	settled := 0
	at := link.Room(s.Slug, s.Ky)
	for _, i := range slices.Backward(items) {
		if i.Conclusion != "" {
			settled++
		} else {
			at = link.Item(s.Slug, s.Ky, itoa(i.Position))
		}
	}
	add(settled == len(items), word(r, "close.items", "count", settled, "total", len(items)), "", at)
	add(len(d.Items) > 0, word(r, "close.resolution", "count", len(d.Items)), "", link.Resolution(s.Slug, s.Ky))
	votes, err := vote.List(rd, s.M.ID)
	voted := slices.IndexFunc(votes, func(v vote.Vote) bool { return v.ID == d.VoteID })
	if voted >= 0 {
		add(true, word(r, "close.voted"), word(r, "vote.result", "for", votes[voted].For, "base", votes[voted].Base, "share", vi.Percent(votes[voted].For, votes[voted].Base)), link.Vote(s.Slug, s.Ky, "nghi-quyet"))
	} else {
		add(false, word(r, "close.unvoted"), "", link.Vote(s.Slug, s.Ky, "nghi-quyet"))
	}
	return rows, err
}

func Close(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		if _, err := meeting.Close(tx, s.M.ID); err != nil {
			return err
		}
		_, err := minutes.Compose(tx, r.Book, s.M.ID)
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return closing(w, r, status) })
	}
	return r.See(w, link.Minutes(s.Slug, s.Ky))
}

// MinutesPage is GET: the minutes to be read aloud, part by part.
func MinutesPage(w http.ResponseWriter, r *page.Request) error {
	var parts []minutes.Part
	var signed []minutes.Confirmation
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if parts, err = minutes.Parts(rd, s.M.ID); err == nil {
			signed, err = minutes.Confirmations(rd, s.M.ID)
		}
		return err
	})
	if err != nil {
		return err
	}
	p := s.frame(r, word(r, "minutes.title", "month", month(r, s.M.Period)), s.hub())
	var body []Reading
	for _, part := range parts {
		x := Reading{ID: part.Key, Title: part.Title, Text: part.Text, Edited: part.Edited}
		if s.May && !s.M.At(meeting.Confirmed) {
			x.Edit = &ui.Link{Text: word(r, "minutes.edit"), Href: link.Part(s.Slug, s.Ky, part.Key), Name: word(r, "minutes.edit.name", "part", part.Title)}
		}
		body = append(body, x)
	}
	papers := []ui.Link{{Text: word(r, "paper.minutes"), Href: link.Paper(s.Slug, s.Ky, "minutes", "docx"), Icon: "download"}}
	note := s.minutesNote(r, signed)
	switch {
	case !s.May:
		p.Primary = s.look(r)
	case len(parts) == 0:
		p.Primary = &ui.Action{Text: word(r, "minutes.toclose"), Href: link.Close(s.Slug, s.Ky)}
		note = &ui.Note{Kind: "info", Text: word(r, "minutes.none")}
	case !s.M.At(meeting.Confirmed):
		p.Primary = &ui.Action{Text: word(r, "minutes.agree"), Href: link.Confirm(s.Slug, s.Ky)}
	case !s.M.At(meeting.Sealed):
		p.Primary = &ui.Action{Text: word(r, "seal.go"), Href: link.Seal(s.Slug, s.Ky)}
	default:
		p.Primary = &ui.Action{Text: word(r, "hub.papers"), Href: link.Done(s.Slug, s.Ky)}
	}
	return r.Page(w, http.StatusOK, p, ReadingPage(note, body, papers))
}

func (s sitting) minutesNote(r *page.Request, signed []minutes.Confirmation) *ui.Note {
	if s.M.At(meeting.Sealed) {
		return &ui.Note{Kind: "ok", Icon: "lock", Text: r.T("meeting.state.sealed.help")}
	}
	if len(signed) == 0 {
		return &ui.Note{Kind: "info", Text: word(r, "minutes.aloud")}
	}
	said := ""
	for _, c := range signed {
		said += word(r, "confirmed."+c.Role, "name", c.Name, "time", hour(c.At)) + " "
	}
	return &ui.Note{Kind: "ok", Text: said}
}

// PartPage is GET, Part POST: one part in the cell's own words.
func PartPage(w http.ResponseWriter, r *page.Request) error { return part(w, r, http.StatusOK, nil) }

func part(w http.ResponseWriter, r *page.Request, status int, problem error) error {
	var x minutes.Part
	s, err := read(r, func(rd *store.Reader, s sitting) error {
		all, err := minutes.Parts(rd, s.M.ID)
		at := slices.IndexFunc(all, func(p minutes.Part) bool { return p.Key == r.PathValue("id") })
		if err == nil && at < 0 {
			err = fault.Missing()
		}
		if err == nil {
			x = all[at]
		}
		return err
	})
	if err != nil {
		return err
	}
	field := text(r, "text", "part.text", x.Text)
	field.Hint = word(r, "part.hint")
	var above []templ.Component
	if theirs, ok := newer[minutes.Part](problem); ok {
		above = append(above, Both(Version{word(r, "both.mine"), r.FormValue("text")}, Version{word(r, "both.theirs"), theirs.Text}))
	}
	return s.ask(w, r, status, s.frame(r, x.Title, link.Minutes(s.Slug, s.Ky)), word(r, "save"), Form{Version: x.Version, Parts: []templ.Component{ui.TextArea(field, 12)}}, above...)
}

func Part(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		_, err := minutes.Edit(tx, s.M.ID, r.PathValue("id"), r.Version(), r.Long("text"))
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return part(w, r, status, err) })
	}
	return r.See(w, link.Minutes(s.Slug, s.Ky))
}

// ConfirmPage is GET, Confirm POST: the scribe, then the chair.
func ConfirmPage(w http.ResponseWriter, r *page.Request) error { return confirm(w, r, http.StatusOK) }

func confirm(w http.ResponseWriter, r *page.Request, status int) error {
	var signed []minutes.Confirmation
	var names map[string]string
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if signed, err = minutes.Confirmations(rd, s.M.ID); err == nil {
			names, err = member.PersonNames(rd, []string{s.M.Chair, s.M.Scribe})
		}
		return err
	})
	if err != nil {
		return err
	}
	p := s.frame(r, word(r, "confirm.title"), link.Minutes(s.Slug, s.Ky))
	scribe := slices.ContainsFunc(signed, func(c minutes.Confirmation) bool { return c.Role == "scribe" })
	me := r.Viewer.Person
	rows := []ui.Row{still(word(r, "confirm.scribe"), names[s.M.Scribe], ""), still(word(r, "confirm.chair"), names[s.M.Chair], "")}
	for _, c := range signed {
		row := done(word(r, "confirmed."+c.Role, "name", c.Name, "time", hour(c.At)), word(r, "method."+c.Method), "")
		rows[map[string]int{"scribe": 0, "chair": 1}[c.Role]] = row
	}
	above := []templ.Component{ui.LinkList(rows), Soft(word(r, "confirm.honest"))}
	f := Form{Hidden: []Pair{{"role", "chair"}, {"method", "device"}}}
	switch {
	case s.M.At(meeting.Sealed):
		p.Primary = &ui.Action{Text: word(r, "hub.papers"), Href: link.Done(s.Slug, s.Ky)}
		return r.Page(w, status, p, templ.Join(above...))
	case s.M.At(meeting.Confirmed):
		p.Primary = &ui.Action{Text: word(r, "seal.go"), Href: link.Seal(s.Slug, s.Ky)}
		return r.Page(w, status, p, templ.Join(above...))
	case !scribe && me == s.M.Scribe:
		f.Hidden[0].Value = "scribe"
		return s.ask(w, r, status, p, word(r, "confirm.as.scribe"), f, above...)
	case !scribe && me == s.M.Chair:
		f.Hidden = []Pair{{"role", "scribe"}, {"method", "paper"}}
		f.Parts = []templ.Component{Para(word(r, "confirm.paper", "name", names[s.M.Scribe]))}
		return s.ask(w, r, status, p, word(r, "confirm.paper.save"), f, above...)
	case scribe && me == s.M.Chair:
		return s.ask(w, r, status, p, word(r, "confirm.as.chair"), f, append(above, Para(word(r, "confirm.final")))...)
	}
	p.Banner = &ui.Note{Kind: "info", Text: word(r, "confirm.wait")}
	p.Primary = &ui.Action{Text: word(r, "roll.back"), Href: s.hub()}
	return r.Page(w, status, p, templ.Join(above...))
}

func Confirm(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		return minutes.Confirm(tx, s.M.ID, r.Text("role"), r.Text("method"))
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return confirm(w, r, status) })
	}
	return r.See(w, link.Confirm(s.Slug, s.Ky))
}

// SealPage is GET, Seal POST: numbers are given and nothing changes any more.
func SealPage(w http.ResponseWriter, r *page.Request) error { return seal(w, r, http.StatusOK) }

func seal(w http.ResponseWriter, r *page.Request, status int) error {
	s, err := read(r, nil)
	if err != nil {
		return err
	}
	p := s.frame(r, word(r, "seal.title"), link.Minutes(s.Slug, s.Ky))
	if s.M.At(meeting.Sealed) {
		p.Primary = &ui.Action{Text: word(r, "hub.papers"), Href: link.Done(s.Slug, s.Ky)}
		return r.Page(w, status, p, Para(r.T("meeting.state.sealed.help")))
	}
	return s.ask(w, r, status, p, word(r, "seal.save"), Form{}, Para(word(r, "seal.effect")), Para(word(r, "seal.tasks")), Soft(word(r, "confirm.honest")))
}

func Seal(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		_, err := minutes.Seal(tx, r.Book, s.M.ID)
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return seal(w, r, status) })
	}
	return r.See(w, link.Done(s.Slug, s.Ky))
}

// DonePage is GET, Report POST: after the meeting.
func DonePage(w http.ResponseWriter, r *page.Request) error { return after(w, r, http.StatusOK) }

func after(w http.ResponseWriter, r *page.Request, status int) error {
	var signed []minutes.Confirmation
	var papers []minutes.Sealed
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if signed, err = minutes.Confirmations(rd, s.M.ID); err == nil {
			papers, err = minutes.Papers(rd, s.M.ID)
		}
		return err
	})
	if err != nil {
		return err
	}
	p := s.frame(r, word(r, "done.title"), s.hub())
	body := []templ.Component{s.steps(r, 5), Checklist(s.doneRows(r, signed, papers)), section(word(r, "done.papers"), s.downloads(r))}
	if s.M.State == meeting.Sealed {
		if days := r.Book.Regime(s.M.Day, "").ReportDays; days > 0 {
			p.Sub = word(r, "done.until", "day", day(r, vi.AddDays(s.M.Day, days)))
		}
		return s.ask(w, r, status, p, word(r, "done.report"), Form{}, body...)
	}
	if s.M.State == meeting.Reported {
		p.Banner = &ui.Note{Kind: "ok", Text: word(r, "done.over", "month", month(r, s.M.Period), "time", hour(s.M.ReportedAt), "day", vi.ShowDay(store.Day(s.M.ReportedAt)))}
		p.Primary = &ui.Action{Text: word(r, "done.tasks"), Href: link.Tasks(s.Slug)}
	} else if p.Primary = s.next(r); p.Primary == nil {
		p.Primary = &ui.Action{Text: word(r, "roll.back"), Href: s.hub()}
	}
	return r.Page(w, status, p, templ.Join(body...))
}

func (s sitting) doneRows(r *page.Request, signed []minutes.Confirmation, papers []minutes.Sealed) []ui.Row {
	rows := []ui.Row{still(word(r, "confirm.scribe"), "", link.Confirm(s.Slug, s.Ky)), still(word(r, "confirm.chair"), "", link.Confirm(s.Slug, s.Ky))}
	for _, c := range signed {
		rows[map[string]int{"scribe": 0, "chair": 1}[c.Role]] = done(word(r, "confirmed."+c.Role, "name", c.Name, "time", hour(c.At)), word(r, "method."+c.Method), "")
	}
	if len(papers) == 0 {
		rows = append(rows, still(word(r, "done.unsealed"), "", link.Seal(s.Slug, s.Ky)))
	}
	for _, x := range papers {
		rows = append(rows, done(word(r, "done.sealed."+x.Type, "symbol", x.Symbol), "", ""))
	}
	if s.M.At(meeting.Reported) {
		rows = append(rows, done(r.T("meeting.state.reported"), hour(s.M.ReportedAt)+" "+vi.ShowDay(store.Day(s.M.ReportedAt)), ""))
	} else {
		rows = append(rows, still(word(r, "done.unreported"), word(r, "done.unreported.what"), ""))
	}
	return rows
}

// downloads are the papers; a PDF is offered only where it can be made.
func (s sitting) downloads(r *page.Request) templ.Component {
	var links []ui.Link
	for _, k := range []string{"minutes", "resolution", "roll", "report"} {
		links = append(links, ui.Link{Text: word(r, "paper."+k), Href: link.Paper(s.Slug, s.Ky, k, "docx"), Icon: "download"})
		if pdf.Available() && (k == "minutes" || k == "resolution") {
			links = append(links, ui.Link{Text: word(r, "paper."+k+".pdf"), Href: link.Paper(s.Slug, s.Ky, k, "pdf"), Icon: "download"})
		}
	}
	links = append(links, ui.Link{Text: word(r, "paper.print"), Href: link.Print(s.Slug, s.Ky, "nghi-quyet"), Icon: "printer"})
	if pdf.Available() {
		return Buttons(links)
	}
	return templ.Join(Buttons(links), Soft(word(r, "paper.nopdf")))
}

func Report(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		_, err := meeting.Report(tx, s.M.ID)
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return after(w, r, status) })
	}
	return r.See(w, link.Done(s.Slug, s.Ky))
}

// Paper is GET of a file: "minutes.docx", "resolution.pdf".
func Paper(w http.ResponseWriter, r *page.Request) error {
	kind, ext, ok := cutExt(r.PathValue("tep"))
	if !ok {
		return fault.Missing()
	}
	var data []byte
	var file string
	_, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		data, file, err = minutes.Docx(rd, r.Book, s.M.ID, kind)
		return err
	})
	if err != nil {
		return err
	}
	mime := "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	if ext == "pdf" {
		ctx, cancel := context.WithTimeout(r.Context(), time.Minute)
		defer cancel()
		if data, err = pdf.Convert(ctx, data); err != nil {
			return fault.New(fault.Unavailable, "no_pdf").Because(err)
		}
		mime, file = "application/pdf", file[:len(file)-len("docx")]+"pdf"
	}
	h := w.Header()
	h.Set("Content-Type", mime)
	h.Set("Content-Disposition", `attachment; filename="`+file+`"`)
	h.Set("Content-Length", strconv.Itoa(len(data)))
	h.Set("Cache-Control", "no-store")
	_, _ = w.Write(data) // the browser may have gone
	return nil
}

func cutExt(s string) (kind, ext string, ok bool) {
	for _, ext := range []string{"docx", "pdf"} {
		if n := len(s) - len(ext) - 1; n > 0 && s[n:] == "."+ext {
			return s[:n], ext, slices.Contains(minutes.Kinds, s[:n])
		}
	}
	return "", "", false
}

// signs is who signs the resolution: the deputy when he chaired, else the secretary.
func signs(rd *store.Reader, s sitting) (out member.Holding, err error) {
	posts, err := member.Posts(rd, s.M.Org, s.M.Day)
	for _, h := range posts {
		if h.Post == access.Deputy && h.Person == s.M.Chair {
			return h, err
		}
		if h.Post == access.Secretary {
			out = h
		}
	}
	return out, err
}

// PrintDecree is GET: the resolution on one sheet.
func PrintDecree(w http.ResponseWriter, r *page.Request) error {
	if r.PathValue("mau") != "nghi-quyet" {
		return fault.Missing()
	}
	var d resolution.Resolution
	var root org.Org
	var signer member.Holding
	symbol := ""
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if d, err = resolution.Get(rd, s.M.ID); err != nil {
			return err
		}
		if root, err = org.Root(rd); err != nil {
			return err
		}
		if signer, err = signs(rd, s); err != nil {
			return err
		}
		papers, err := minutes.Papers(rd, s.M.ID)
		for _, x := range papers {
			if x.Type == "resolution" {
				symbol = x.Symbol
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	sheet := Sheet{Upper: root.Name, Cell: s.Cell.Name, Place: vi.ShowDayLong(s.M.Day), Title: "NGHỊ QUYẾT", Sub: "Sinh hoạt chi bộ " + vi.ShowMonth(s.M.Period), Draft: symbol == "", Preamble: lines(d.Preamble), Chair: signer.FullName, Post: map[bool]string{true: "PHÓ BÍ THƯ", false: "BÍ THƯ"}[signer.Post == access.Deputy],
		Foot: symbol + " " + s.Cell.Name + ", " + vi.ShowMonth(s.M.Period)}
	for _, i := range d.Items {
		if !i.Outside {
			sheet.Tasks = append(sheet.Tasks, SheetTask{i.Deed, i.Measure, i.OwnerName, vi.ShowDay(i.Due), "sinh hoạt " + vi.ShowMonth(i.ReportAt)})
		}
	}
	p := s.frame(r, word(r, "resolution.title", "month", month(r, s.M.Period)), link.Resolution(s.Slug, s.Ky))
	p.Print = true
	return r.Page(w, http.StatusOK, p, SheetPage(sheet))
}
