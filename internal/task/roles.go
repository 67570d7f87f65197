package task

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Roles are the persons of "6 rõ" beside the owner.
type Roles struct {
	Helper   string // member, or empty
	Follower string // person of the cell, or empty: the chair who gave the task
	Decider  string // in words; empty: the cell
}

// SetRoles says who helps, who follows and who decides. The lead of the cell
// says it, in the version he saw.
func SetRoles(tx *store.Tx, id string, version int64, in Roles) (Task, error) {
	t, err := forLead(tx, id, version)
	if err != nil {
		return Task{}, err
	}
	in.Decider = vi.Clean(in.Decider)
	if in.Follower == "" {
		in.Follower = t.Follower
	}
	if in == (Roles{t.Helper, t.Follower, t.Decider}) {
		return t, nil
	}
	var wrong fault.Fields
	if err := checkHelper(tx.Reader, t, in.Helper, &wrong); err != nil {
		return Task{}, err
	}
	if in.Follower != t.Follower {
		people, err := meeting.People(tx.Reader, t.Org, t.Circle, tx.Today())
		if err != nil {
			return Task{}, err
		}
		if !slices.ContainsFunc(people, func(r meeting.Rolled) bool { return r.Person == in.Follower }) {
			wrong.Add("follower", "task_follower_outside")
		}
	}
	if len(in.Decider) > 300 {
		wrong.Add("decider", "meeting_text_long")
	}
	if err := wrong.Err(); err != nil {
		return Task{}, err
	}
	if _, err := tx.Exec(`update task set helper = $3, follower = $4, decider = $5 where tenant = $1 and id = $2`, id, in.Helper, in.Follower, in.Decider); err != nil {
		return Task{}, err
	}
	state := t.State
	if state == Help && in.Helper != "" && in.Helper != t.Helper { // help was asked for, and here it is
		state = Doing
	}
	return step(tx, t, state, "roles", "", map[string]string{"helper": in.Helper, "follower": in.Follower, "decider": in.Decider, "from_helper": t.Helper, "from_follower": t.Follower, "from_decider": t.Decider})
}

// checkHelper is the same law as for an item of a resolution, on today's roll.
func checkHelper(rd *store.Reader, t Task, helper string, wrong *fault.Fields) error {
	switch helper {
	case "", t.Helper:
		return nil
	case t.Owner:
		wrong.Add("helper", "task_helper_is_owner")
		return nil
	}
	activity, err := meeting.Stands(rd, t.Org, t.Circle, helper, rd.Today())
	if err == nil && !member.Works(activity) {
		wrong.Add("helper", "task_helper_outside")
	}
	return err
}

// Helping lists the open tasks in which the viewer helps somebody else, the
// nearest day first.
func Helping(rd *store.Reader) ([]Task, error) {
	if err := access.Must(rd, access.SignedIn, ""); err != nil {
		return nil, err
	}
	return store.All(rd, scanner(rd.Today()), `select `+columns+from+`where t.tenant = $1 and hm.person = $2 and t.closed_on is null order by t.due, t.id limit 200`, rd.Viewer().Person)
}
