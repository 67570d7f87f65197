package report

import (
	"cmp"
	"slices"

	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// gone adds the cells that met in the month below this committee and stood there no
// more on the day its tree is read: what they did stays theirs, and visible. Whoever
// had not met before has nothing to be counted.
func (m *Month) gone(rd *store.Reader, book *rule.Book, day string) error {
	all, err := store.All(rd, func(scan store.Scan) (r raw, err error) {
		reason := ""
		r.Month = m.Month
		err = scan(append([]any{&r.Org, &r.Name, &r.Slug, &r.Kind, &r.path, &r.GoneOn}, r.tail(&reason)...)...)
		r.Reason = reason != ""
		return
	}, `select e.org, e.name, o.slug, e.kind, e.path, e.valid_to, `+rowColumns+`
		from org_edge top
		join org_edge e on e.tenant = top.tenant and e.path >= top.path and e.path < substr(top.path, 1, length(top.path) - 1) || '/' and e.valid_to > $5 and e.valid_to <= $3
		join org o on o.tenant = e.tenant and o.id = e.org
		join meeting m on m.tenant = e.tenant and m.org = e.org and m.period = $4 and m.opened_at is not null and `+meeting.WhereOfMonth+`
		left join cell_month c on c.tenant = e.tenant and c.month = $4 and c.org = e.org
		where `+top+` and not exists (select 1 from org_edge n where n.tenant = e.tenant and n.org = e.org and n.path >= top.path and n.path < substr(top.path, 1, length(top.path) - 1) || '/'
			and n.valid_from <= $3 and (n.valid_to is null or n.valid_to > $3))
		order by e.path, e.org, e.valid_to desc, m.kind desc, m.n`, m.Org, day, m.Month, m.Month+"-01")
	if err != nil || len(all) == 0 {
		return err
	}
	kinds, last := book.CellKinds(day), ""
	for _, r := range all {
		if k, ok := kinds.Find(rule.OrgKind(r.Kind)); ok && !k.Cell || r.Org == last {
			continue
		}
		last = r.Org
		if r.asOf(m.At); r.openedAt == 0 {
			continue
		}
		r.TasksOverdue = 0 // they went with its members
		m.Rows = append(m.Rows, judge(rd, book, r, m.On))
	}
	slices.SortStableFunc(m.Rows, func(a, b CellRow) int { return cmp.Compare(a.path, b.path) })
	return nil
}
