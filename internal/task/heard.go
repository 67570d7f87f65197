package task

import (
	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/store"
)

// Heard is one task a meeting was to hear: how it stood when the meeting
// opened, and what the cell found, or nothing where it was not come to.
type Heard struct {
	Task   string `json:"task"`
	Deed   string `json:"deed"`
	Owner  string `json:"owner"` // name
	Due    string `json:"due"`
	State  string `json:"state"`  // at the opening, overdue included; empty where nothing was kept
	Said   string `json:"said"`   // what was last reported before it
	Result string `json:"result"` // done, done_late, partly, not_done; empty: not judged
	Why    string `json:"why"`
}

// HeardAt lists what a meeting was to hear with what it found, by day: the
// table of the minutes. A task that was not judged stays to be reported and
// comes before the next meeting. For whoever reads the meeting's minutes.
func HeardAt(rd *store.Reader, id string) ([]Heard, error) {
	if _, err := meeting.For(rd, id, access.MinutesView); err != nil {
		return nil, err
	}
	return store.All(rd, func(scan store.Scan) (h Heard, err error) {
		err = scan(&h.Task, &h.Deed, &h.Owner, &h.Due, &h.State, &h.Said, &h.Result, &h.Why)
		return
	}, `select a.task, a.deed, a.owner_name, a.due, a.state, a.said, coalesce(v.result, ''), coalesce(v.why, '') from task_at_opening a
		left join evaluation v on v.tenant = a.tenant and v.meeting = a.meeting and v.task = a.task where a.tenant = $1 and a.meeting = $2
		union all
		select v.task, t.deed, coalesce(p.full_name, ''), t.due, '', '', v.result, v.why from evaluation v join task t on t.tenant = v.tenant and t.id = v.task
		left join member m on m.tenant = t.tenant and m.id = t.owner left join person p on p.tenant = m.tenant and p.id = m.person
		where v.tenant = $1 and v.meeting = $2 and not exists (select 1 from task_at_opening a where a.tenant = v.tenant and a.meeting = v.meeting and a.task = v.task)
		order by 4, 1`, id)
}
