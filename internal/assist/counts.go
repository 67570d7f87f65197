package assist

import "chibo/internal/store"

// OpenBy counts the plans that were open at the end of a day, by cell. It asks no right and
// gives numbers alone: whoever lays them beside cells asks for it.
func OpenBy(rd *store.Reader, on string) (map[string]int, error) {
	type row struct {
		org string
		n   int
	}
	all, err := store.All(rd, func(scan store.Scan) (r row, err error) { err = scan(&r.org, &r.n); return }, `
		select b.org, count(*) from (
			select a.org from assist_plan a where a.tenant = $1 and a.closed_on = '' and a.made_on <= $2
			union all select a.org from assist_plan a where a.tenant = $1 and a.closed_on > $2 and a.made_on <= $2) b
		group by b.org`, on)
	out := map[string]int{}
	for _, r := range all {
		out[r.org] = r.n
	}
	return out, err
}

// Due is what of a cell's plans is due on a day or past it.
type Due struct {
	N   int    // plans and steps
	Day string // the first of their days
}

// DueBy counts what is due of the plans open now, by cell: steps without a result, and plans
// whose last day has come. It asks no right and gives numbers alone.
func DueBy(rd *store.Reader, on string) (map[string]Due, error) {
	type row struct {
		org string
		Due
	}
	all, err := store.All(rd, func(scan store.Scan) (r row, err error) { err = scan(&r.org, &r.N, &r.Day); return }, `
		select b.org, count(*), min(b.day) from (
			select a.org, a.until_on as day from assist_plan a where a.tenant = $1 and a.closed_on = '' and a.until_on <= $2
			union all select a.org, s.due_on from assist_step s cross join assist_plan a where s.tenant = $1 and s.done_on = '' and s.due_on <= $2 and a.tenant = s.tenant and a.id = s.plan and a.closed_on = '') b
		group by b.org`, on)
	out := map[string]Due{}
	for _, r := range all {
		out[r.org] = r.Due
	}
	return out, err
}
