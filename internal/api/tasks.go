package api

import (
	"chibo/internal/store"
	"chibo/internal/task"
)

// Task is one thing a member was given to do.
type Task struct {
	ID         string `json:"id"`
	Org        string `json:"org"`
	Meeting    string `json:"meeting" doc:"That gave it"`
	Owner      string `json:"owner,omitempty" doc:"Member"`
	OwnerName  string `json:"owner_name,omitempty"`
	Deed       string `json:"deed"`
	Measure    string `json:"measure"`
	Due        string `json:"due"`
	ReportAt   string `json:"report_at" doc:"Period of the meeting that hears of it"`
	Helper     string `json:"helper,omitempty" doc:"Member who helps the owner"`
	HelperName string `json:"helper_name,omitempty"`
	Follower   string `json:"follower,omitempty" doc:"Person"`
	Decider    string `json:"decider,omitempty" doc:"Empty: the cell"`
	AskedDue   string `json:"asked_due,omitempty" doc:"The day the owner asks for, until the cell answers"`
	State      string `json:"state" enum:"assigned,doing,help,reported,done,done_late,stopped"`
	Result     string `json:"result,omitempty" doc:"The cell's last finding"`
	Outside    bool   `json:"outside" doc:"Given at the meeting, not in the resolution"`
	Overdue    bool   `json:"overdue"`
	AssignedOn string `json:"assigned_on"`
	ClosedOn   string `json:"closed_on,omitempty"`
	Version    int64  `json:"version"`
}

func wireTask(t task.Task) Task {
	return Task{ID: t.ID, Org: t.Org, Meeting: t.Meeting, Owner: t.Owner, OwnerName: t.OwnerName, Deed: t.Deed, Measure: t.Measure, Due: t.Due, ReportAt: t.ReportAt, Follower: t.Follower,
		Helper: t.Helper, HelperName: t.HelperName, AskedDue: t.AskedDue, Decider: t.Decider, State: t.State, Result: t.Result, Outside: t.Outside, Overdue: t.Overdue, AssignedOn: t.AssignedOn, ClosedOn: t.ClosedOn, Version: t.Version}
}

func (s *server) tasks() {
	read(s, "tasks.list", func(rd *store.Reader, in *struct {
		Page
		Org   string `query:"org" maxLength:"64"`
		Owner string `query:"owner" maxLength:"64" doc:"Member, or me"`
		State string `query:"state" enum:"open,done,overdue"`
	}) (List[Task], error) {
		if in.Owner == "me" {
			all, err := task.Mine(rd)
			return list(keepState(all, in.State), "", wireTask), err
		}
		all, next, err := task.Of(rd, task.Filter{Org: in.Org, Owner: in.Owner, State: in.State, After: in.Cursor, Limit: in.Limit})
		return list(all, next, wireTask), err
	})

	read(s, "tasks.get", func(rd *store.Reader, in *ByID) (Task, error) {
		t, err := task.Get(rd, in.ID)
		return wireTask(t), err
	})

	write(s, "tasks.report", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Result string `json:"result" minLength:"1" maxLength:"5000" doc:"How it stands"`
			Done   bool   `json:"done,omitempty" doc:"The owner has finished; the cell confirms at its meeting"`
			Help   bool   `json:"help,omitempty" doc:"The owner cannot go on alone; result says why"`
		}
	}) (Task, error) {
		if in.Body.Help {
			t, err := task.AskHelp(tx, in.ID, in.Body.Result)
			return wireTask(t), fieldsAs(err, "note", "result")
		}
		t, err := task.Report(tx, in.ID, "", in.Body.Result, in.Body.Done) // the key is kept by write
		return wireTask(t), err
	})

	write(s, "tasks.extend", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Version  int64  `json:"version,omitempty"`
			Due      string `json:"due" format:"date"`
			ReportAt string `json:"report_at,omitempty" pattern:"^[0-9]{4}-(0[1-9]|1[0-2])$"`
			Reason   string `json:"reason" minLength:"1" maxLength:"1000"`
		}
	}) (Task, error) {
		t, err := task.Extend(tx, in.ID, in.Body.Version, in.Body.Due, in.Body.ReportAt, in.Body.Reason)
		return wireTask(t), err
	})
}

func keepState(all []task.Task, state string) []task.Task {
	var out []task.Task
	for _, t := range all {
		open := t.ClosedOn == ""
		if state == "" || state == "open" && open || state == "done" && !open || state == "overdue" && t.Overdue {
			out = append(out, t)
		}
	}
	return out
}
