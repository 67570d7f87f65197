package dues

import (
	"fmt"

	"chibo/internal/access"
	"chibo/internal/store"
)

// Brought is what another cell took down of one who stands here today.
type Brought struct {
	Line
	From string // the cell's last name
}

// Before lists what other cells took down for a month of those who stand on a
// cell's roll today, in name order: a merge, or a move, brings a member's own
// months along and nobody else's. To those who read the cell's dues. Who has
// left, or died, is no longer told here.
func Before(rd *store.Reader, org, month string) ([]Brought, error) {
	if err := access.Must(rd, access.DuesView, org); err != nil {
		return nil, err
	}
	return store.All(rd, func(scan store.Scan) (b Brought, err error) {
		err = scan(&b.Member, &b.Name, &b.NameKey, &b.Activity, &b.State, &b.Amount, &b.Version, &b.From)
		return
	}, `select m.id, p.full_name, p.name_key, s.activity, d.state, d.amount, d.version,
			coalesce((select e.name from org_edge e where e.tenant = d.tenant and e.org = d.org order by e.valid_from desc limit 1), '')
		from member_span s cross join due d cross join member m cross join person p
		where s.tenant = $1 and s.org = $2 and s.from_day <= $3 and (s.to_day is null or s.to_day > $3)
			and d.tenant = s.tenant and d.member = s.member and d.month = $4 and d.org <> $2
			and m.tenant = d.tenant and m.id = d.member and p.tenant = m.tenant and p.id = m.person order by p.name_key, m.id`, org, rd.Today(), month)
}

// Propose fills in what each member paid the last time within the year before,
// here or in the cell he came from, for the page on which a month is taken down.
func Propose(rd *store.Reader, org, month string, all []Line) error {
	type paid struct {
		member string
		amount int64
	}
	from := fmt.Sprintf("%04d%s", atoi(month[:4])-1, month[4:])
	before, err := store.All(rd, func(scan store.Scan) (p paid, err error) { err = scan(&p.member, &p.amount); return }, `
		select s.member, d.amount from member_span s cross join due d where s.tenant = $1 and s.org = $2 and s.from_day <= $3 and (s.to_day is null or s.to_day > $3)
			and d.tenant = s.tenant and d.member = s.member and d.month >= $4 and d.month < $5 and d.state = 'paid' order by d.month`, org, rd.Today(), from, month)
	if err != nil {
		return err
	}
	usual := map[string]int64{}
	for _, p := range before {
		usual[p.member] = p.amount
	}
	for i := range all {
		all[i].Usual = usual[all[i].Member]
	}
	return nil
}

func atoi(s string) (n int) { _, _ = fmt.Sscan(s, &n); return n }
