package meetings

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"chibo/internal/attendance"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// MarkPage is GET, Mark POST: late, early, absent and why.
func MarkPage(w http.ResponseWriter, r *page.Request) error { return mark(w, r, http.StatusOK) }

func mark(w http.ResponseWriter, r *page.Request, status int) error {
	var row attendance.Row
	var past []attendance.Past
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
		past, err = attendance.History(rd, s.M.ID, row.Member)
		return forgive(err)
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
	return s.ask(w, r, status, p, word(r, "mark.save"), Form{Version: k.Version, Parts: append(s.markFields(r, k), told(r, past))})
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
		reasons = append(reasons, ui.Option{Value: x, Text: vi.Capital(word(r, "reason."+x))})
	}
	why := text(r, "reason", "mark.reason", k.Reason)
	why.Optional, why.Hint = true, word(r, "mark.reason.hint")
	late, left := "", ""
	if k.Status == attendance.Late || k.Status == attendance.LeftEarly {
		late, left = hour(k.ArrivedAt), hour(k.LeftAt)
	}
	came, went := field(r, "at", "mark.late", late), field(r, "left", "mark.left", left)
	came.Optional, came.Short, came.Hint = true, true, say(r, "mark.late.hint")
	went.Optional, went.Short, went.Hint = true, true, say(r, "mark.left.hint")
	return []templ.Component{ui.Radios(text(r, "status", "mark.status", k.Status), states), ui.Radios(why, reasons), ui.TextField(came), ui.TextField(went)}
}

// told is what was said of a member's attendance before: nothing is wiped out.
func told(r *page.Request, past []attendance.Past) templ.Component {
	var rows []ui.Line
	for _, p := range past {
		line := ui.Line{Text: hour(p.At) + " " + r.T("attendance."+p.Status)}
		if p.Method == "announced" {
			line.Text = store.Clock(p.At).Format("15:04 02/01") + " " + say(r, "mark.announced")
		}
		rows = append(rows, line)
	}
	if len(rows) == 0 {
		return templ.NopComponent
	}
	return section(say(r, "mark.before"), ui.PlainList(rows))
}

func Mark(w http.ResponseWriter, r *page.Request) error {
	in := attendance.Marking{Member: r.PathValue("id"), Status: r.Text("status"), Version: r.Version()}
	if !attendance.Came(in.Status) {
		in.Reason = r.Text("reason")
	}
	name := "at"
	if in.Status == attendance.LeftEarly {
		name = "left"
	}
	var wrong fault.Fields
	h, m, ok := clock(r.Text(name))
	if r.Text(name) != "" && !ok {
		wrong.Add(name, "hour_form")
	}
	err := wrong.Err()
	var s sitting
	if err == nil {
		s, err = write(r, func(tx *store.Tx, s sitting) error {
			in.Meeting = s.M.ID
			if ok && (in.Status == attendance.Late || in.Status == attendance.LeftEarly) {
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
