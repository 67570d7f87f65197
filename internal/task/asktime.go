package task

import (
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// AskTime is the owner asking for more time: the day he proposes and why. Only
// the cell gives it (Extend) or keeps the day (KeepDue); until one of the two
// the question stands on the task. The owner or the lead asks; asking again
// replaces the day asked for.
func AskTime(tx *store.Tx, id, due, reason string) (Task, error) {
	t, err := forOwner(tx, id)
	if err != nil {
		return Task{}, err
	}
	var wrong fault.Fields
	reason = vi.CleanText(reason)
	switch first := max(tx.Today(), vi.AddDays(t.Due, 1)); {
	case due == "":
		wrong.Add("due", "task_no_due")
	case !vi.ValidDay(due):
		wrong.Add("due", "task_bad_day")
	case due < first:
		wrong.Add("due", "task_due_past", "day", vi.ShowDay(due), "first", vi.ShowDay(first))
	}
	if reason == "" {
		wrong.Add("reason", "task_no_reason")
	}
	if err := wrong.Err(); err != nil {
		return Task{}, err
	}
	if _, err := tx.Exec(`update task set asked_due = $3 where tenant = $1 and id = $2`, id, due); err != nil {
		return Task{}, err
	}
	return step(tx, t, t.State, "ask_time", reason, map[string]string{"due": due, "from_due": t.Due})
}

// KeepDue answers a request for time with no, for a reason the owner reads. The
// lead of the cell answers.
func KeepDue(tx *store.Tx, id string, version int64, reason string) (Task, error) {
	t, err := forLead(tx, id, version)
	if err != nil {
		return Task{}, err
	}
	if t.AskedDue == "" {
		return Task{}, fault.New(fault.Conflict, "task_nothing_asked")
	}
	if reason = vi.CleanText(reason); reason == "" {
		return Task{}, fault.Bad("reason", "task_no_reason")
	}
	if _, err := tx.Exec(`update task set asked_due = '' where tenant = $1 and id = $2`, id); err != nil {
		return Task{}, err
	}
	return step(tx, t, t.State, "keep_due", reason, map[string]string{"due": t.Due, "asked": t.AskedDue})
}
