package privacy

import (
	"chibo/internal/access"
	"chibo/internal/org"
	"chibo/internal/store"
)

// Former is a person who is a member no more: what becomes of the data the
// committee decides, nothing of it goes by itself.
type Former struct {
	Person, Member, Name string
	EndedOn              string // first day on which no longer a member here
	Org, OrgName         string // the last cell
}

// mostFormer is how many stand on a page; the longest ended come first.
const mostFormer = 200

// AfterEnd lists them, the longest ended first; for whoever keeps requests. One
// who came back is a member again, and one whose data are restricted or erased is
// decided upon, as is one whose data are kept by a decision until its day: none is a matter of this list.
func AfterEnd(rd *store.Reader) ([]Former, error) {
	top, err := org.Root(rd)
	if err == nil {
		err = org.Must(rd, access.PrivacyKeep, top.ID)
	}
	if err != nil {
		return nil, err
	}
	all, err := store.All(rd, func(row store.Scan) (f Former, err error) {
		err = row(&f.Person, &f.Member, &f.Name, &f.EndedOn, &f.Org)
		return
	}, `select m.person, m.id, p.full_name, m.ended_on, coalesce((select s.org from member_span s where s.tenant = m.tenant and s.member = m.id order by s.from_day desc limit 1), '')
		from member m cross join person p where m.tenant = $1 and m.ended_on > '' and m.ended_on <= $2 and p.tenant = m.tenant and p.id = m.person
		and not exists (select 1 from member o where o.tenant = m.tenant and o.person = m.person and (o.ended_on is null or o.ended_on > m.ended_on))
		and not exists (select 1 from data_state d where d.tenant = m.tenant and d.person = m.person and (d.state <> '' or d.keep_until > $2))
		order by m.ended_on, m.id limit $3`, rd.Today(), mostFormer)
	if err != nil {
		return nil, err
	}
	for i := range all {
		if all[i].Org == "" {
			continue
		}
		cell, err := org.Get(rd, all[i].Org)
		if err != nil {
			return nil, err
		}
		all[i].OrgName = cell.Name
	}
	return all, nil
}
