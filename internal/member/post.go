package member

import (
	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Post is a post given to a person for a term; To is empty while it lasts.
type Post struct {
	Person                  string
	Post                    access.Post
	Org, From, To, Decision string
}

// Holding is a post as it is held.
type Holding struct {
	ID, Person, FullName string
	Post                 access.Post
	Org, OrgName         string
	From, To             string
}

// ofCommittee are the posts that only a committee above cells has: held in a
// cell they would carry rights nobody meant to give.
var ofCommittee = map[access.Post]bool{access.Officer: true, access.WardSecretary: true, access.WardDeputy: true, access.StandingMember: true, access.WardMember: true, access.Inspector: true, access.Administrator: true, access.ProvinceOfficer: true}

// gives is the right to give and take a post: whom a cell entrusts with taking
// down dues its secretary says, every other post the committee.
func gives(post access.Post) access.Action {
	if post == access.Dues {
		return access.DuesEntrust
	}
	return access.PostEdit
}

// Appoint gives a post. A cell has one secretary at a time.
func Appoint(tx *store.Tx, in Post) (string, error) {
	if err := org.Must(tx.Reader, gives(in.Post), in.Org); err != nil {
		return "", err
	}
	switch in.Post {
	case access.Secretary, access.Deputy, access.Committee, access.Dues, access.InCharge, access.Adviser, access.Officer, access.WardSecretary, access.WardDeputy, access.StandingMember, access.WardMember, access.Inspector, access.Administrator, access.ProvinceOfficer:
	default:
		return "", fault.Bad("post", "post_unknown")
	}
	at, err := org.AsAt(tx.Reader, in.Org, in.From)
	if err != nil {
		return "", err
	}
	if at.Cell() && ofCommittee[in.Post] || !at.Cell() && in.Post == access.Dues {
		return "", fault.Bad("post", "post_place")
	}
	if !vi.ValidDay(in.From) || in.To != "" && (!vi.ValidDay(in.To) || in.To <= in.From) {
		return "", fault.Bad("from", "post_days")
	}
	if n, err := tx.Int(`select count(*) from person where tenant = $1 and id = $2`, in.Person); err != nil {
		return "", err
	} else if n == 0 {
		return "", fault.Missing()
	}
	until := in.To
	if until == "" {
		until = "9999-12-31"
	}
	single := 0
	if in.Post == access.Secretary || in.Post == access.WardSecretary {
		single = 1
	}
	n, err := tx.Int(`select count(*) from post_holding where tenant = $1 and org = $2 and post = $3 and (person = $4 or $5 = 1)
		and from_day < $6 and (to_day is null or to_day > $7)`, in.Org, string(in.Post), in.Person, single, until, in.From)
	if err != nil {
		return "", err
	}
	if n > 0 {
		return "", fault.New(fault.Conflict, "post_taken")
	}
	id := store.NewID()
	if _, err := tx.Exec(`insert into post_holding (tenant, id, person, post, org, from_day, to_day, decision, at, by_person) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		id, in.Person, string(in.Post), in.Org, in.From, store.NullString(in.To), in.Decision, tx.Now(), tx.Viewer().Person); err != nil {
		return "", err
	}
	return id, org.Note(tx, "member.appoint", "post", id, in.Org, in)
}

const holding = `select h.id, h.person, p.full_name, h.post, h.org, coalesce(e.name, ''), h.from_day, coalesce(h.to_day, '')
	from post_holding h join person p on p.tenant = h.tenant and p.id = h.person
	left join org_edge e on e.tenant = h.tenant and e.org = h.org and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)
	where h.tenant = $1 and `

func scanHolding(scan store.Scan) (h Holding, err error) {
	err = scan(&h.ID, &h.Person, &h.FullName, &h.Post, &h.Org, &h.OrgName, &h.From, &h.To)
	return
}

// Release ends a post on a day (the first day it is no longer held).
func Release(tx *store.Tx, id, to string) error {
	h, err := store.One(tx.Reader, scanHolding, holding+`h.id = $2`, id, tx.Today())
	if err != nil {
		return err
	}
	if err := org.Must(tx.Reader, gives(h.Post), h.Org); err != nil {
		return err
	}
	if !vi.ValidDay(to) || to < h.From || h.To != "" && to > h.To {
		return fault.Bad("to", "post_days")
	}
	if _, err := tx.Exec(`update post_holding set to_day = $3 where tenant = $1 and id = $2`, id, to); err != nil {
		return err
	}
	return org.Note(tx, "member.release", "post", id, h.Org, map[string]string{"to": to})
}

// Posts lists who holds which post in an organisation on a day.
func Posts(rd *store.Reader, id, day string) ([]Holding, error) {
	if err := org.Must(rd, access.OrgView, id); err != nil {
		return nil, err
	}
	return store.All(rd, scanHolding, holding+`h.org = $2 and h.from_day <= $3 and (h.to_day is null or h.to_day > $3) order by h.from_day, h.id`, id, day)
}

// PostsOf lists the posts of a person, ended and future ones too, as far as
// the viewer sees the organisations.
func PostsOf(rd *store.Reader, person string) ([]Holding, error) {
	all, err := store.All(rd, scanHolding, holding+`h.person = $2 order by h.from_day, h.id`, person, rd.Today())
	if err != nil || rd.Viewer().Person == person {
		return all, err
	}
	var out []Holding
	for _, h := range all {
		switch err := org.Must(rd, access.OrgView, h.Org); {
		case err == nil:
			out = append(out, h)
		case fault.KindOf(err) != fault.NotFound:
			return nil, err
		}
	}
	return out, nil
}
