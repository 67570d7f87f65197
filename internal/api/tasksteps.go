package api

import (
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/task"
)

// TaskStep is what one does with a task between meetings, beside reporting and
// extending, which have calls of their own.
type TaskStep struct {
	Step     string `json:"step" enum:"start,help,ask_time,keep_due,hand_over,roles,stop"`
	Version  int64  `json:"version,omitempty" doc:"As read; needed for keep_due, hand_over, roles, stop"`
	Text     string `json:"text,omitempty" maxLength:"2000" doc:"What help is needed, or the reason"`
	Due      string `json:"due,omitempty" maxLength:"10" doc:"ask_time: the day asked for"`
	Owner    string `json:"owner,omitempty" maxLength:"64" doc:"hand_over: member"`
	Helper   string `json:"helper,omitempty" maxLength:"64" doc:"roles: member, or nobody"`
	Follower string `json:"follower,omitempty" maxLength:"64" doc:"roles: person; left out: as it was"`
	Decider  string `json:"decider,omitempty" maxLength:"300" doc:"roles: in words; empty: the cell"`
}

func (s *server) taskSteps() {
	write(s, "tasks.step", func(tx *store.Tx, in *struct {
		ByID
		Body TaskStep
	}) (Task, error) {
		t, err := takeStep(tx, in.ID, in.Body)
		return wireTask(t), fieldsAs(fieldsAs(err, "note", "text"), "reason", "text")
	})
}

func takeStep(tx *store.Tx, id string, b TaskStep) (task.Task, error) {
	switch b.Step {
	case "start":
		return task.Start(tx, id)
	case "help":
		return task.AskHelp(tx, id, b.Text)
	case "ask_time":
		return task.AskTime(tx, id, b.Due, b.Text)
	case "keep_due":
		return task.KeepDue(tx, id, b.Version, b.Text)
	case "hand_over":
		return task.HandOver(tx, id, b.Version, b.Owner, b.Text)
	case "roles":
		return task.SetRoles(tx, id, b.Version, task.Roles{Helper: b.Helper, Follower: b.Follower, Decider: b.Decider})
	case "stop":
		return task.Stop(tx, id, b.Version, b.Text)
	}
	return task.Task{}, fault.Missing()
}
