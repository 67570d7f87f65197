// Package orgs are the pages of the dated tree: organisations as at any day,
// their changes with decision and day, their history and who holds which post.
package orgs

import (
	"cmp"
	"net/http"
	"strings"

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
)

// kindName is a kind of organisation in the person's language.
func kindName(r *page.Request, kind, day string) string {
	k, ok := r.Book.CellKinds(day).Find(rule.OrgKind(kind))
	if !ok {
		return ""
	}
	return r.Either(k.TitleVI, k.TitleEN)
}

// Show is the tree of a day: GET /cap-uy/{cu}/to-chuc?ngay=.
func Show(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	asked := r.Day("ngay", &wrong)
	var top org.Org
	var all []org.Org
	var day string
	var edit bool
	err := r.Read(func(rd *store.Reader) (err error) {
		if day = asked; day == "" {
			day = rd.Today()
		}
		if top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		if edit, err = access.Can(rd, access.OrgEdit, top.ID); err != nil {
			return err
		}
		all, err = org.Tree(rd, day)
		return err
	})
	if err != nil {
		return err
	}
	t := Tree{Action: link.OrgTree(top.Slug), Branches: branches(r, top, all, day),
		Day: ui.Field{Name: "ngay", Label: r.T("orgpage.tree.day"), Value: vi.ShowDay(day), Hint: r.T("form.date")}}
	if len(wrong) > 0 {
		t.Day.Error = r.T("error.day_form")
	}
	heading := r.T("orgpage.tree")
	p := ui.Page{Title: heading + " · " + top.Name, Where: top.Name, Heading: heading, BarTitle: r.T("orgpage.tree.bar"), Back: &ui.Link{Href: link.Committee(top.Slug)},
		Sub: r.T("orgpage.tree.sub", "count", len(all), "day", vi.ShowDay(day)), Primary: &ui.Action{Text: r.T("wardpage.back.desk"), Href: link.Committee(top.Slug)}}
	if edit {
		p.Primary = &ui.Action{Text: r.T("orgpage.new"), Href: link.NewOrg(top.Slug), Icon: "plus"}
	}
	return r.Page(w, 0, p, ShowTree(t))
}

// branches groups the tree by what each stands under.
func branches(r *page.Request, top org.Org, all []org.Org, day string) []Branch {
	var out []Branch
	at := map[string]int{}
	for _, o := range all {
		href := link.OrgChange(top.Slug, o.ID)
		if i, ok := at[o.Parent]; ok {
			out[i].Rows = append(out[i].Rows, ui.Row{Href: href, Title: o.Name, Second: kindName(r, o.Kind, day)})
		}
		below := false
		for _, c := range all {
			below = below || c.Parent == o.ID
		}
		if _, ok := at[o.Parent]; below || !ok {
			at[o.ID] = len(out)
			out = append(out, Branch{Title: o.Name, Href: href, Second: kindName(r, o.Kind, day)})
		}
	}
	return out
}

// Organisation is one of them: GET /cap-uy/{cu}/to-chuc/{id}.
func Organisation(w http.ResponseWriter, r *page.Request) error {
	var top, o org.Org
	var one One
	err := r.Read(func(rd *store.Reader) (err error) {
		if top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		if o, err = org.Get(rd, r.PathValue("id")); err != nil {
			return err
		}
		one, err = whole(rd, r, top, o)
		return err
	})
	if err != nil {
		return err
	}
	p := ui.Page{Title: o.Name + " · " + top.Name, Where: top.Name, Heading: o.Name, Sub: kindName(r, o.Kind, o.From), Back: &ui.Link{Href: link.OrgTree(top.Slug)},
		Primary: &ui.Action{Text: r.T("orgpage.all"), Href: link.OrgTree(top.Slug)}}
	if o.Cell() {
		p.Primary = &ui.Action{Text: r.T("orgpage.members"), Href: link.Members(o.Slug)}
	}
	return r.Page(w, 0, p, ShowOne(one))
}

func whole(rd *store.Reader, r *page.Request, top, o org.Org) (One, error) {
	var one One
	facts := []ui.Pair{{Term: r.T("orgpage.fact.code"), Text: o.Code}, {Term: r.T("orgpage.fact.from"), Text: vi.ShowDay(o.From)}}
	if o.Parent != "" {
		up, err := org.Get(rd, o.Parent)
		switch {
		case err == nil:
			facts = append(facts, ui.Pair{Term: r.T("orgpage.fact.parent"), Text: up.Name, Href: link.OrgChange(top.Slug, up.ID)})
		case fault.KindOf(err) != fault.NotFound:
			return one, err
		}
	}
	goesOn, err := continues(rd, o)
	if err != nil {
		return one, err
	}
	if !goesOn {
		one.Ended = &ui.Note{Kind: "warn", Text: r.T("orgpage.ended", "day", vi.ShowDay(o.To))}
	}
	one.Facts = facts
	if err := one.posts(rd, r, top, o, goesOn); err != nil {
		return one, err
	}
	edit := org.Must(rd, access.OrgEdit, o.ID)
	if edit != nil && fault.KindOf(edit) != fault.NotFound {
		return one, edit
	}
	if edit == nil && goesOn {
		for _, c := range changes {
			if c.kind != "" && (o.Parent != "" || c.kind == org.Renamed) {
				one.Changes = append(one.Changes, ui.Row{Href: link.Change(top.Slug, o.ID, c.word), Title: r.T("orgpage.change." + c.kind), Second: r.T("orgpage.change." + c.kind + ".help")})
			}
		}
	}
	events, err := org.Events(rd, o.ID)
	if err != nil {
		return one, err
	}
	names, err := member.PersonNames(rd, people(events))
	if err != nil {
		return one, err
	}
	for _, e := range events {
		second := r.T("orgpage.by", "time", store.Clock(e.At).Format("15:04 02/01/2006"), "name", cmp.Or(names[e.By], r.T("orgpage.by.system")))
		if e.Decision != "" {
			second = e.Decision + " · " + second
		}
		one.History = append(one.History, ui.Line{Text: vi.ShowDay(e.Day) + " · " + r.T("orgpage.event."+e.Kind), Second: second})
	}
	return one, nil
}

// continues tells an organisation that stands on from one that ends: a new name
// or place of a day to come closes today's edge too, but another begins there.
func continues(rd *store.Reader, o org.Org) (bool, error) {
	if o.To == "" {
		return true, nil
	}
	_, err := org.AsAt(rd, o.ID, o.To)
	if fault.KindOf(err) == fault.NotFound {
		return false, nil
	}
	return err == nil, err
}

func people(events []org.Event) []string {
	var out []string
	for _, e := range events {
		out = append(out, e.By)
	}
	return out
}

// posts lists who holds which post, with what the viewer may do about it.
func (one *One) posts(rd *store.Reader, r *page.Request, top, o org.Org, goesOn bool) error {
	held, err := member.Posts(rd, o.ID, rd.Today())
	if err != nil {
		return err
	}
	edit := org.Must(rd, access.PostEdit, o.ID) == nil
	enrol := org.Must(rd, access.Enrol, o.ID) == nil
	for _, h := range held {
		x := Held{Name: h.FullName, Post: r.T("post." + string(h.Post)), Since: r.T("orgpage.since", "day", vi.ShowDay(h.From))}
		if h.To != "" {
			x.Since = r.T("orgpage.since.to", "day", vi.ShowDay(h.From), "to", vi.ShowDay(h.To))
		}
		if enrol {
			x.SignIn = &ui.Link{Text: r.T("orgpage.signin"), Href: link.Enrol(h.Person), Name: r.T("orgpage.signin.of", "name", h.FullName)}
		}
		if edit {
			x.Release = &ui.Link{Text: r.T("orgpage.release"), Href: link.EndPost(top.Slug, h.ID) + "?to-chuc=" + o.ID, Name: r.T("orgpage.release.of", "name", h.FullName)}
		}
		one.Posts = append(one.Posts, x)
	}
	if edit && goesOn {
		one.Appoint = &ui.Link{Text: r.T("orgpage.appoint"), Href: link.Posts(top.Slug) + "?to-chuc=" + o.ID}
	}
	return nil
}

// lines splits what was typed one a line.
func lines(s string) []string {
	var out []string
	for l := range strings.SplitSeq(s, "\n") {
		if l = vi.Clean(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}
