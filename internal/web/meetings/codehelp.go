package meetings

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/attendance"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// HelpPage is GET, Help POST: who was named to help types or scans a member's own
// code; he sees no roll, only whose code it was.
func HelpPage(w http.ResponseWriter, r *page.Request) error { return help(w, r, http.StatusOK, nil) }

func help(w http.ResponseWriter, r *page.Request, status int, said *ui.Note) error {
	s, err := read(r, func(rd *store.Reader, s sitting) error { _, err := attendance.MayHelp(rd, s.M.ID); return err })
	if err != nil {
		return err
	}
	back := link.Me
	if s.Runs {
		back = link.Codes(s.Slug, s.Ky)
	}
	p := s.room(r, r.T("checkin.help"), word(r, "bar.roll"), back)
	p.Sub, p.Banner = r.T("checkin.help.how"), said
	value := form.Typed(r, "ma", r.URL.Query().Get("ma"))
	if said != nil {
		value = ""
	}
	f := ui.Field{Name: "ma", Label: r.T("checkin.own"), Hint: r.T("checkin.code.hint"), Value: value, Error: r.Wrong("ma"), Short: true, Autocomplete: "off", MaxLength: 40}
	return ask(w, r, status, p, r.T("checkin.help.save"), Form{Action: link.HelpCheckIn(s.Slug, s.Ky), Parts: []templ.Component{ui.TextField(f)}})
}

func Help(w http.ResponseWriter, r *page.Request) error {
	var a attendance.Answer
	_, err := write(r, func(tx *store.Tx, s sitting) (err error) { a, err = attendance.Help(tx, s.M.ID, r.Text("ma")); return })
	if err != nil {
		return r.Again(w, err, func(status int) error { return help(w, r, status, nil) })
	}
	said := &ui.Note{Kind: "ok", Text: r.T("checkin.help.done", "name", a.Name)}
	if a.Name == "" { // the same form once more
		said.Text = r.T("checkin.help.again")
	}
	if a.Present > 0 {
		said.Text = r.T("checkin.help.present", "name", a.Name, "time", hour(a.Present))
	}
	return help(w, r, http.StatusOK, said)
}

// HelpersPage is GET, Helpers POST: who may help in this meeting, until it closes.
func HelpersPage(w http.ResponseWriter, r *page.Request) error { return helpers(w, r, http.StatusOK) }

func helpers(w http.ResponseWriter, r *page.Request, status int) error {
	var named []attendance.Helper
	var people []ui.Option
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if named, err = attendance.Helpers(rd, s.M.ID); err != nil {
			return err
		}
		roll, err := meeting.Roll(rd, s.M)
		people = nil
		for _, m := range roll {
			if m.Activity != "suspended" {
				people = append(people, ui.Option{Value: m.Person, Text: m.FullName})
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	var rows []Kept
	for _, h := range named {
		rows = append(rows, Kept{Title: h.Name, Drop: &Form{Action: r.URL.Path, Hidden: []Pair{{"person", h.Person}, {"ends", "1"}}}, Name: r.T("checkin.helpers.end", "name", h.Name)})
	}
	var above []templ.Component
	if len(rows) > 0 {
		above = append(above, KeptList(rows))
	}
	p := s.room(r, r.T("checkin.helpers"), word(r, "bar.roll"), link.Codes(s.Slug, s.Ky))
	p.Sub = r.T("checkin.helpers.what")
	if s.M.At(meeting.Closed) {
		p.Primary = s.look(r)
		return r.Page(w, status, p, templ.Join(above...))
	}
	f := ui.Field{Name: "person", Label: r.T("checkin.helpers.who"), Value: form.Typed(r, "person", ""), Error: r.Wrong("person")}
	return s.ask(w, r, status, p, r.T("checkin.helpers.save"), Form{Parts: []templ.Component{ui.Select(f, people)}}, above...)
}

func Helpers(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		return attendance.NameHelper(tx, s.M.ID, r.Text("person"), r.Tick("ends"))
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return helpers(w, r, status) })
	}
	return r.See(w, link.CheckInHelpers(s.Slug, s.Ky))
}
