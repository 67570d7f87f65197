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

// Leaving is an open task whose owner no longer takes on work in the cell.
type Leaving struct {
	Task
	Why string // moved, ended, exempt, away, suspended
}

// Left are the open tasks of a cell whose owner no longer stands in it or takes
// on no work there today. They wait to be handed over. In name order of the
// owner, for the lead of the cell.
func Left(rd *store.Reader, org string) ([]Leaving, error) {
	if err := access.Must(rd, access.TaskEdit, org); err != nil {
		return nil, err
	}
	one := scanner(rd.Today())
	return store.All(rd, func(scan store.Scan) (l Leaving, err error) {
		here, elsewhere := "", ""
		l.Task, err = one(func(dest ...any) error { return scan(append(dest, &here, &elsewhere)...) })
		switch {
		case here != "":
			l.Why = here
		case elsewhere != "":
			l.Why = "moved"
		default:
			l.Why = "ended"
		}
		return
	}, `select `+columns+`,
		coalesce((select max(s.activity) from member_span s where s.tenant = t.tenant and s.member = t.owner and s.org = t.org and s.from_day <= $3 and (s.to_day is null or s.to_day > $3)), ''),
		coalesce((select max(s.org) from member_span s where s.tenant = t.tenant and s.member = t.owner and s.from_day <= $3 and (s.to_day is null or s.to_day > $3)), '')`+from+`
		where t.tenant = $1 and t.org = $2 and t.circle = '' and t.closed_on is null and t.state <> 'reported'
		and not exists (select 1 from member_span s where s.tenant = t.tenant and s.member = t.owner and s.org = t.org and s.from_day <= $3 and (s.to_day is null or s.to_day > $3) and s.activity in ('active', 'temporary_here'))
		order by p.name_key, t.due, t.id`, org, rd.Today())
}
