package meetings

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// InterpreterPage is GET: who interprets, and one short form to name another.
func InterpreterPage(w http.ResponseWriter, r *page.Request) error {
	return interpreter(w, r, http.StatusOK)
}

func interpreter(w http.ResponseWriter, r *page.Request, status int) error {
	var named []meeting.Interpreter
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		named, err = meeting.Interpreters(rd, s.M.ID)
		return err
	})
	if err != nil {
		return err
	}
	open := s.May && !s.M.At(meeting.Confirmed)
	var rows []Kept
	for _, i := range named {
		row := Kept{Title: i.FullName, Text: r.T("interpreter.into", "language", i.Language)}
		if open {
			row.Drop, row.Name = &Form{Action: link.DropInterpreter(s.Slug, s.Ky, i.ID)}, r.T("interpreter.drop", "name", i.FullName)
		}
		rows = append(rows, row)
	}
	var above []templ.Component
	if len(rows) > 0 {
		above = append(above, KeptList(rows))
	}
	p := s.room(r, r.T("interpreter.title"), word(r, "bar.roll"), link.RollCall(s.Slug, s.Ky))
	p.Sub = r.T("interpreter.printed")
	if !open {
		p.Primary = s.look(r)
		return r.Page(w, status, p, templ.Join(above...))
	}
	language := ui.Field{Name: "language", Label: r.T("interpreter.language"), Hint: r.T("interpreter.language.hint"), Value: form.Typed(r, "language", ""), Error: r.Wrong("language")}
	name := ui.Field{Name: "full_name", Label: r.T("interpreter.name"), Value: form.Typed(r, "full_name", ""), Error: r.Wrong("full_name")}
	return s.ask(w, r, status, p, r.T("interpreter.save"), Form{Parts: []templ.Component{ui.TextField(name), ui.TextField(language)}}, above...)
}

// Interpreter is POST.
func Interpreter(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		_, err := meeting.NameInterpreter(tx, s.M.ID, r.Text("full_name"), r.Text("language"))
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return interpreter(w, r, status) })
	}
	return r.See(w, link.RollCall(s.Slug, s.Ky))
}

// DropInterpreter is POST: named by mistake.
func DropInterpreter(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		return meeting.DropInterpreter(tx, s.M.ID, r.PathValue("id"))
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return interpreter(w, r, status) })
	}
	return r.See(w, link.Interpreters(s.Slug, s.Ky))
}
