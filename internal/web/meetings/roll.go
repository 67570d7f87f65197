package meetings

import (
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/attendance"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// RollCall is GET: unmarked first, then marked, both in name order.
func RollCall(w http.ResponseWriter, r *page.Request) error {
	return rollCall(w, r, http.StatusOK)
}

func rollCall(w http.ResponseWriter, r *page.Request, status int) error {
	var sheet attendance.Sheet
	var guests []meeting.Guest
	var interpret []meeting.Interpreter
	var desk attendance.Desk
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if sheet, err = attendance.List(rd, s.M.ID); err == nil {
			guests, err = meeting.Guests(rd, s.M.ID)
		}
		if err == nil {
			interpret, err = meeting.Interpreters(rd, s.M.ID)
		}
		if err == nil && s.Runs && !s.M.OfCommittee() {
			desk, err = attendance.DeskOf(rd, s.M.ID)
		}
		return err
	})
	if err != nil {
		return err
	}
	if !s.Runs || s.M.At(meeting.Confirmed) {
		return s.rollRead(w, r, sheet, guests)
	}
	q := r.URL.Query().Get("q")
	p := s.room(r, "", word(r, "bar.roll"), s.hub())
	p.Title = word(r, "bar.roll") + " · " + monthYear(r, s.M.Period) + " · " + s.Cell.Name
	p.Primary = s.afterRoll(r, sheet)
	s.follow(&p)
	body := Roll{Head: rollHead(r, sheet), Left: rollLeft(r, sheet), AddGuest: ui.Link{Text: word(r, "guest.add"), Href: link.Guests(s.Slug, s.Ky)},
		Search: ui.Search{Action: link.RollCall(s.Slug, s.Ky), Label: word(r, "roll.search"), Value: q, Filter: "danh-sach"}}
	if !s.M.OfCommittee() {
		body.Codes = s.codesDoor(r, desk, sheet)
	}
	body.Rows, body.Outside = s.rollRows(r, sheet, q)
	for _, g := range guests {
		body.Guests = append(body.Guests, ui.Line{Text: g.FullName, Second: g.Capacity})
	}
	body.Interpret = ui.Link{Text: r.T("interpreter.add"), Href: link.Interpreters(s.Slug, s.Ky)}
	for _, i := range interpret {
		body.Interpreters = append(body.Interpreters, ui.Line{Text: i.FullName, Second: r.T("interpreter.into", "language", i.Language)})
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
	s.follow(&p)
	return r.Page(w, http.StatusOK, p, ui.PlainList(list))
}

// rest is the bulk button for those not yet called, nil while there is nothing to take together.
func (s sitting) rest(r *page.Request, sheet attendance.Sheet) (*Form, string) {
	if sheet.Unmarked == 0 || sheet.Unmarked >= sheet.Expected || s.M.At(meeting.Confirmed) {
		return nil, ""
	}
	return &Form{Action: link.RestAbsent(s.Slug, s.Ky)}, word(r, "roll.rest", "count", sheet.Unmarked)
}

func (s sitting) afterRoll(r *page.Request, sheet attendance.Sheet) *ui.Action {
	switch {
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
	if attendance.Came(m.Mark.Status) { // by which of the ways he was called
		row.Second = r.T("attendance.by." + m.Mark.Method)
	}
	row.StateText = r.T("attendance." + m.Mark.Status)
	switch {
	case m.Mark.LeftAt > 0:
		row.StateText += " " + hour(m.Mark.LeftAt)
		if m.Mark.ArrivedAt > 0 {
			row.StateText += ", " + say(r, "mark.came", "time", hour(m.Mark.ArrivedAt))
		}
	case m.Mark.ArrivedAt > 0:
		row.StateText += " " + hour(m.Mark.ArrivedAt)
	case m.Mark.Reason != "":
		row.StateText += ": " + word(r, "reason."+m.Mark.Reason)
	}
	return row
}

// MarkOne is POST of a row's two buttons: present is done at once, absent asks why.
func MarkOne(w http.ResponseWriter, r *page.Request) error {
	member := r.Text("member")
	if r.Text("mark") == "absent" {
		return r.See(w, link.Mark(slugOf(r), r.PathValue("ky"), member))
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
