package member

import "chibo/internal/store"

// carers are the posts whose holders go to cells and help them beside who is in charge of
// one or follows it.
const carers = `('officer', 'ward_secretary', 'ward_deputy', 'standing_member', 'ward_member')`

// Cares tells in SQL whether the person of a row still works for the committee above its
// org on the day $2: "row" is its name in the statement.
func Cares(row string) string {
	return `(exists (select 1 from post_holding h where h.tenant = ` + row + `.tenant and h.person = ` + row + `.person and (h.post in ` + carers + ` or h.post in ('in_charge', 'adviser') and h.org = ` + row + `.org) and h.from_day <= $2 and (h.to_day is null or h.to_day > $2)))`
}

// Carer is somebody of the committee above a cell who may go there or help it.
type Carer struct {
	Person string
	Name   string
}

// Carers are those of a cell today: who is in charge of it or follows it, the members of the
// committee above, its office. The caller asks for the right over the cell.
func Carers(rd *store.Reader, org string) ([]Carer, error) {
	return store.All(rd, func(scan store.Scan) (c Carer, err error) { err = scan(&c.Person, &c.Name); return }, `
		select distinct p.id, p.full_name from org_edge c
		left join org_edge u on u.tenant = c.tenant and u.org = c.parent and u.valid_from <= $2 and (u.valid_to is null or u.valid_to > $2)
		cross join post_holding h cross join person p
		where c.tenant = $1 and c.org = $3 and c.valid_from = (select max(x.valid_from) from org_edge x where x.tenant = c.tenant and x.org = c.org)
			and h.tenant = c.tenant and h.org in (c.org, coalesce(c.parent, ''), coalesce(u.parent, '')) and (h.post in `+carers+` or h.post in ('in_charge', 'adviser') and h.org = c.org) and h.from_day <= $2 and (h.to_day is null or h.to_day > $2)
			and p.tenant = h.tenant and p.id = h.person
		order by p.full_name, p.id`, rd.Today(), org)
}
