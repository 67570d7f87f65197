package households

import (
	"net/http"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/household"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// NewPage is GET /chi-bo/{cb}/nhom-ho/moi.
func NewPage(w http.ResponseWriter, r *page.Request) error { return begin(w, r, 0) }

func begin(w http.ResponseWriter, r *page.Request, status int) error {
	var l look
	if err := r.Read(func(rd *store.Reader) (err error) {
		if l, err = read(rd, r); err == nil && !l.gives {
			err = fault.Missing()
		}
		return err
	}); err != nil {
		return err
	}
	p := l.head(r, r.T("household.new"), link.Households(l.o.Slug))
	p.Primary = form.Send(r.T("household.send"))
	return form.Answer(w, r, status, form.Page{Frame: p, Action: link.NewHousehold(l.o.Slug), Inputs: l.inputs(r, household.Group{Member: r.URL.Query().Get("dang-vien")})})
}

func (l look) inputs(r *page.Request, g household.Group) []form.Input {
	n := ""
	if g.Households > 0 {
		n = strconv.Itoa(g.Households)
	}
	var who []ui.Option
	if g.Member != "" || r.FormValue("member") != "" {
		who = append(who, ui.Option{Text: r.T("taskpage.nobody")})
	}
	seen := map[string]bool{}
	add := func(id, name string) {
		if id != "" && !seen[id] {
			seen[id] = true
			who = append(who, ui.Option{Value: id, Text: name})
		}
	}
	add(g.Member, g.MemberName)
	for _, s := range l.s.Without {
		add(s.Member, s.Name)
	}
	for _, o := range l.s.Groups {
		if o.Covered() {
			add(o.Member, o.MemberName)
		}
	}
	for _, s := range l.s.Excused {
		add(s.Member, s.Name)
	}
	return []form.Input{
		{Field: ui.Field{Name: "name", Label: r.T("household.f.name"), Hint: r.T("household.f.name.hint"), Value: form.Typed(r, "name", g.Name), MaxLength: 80}},
		{Field: ui.Field{Name: "households", Label: r.T("household.f.households"), Value: form.Typed(r, "households", n), InputMode: "numeric", Short: true}},
		{Kind: "select", Field: ui.Field{Name: "member", Label: r.T("household.f.member"), Hint: r.T("household.f.member.hint"), Value: form.Typed(r, "member", g.Member), Optional: true}, Options: who}}
}

func typed(r *page.Request) (g household.Group, err error) {
	var wrong fault.Fields
	g = household.Group{Name: r.Text("name"), Households: r.Number("households", &wrong), Member: r.Text("member")}
	return g, wrong.Err()
}

// New is its POST.
func New(w http.ResponseWriter, r *page.Request) error {
	g, err := typed(r)
	slug := ""
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			l, err := read(tx.Reader, r)
			if err != nil {
				return err
			}
			one := g
			slug, one.Org = l.o.Slug, l.o.ID
			_, err = household.Put(tx, r.Book, one, 0)
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return begin(w, r, status) })
	}
	return r.See(w, link.Households(slug))
}

// single is one group and what the viewer may do with it.
type single struct {
	look
	g     household.Group
	marks bool
	hears bool // may write down what the people say
}

func readOne(rd *store.Reader, r *page.Request) (s single, err error) {
	if s.look, err = read(rd, r); err != nil {
		return s, err
	}
	if s.g, err = household.Get(rd, r.Book, r.PathValue("id")); err != nil {
		return s, err
	}
	if s.g.Org != s.o.ID {
		return s, fault.Missing()
	}
	if s.marks, err = household.Marks(rd, s.g); err != nil {
		return s, err
	}
	s.hears, err = access.Can(rd, access.ConcernKeep, s.o.ID)
	return s, err
}

// One is GET /chi-bo/{cb}/nhom-ho/{id}: a group, whether it was visited this quarter.
func One(w http.ResponseWriter, r *page.Request) error { return one(w, r, 0) }

func one(w http.ResponseWriter, r *page.Request, status int) error {
	var s single
	if err := r.Read(func(rd *store.Reader) (err error) { s, err = readOne(rd, r); return }); err != nil {
		return err
	}
	p := s.head(r, s.g.Name, link.Households(s.o.Slug))
	p.Vietnamese, p.Primary = true, &ui.Action{Text: r.T("household.back"), Href: link.Households(s.o.Slug)}
	name, state := r.T("household.nobody"), r.T("household.notyet")
	if s.g.Member != "" {
		name = s.g.MemberName
	}
	if s.g.VisitedOn != "" {
		state = r.T("household.done.on", "day", vi.ShowDay(s.g.VisitedOn))
	}
	v := group{Action: link.Household(s.o.Slug, s.g.ID), Facts: []ui.Pair{{Term: r.T("household.f.households"), Text: r.T("household.given", "count", s.g.Households)}, {Term: r.T("household.f.member"), Text: name}, {Term: vi.Capital(quarter(r, s.s.Quarter)), Text: state}}}
	if s.g.Left {
		v.Facts = append(v.Facts, ui.Pair{Term: r.T("household.f.state"), Text: r.T("household.left.why")})
	}
	if s.marks {
		v.Heard = &ui.Link{Text: r.T("household.heard"), Href: link.NewConcern}
		if s.hears {
			v.Heard.Href = link.WriteConcern(s.o.Slug)
		}
		v.Mark, v.MarkText = "visit", r.T("household.visit")
		if s.g.VisitedOn != "" {
			v.Mark, v.MarkText = "unvisit", r.T("household.unvisit")
		}
	}
	if s.gives {
		f := form.Page{Action: v.Action, Hidden: []form.Hidden{{Name: "act", Value: "put"}, form.Version(s.g.Version)}, Inputs: s.inputs(r, s.g)}
		for i := range f.Inputs {
			f.Inputs[i].Error = r.Wrong(f.Inputs[i].Name)
		}
		v.Edit, p.Primary = &f, form.Send(r.T("household.send"))
	}
	return r.Page(w, status, p, showGroup(v))
}

// KeepOne is its POST.
func KeepOne(w http.ResponseWriter, r *page.Request) error {
	g, wrong := typed(r)
	next := ""
	err := r.Write(func(tx *store.Tx) error {
		s, err := readOne(tx.Reader, r)
		if err != nil {
			return err
		}
		next = link.Household(s.o.Slug, s.g.ID)
		switch act := r.Text("act"); {
		case act == "visit", act == "unvisit":
			_, err = household.Visit(tx, r.Book, s.g.ID, act == "visit")
		case !s.gives:
			err = fault.Missing()
		case act == "end":
			next, err = link.Households(s.o.Slug), household.End(tx, r.Book, s.g.ID)
		case wrong != nil:
			err = wrong
		default:
			in := g
			in.ID, in.Org = s.g.ID, s.o.ID
			_, err = household.Put(tx, r.Book, in, r.Version())
		}
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return one(w, r, status) })
	}
	return r.See(w, next)
}
