package task

import (
	"chibo/internal/access"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Soon is within how many days a day counts as near (design/ux.md 5: one to
// three days); the product's own habit, no rule stands behind it.
const Soon = 3

// Shown is the word a task stands under on a day, with the days it is late or
// has left: overdue and due_soon are computed, never stored. Days are counted
// only for those two.
func (t Task) Shown(today string) (state string, days int) {
	left := vi.DaysBetween(today, t.Due)
	switch {
	case t.ClosedOn != "" || t.State == Reported:
		return t.State, 0
	case left < 0:
		return "overdue", -left
	case left <= Soon && t.State != Help:
		return "due_soon", left
	}
	return t.State, 0
}

// Left are the open tasks of a cell whose owner no longer stands in it or takes
// on no work there today: moved, died, exempt, away, suspended. They wait to be
// handed over. In name order of the owner, for the lead of the cell.
func Left(rd *store.Reader, org string) ([]Task, error) {
	if err := access.Must(rd, access.TaskEdit, org); err != nil {
		return nil, err
	}
	return store.All(rd, scanner(rd.Today()), `select `+columns+from+`where t.tenant = $1 and t.org = $2 and t.circle = '' and t.closed_on is null
		and not exists (select 1 from member_span s where s.tenant = t.tenant and s.member = t.owner and s.org = t.org and s.from_day <= $3 and (s.to_day is null or s.to_day > $3) and s.activity in ('active', 'temporary_here'))
		order by p.name_key, t.due, t.id`, org, rd.Today())
}
