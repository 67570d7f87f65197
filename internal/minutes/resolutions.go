package minutes

import (
	"chibo/internal/access"
	"chibo/internal/store"
)

// Resolved is a sealed resolution of a cell as a list tells it.
type Resolved struct {
	ID, Symbol, Day string
	Version, Tasks  int
}

// Resolutions lists what a cell resolved in a year, the newest first, to whoever
// may see its resolutions; those of its committee are not among them.
func Resolutions(rd *store.Reader, org, year string) ([]Resolved, error) {
	if err := access.Must(rd, access.ResolutionView, org); err != nil {
		return nil, err
	}
	return store.All(rd, func(scan store.Scan) (x Resolved, err error) {
		err = scan(&x.ID, &x.Symbol, &x.Day, &x.Version, &x.Tasks)
		return
	}, `select p.id, p.symbol, m.day, p.version, (select count(*) from resolution_item i where i.tenant = m.tenant and i.meeting = m.id and not i.outside)
		from meeting m cross join paper p where m.tenant = $1 and m.org = $2 and m.day >= $3 and m.day <= $4 and m.circle = '' and p.tenant = m.tenant and p.meeting = m.id and p.type = 'resolution'
		and not exists (select 1 from paper q where q.tenant = p.tenant and q.id = p.id and q.version > p.version) order by m.day desc, p.id`, org, year+"-01-01", year+"-12-31")
}
