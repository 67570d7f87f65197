package meetings

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// AnnouncePage is GET, Announce POST: step three, the text before it is sent.
func AnnouncePage(w http.ResponseWriter, r *page.Request) error {
	return announce(w, r, http.StatusOK)
}

func announce(w http.ResponseWriter, r *page.Request, status int) error {
	var items []meeting.Item
	var advice []string
	members := 0
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if items, err = itemsOf(rd, s.M.ID); err != nil {
			return err
		}
		roll, err := meeting.Roll(rd, s.M)
		if members = len(roll); err != nil {
			return err
		}
		advice, err = meeting.Advice(rd, r.Book, s.M.ID, "announce")
		return err
	})
	if err != nil {
		return err
	}
	p := s.frame(r, word(r, "announce.title"), s.hub())
	body := []templ.Component{s.steps(r, 3), Para(word(r, "announce.to", "count", members)), s.invitation(r, items), Soft(word(r, "announce.handbook")),
		Buttons([]ui.Link{{Text: word(r, "paper.notice"), Href: link.Paper(s.Slug, s.Ky, "notice", "docx"), Icon: "download"}, {Text: word(r, "paper.agenda"), Href: link.Paper(s.Slug, s.Ky, "agenda", "docx"), Icon: "download"}, {Text: r.T("print.calls"), Href: link.Prints(s.Slug, s.Ky), Icon: "printer"}})}
	if s.M.At(meeting.Announced) {
		p.Banner = &ui.Note{Kind: "ok", Text: word(r, "announce.done", "time", hour(s.M.AnnouncedAt), "day", vi.ShowDay(store.Day(s.M.AnnouncedAt)))}
		p.Primary = s.next(r)
		if p.Primary == nil {
			p.Primary = &ui.Action{Text: word(r, "hub.papers"), Href: link.Done(s.Slug, s.Ky)}
		}
		return r.Page(w, status, p, templ.Join(body...))
	}
	for _, code := range advice {
		body = append(body, ui.NoteBox(ui.Note{Kind: "warn", Text: word(r, "advice."+code)}))
	}
	return s.ask(w, r, status, p, word(r, "announce.send"), Form{}, body...)
}

func (s sitting) invitation(r *page.Request, items []meeting.Item) templ.Component {
	rows := make([]ui.Line, 0, len(items)+1)
	rows = append(rows, ui.Line{Text: word(r, "announce.text", "name", name(r, s.M), "when", when(r, s.M), "place", s.M.Place)})
	for _, i := range items {
		rows = append(rows, ui.Line{Text: strconv.Itoa(i.Position) + ". " + i.Title})
	}
	rows = append(rows, ui.Line{Text: word(r, "announce.excuse")})
	return section(word(r, "announce.preview"), ui.PlainList(rows))
}

func Announce(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		_, err := meeting.Announce(tx, s.M.ID)
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return announce(w, r, status) })
	}
	return r.See(w, link.Announce(s.Slug, s.Ky))
}
