package task

import (
	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Evaluation is what a meeting found of a task.
type Evaluation struct {
	Meeting string `json:"meeting"`
	Task    string `json:"task"`
	Result  string `json:"result"` // done, done_late, partly, not_done
	Why     string `json:"why"`    // must be said for partly and not_done
	Deed    string `json:"deed"`   // filled by Evaluations
	Owner   string `json:"owner"`  // name, filled by Evaluations
	Due     string `json:"due"`    // filled by Evaluations
}

// Evaluate records what the cell found of one task. Done closes it; partly and
// not done leave it open and put it before next month's meeting. Until the
// minutes are confirmed the same meeting may find otherwise.
func Evaluate(tx *store.Tx, in Evaluation) (Task, error) {
	t, err := read(tx.Reader, in.Task)
	if err != nil {
		return Task{}, err
	}
	if err := access.Must(tx.Reader, t.Circle.Of(access.MeetingRun), t.Org); err != nil {
		return Task{}, err
	}
	day, period, state := "", "", ""
	if err := tx.Get([]any{&day, &period, &state}, `select day, period, state from meeting where tenant = $1 and id = $2 and org = $3 and circle = $4`, in.Meeting, t.Org, string(t.Circle)); err != nil {
		return Task{}, err
	}
	if state != "in_session" && state != "closed" {
		return Task{}, fault.New(fault.Conflict, "task_not_in_session")
	}
	in.Why = vi.CleanText(in.Why)
	over := in.Result == Done || in.Result == DoneLate
	switch {
	case !over && in.Result != "partly" && in.Result != "not_done":
		return Task{}, fault.Bad("result", "task_bad_result")
	case !over && in.Why == "":
		return Task{}, fault.Bad("why", "task_no_why")
	}
	type found struct{ result, why string }
	before, err := store.All(tx.Reader, func(scan store.Scan) (f found, err error) { err = scan(&f.result, &f.why); return },
		`select result, why from evaluation where tenant = $1 and meeting = $2 and task = $3`, in.Meeting, in.Task)
	if err != nil {
		return Task{}, err
	}
	switch {
	case len(before) == 1 && before[0] == found{in.Result, in.Why}:
		return t, nil // said again
	case len(before) == 0 && t.ClosedOn != "":
		return Task{}, closed()
	case t.Meeting == in.Meeting:
		return Task{}, fault.New(fault.Conflict, "task_just_given")
	}
	if _, err := tx.Exec(`insert into evaluation (tenant, meeting, task, result, why, at, by_person) values ($1, $2, $3, $4, $5, $6, $7)
		on conflict (tenant, meeting, task) do update set result = excluded.result, why = excluded.why, at = excluded.at, by_person = excluded.by_person`,
		in.Meeting, in.Task, in.Result, in.Why, tx.Now(), tx.Viewer().Person); err != nil {
		return Task{}, err
	}
	next, reportAt, closedOn := Doing, max(t.ReportAt, vi.NextMonth(period)), ""
	if over {
		next, reportAt, closedOn = in.Result, t.ReportAt, day
	}
	if _, err := tx.Exec(`update task set result = $3, report_at = $4, closed_on = $5, asked_due = '' where tenant = $1 and id = $2`, t.ID, in.Result, reportAt, store.NullString(closedOn)); err != nil {
		return Task{}, err
	}
	return step(tx, t, next, "evaluate", in.Why, map[string]string{"meeting": in.Meeting, "result": in.Result, "report_at": reportAt})
}

// Evaluations lists what a meeting found, for the cell.
func Evaluations(rd *store.Reader, id string) ([]Evaluation, error) {
	if _, err := meeting.For(rd, id, access.MinutesView); err != nil {
		return nil, err
	}
	return store.All(rd, func(scan store.Scan) (e Evaluation, err error) {
		e.Meeting = id
		err = scan(&e.Task, &e.Result, &e.Why, &e.Deed, &e.Owner, &e.Due)
		return
	}, `select v.task, v.result, v.why, t.deed, coalesce(p.full_name, ''), t.due from evaluation v
		join task t on t.tenant = v.tenant and t.id = v.task
		left join member m on m.tenant = t.tenant and m.id = t.owner left join person p on p.tenant = m.tenant and p.id = m.person
		where v.tenant = $1 and v.meeting = $2 order by t.due, t.id`, id)
}
