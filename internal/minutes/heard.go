package minutes

import (
	"chibo/internal/office/paper"
	"chibo/internal/task"
	"chibo/internal/vi"
)

// NotJudged stands for a task that was to be heard and was not come to.
const NotJudged = "chưa xét"

// reviews is the table task, state at the start, result: it fills itself from
// what was frozen at the opening and what the cell then found.
func (r record) reviews() []paper.Review {
	var out []paper.Review
	for _, h := range r.heard {
		out = append(out, paper.Review{Deed: h.Deed, Owner: h.Owner, Due: vi.ShowDay(h.Due), State: r.atStart(h), Result: found(h)})
	}
	return out
}

func (r record) atStart(h task.Heard) string {
	state := r.whose().state(h.State)
	if h.State == "overdue" {
		state = "quá hạn"
	}
	if state != "" && h.Said != "" {
		state += ": " + h.Said
	}
	return state
}

func found(h task.Heard) string {
	switch {
	case h.Result == "":
		return NotJudged
	case h.Why != "":
		return phrase("review.why", "result", resultWord[h.Result], "why", h.Why)
	}
	return resultWord[h.Result]
}

// reviewLine is one row of the table read aloud.
func reviewLine(n int, v paper.Review) string {
	start := ""
	if v.State != "" {
		start = phrase("review.start", "state", v.State)
	}
	return phrase("review", "n", n+1, "deed", v.Deed, "owner", or(v.Owner), "due", v.Due, "start", start, "result", v.Result)
}
