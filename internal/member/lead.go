package member

import (
	"chibo/internal/access"
	"chibo/internal/store"
)

// Lead is who holds a post of a cell. Phone is empty where it is withheld, restricted,
// erased or not wanted.
type Lead struct{ Person, Name, Phone string }

// Leads gives, cell by cell below an organisation, who holds a post on a day, in name order;
// with the telephone numbers where phones is true. One statement for all cells. It asks no right: it serves
// rooms that have already decided what the viewer sees.
func Leads(rd *store.Reader, top string, post access.Post, day string, phones bool) (map[string][]Lead, error) {
	out := map[string][]Lead{}
	_, err := store.All(rd, func(scan store.Scan) (struct{}, error) {
		var org, state string
		var l Lead
		var withheld bool
		var phone, key []byte
		err := scan(&org, &l.Person, &l.Name, &withheld, &state, &phone, &key)
		if err == nil && phones && !withheld && state == "" {
			l.Phone, _ = openPhone(rd, l.Person, phone, key) // a number whose key does not fit stays hidden
		}
		out[org] = append(out[org], l)
		return struct{}{}, err
	}, `select h.org, p.id, p.full_name, p.phone_withheld, coalesce(d.state, ''), p.phone_sealed, k.sealed
		from org_edge top cross join org_edge e cross join post_holding h join person p on p.tenant = h.tenant and p.id = h.person
		left join person_key k on k.tenant = p.tenant and k.person = p.id left join data_state d on d.tenant = p.tenant and d.person = p.id
		where top.tenant = $1 and top.org = $2 and top.valid_from <= $3 and (top.valid_to is null or top.valid_to > $3)
			and e.tenant = top.tenant and e.path >= top.path and e.path < substr(top.path, 1, length(top.path) - 1) || '/' and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)
			and h.tenant = e.tenant and h.org = e.org and h.post = $4 and h.from_day <= $3 and (h.to_day is null or h.to_day > $3) order by p.name_key, p.id`, top, day, string(post))
	return out, err
}
