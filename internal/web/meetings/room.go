package meetings

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/attendance"
	"chibo/internal/meeting"
	"chibo/internal/quality"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// Room is GET: before the opening it asks chair and scribe, then it shows the
// agenda with what is concluded.
func Room(w http.ResponseWriter, r *page.Request) error {
	var hall hallway
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) { hall, err = s.hallway(rd, r); return })
	if err != nil {
		return err
	}
	if !s.M.At(meeting.InSession) {
		return opening(w, r, http.StatusOK)
	}
	p := s.room(r, name(r, s.M), word(r, "bar.room"), s.hub())
	s.follow(&p)
	var begin templ.Component
	p.Primary, begin = s.onward(r, hall.items, hall.sheet)
	var agenda []ui.Agenda
	for _, i := range hall.items {
		a := ui.Agenda{Label: i.Label, Sub: i.Sub(), Title: i.Title, Minutes: i.Minutes, Href: link.Item(s.Slug, s.Ky, strconv.Itoa(i.Position))}
		if i.Conclusion != "" {
			a.Tag = &ui.Tag{Kind: "ok", Icon: "check", Text: word(r, "item.concluded")}
		} else if _, running := meeting.Took(s.M, hall.items, i, s.Now); running {
			a.Tag = &ui.Tag{Kind: "act", Icon: "play", Text: say(r, "item.running")}
		}
		agenda = append(agenda, a)
	}
	return r.Page(w, http.StatusOK, p, templ.Join(begin, ui.LinkList(append(hall.todo, s.ways(r, hall)...)), section(word(r, "room.items"), ui.AgendaList(agenda)), section(say(r, "room.more"), ui.LinkList(s.moreWays(r, hall)))))
}

// hallway is what the room's first page counts.
type hallway struct {
	items     []meeting.Item
	sheet     attendance.Sheet
	due       []task.Heard
	unwritten int
	ahead     []speech.Ahead
	praised   int
	todo      []ui.Row // of phones, not settled
	score     []ui.Row // the way to the score, for who fills it in
	remind    bool     // the viewer sits on the cell's committee
}

func (s sitting) hallway(rd *store.Reader, r *page.Request) (h hallway, err error) {
	if h.items, err = itemsOf(rd, s.M.ID); err != nil {
		return h, err
	}
	if h.sheet, err = attendance.List(rd, s.M.ID); err != nil || !s.M.At(meeting.InSession) {
		return h, err
	}
	if h.due, err = task.HeardAt(rd, s.M.ID); err != nil {
		return h, err
	}
	said, err := speech.List(rd, s.M.ID)
	if err != nil {
		return h, err
	}
	h.unwritten = len(speech.Unwritten(said))
	if s.Runs {
		if h.ahead, err = speech.AheadOf(rd, s.M.ID); err != nil {
			return h, err
		}
	}
	if h.score, err = s.scoreDoor(rd, r); err != nil {
		return h, err
	}
	praised, err := speech.Praised(rd, s.M.ID)
	if err != nil {
		return h, err
	}
	h.praised = len(praised)
	if h.todo, err = s.todoRows(rd, r); err != nil {
		return h, err
	}
	h.remind, err = meeting.Can(rd, s.M, access.ReminderKeep)
	return h, err
}

// ways are the pages used all evening.
func (s sitting) ways(r *page.Request, h hallway) []ui.Row {
	rows := []ui.Row{{Icon: "users", Title: word(r, "door.roll"), Second: word(r, "present", "present", h.sheet.Present, "expected", h.sheet.Expected, "share", vi.Percent(h.sheet.Present, h.sheet.Expected)), Href: link.RollCall(s.Slug, s.Ky)}}
	if len(h.due) > 0 {
		rows = append(rows, ui.Row{Icon: "circle-check", Title: say(r, "evaluate.title"), Second: say(r, "evaluate.progress", "done", found(h.due), "total", len(h.due)), Href: link.Evaluate(s.Slug, s.Ky)})
	}
	if s.Runs && h.unwritten > 0 && !s.M.At(meeting.Confirmed) {
		rows = append(rows, ui.Row{Icon: "triangle-alert", Kind: "warn", Title: say(r, "unwritten.title", "count", h.unwritten), Href: link.Unwritten(s.Slug, s.Ky)})
	}
	if len(h.ahead) > 0 {
		rows = append(rows, s.aheadDoor(r, h.ahead))
	}
	return append(rows, ui.Row{Icon: "list-checks", Title: word(r, "door.resolution"), Href: link.Resolution(s.Slug, s.Ky)})
}

// moreWays are those used once or not at all.
func (s sitting) moreWays(r *page.Request, h hallway) []ui.Row {
	praise := ui.Row{Icon: "badge-check", Title: say(r, "praise.title"), Href: link.Praise(s.Slug, s.Ky)}
	if h.praised > 0 {
		praise.Second = say(r, "praise.count", "count", h.praised)
	}
	rows := append([]ui.Row{praise}, h.score...)
	if h.remind {
		rows = append(rows, ui.Row{Icon: "lock", Title: say(r, "remind.title"), Second: say(r, "remind.sees"), Href: link.Remind(s.Slug, s.Ky)})
	}
	rows = append(rows, ui.Row{Icon: "eye", Title: r.T("live.wall.door"), Second: r.T("live.wall.door.what"), Href: link.Wall(s.Slug, s.Ky)})
	return append(rows, ui.Row{Icon: "file-pen-line", Title: say(r, "reserve.title"), Href: link.Reserve(s.Slug, s.Ky)}, ui.Row{Icon: "flag", Title: word(r, "door.close"), Href: link.Close(s.Slug, s.Ky)})
}

// onward is the next step in the room: the roll, the first open item, the end.
// Taking up an item is a form of its own, because its time is counted from there.
func (s sitting) onward(r *page.Request, items []meeting.Item, sheet attendance.Sheet) (*ui.Action, templ.Component) {
	if !s.May {
		return s.look(r), templ.NopComponent
	}
	if s.M.At(meeting.Closed) {
		if a := s.next(r); a != nil {
			return a, templ.NopComponent
		}
		return &ui.Action{Text: word(r, "hub.papers"), Href: link.Done(s.Slug, s.Ky)}, templ.NopComponent
	}
	if sheet.Unmarked > 0 {
		return &ui.Action{Text: word(r, "room.toroll", "count", sheet.Unmarked), Href: link.RollCall(s.Slug, s.Ky)}, templ.NopComponent
	}
	next := 0
	for n, i := range items {
		if i.Conclusion != "" || i.Gist != "" {
			next = n + 1
		}
	}
	if next >= len(items) {
		return &ui.Action{Text: word(r, "room.toclose"), Href: link.Close(s.Slug, s.Ky)}, templ.NopComponent
	}
	to := &ui.Action{Text: word(r, "room.toitem", "n", items[next].Label), Href: link.Item(s.Slug, s.Ky, strconv.Itoa(next+1))}
	if !s.Runs || items[next].StartedAt > 0 {
		return to, templ.NopComponent
	}
	to.Href, to.Form = "", "bat-dau"
	return to, FormBox(Form{ID: "bat-dau", Action: link.BeginItem(s.Slug, s.Ky, strconv.Itoa(next+1))})
}

// opening asks the two names before the meeting begins.
func opening(w http.ResponseWriter, r *page.Request, status int) error {
	var roll []meeting.Rolled
	var advice []string
	var writers []meeting.Rolled
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if writers, err = meeting.Writers(rd, s.M); err != nil {
			return err
		}
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
	scribes := slices.Clone(people)
	for _, m := range writers {
		if !slices.ContainsFunc(people, func(o ui.Option) bool { return o.Value == m.Person }) {
			scribes = append(scribes, ui.Option{Value: m.Person, Text: m.FullName})
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
		ui.Select(text(r, "chair", "open.chair", either(s.M.Chair, own)), people), ui.Select(text(r, "scribe", "open.scribe", s.M.Scribe), scribes), s.openScorer(r, people), Soft(word(r, "open.freeze")), ui.More(ui.Link{Text: say(r, "open.agenda"), Href: link.Prepare(s.Slug, s.Ky)})}}
	return s.ask(w, r, status, p, word(r, "open.save"), f, above...)
}

// Open is POST: the meeting begins and the roll is frozen.
func Open(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		if _, err := meeting.Open(tx, r.Book, s.M.ID, r.Text("chair"), r.Text("scribe")); err != nil || r.Text("scorer") == "" {
			return err
		}
		return quality.NameScorer(tx, s.M.ID, r.Text("scorer"))
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return opening(w, r, status) })
	}
	return r.See(w, link.Room(s.Slug, s.Ky))
}
