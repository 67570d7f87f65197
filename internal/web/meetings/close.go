package meetings

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"chibo/internal/attendance"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
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
