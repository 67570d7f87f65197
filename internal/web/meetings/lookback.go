package meetings

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// beforeRow is the line of the closing on what was named last time; none where
// nothing was.
func (s sitting) beforeRow(rd *store.Reader, r *page.Request) ([]ui.Row, error) {
	n, err := meeting.NamedBefore(rd, s.M)
	if err != nil || len(n.Lines) == 0 {
		return nil, err
	}
	return []ui.Row{check(n.Open() == 0, say(r, "before.row", "done", len(n.Lines)-n.Open(), "total", len(n.Lines)), "", link.NamedBefore(s.Slug, s.Ky))}, nil
}

// BeforePage is GET, LookBack POST: each thing named last time, and whether it came
// true.
func BeforePage(w http.ResponseWriter, r *page.Request) error {
	return before(w, r, http.StatusOK)
}

func before(w http.ResponseWriter, r *page.Request, status int) error {
	var n meeting.Named
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) { n, err = meeting.NamedBefore(rd, s.M); return })
	if err != nil {
		return err
	}
	p := s.room(r, say(r, "before.title"), word(r, "bar.close"), link.Close(s.Slug, s.Ky))
	p.Sub = say(r, "before.sub")
	if len(n.Lines) == 0 || !s.Runs || s.M.At(meeting.Confirmed) {
		p.Primary = s.look(r)
		body := templ.Component(Soft(say(r, "before.none")))
		if len(n.Lines) > 0 {
			var rows []ui.Line
			for i, line := range n.Lines {
				rows = append(rows, ui.Line{Text: line, Second: r.T("formality.outcome." + orUnsaid(n.Outcomes[i]))})
			}
			body = ui.PlainList(rows)
		}
		return r.Page(w, status, p, body)
	}
	var parts []templ.Component
	var options []ui.Option
	for _, o := range meeting.Outcomes {
		options = append(options, ui.Option{Value: o, Text: r.T("formality.outcome." + o)})
	}
	for i, line := range n.Lines {
		name := outcomeField(i)
		parts = append(parts, ui.Radios(ui.Field{Name: name, Label: line, Value: form.Typed(r, name, n.Outcomes[i]), Error: r.Wrong("outcome")}, options))
	}
	return s.ask(w, r, status, p, word(r, "save"), Form{Hidden: []Pair{{"of", n.Meeting}}, Parts: parts})
}

func orUnsaid(outcome string) string {
	if outcome == "" {
		return "unsaid"
	}
	return outcome
}

func outcomeField(n int) string { return "outcome-" + strconv.Itoa(n) }

// LookBack is POST.
func LookBack(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		n, err := meeting.NamedBefore(tx.Reader, s.M)
		if err != nil {
			return err
		}
		if r.Text("of") != n.Meeting { // another meeting was closed meanwhile: these answers are not of its lines
			return fault.Stale(n)
		}
		said := make([]string, len(n.Lines))
		for i := range said {
			said[i] = r.Text(outcomeField(i))
		}
		_, err = meeting.LookBack(tx, s.M.ID, said)
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return before(w, r, status) })
	}
	return r.See(w, link.Close(s.Slug, s.Ky))
}
