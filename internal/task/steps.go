package task

import (
	"chibo/internal/access"
	"chibo/internal/store"
)

// Steps counts how far the tasks of a month's meetings came.
type Steps struct {
	Resolutions int `json:"resolutions"` // meetings that gave any
	Given       int `json:"given"`
	Complete    int `json:"complete"` // with owner and day
	Reported    int `json:"reported"` // the owner, or the cell at its meeting, said what came of it
	Done        int `json:"done"`     // on the day or later
}

// StepsOf counts the tasks given by the meetings of a month in the cells below an
// organisation, as they stood at the end of a day: numbers for those who may see
// the month. Those of committees are not counted.
func StepsOf(rd *store.Reader, org, period, on string) (s Steps, err error) {
	if err := access.Must(rd, access.MonthView, org); err != nil {
		return s, err
	}
	until := store.DayEnd(on)
	err = rd.Get([]any{&s.Resolutions, &s.Given, &s.Complete, &s.Reported, &s.Done}, `
		select count(distinct m.id), count(*), coalesce(sum(case when t.owner <> '' and t.due <> '' then 1 else 0 end), 0),
			coalesce(sum(case when t.closed_on <= $4 or exists (select 1 from task_event v where v.tenant = t.tenant and v.task = t.id and v.at <= $5 and v.kind in ('report', 'evaluate')) then 1 else 0 end), 0),
			coalesce(sum(case when t.closed_on <= $4 and t.state in ('done', 'done_late') then 1 else 0 end), 0)
		from org_edge top
		cross join org_edge e
		cross join meeting m
		cross join task t
		where top.tenant = $1 and top.org = $2 and top.valid_from <= $4 and (top.valid_to is null or top.valid_to > $4)
			and e.tenant = top.tenant and e.path >= top.path and e.path < substr(top.path, 1, length(top.path) - 1) || '/' and e.valid_from <= $4 and (e.valid_to is null or e.valid_to > $4)
			and m.tenant = e.tenant and m.period = $3 and m.org = e.org and m.circle = '' and m.sealed_at <= $5
			and t.tenant = m.tenant and t.meeting = m.id and t.circle = ''`, org, period, on, until)
	return s, err
}
