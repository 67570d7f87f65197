package meetings

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// EvaluatePage is GET: last month's tasks, a row each, with how it stood at the
// opening and how far one has come.
func EvaluatePage(w http.ResponseWriter, r *page.Request) error {
	var all []task.Heard
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) { all, err = task.HeardAt(rd, s.M.ID); return })
	if err != nil {
		return err
	}
	p := s.room(r, say(r, "evaluate.title"), say(r, "bar.evaluate"), link.Room(s.Slug, s.Ky))
	p.Primary = &ui.Action{Text: say(r, "evaluate.back"), Href: link.Room(s.Slug, s.Ky)}
	if len(all) == 0 {
		return r.Page(w, http.StatusOK, p, Para(say(r, "evaluate.none")))
	}
	var rows []ui.Row
	next := ""
	for _, j := range all {
		row := ui.Row{Title: j.Deed, Second: j.Owner + ", " + r.T("task.deadline", "date", vi.ShowDay(j.Due)), Tag: foundTag(r, j.Result)}
		switch {
		case j.Why != "":
			row.Second += ". " + j.Why
		case j.Result == "" && j.State != "":
			row.Second += ". " + say(r, "evaluate.state", "state", lower(r.T("task.state."+j.State)))
		}
		if s.Runs {
			row.Href = link.EvaluateTask(s.Slug, s.Ky, j.Task)
		}
		if j.Result == "" && next == "" {
			next = row.Href
		}
		rows = append(rows, row)
	}
	p.Sub = say(r, "evaluate.progress", "done", found(all), "total", len(all))
	if next != "" && !s.M.At(meeting.Confirmed) {
		p.Primary = &ui.Action{Text: say(r, "evaluate.next"), Href: next}
	}
	if !s.May {
		p.Primary = s.look(r)
	}
	return r.Page(w, http.StatusOK, p, ui.LinkList(rows))
}

// found is how many of them the cell has judged.
func found(all []task.Heard) (n int) {
	for _, j := range all {
		if j.Result != "" {
			n++
		}
	}
	return n
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
	var all []task.Heard
	var t task.Task
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if all, err = task.HeardAt(rd, s.M.ID); err == nil {
			t, err = task.Get(rd, r.PathValue("id"))
		}
		return err
	})
	if err != nil {
		return err
	}
	n := slices.IndexFunc(all, func(j task.Heard) bool { return j.Task == r.PathValue("id") })
	if n < 0 {
		return fault.Missing()
	}
	j := all[n]
	p := s.room(r, j.Deed, say(r, "bar.evaluate"), link.Evaluate(s.Slug, s.Ky))
	p.Sub, p.Banner = say(r, "evaluate.nth", "n", n+1, "total", len(all)), judged(r, all)
	above := []templ.Component{Para(j.Owner + " · " + r.T("task.deadline", "date", vi.ShowDay(j.Due)))}
	if t.Measure != "" {
		above = append(above, Soft(say(r, "evaluate.measure", "text", t.Measure)))
	}
	if j.Said != "" {
		above = append(above, ui.NoteBox(ui.Note{Kind: "info", Text: say(r, "evaluate.report", "text", j.Said)}))
	}
	return s.ask(w, r, status, p, say(r, "evaluate.save"), Form{Parts: judgeFields(r, task.Evaluation{Result: j.Result, Why: j.Why})}, above...)
}

func EvaluateTask(w http.ResponseWriter, r *page.Request) error {
	_, err := write(r, func(tx *store.Tx, s sitting) error {
		_, err := task.Evaluate(tx, task.Evaluation{Meeting: s.M.ID, Task: r.PathValue("id"), Result: r.Text("result"), Why: r.Text("why")})
		return err
	})
	var all []task.Heard
	var s sitting
	if err == nil {
		s, err = read(r, func(rd *store.Reader, s sitting) (err error) { all, err = task.HeardAt(rd, s.M.ID); return })
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return evaluate(w, r, status) })
	}
	if next := slices.IndexFunc(all, func(j task.Heard) bool { return j.Result == "" }); next >= 0 {
		return r.See(w, link.EvaluateTask(s.Slug, s.Ky, all[next].Task)+"?vua="+r.PathValue("id"))
	}
	return r.See(w, link.Evaluate(s.Slug, s.Ky))
}

// judged tells what was just kept of the task before this one.
func judged(r *page.Request, all []task.Heard) *ui.Note {
	at := slices.IndexFunc(all, func(j task.Heard) bool { return j.Task == r.URL.Query().Get("vua") })
	if at < 0 || all[at].Result == "" {
		return nil
	}
	return &ui.Note{Kind: "ok", Text: say(r, "evaluate.kept", "deed", all[at].Deed, "result", lower(word(r, "judge."+all[at].Result)))}
}
