package orgs

import (
	"net/http"
	"net/url"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// postsOf are the posts that make sense in an organisation.
func postsOf(o org.Org) []access.Post {
	if o.Cell() {
		return []access.Post{access.Secretary, access.Deputy, access.Committee, access.Dues, access.InCharge, access.Adviser}
	}
	if rule.OrgKind(o.Kind) == rule.KindProvince {
		return []access.Post{access.ProvinceOfficer, access.Officer, access.Administrator}
	}
	return []access.Post{access.Officer, access.WardSecretary, access.WardDeputy, access.StandingMember, access.WardMember, access.Inspector, access.Administrator}
}

// AppointPage finds the person, then asks for the post:
// GET /cap-uy/{cu}/chuc-vu?to-chuc=&dong-chi=.
func AppointPage(w http.ResponseWriter, r *page.Request) error {
	if r.URL.Query().Get("dong-chi") != "" {
		return appointForm(w, r, 0, r.URL.Query().Get("to-chuc"), r.URL.Query().Get("dong-chi"))
	}
	id, q := r.URL.Query().Get("to-chuc"), r.URL.Query().Get("q")
	var top, o org.Org
	var p Pick
	err := r.Read(func(rd *store.Reader) (err error) {
		if top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		if id == "" {
			id = top.ID
		}
		if o, err = org.Get(rd, id); err != nil {
			return err
		}
		if err = org.Must(rd, access.PostEdit, id); err != nil {
			return err
		}
		f := member.Filter{Query: q, Limit: 30}
		if q == "" && o.Cell() {
			f.Org = o.ID
		}
		all, _, err := member.List(rd, f)
		p = Pick{}
		for _, m := range all {
			p.People = append(p.People, ui.Row{Href: link.Posts(top.Slug) + "?" + url.Values{"to-chuc": {o.ID}, "dong-chi": {m.PersonID}}.Encode(), Title: m.FullName, Second: m.OrgName, Icon: "user", Kind: "mute"})
		}
		return err
	})
	if err != nil {
		return err
	}
	p.Search = ui.Search{Action: link.Posts(top.Slug), Label: r.T("orgpage.pick.search"), Value: q}
	p.Org = o.ID
	if q != "" && len(p.People) == 0 {
		p.None = r.T("empty.search", "query", q)
	}
	heading := r.T("orgpage.appoint")
	return r.Page(w, 0, ui.Page{Title: heading + " · " + o.Name, Where: o.Name, Heading: heading, Sub: r.T("orgpage.pick"), Back: &ui.Link{Href: link.OrgChange(top.Slug, o.ID)},
		Primary: &ui.Action{Text: r.T("orgpage.pick.find"), Form: "tim"}}, ShowPick(p))
}

func appointForm(w http.ResponseWriter, r *page.Request, status int, id, person string) error {
	var top, o org.Org
	var name, today string
	err := r.Read(func(rd *store.Reader) (err error) {
		if top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		if o, err = org.Get(rd, id); err != nil {
			return err
		}
		if err = org.Must(rd, access.PostEdit, id); err != nil {
			return err
		}
		names, err := member.PersonNames(rd, []string{person})
		name, today = names[person], rd.Today()
		if err == nil && name == "" {
			err = fault.Missing()
		}
		return err
	})
	if err != nil {
		return err
	}
	var posts []ui.Option
	for _, p := range postsOf(o) {
		posts = append(posts, ui.Option{Value: string(p), Text: r.T("post." + string(p))})
	}
	heading := r.T("orgpage.appoint.of", "name", name)
	return form.Answer(w, r, status, form.Page{
		Frame:  ui.Page{Title: heading + " · " + o.Name, Where: o.Name, Heading: heading, Back: &ui.Link{Href: link.Posts(top.Slug) + "?to-chuc=" + o.ID}, Primary: form.Send(r.T("orgpage.appoint.do"))},
		Action: link.Posts(top.Slug), Hidden: []form.Hidden{{Name: "org", Value: id}, {Name: "person", Value: person}},
		Inputs: []form.Input{
			{Kind: "radios", Field: ui.Field{Name: "post", Label: r.T("orgpage.f.post"), Value: form.Typed(r, "post", "")}, Options: posts},
			{Kind: "date", Field: ui.Field{Name: "from", Label: r.T("orgpage.f.from"), Value: form.Typed(r, "from", vi.ShowDay(today))}},
			{Kind: "date", Field: ui.Field{Name: "to", Label: r.T("orgpage.f.to"), Value: form.Typed(r, "to", ""), Optional: true, Hint: r.T("orgpage.f.to.hint")}},
			{Field: ui.Field{Name: "decision", Label: r.T("orgpage.f.decision"), Value: form.Typed(r, "decision", ""), Hint: r.T("orgpage.f.decision.hint")}},
		},
	})
}

// Appoint gives a post: POST /cap-uy/{cu}/chuc-vu.
func Appoint(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	in := member.Post{Person: r.Text("person"), Org: r.Text("org"), Post: access.Post(r.Need("post", &wrong)), From: r.NeedDay("from", &wrong), To: r.Day("to", &wrong), Decision: r.Text("decision")}
	err := wrong.Err()
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			_, err := store.Once(tx, r.Key(), in, func() (string, error) { return member.Appoint(tx, in) })
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return appointForm(w, r, status, in.Org, in.Person) })
	}
	return r.See(w, link.OrgChange(r.PathValue("cu"), in.Org))
}

// ReleasePage asks from when a post ends: GET /cap-uy/{cu}/chuc-vu/{id}/thoi.
func ReleasePage(w http.ResponseWriter, r *page.Request) error { return releaseForm(w, r, 0) }

func releaseForm(w http.ResponseWriter, r *page.Request, status int) error {
	var top org.Org
	var h member.Holding
	var today string
	err := r.Read(func(rd *store.Reader) (err error) {
		if top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		today = rd.Today()
		h, err = held(rd, form.Typed(r, "org", r.URL.Query().Get("to-chuc")), r.PathValue("id"))
		return err
	})
	if err != nil {
		return err
	}
	heading := r.T("orgpage.release.of", "name", h.FullName)
	return form.Answer(w, r, status, form.Page{
		Frame:  ui.Page{Title: heading + " · " + h.OrgName, Where: h.OrgName, Heading: heading, Sub: r.T("post." + string(h.Post)), Back: &ui.Link{Href: link.OrgChange(top.Slug, h.Org)}, Primary: form.Send(r.T("orgpage.release.do"))},
		Action: link.EndPost(top.Slug, h.ID), Hidden: []form.Hidden{{Name: "org", Value: h.Org}},
		Inputs: []form.Input{{Kind: "date", Field: ui.Field{Name: "to", Label: r.T("orgpage.f.release"), Value: form.Typed(r, "to", vi.ShowDay(today)), Hint: r.T("orgpage.f.release.hint")}}},
		Effect: &ui.Note{Kind: "info", Text: r.T("orgpage.effect.release")},
	})
}

// held finds a post among those of an organisation.
func held(rd *store.Reader, id, post string) (member.Holding, error) {
	if err := org.Must(rd, access.PostEdit, id); err != nil {
		return member.Holding{}, err
	}
	all, err := member.Posts(rd, id, rd.Today())
	for _, h := range all {
		if h.ID == post {
			return h, nil
		}
	}
	if err == nil {
		err = fault.Missing()
	}
	return member.Holding{}, err
}

// Release ends a post: POST /cap-uy/{cu}/chuc-vu/{id}/thoi.
func Release(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	to := r.NeedDay("to", &wrong)
	err := wrong.Err()
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			_, err := store.Once(tx, r.Key(), []string{r.PathValue("id"), to}, func() (bool, error) { return true, member.Release(tx, r.PathValue("id"), to) })
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return releaseForm(w, r, status) })
	}
	return r.See(w, link.OrgChange(r.PathValue("cu"), r.Text("org")))
}
