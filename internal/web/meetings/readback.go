package meetings

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/offline"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/vote"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// minutesVote is the vote by which the cell agreed to its minutes, if any.
func minutesVote(votes []vote.Vote) (v vote.Vote, held bool) {
	for _, x := range votes {
		if x.Matter == "minutes" {
			v, held = x, true
		}
	}
	return v, held
}

// ReadBackPage is GET: one part of the minutes a page, in large type, to be read
// to the cell. The last one ends with the cell's agreement.
func ReadBackPage(w http.ResponseWriter, r *page.Request) error {
	return readBack(w, r, http.StatusOK)
}

func readBack(w http.ResponseWriter, r *page.Request, status int) error {
	var parts []minutes.Part
	var votes []vote.Vote
	var o vote.Outlook
	unvoted, late := 0, 0
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if parts, err = minutes.Parts(rd, s.M.ID); err != nil {
			return err
		}
		if votes, err = vote.List(rd, s.M.ID); err != nil {
			return err
		}
		if late, err = s.lateOf(rd); err != nil {
			return err
		}
		if unvoted, err = s.unvoted(rd); err == nil {
			o, err = vote.Before(rd, r.Book, s.M.ID, "minutes")
		}
		return err
	})
	if err != nil {
		return err
	}
	n, _ := position(r.PathValue("n"))
	if r.Method == http.MethodPost {
		n = len(parts)
	}
	if n < 1 || n > len(parts) {
		return fault.Missing()
	}
	part := parts[n-1]
	at := link.ReadBack(s.Slug, s.Ky, strconv.Itoa(n))
	p := s.room(r, say(r, "read.title"), say(r, "bar.read"), link.Minutes(s.Slug, s.Ky))
	p.Sub = say(r, "read.nth", "n", n, "total", len(parts))
	var edit *ui.Link
	if s.Runs && !s.M.At(meeting.Confirmed) {
		edit = &ui.Link{Text: word(r, "minutes.edit"), Href: link.Part(s.Slug, s.Ky, part.Key) + "?doc=" + strconv.Itoa(n), Name: word(r, "minutes.edit.name", "part", part.Title)}
	}
	if late > 0 {
		p.Banner = s.lateNote(r, late)
		p.Banner.Action = nil
	}
	body := []templ.Component{Sizes(r.Size, at), Aloud(part.Title, part.Text, edit)}
	if n < len(parts) {
		p.Primary = &ui.Action{Text: say(r, "read.next"), Href: link.ReadBack(s.Slug, s.Ky, strconv.Itoa(n+1))}
		return r.Page(w, status, p, templ.Join(body...))
	}
	p.Primary = &ui.Action{Text: say(r, "read.confirm"), Href: link.Confirm(s.Slug, s.Ky)}
	if v, held := minutesVote(votes); held {
		body = append(body, ui.LinkList([]ui.Row{heldRow(r, v)}))
		if late > 0 {
			body = append(body, FormBox(Form{ID: "bieu-mau", Action: link.AgreeMinutes(s.Slug, s.Ky)}))
			p.Primary = &ui.Action{Text: r.T("devicespage.late.again"), Form: "bieu-mau"}
		}
	} else if s.Runs && !s.M.At(meeting.Confirmed) {
		if unvoted > 0 {
			body = append(body, ui.NoteBox(ui.Note{Kind: "warn", Text: say(r, "unvoted", "count", unvoted), Action: &ui.Link{Text: say(r, "reopen"), Href: link.Close(s.Slug, s.Ky)}}))
		}
		body = append(body, ui.NoteBox(ui.Note{Kind: "info", Text: say(r, "read.agree.what", "present", o.Present, "base", o.N, "share", vi.Percent(o.Present, o.N))}),
			FormBox(Form{ID: "bieu-mau", Action: link.AgreeMinutes(s.Slug, s.Ky)}), ui.More(ui.Link{Text: say(r, "read.count"), Href: link.Vote(s.Slug, s.Ky, "bien-ban")}))
		p.Primary = &ui.Action{Text: word(r, "minutes.agree"), Form: "bieu-mau"}
		if !o.Possible {
			p.Primary = &ui.Action{Text: say(r, "read.count"), Href: link.Vote(s.Slug, s.Ky, "bien-ban")}
		}
	} else if !s.May {
		p.Primary = s.look(r)
	}
	return r.Page(w, status, p, templ.Join(body...))
}

// AgreeMinutes is POST: nobody speaks against the minutes, so all who are in the
// room and vote agree. Whoever counts hands uses the ballot page.
func AgreeMinutes(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		votes, err := vote.List(tx.Reader, s.M.ID)
		if err != nil {
			return err
		}
		if _, held := minutesVote(votes); held { // agreed already: what came since was read too
			return offline.ReadAgain(tx, r.Book, s.M.ID)
		}
		o, err := vote.Before(tx.Reader, r.Book, s.M.ID, "minutes")
		if err != nil {
			return err
		}
		_, err = vote.Hold(tx, r.Book, vote.Hands{Meeting: s.M.ID, Matter: "minutes", Subject: "Biên bản sinh hoạt " + vi.ShowMonth(s.M.Period), For: o.Present})
		if err != nil {
			return err
		}
		return offline.Heard(tx, s.M.ID)
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return readBack(w, r, status) })
	}
	return r.See(w, link.Confirm(s.Slug, s.Ky))
}

// LacksPage is GET, Lacks POST: what the chair names to be done better next time.
func LacksPage(w http.ResponseWriter, r *page.Request) error {
	return lacks(w, r, http.StatusOK, nil)
}

func lacks(w http.ResponseWriter, r *page.Request, status int, problem error) error {
	var l meeting.Lacks
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) { l, err = meeting.LacksOf(rd, s.M.ID); return })
	if err != nil {
		return err
	}
	p := s.room(r, say(r, "lacks.title"), word(r, "bar.close"), link.Close(s.Slug, s.Ky))
	if !s.Runs || !s.M.At(meeting.InSession) || s.M.At(meeting.Confirmed) {
		p.Primary = s.look(r)
		var rows []ui.Line
		for _, x := range l.Lines {
			rows = append(rows, ui.Line{Text: x})
		}
		return r.Page(w, status, p, templ.Join(ui.PlainList(rows), Soft(say(r, "lacks.use"))))
	}
	f := field(r, "lines", "lacks.lines", strings.Join(l.Lines, "\n"))
	f.Hint = say(r, "lacks.hint")
	var above []templ.Component
	if theirs, ok := newer[meeting.Lacks](problem); ok {
		above = append(above, Both(Version{word(r, "both.mine"), r.FormValue("lines")}, Version{word(r, "both.theirs"), strings.Join(theirs.Lines, "\n")}))
	}
	return s.ask(w, r, status, p, word(r, "save"), Form{Version: l.Version, Parts: []templ.Component{ui.TextArea(f, 5), Soft(say(r, "lacks.use"))}}, above...)
}

func Lacks(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		_, err := meeting.PutLacks(tx, s.M.ID, r.Version(), lines(r.Long("lines")))
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return lacks(w, r, status, err) })
	}
	return r.See(w, link.Close(s.Slug, s.Ky))
}
