package meeting

import "chibo/internal/store"

// freezeTasks keeps how each task stood that this meeting is to hear: who had
// it, until when, how far it was and what was last reported. The minutes print
// it as the state at the start, whatever the evening then makes of the task.
// Only the meeting of the month hears tasks (design/decisions.md 9), and each
// circle its own.
func freezeTasks(tx *store.Tx, m Meeting) error {
	if m.Kind == Thematic || m.Kind == Extraordinary {
		return nil
	}
	_, err := tx.Exec(`insert into task_at_opening (tenant, meeting, task, owner_name, deed, due, state, said)
		select t.tenant, $2, t.id, coalesce(p.full_name, ''), t.deed, t.due, case when t.state <> 'reported' and t.due < $5 then 'overdue' else t.state end,
			coalesce((select e.note from task_event e where e.tenant = t.tenant and e.task = t.id and e.kind in ('report', 'help') order by e.at desc, e.id desc limit 1), '')
		from task t left join member o on o.tenant = t.tenant and o.id = t.owner left join person p on p.tenant = o.tenant and p.id = o.person
		where t.tenant = $1 and t.org = $3 and t.circle = $6 and t.closed_on is null and t.report_at <= $4 on conflict do nothing`, m.ID, m.Org, m.Period, m.Day, string(m.Circle()))
	return err
}
