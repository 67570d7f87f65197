package meetings

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/attendance"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
	"chibo/internal/vote"
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

// RollCall is GET: unmarked first, then marked, both in name order.
func RollCall(w http.ResponseWriter, r *page.Request) error {
	return rollCall(w, r, http.StatusOK)
}

func rollCall(w http.ResponseWriter, r *page.Request, status int) error {
	var sheet attendance.Sheet
	var guests []meeting.Guest
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if sheet, err = attendance.List(rd, s.M.ID); err == nil {
			guests, err = meeting.Guests(rd, s.M.ID)
		}
		return err
	})
	if err != nil {
		return err
	}
	if !s.May || s.M.At(meeting.Confirmed) {
		return s.rollRead(w, r, sheet, guests)
	}
	q := r.URL.Query().Get("q")
	p := s.room(r, "", word(r, "bar.roll"), s.hub())
	p.Title = word(r, "bar.roll") + " · " + monthYear(r, s.M.Period) + " · " + s.Cell.Name
	p.Primary = s.afterRoll(r, sheet)
	body := Roll{Head: rollHead(r, sheet), Left: rollLeft(r, sheet), AddGuest: ui.Link{Text: word(r, "guest.add"), Href: link.Guests(s.Slug, s.Ky)},
		Search: ui.Search{Action: link.RollCall(s.Slug, s.Ky), Label: word(r, "roll.search"), Value: q, Filter: "danh-sach"}}
	body.Rows, body.Outside = s.rollRows(r, sheet, q)
	for _, g := range guests {
		body.Guests = append(body.Guests, ui.Line{Text: g.FullName, Second: g.Capacity})
	}
	body.Rest, body.RestText = s.rest(r, sheet)
	return r.Page(w, status, p, RollPage(body))
}

// rollRead is the roll for those who only read it.
func (s sitting) rollRead(w http.ResponseWriter, r *page.Request, sheet attendance.Sheet, guests []meeting.Guest) error {
	var list []ui.Line
	for _, m := range sheet.Rows {
		line := ui.Line{Text: m.FullName, Second: word(r, "activity."+m.Activity)}
		if m.Mark != nil {
			line.Second = r.T("attendance." + m.Mark.Status)
		}
		list = append(list, line)
	}
	for _, g := range guests {
		list = append(list, ui.Line{Text: g.FullName, Second: r.T("attendance.guest")})
	}
	p := s.room(r, rollHead(r, sheet), word(r, "bar.roll"), s.hub())
	p.Primary = s.look(r)
	return r.Page(w, http.StatusOK, p, ui.PlainList(list))
}

// rest is the bulk button for those not yet called, nil while there is nothing to take together.
func (s sitting) rest(r *page.Request, sheet attendance.Sheet) (*Form, string) {
	if !(sheet.Unmarked > 0 && sheet.Unmarked < sheet.Expected && !s.M.At(meeting.Confirmed)) {
		return nil, ""
	}
	return &Form{Action: link.RestAbsent(s.Slug, s.Ky)}, word(r, "roll.rest", "count", sheet.Unmarked)
}

func (s sitting) afterRoll(r *page.Request, sheet attendance.Sheet) *ui.Action {
	switch {
	case !s.May:
		return s.look(r)
	case !s.M.At(meeting.InSession):
		return &ui.Action{Text: word(r, "open.save"), Href: link.Room(s.Slug, s.Ky)}
	case s.M.At(meeting.Closed):
		return &ui.Action{Text: word(r, "roll.back"), Href: s.hub()}
	}
	return &ui.Action{Text: word(r, "roll.on"), Href: link.Room(s.Slug, s.Ky)}
}

func rollHead(r *page.Request, s attendance.Sheet) string {
	return word(r, "roll.head", "present", s.Present, "expected", s.Expected)
}

func rollLeft(r *page.Request, s attendance.Sheet) string {
	if s.Unmarked == 0 {
		return word(r, "roll.complete")
	}
	return word(r, "roll.left", "count", s.Unmarked)
}

// rollRows parts the roll into those to call and those outside the number.
func (s sitting) rollRows(r *page.Request, sheet attendance.Sheet, q string) (rows []ui.Roll, outside []ui.Line) {
	var marked []ui.Roll
	for _, m := range sheet.Rows {
		switch {
		case !matches(m.FullName, q):
		case !m.Expected && m.Mark == nil:
			outside = append(outside, ui.Line{Text: m.FullName, Second: word(r, "activity."+m.Activity)})
		case m.Mark == nil:
			rows = append(rows, s.rollRow(r, m))
		default:
			marked = append(marked, s.rollRow(r, m))
		}
	}
	return append(rows, marked...), outside
}

// matches finds a name without marks.
func matches(full, q string) bool {
	have := " " + vi.Fold(full)
	for _, w := range vi.Words(q) {
		if !strings.Contains(have, " "+vi.Fold(w)) {
			return false
		}
	}
	return true
}

func (s sitting) rollRow(r *page.Request, m attendance.Row) ui.Roll {
	row := ui.Roll{ID: m.Member, Name: m.FullName, Post: link.RollCall(s.Slug, s.Ky), Edit: link.Mark(s.Slug, s.Ky, m.Member)}
	if m.Announced != "" {
		row.Second = word(r, "roll.announced", "reason", word(r, "reason."+m.Announced))
	}
	if m.Mark == nil {
		return row
	}
	row.State = m.Mark.Status
	row.StateText = r.T("attendance." + m.Mark.Status)
	switch {
	case m.Mark.ArrivedAt > 0:
		row.StateText += " " + hour(m.Mark.ArrivedAt)
	case m.Mark.LeftAt > 0:
		row.StateText += " " + hour(m.Mark.LeftAt)
	case m.Mark.Reason != "":
		row.StateText += ": " + word(r, "reason."+m.Mark.Reason)
	}
	return row
}

// MarkOne is POST of a row's two buttons: present is done at once, absent asks why.
func MarkOne(w http.ResponseWriter, r *page.Request) error {
	member := r.Text("member")
	if r.Text("mark") == "absent" {
		return r.See(w, link.Mark(r.PathValue("cb"), r.PathValue("ky"), member))
	}
	var sheet attendance.Sheet
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		_, err := attendance.CheckIn(tx, attendance.Marking{Meeting: s.M.ID, Member: member, Status: attendance.Here})
		return err
	})
	if err == nil && r.Fragment() {
		err = r.Read(func(rd *store.Reader) (err error) { sheet, err = attendance.List(rd, s.M.ID); return })
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return rollCall(w, r, status) })
	}
	at := slices.IndexFunc(sheet.Rows, func(m attendance.Row) bool { return m.Member == member })
	if at < 0 {
		return r.See(w, link.RollCall(s.Slug, s.Ky))
	}
	rest, text := s.rest(r, sheet)
	return r.Part(w, http.StatusOK, templ.Join(ui.RollRow(s.rollRow(r, sheet.Rows[at])), RollHead(rollHead(r, sheet), rollLeft(r, sheet), true), RollRest(rest, text, true)))
}

// RestAbsent is POST: everybody not yet called is absent, reason not known.
func RestAbsent(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		_, err := attendance.RestUnexplained(tx, s.M.ID)
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return rollCall(w, r, status) })
	}
	return r.See(w, link.RollCall(s.Slug, s.Ky))
}

// MarkPage is GET, Mark POST: late, early, absent and why.
func MarkPage(w http.ResponseWriter, r *page.Request) error { return mark(w, r, http.StatusOK) }

func mark(w http.ResponseWriter, r *page.Request, status int) error {
	var row attendance.Row
	s, err := read(r, func(rd *store.Reader, s sitting) error {
		sheet, err := attendance.List(rd, s.M.ID)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(sheet.Rows, func(m attendance.Row) bool { return m.Member == r.PathValue("id") })
		if at < 0 {
			return fault.Missing()
		}
		row = sheet.Rows[at]
		return nil
	})
	if err != nil {
		return err
	}
	k := attendance.Mark{Status: attendance.Unexplained, Reason: row.Announced}
	if row.Announced != "" {
		k.Status = attendance.Excused
	}
	if row.Mark != nil {
		k = *row.Mark
	}
	p := s.room(r, row.FullName, word(r, "bar.roll"), link.RollCall(s.Slug, s.Ky))
	return s.ask(w, r, status, p, word(r, "mark.save"), Form{Version: k.Version, Parts: s.markFields(r, k)})
}

func (s sitting) markFields(r *page.Request, k attendance.Mark) []templ.Component {
	list := []string{attendance.Here, attendance.Late, attendance.LeftEarly, attendance.Excused, attendance.Unexplained}
	if s.M.State == meeting.Closed || k.Status == attendance.Unexcused {
		list = append(list, attendance.Unexcused)
	}
	var states, reasons []ui.Option
	for _, x := range list {
		states = append(states, ui.Option{Value: x, Text: r.T("attendance." + x)})
	}
	for _, x := range attendance.Reasons {
		reasons = append(reasons, ui.Option{Value: x, Text: capital(word(r, "reason."+x))})
	}
	why := text(r, "reason", "mark.reason", k.Reason)
	why.Optional, why.Hint = true, word(r, "mark.reason.hint")
	at := text(r, "at", "mark.at", hour(max(k.ArrivedAt, k.LeftAt)))
	at.Optional, at.Short, at.Hint = true, true, word(r, "mark.at.hint")
	return []templ.Component{ui.Radios(text(r, "status", "mark.status", k.Status), states), ui.Radios(why, reasons), ui.TextField(at)}
}

func Mark(w http.ResponseWriter, r *page.Request) error {
	in := attendance.Marking{Member: r.PathValue("id"), Status: r.Text("status"), Version: r.Version()}
	if !attendance.Came(in.Status) {
		in.Reason = r.Text("reason")
	}
	var wrong fault.Fields
	h, m, ok := clock(r.Text("at"))
	if r.Text("at") != "" && !ok {
		wrong.Add("at", "hour_form")
	}
	err := wrong.Err()
	var s sitting
	if err == nil {
		s, err = write(r, func(tx *store.Tx, s sitting) error {
			in.Meeting = s.M.ID
			if ok && (in.Status == attendance.Late || in.Status == attendance.LeftEarly || in.Status == attendance.Here) {
				in.At = moment(s.M.Day, h, m)
			}
			_, err := attendance.CheckIn(tx, in)
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return mark(w, r, status) })
	}
	return r.See(w, link.RollCall(s.Slug, s.Ky))
}

// GuestPage is GET, Guest POST.
func GuestPage(w http.ResponseWriter, r *page.Request) error { return guest(w, r, http.StatusOK) }

func guest(w http.ResponseWriter, r *page.Request, status int) error {
	s, err := read(r, nil)
	if err != nil {
		return err
	}
	capacity := text(r, "capacity", "guest.capacity", "")
	capacity.Optional = true
	p := s.room(r, word(r, "guest.add"), word(r, "bar.roll"), link.RollCall(s.Slug, s.Ky))
	return s.ask(w, r, status, p, word(r, "guest.save"), Form{Parts: []templ.Component{ui.TextField(text(r, "full_name", "guest.name", "")), ui.TextField(capacity)}})
}

func Guest(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		_, err := meeting.AddGuest(tx, s.M.ID, r.Text("full_name"), r.Text("capacity"))
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return guest(w, r, status) })
	}
	return r.See(w, link.RollCall(s.Slug, s.Ky))
}

// talk is an agenda item with all its page shows.
type talk struct {
	item  meeting.Item
	all   []meeting.Item
	task  *task.Task
	eval  task.Evaluation
	votes []vote.Vote
}

func findTalk(rd *store.Reader, r *page.Request, s sitting) (t talk, err error) {
	if t.all, err = itemsOf(rd, s.M.ID); err != nil {
		return t, err
	}
	at := slices.IndexFunc(t.all, func(i meeting.Item) bool { return itoa(i.Position) == r.PathValue("n") })
	if at < 0 {
		return t, fault.Missing()
	}
	t.item = t.all[at]
	if t.votes, err = vote.List(rd, s.M.ID); err != nil {
		return t, err
	}
	if t.item.SourceKind != "task" {
		return t, nil
	}
	k, err := task.Get(rd, t.item.SourceID)
	if err != nil {
		return t, forgive(err)
	}
	t.task = &k
	found, err := task.Evaluations(rd, s.M.ID)
	for _, e := range found {
		if e.Task == k.ID {
			t.eval = e
		}
	}
	return t, err
}

// ItemPage is GET, Item POST: gist, conclusion and, of a task, how it went.
func ItemPage(w http.ResponseWriter, r *page.Request) error {
	return item(w, r, http.StatusOK, nil)
}

func item(w http.ResponseWriter, r *page.Request, status int, problem error) error {
	var t talk
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) { t, err = findTalk(rd, r, s); return })
	if err != nil {
		return err
	}
	i := t.item
	p := s.room(r, itoa(i.Position)+". "+i.Title, word(r, "bar.item"), link.Room(s.Slug, s.Ky))
	body := Talk{Form: Form{ID: "bieu-mau", Action: r.URL.Path, Version: i.Version}}
	if i.SourceKind != "template" {
		body.Ready = i.SourceText
	}
	if i.Minutes > 0 {
		body.Sub = word(r, "item.planned", "minutes", i.Minutes)
	}
	if theirs, ok := newer[meeting.Item](problem); ok {
		body.Both = Both(Version{word(r, "both.mine"), r.FormValue("gist") + "\n" + r.FormValue("conclusion")}, Version{word(r, "both.theirs"), theirs.Gist + "\n" + theirs.Conclusion})
	}
	if !s.May || s.M.At(meeting.Confirmed) {
		p.Primary = s.look(r)
		return r.Page(w, status, p, section(word(r, "item.conclusion"), templ.Join(Para(either(i.Conclusion, word(r, "item.nothing"))), Soft(i.Gist))))
	}
	if t.task != nil {
		body.Form.Parts = judgeFields(r, t.eval)
	}
	conclusion := text(r, "conclusion", "item.conclusion", i.Conclusion)
	gist := text(r, "gist", "item.gist", i.Gist)
	gist.Hint, gist.Optional = word(r, "item.gist.hint"), true
	body.Form.Parts = append(body.Form.Parts, ui.TextArea(gist, 4), ui.TextArea(conclusion, 3))
	body.Links = []ui.Link{{Text: word(r, "item.tovote"), Href: link.Vote(s.Slug, s.Ky, itoa(i.Position)), Icon: "hand"}, {Text: word(r, "item.assign"), Href: link.NewDeed(s.Slug, s.Ky), Icon: "plus"}}
	last := i.Position >= len(t.all)
	p.Primary = &ui.Action{Form: "bieu-mau", Text: word(r, "item.next", "n", i.Position+1)}
	if last {
		p.Primary.Text = word(r, "item.last")
	}
	return r.Page(w, status, p, TalkPage(body))
}

func judgeFields(r *page.Request, e task.Evaluation) []templ.Component {
	var options []ui.Option
	for _, x := range []string{task.Done, task.DoneLate, "partly", "not_done"} {
		options = append(options, ui.Option{Value: x, Text: word(r, "judge."+x)})
	}
	why := text(r, "why", "judge.why", e.Why)
	why.Hint, why.Optional = word(r, "judge.why.hint"), true
	return []templ.Component{ui.Radios(text(r, "result", "judge.result", e.Result), options), ui.TextField(why)}
}

// concluded is the chair's conclusion; of a judged task, without other words, the finding itself.
func concluded(r *page.Request, t talk) string {
	said := r.Long("conclusion")
	if said != "" || t.task == nil || r.Text("result") == "" {
		return said
	}
	said = i18n.For("vi").T("meetingpage.judge." + r.Text("result")) // minutes are always Vietnamese
	if why := r.Text("why"); why != "" {
		said += ": " + why
	}
	return said + "."
}

func Item(w http.ResponseWriter, r *page.Request) error {
	next := 0
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		t, err := findTalk(tx.Reader, r, s)
		if err != nil {
			return err
		}
		if t.task != nil && r.Text("result") != "" {
			if _, err := task.Evaluate(tx, task.Evaluation{Meeting: s.M.ID, Task: t.task.ID, Result: r.Text("result"), Why: r.Text("why")}); err != nil {
				return err
			}
		}
		_, err = meeting.Minute(tx, s.M.ID, t.item.ID, r.Version(), r.Long("gist"), concluded(r, t))
		return err
	})
	if err == nil {
		err = r.Read(func(rd *store.Reader) error {
			all, err := itemsOf(rd, s.M.ID)
			n, _ := strconv.Atoi(r.PathValue("n"))
			if n < len(all) {
				next = n + 1
			}
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return item(w, r, status, err) })
	}
	if next == 0 {
		return r.See(w, link.Close(s.Slug, s.Ky))
	}
	return r.See(w, link.Item(s.Slug, s.Ky, itoa(next)))
}
