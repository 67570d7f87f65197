package meetings

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"chibo/internal/attendance"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// Room is GET: before the opening it asks chair and scribe, then it shows the
// agenda with what is concluded.
func Room(w http.ResponseWriter, r *page.Request) error {
	var items []meeting.Item
	var sheet attendance.Sheet
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if items, err = itemsOf(rd, s.M.ID); err == nil {
			sheet, err = attendance.List(rd, s.M.ID)
		}
		return err
	})
	if err != nil {
		return err
	}
	if !s.M.At(meeting.InSession) {
		return opening(w, r, http.StatusOK)
	}
	p := s.room(r, name(r, s.M), word(r, "bar.room"), s.hub())
	p.Primary = s.onward(r, items, sheet)
	rows := []ui.Row{
		{Icon: "users", Title: word(r, "door.roll"), Second: word(r, "present", "present", sheet.Present, "expected", sheet.Expected, "share", vi.Percent(sheet.Present, sheet.Expected)), Href: link.RollCall(s.Slug, s.Ky)},
		{Icon: "list-checks", Title: word(r, "door.resolution"), Href: link.Resolution(s.Slug, s.Ky)},
		{Icon: "flag", Title: word(r, "door.close"), Href: link.Close(s.Slug, s.Ky)},
	}
	var agenda []ui.Agenda
	for _, i := range items {
		a := ui.Agenda{N: i.Position, Title: i.Title, Minutes: i.Minutes, Href: link.Item(s.Slug, s.Ky, itoa(i.Position))}
		if i.Conclusion != "" {
			a.Tag = &ui.Tag{Kind: "ok", Icon: "check", Text: word(r, "item.concluded")}
		}
		agenda = append(agenda, a)
	}
	return r.Page(w, http.StatusOK, p, templ.Join(ui.LinkList(rows), section(word(r, "room.items"), ui.AgendaList(agenda))))
}

// onward is the next step in the room: the roll, the first open item, the end.
func (s sitting) onward(r *page.Request, items []meeting.Item, sheet attendance.Sheet) *ui.Action {
	if !s.May {
		return s.look(r)
	}
	if s.M.At(meeting.Closed) {
		if a := s.next(r); a != nil {
			return a
		}
		return &ui.Action{Text: word(r, "hub.papers"), Href: link.Done(s.Slug, s.Ky)}
	}
	if sheet.Unmarked > 0 {
		return &ui.Action{Text: word(r, "room.toroll", "count", sheet.Unmarked), Href: link.RollCall(s.Slug, s.Ky)}
	}
	next := 0
	for n, i := range items {
		if i.Conclusion != "" || i.Gist != "" {
			next = n + 1
		}
	}
	if next < len(items) {
		return &ui.Action{Text: word(r, "room.toitem", "n", next+1), Href: link.Item(s.Slug, s.Ky, itoa(next+1))}
	}
	return &ui.Action{Text: word(r, "room.toclose"), Href: link.Close(s.Slug, s.Ky)}
}

// opening asks the two names before the meeting begins.
func opening(w http.ResponseWriter, r *page.Request, status int) error {
	var roll []meeting.Rolled
	var advice []string
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if roll, err = meeting.Roll(rd, s.M); err == nil {
			advice, err = meeting.Advice(rd, r.Book, s.M.ID, "open")
		}
		return err
	})
	if err != nil {
		return err
	}
	var people []ui.Option
	for _, m := range roll {
		if m.Activity != "suspended" {
			people = append(people, ui.Option{Value: m.Person, Text: m.FullName})
		}
	}
	own := ""
	if slices.ContainsFunc(roll, func(m meeting.Rolled) bool { return m.Person == r.Viewer.Person }) {
		own = r.Viewer.Person
	}
	p := s.room(r, word(r, "open.title"), word(r, "bar.open"), link.RollCall(s.Slug, s.Ky))
	above := []templ.Component{Para(when(r, s.M) + " · " + s.M.Place)}
	for _, code := range advice {
		above = append(above, ui.NoteBox(ui.Note{Kind: "warn", Text: word(r, "advice."+code)}))
	}
	f := Form{Action: link.Room(s.Slug, s.Ky), Parts: []templ.Component{
		ui.Select(text(r, "chair", "open.chair", either(s.M.Chair, own)), people), ui.Select(text(r, "scribe", "open.scribe", s.M.Scribe), people), Soft(word(r, "open.freeze"))}}
	return s.ask(w, r, status, p, word(r, "open.save"), f, above...)
}

// Open is POST: the meeting begins and the roll is frozen.
func Open(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		_, err := meeting.Open(tx, r.Book, s.M.ID, r.Text("chair"), r.Text("scribe"))
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return opening(w, r, status) })
	}
	return r.See(w, link.Room(s.Slug, s.Ky))
}
