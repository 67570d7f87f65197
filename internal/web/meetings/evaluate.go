package meetings

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// judged is a task to be heard at this meeting with what the cell found of it.
type judged struct {
	task  task.Task
	found task.Evaluation
}

// dueHere are the tasks this meeting hears: those still open for it, and those
// it has judged already.
func dueHere(rd *store.Reader, s sitting) ([]judged, error) {
	open, err := task.ReportedAt(rd, s.M.Org, s.M.Period)
	if err != nil {
		return nil, err
	}
	found, err := task.Evaluations(rd, s.M.ID)
	if err != nil {
		return nil, err
	}
	var out []judged
	for _, e := range found {
		out = append(out, judged{task.Task{ID: e.Task, Deed: e.Deed, OwnerName: e.Owner, Due: e.Due}, e})
	}
	for _, t := range open {
		n := slices.IndexFunc(out, func(j judged) bool { return j.task.ID == t.ID })
		switch {
		case n >= 0:
			out[n].task = t
		case t.Meeting != s.M.ID: // given this very evening: heard another time
			out = append(out, judged{task: t})
		}
	}
	slices.SortStableFunc(out, func(a, b judged) int {
		return map[bool]int{true: -1, false: 1}[a.task.Due < b.task.Due || a.task.Due == b.task.Due && a.task.ID < b.task.ID]
	})
	return out, nil
}

// EvaluatePage is GET: last month's tasks, a row each, with how far one has come.
func EvaluatePage(w http.ResponseWriter, r *page.Request) error {
	var all []judged
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) { all, err = dueHere(rd, s); return })
	if err != nil {
		return err
	}
	p := s.room(r, say(r, "evaluate.title"), say(r, "bar.evaluate"), link.Room(s.Slug, s.Ky))
	p.Primary = &ui.Action{Text: say(r, "evaluate.back"), Href: link.Room(s.Slug, s.Ky)}
	if len(all) == 0 {
		return r.Page(w, http.StatusOK, p, Para(say(r, "evaluate.none")))
	}
	done := 0
	var rows []ui.Row
	next := ""
	for _, j := range all {
		row := ui.Row{Title: j.task.Deed, Second: j.task.OwnerName + " · " + r.T("task.due", "date", vi.ShowDay(j.task.Due)), Tag: foundTag(r, j.found.Result)}
		if j.found.Why != "" {
			row.Second += ". " + j.found.Why
		}
		if s.Runs {
			row.Href = link.EvaluateTask(s.Slug, s.Ky, j.task.ID)
		}
		if j.found.Result != "" {
			done++
		} else if next == "" {
			next = row.Href
		}
		rows = append(rows, row)
	}
	p.Sub = say(r, "evaluate.progress", "done", done, "total", len(all))
	if next != "" {
		p.Primary = &ui.Action{Text: say(r, "evaluate.next"), Href: next}
	}
	if !s.May {
		p.Primary = s.look(r)
	}
	return r.Page(w, http.StatusOK, p, ui.LinkList(rows))
}

func foundTag(r *page.Request, result string) *ui.Tag {
	switch result {
	case "":
		return &ui.Tag{Kind: "mute", Icon: "circle-dashed", Text: say(r, "evaluate.open")}
	case task.Done:
		return &ui.Tag{Kind: "ok", Icon: "circle-check", Text: word(r, "judge.done")}
	case task.DoneLate:
		return &ui.Tag{Kind: "warn", Icon: "circle-check", Text: word(r, "judge.done_late")}
	}
	return &ui.Tag{Kind: "warn", Icon: "circle-dot", Text: word(r, "judge."+result)}
}

// EvaluateTaskPage is GET, EvaluateTask POST: one task, one finding.
func EvaluateTaskPage(w http.ResponseWriter, r *page.Request) error {
	return evaluate(w, r, http.StatusOK)
}

func evaluate(w http.ResponseWriter, r *page.Request, status int) error {
	var all []judged
	var said string
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if all, err = dueHere(rd, s); err != nil {
			return err
		}
		said, err = lastReport(rd, r.PathValue("id"))
		return err
	})
	if err != nil {
		return err
	}
	n := slices.IndexFunc(all, func(j judged) bool { return j.task.ID == r.PathValue("id") })
	if n < 0 {
		return fault.Missing()
	}
	t := all[n].task
	p := s.room(r, t.Deed, say(r, "bar.evaluate"), link.Evaluate(s.Slug, s.Ky))
	p.Sub = say(r, "evaluate.nth", "n", n+1, "total", len(all))
	above := []templ.Component{Para(t.OwnerName + " · " + r.T("task.due", "date", vi.ShowDay(t.Due)))}
	if t.Measure != "" {
		above = append(above, Soft(say(r, "evaluate.measure", "text", t.Measure)))
	}
	if said != "" {
		above = append(above, ui.NoteBox(ui.Note{Kind: "info", Text: say(r, "evaluate.report", "text", said)}))
	}
	return s.ask(w, r, status, p, say(r, "evaluate.save"), Form{Parts: judgeFields(r, all[n].found)}, above...)
}

// lastReport is what the owner last said of a task.
func lastReport(rd *store.Reader, id string) (string, error) {
	all, err := task.Events(rd, id)
	for _, e := range slices.Backward(all) {
		if e.Kind == "report" {
			return e.Note, err
		}
	}
	return "", forgive(err)
}

func EvaluateTask(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		_, err := task.Evaluate(tx, task.Evaluation{Meeting: s.M.ID, Task: r.PathValue("id"), Result: r.Text("result"), Why: r.Text("why")})
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return evaluate(w, r, status) })
	}
	return r.See(w, link.Evaluate(s.Slug, s.Ky))
}
