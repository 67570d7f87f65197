package meetings

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

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
		if s.Runs && !s.M.At(meeting.Confirmed) {
			x.Edit = &ui.Link{Text: word(r, "minutes.edit"), Href: link.Part(s.Slug, s.Ky, part.Key), Name: word(r, "minutes.edit.name", "part", part.Title)}
		}
		body = append(body, x)
	}
	papers := []ui.Link{{Text: say(r, "read.go"), Href: link.ReadBack(s.Slug, s.Ky, "1"), Icon: "book-open"}, {Text: word(r, "paper.minutes"), Href: link.Paper(s.Slug, s.Ky, "minutes", "docx"), Icon: "download"}}
	if len(parts) == 0 {
		papers = papers[1:]
	}
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
	amend := "" // the sealed paper, for one who may correct it
	s, err := read(r, func(rd *store.Reader, s sitting) error {
		all, err := minutes.Parts(rd, s.M.ID)
		at := slices.IndexFunc(all, func(p minutes.Part) bool { return p.Key == r.PathValue("id") })
		if err == nil && at < 0 {
			err = fault.Missing()
		}
		if err == nil {
			x = all[at]
			amend, err = correctable(rd, s)
		}
		return err
	})
	if err != nil {
		return err
	}
	field := text(r, "text", "part.text", x.Text)
	field.Hint = word(r, "part.hint")
	var above []templ.Component
	if theirs, ok := newer[minutes.Part](problem); ok { // also when the minutes were adopted meanwhile
		above = append(above, Both(Version{word(r, "both.mine"), r.FormValue("text")}, Version{word(r, "both.theirs"), theirs.Text}))
	}
	if amend != "" { // E24: what was written becomes the correction's first words
		field.Hint = r.T("proofpage.part.hint")
		return ask(w, r, status, s.frame(r, x.Title, link.Minutes(s.Slug, s.Ky)), r.T("proofpage.correction.open"), Form{Action: link.Correction(amend), Hidden: []Pair{{"phan", x.Key}}, Parts: []templ.Component{ui.TextArea(field, 12)}}, Para(r.T("proofpage.part.sealed")))
	}
	return s.ask(w, r, status, s.frame(r, x.Title, link.Minutes(s.Slug, s.Ky)), word(r, "save"), Form{Version: x.Version, Hidden: []Pair{{"doc", r.FormValue("doc")}}, Parts: []templ.Component{ui.TextArea(field, 12)}}, above...)
}

func Part(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		_, err := minutes.Edit(tx, s.M.ID, r.PathValue("id"), r.Version(), r.Long("text"))
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return part(w, r, status, err) })
	}
	if _, ok := position(r.FormValue("doc")); ok { // back to where one was reading aloud
		return r.See(w, link.ReadBack(s.Slug, s.Ky, r.FormValue("doc")))
	}
	return r.See(w, link.Minutes(s.Slug, s.Ky))
}
