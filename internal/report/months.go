package report

import (
	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Months reads the months from a first one up to that of a desk, for some of its
// rows that follow one another: by cell, then by month. A cell has no row for a
// month that was over before it was founded. Three statements, however many
// cells and months.
func Months(rd *store.Reader, book *rule.Book, desk Month, rows []CellRow, first string) (map[string]map[string]CellRow, error) {
	if err := access.Must(rd, access.MonthView, desk.Org); err != nil || len(rows) == 0 {
		return nil, err
	}
	met, err := sittings(rd, desk, rows, first)
	if err != nil {
		return nil, err
	}
	words, err := wordsOf(rd, first, desk.Month, desk.On)
	if err != nil {
		return nil, err
	}
	founded, err := founding(rd, rows)
	if err != nil {
		return nil, err
	}
	out := make(map[string]map[string]CellRow, len(rows))
	for _, cell := range rows {
		out[cell.Org] = map[string]CellRow{}
		for month := first; month <= desk.Month; month = vi.NextMonth(month) {
			r, there := met[key{cell.Org, month}]
			if founded[cell.Org] >= firstAfter(month) && !there {
				continue
			}
			r.Org, r.Name, r.Slug, r.Kind, r.Month = cell.Org, cell.Name, cell.Slug, cell.Kind, month
			r.founded = founded[cell.Org]
			r.unheld = words[key{cell.Org, month}]
			r.asOf(desk.At)
			out[cell.Org][month] = judge(rd, book, r, desk.On)
		}
	}
	return out, nil
}

// sittings are the meetings of the months. The regular or combined one is the
// month's; a thematic one, alone or within it, marks the month and is not its meeting.
func sittings(rd *store.Reader, desk Month, rows []CellRow, first string) (map[key]raw, error) {
	out := map[key]raw{}
	_, err := store.All(rd, func(scan store.Scan) (struct{}, error) {
		var r raw
		reason, kind := "", ""
		err := scan(append([]any{&r.Org, &r.Month, &kind}, r.tail(&reason)...)...)
		k := key{r.Org, r.Month}
		was, there := out[k]
		thematic := was.Thematic || kind != meeting.Regular && r.openedAt > 0 && r.openedAt <= desk.At
		switch {
		case there:
			r = was
		case !meeting.OfMonth(kind):
			r = raw{}
		default:
			r.Reason = reason != ""
		}
		r.Thematic = thematic
		out[k] = r
		return struct{}{}, err
	}, `select e.org, m.period, m.kind, `+rowColumns+`
		from org_edge e
		cross join meeting m
		left join cell_month c on c.tenant = m.tenant and c.month = m.period and c.org = m.org
		where e.tenant = $1 and e.path >= $2 and e.path <= $3 and e.valid_from <= $4 and (e.valid_to is null or e.valid_to > $4)
			and m.tenant = e.tenant and m.org = e.org and m.period >= $5 and m.period <= $6 and (`+meeting.WhereOfMonth+` or m.kind = '`+meeting.Thematic+`')
		order by case when m.kind = '`+meeting.Thematic+`' then 1 else 0 end, m.kind desc, m.n`,
		rows[0].path, rows[len(rows)-1].path, min(desk.On, vi.AddDays(firstAfter(desk.Month), -1)), first, desk.Month)
	return out, err
}

// founding is the day from which each of some cells stands in the tree.
func founding(rd *store.Reader, rows []CellRow) (map[string]string, error) {
	type edge struct{ org, day string }
	all, err := store.All(rd, func(scan store.Scan) (e edge, err error) { err = scan(&e.org, &e.day); return },
		`select f.org, min(f.valid_from) from org_edge e cross join org_edge f where e.tenant = $1 and e.path >= $2 and e.path <= $3 and f.tenant = e.tenant and f.org = e.org group by f.org`,
		rows[0].path, rows[len(rows)-1].path)
	out := make(map[string]string, len(all))
	for _, e := range all {
		out[e.org] = e.day
	}
	return out, err
}
