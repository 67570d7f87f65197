package task

import (
	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/store"
)

// ToHear lists what a meeting not yet opened would hear if it opened now, by day:
// what freezing at the opening keeps. For whoever runs it and takes it along.
func ToHear(rd *store.Reader, id string) ([]Heard, error) {
	m, err := meeting.For(rd, id, access.MeetingRun)
	if err != nil || m.Kind == meeting.Thematic || m.Kind == meeting.Extraordinary {
		return nil, err
	}
	return store.All(rd, func(scan store.Scan) (h Heard, err error) {
		err = scan(&h.Task, &h.Deed, &h.Owner, &h.Due, &h.State, &h.Said)
		return
	}, `select t.id, t.deed, coalesce(p.full_name, ''), t.due, case when t.state <> 'reported' and t.due < $5 then 'overdue' else t.state end,
			coalesce((select e.note from task_event e where e.tenant = t.tenant and e.task = t.id and e.kind in ('report', 'help') order by e.at desc, e.id desc limit 1), '')
		from task t left join member o on o.tenant = t.tenant and o.id = t.owner left join person p on p.tenant = o.tenant and p.id = o.person
		where t.tenant = $1 and t.org = $2 and t.circle = $3 and t.closed_on is null and t.report_at <= $4 order by 4, 1`, m.Org, string(m.Circle()), m.Period, m.Day)
}
