package api

import (
	"chibo/internal/access"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/store"
)

// Me is the caller.
type Me struct {
	Tenant int64  `json:"tenant"`
	Person Named  `json:"person"`
	Member string `json:"member,omitempty" doc:"The caller's own membership"`
	Posts  []Held `json:"posts" nullable:"false" doc:"What the caller holds today; rights follow from it"`
	Orgs   []Org  `json:"organisations" nullable:"false" doc:"What the caller may see"`
}

// Named is an id with its name.
type Named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Held is a post the caller holds today.
type Held struct {
	Post    string `json:"post"`
	Org     string `json:"org"`
	OrgName string `json:"org_name"`
}

// Post is a post given to a person.
type Post struct {
	ID       string `json:"id"`
	Person   string `json:"person"`
	FullName string `json:"full_name"`
	Post     string `json:"post"`
	Org      string `json:"org"`
	OrgName  string `json:"org_name"`
	From     string `json:"valid_from"`
	To       string `json:"valid_to,omitempty"`
}

func wirePost(h member.Holding) Post {
	return Post{ID: h.ID, Person: h.Person, FullName: h.FullName, Post: string(h.Post), Org: h.Org, OrgName: h.OrgName, From: h.From, To: h.To}
}

func (s *server) people() {
	read(s, "me.get", func(rd *store.Reader, _ *struct{}) (Me, error) {
		v := rd.Viewer()
		me := Me{Tenant: v.Tenant, Person: Named{ID: v.Person}, Posts: []Held{}, Orgs: []Org{}}
		names, err := member.PersonNames(rd, []string{v.Person})
		if err != nil {
			return me, err
		}
		me.Person.Name = names[v.Person]
		if own, err := member.Mine(rd); err == nil {
			me.Member = own.ID
		} else if !store.IsNoRow(err) {
			return me, err
		}
		all, err := org.Tree(rd, rd.Today())
		if err != nil {
			return me, err
		}
		called := map[string]string{}
		for _, o := range all {
			called[o.ID] = o.Name
			me.Orgs = append(me.Orgs, wireOrg(o))
		}
		grants, err := access.Grants(rd)
		for _, g := range grants {
			me.Posts = append(me.Posts, Held{Post: string(g.Post), Org: g.Org, OrgName: called[g.Org]})
		}
		return me, err
	})

	s.posts()
}

func (s *server) posts() {
	read(s, "posts.list", func(rd *store.Reader, in *struct {
		Org  string `query:"org" maxLength:"64"`
		AsAt string `query:"as_at" format:"date"`
	}) (List[Post], error) {
		day := orToday(in.AsAt, rd)
		ids := []string{in.Org}
		if in.Org == "" {
			all, err := org.Tree(rd, rd.Today())
			if err != nil {
				return List[Post]{}, err
			}
			ids = ids[:0]
			for _, o := range all {
				ids = append(ids, o.ID)
			}
		}
		var out []member.Holding
		for _, id := range ids {
			some, err := member.Posts(rd, id, day)
			if err != nil {
				return List[Post]{}, err
			}
			out = append(out, some...)
		}
		return list(out, "", wirePost), nil
	})

	write(s, "posts.create", func(tx *store.Tx, in *struct {
		Body struct {
			Person   string `json:"person" minLength:"1" maxLength:"64"`
			Post     string `json:"post" enum:"secretary,deputy,committee,dues,in_charge,adviser,officer,ward_secretary,ward_deputy,standing_member,ward_member,inspector,administrator,province_officer"`
			Org      string `json:"org" minLength:"1" maxLength:"64"`
			From     string `json:"valid_from,omitempty" format:"date" doc:"Today when left out"`
			To       string `json:"valid_to,omitempty" format:"date"`
			Decision string `json:"decision,omitempty" maxLength:"500"`
		}
	}) (Post, error) {
		b := in.Body
		from := orToday(b.From, tx.Reader)
		id, err := member.Appoint(tx, member.Post{Person: b.Person, Post: access.Post(b.Post), Org: b.Org, From: from, To: b.To, Decision: b.Decision})
		if err != nil {
			return Post{}, fieldsAs(err, "from", "valid_from", "to", "valid_to")
		}
		names, err := member.PersonNames(tx.Reader, []string{b.Person})
		if err != nil {
			return Post{}, err
		}
		o, err := org.Get(tx.Reader, b.Org)
		return Post{ID: id, Person: b.Person, FullName: names[b.Person], Post: b.Post, Org: b.Org, OrgName: o.Name, From: from, To: b.To}, err
	})
}
