package task

import (
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Start says that the owner began.
func Start(tx *store.Tx, id string) (Task, error) {
	t, err := forOwner(tx, id)
	if err != nil || t.State == Doing {
		return t, err
	}
	return step(tx, t, Doing, "start", "", nil)
}

// Report tells how the task stands; done says that the owner has finished and
// the cell is to confirm it. Who helps may tell it too: the task stays the
// owner's, the event names who spoke. The same key tells it once.
func Report(tx *store.Tx, id, key, result string, done bool) (Task, error) {
	if _, err := forReport(tx, id); err != nil && !fault.Is(err, "task_closed") {
		return Task{}, err
	}
	type request struct {
		ID, Result string
		Done       bool
	}
	return store.Once(tx, key, request{id, result, done}, func() (Task, error) {
		t, err := forReport(tx, id)
		if err != nil {
			return Task{}, err
		}
		result = vi.CleanText(result)
		if result == "" {
			return Task{}, fault.Bad("result", "task_no_result")
		}
		state := Doing
		if done {
			state = Reported
		}
		return step(tx, t, state, "report", result, map[string]bool{"done": done})
	})
}

// AskHelp says what the owner cannot do alone.
func AskHelp(tx *store.Tx, id, text string) (Task, error) {
	t, err := forOwner(tx, id)
	if err != nil {
		return Task{}, err
	}
	if text = vi.CleanText(text); text == "" {
		return Task{}, fault.Bad("note", "task_no_help_note")
	}
	return step(tx, t, Help, "help", text, nil)
}

// Extend gives more time, for a reason.
func Extend(tx *store.Tx, id string, version int64, due, reportAt, reason string) (Task, error) {
	t, err := forLead(tx, id, version)
	if err != nil {
		return Task{}, err
	}
	var wrong fault.Fields
	reason = vi.CleanText(reason)
	if reportAt == "" {
		reportAt = max(t.ReportAt, vi.MonthOf(due))
	}
	switch {
	case !vi.ValidDay(due):
		wrong.Add("due", "task_bad_day")
	case due < tx.Today():
		wrong.Add("due", "task_due_past", "day", vi.ShowDay(due), "first", vi.ShowDay(tx.Today()))
	case !vi.ValidDay(reportAt + "-01"):
		wrong.Add("report_at", "task_bad_period")
	case reportAt < vi.MonthOf(tx.Today()):
		wrong.Add("report_at", "task_report_past", "month", vi.ShowMonth(vi.MonthOf(tx.Today())))
	}
	if reason == "" {
		wrong.Add("reason", "task_no_reason")
	}
	if err := wrong.Err(); err != nil {
		return Task{}, err
	}
	if _, err := tx.Exec(`update task set due = $3, report_at = $4, asked_due = '' where tenant = $1 and id = $2`, id, due, reportAt); err != nil {
		return Task{}, err
	}
	return step(tx, t, t.State, "extend", reason, map[string]string{"due": due, "report_at": reportAt, "from_due": t.Due, "from_report_at": t.ReportAt})
}

// HandOver gives the task to another member of the cell, for a reason: one who
// works there today, so not an exempt one and not one who is away.
func HandOver(tx *store.Tx, id string, version int64, owner, reason string) (Task, error) {
	t, err := forLead(tx, id, version)
	if err != nil {
		return Task{}, err
	}
	var wrong fault.Fields
	activity, err := meeting.Stands(tx.Reader, t.Org, t.Circle, owner, tx.Today())
	if err != nil {
		return Task{}, err
	}
	switch {
	case owner == "" || owner == t.Owner:
		wrong.Add("owner", "task_no_owner")
	case activity == "":
		wrong.Add("owner", "task_owner_outside")
	case !member.Works(activity):
		wrong.Add("owner", "task_owner_resting")
	}
	if reason = vi.CleanText(reason); reason == "" {
		wrong.Add("reason", "task_no_reason")
	}
	if err := wrong.Err(); err != nil {
		return Task{}, err
	}
	if _, err := tx.Exec(`update task set owner = $3, helper = case when helper = $3 then '' else helper end, asked_due = '' where tenant = $1 and id = $2`, id, owner); err != nil {
		return Task{}, err
	}
	return step(tx, t, Assigned, "hand_over", reason, map[string]string{"owner": owner, "from": t.Owner})
}

// Stop ends a task the cell no longer wants, for a reason.
func Stop(tx *store.Tx, id string, version int64, reason string) (Task, error) {
	t, err := forLead(tx, id, version)
	if err != nil {
		return Task{}, err
	}
	if reason = vi.CleanText(reason); reason == "" {
		return Task{}, fault.Bad("reason", "task_no_reason")
	}
	if _, err := tx.Exec(`update task set closed_on = $3, asked_due = '' where tenant = $1 and id = $2`, id, tx.Today()); err != nil {
		return Task{}, err
	}
	return step(tx, t, Stopped, "stop", reason, nil)
}

// step moves a task to a state with its event.
func step(tx *store.Tx, t Task, state, kind, text string, detail any) (Task, error) {
	if _, err := tx.Exec(`update task set state = $3, version = version + 1 where tenant = $1 and id = $2`, t.ID, state); err != nil {
		return Task{}, err
	}
	if err := note(tx, t.ID, t.Org, kind, text, detail); err != nil {
		return Task{}, err
	}
	return read(tx.Reader, t.ID)
}
