package concern

import (
	"chibo/internal/access"
	"chibo/internal/store"
)

// Unanswered counts the matters below an organisation that waited for an answer at the end of
// a day, and those of them past their last day, for those who may see its month: two
// numbers of matters, of nobody's.
func Unanswered(rd *store.Reader, top, on string) (open, late int, err error) {
	if err := access.Must(rd, access.MonthView, top); err != nil {
		return 0, 0, err
	}
	err = rd.Get([]any{&open, &late}, `
		select count(*), coalesce(sum(case when c.due_on < $3 then 1 else 0 end), 0) from org_edge top cross join concern c cross join org_edge e
		where top.tenant = $1 and top.org = $2 and top.valid_from <= $3 and (top.valid_to is null or top.valid_to > $3)
			and c.tenant = top.tenant and c.closed_on = ''
			and e.tenant = c.tenant and e.org = c.org and e.path >= top.path and e.path < substr(top.path, 1, length(top.path) - 1) || '/' and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)
			and c.raised_on <= $3 and (c.state = 'open' or c.answered_on > $3)`, top, on)
	return open, late, err
}
