package orgs

import (
	"net/http"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// changes are the words of the address and the kinds of change behind them.
var changes = []struct{ word, kind string }{
	{"sua", org.Renamed}, {"chuyen", org.Moved}, {"sap-nhap", org.Merged}, {"chia-tach", org.SplitUp}, {"giai-the", org.Dissolved},
}

// asked is what every change form reads.
type asked struct {
	top, org org.Org
	all      []org.Org
	today    string
}

func (a *asked) read(rd *store.Reader, r *page.Request, id string) (err error) {
	if a.top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
		return err
	}
	if id != "" {
		if a.org, err = org.Get(rd, id); err != nil {
			return err
		}
		if err = org.Must(rd, access.OrgEdit, id); err != nil {
			return err
		}
	}
	a.today = rd.Today()
	a.all, err = org.Reach(rd, access.OrgEdit, rd.Today())
	return err
}

// options are organisations to choose from: those that hold no cell meetings
// (parents) or those beside one (to be merged into).
func (a asked) options(parents bool) []ui.Option {
	var out []ui.Option
	for _, o := range a.all {
		if o.ID != a.org.ID && (parents != o.Cell()) {
			out = append(out, ui.Option{Value: o.ID, Text: o.Name})
		}
	}
	return out
}

func kinds(r *page.Request, day string) []ui.Option {
	var out []ui.Option
	for _, k := range r.Book.CellKinds(day).Kinds {
		if len(k.Parents) > 0 {
			out = append(out, ui.Option{Value: string(k.Kind), Text: kindName(r, string(k.Kind), day)})
		}
	}
	return out
}

// when are the two questions every change asks.
func when(r *page.Request, day, decision string) []form.Input {
	return []form.Input{
		{Kind: "date", Field: ui.Field{Name: "day", Label: r.T("orgpage.f.day"), Value: day, Hint: r.T("orgpage.f.day.hint")}},
		{Field: ui.Field{Name: "decision", Label: r.T("orgpage.f.decision"), Value: decision, Hint: r.T("orgpage.f.decision.hint")}},
	}
}

// NewPage asks for a new organisation: GET /cap-uy/{cu}/to-chuc/moi.
func NewPage(w http.ResponseWriter, r *page.Request) error { return newForm(w, r, 0) }

func newForm(w http.ResponseWriter, r *page.Request, status int) error {
	var a asked
	if err := r.Read(func(rd *store.Reader) error { return a.read(rd, r, "") }); err != nil {
		return err
	}
	heading := r.T("orgpage.new")
	return form.Answer(w, r, status, form.Page{
		Frame:  ui.Page{Title: heading + " · " + a.top.Name, Where: a.top.Name, Heading: heading, Back: &ui.Link{Href: link.OrgTree(a.top.Slug)}, Primary: form.Send(r.T("orgpage.create"))},
		Action: link.NewOrg(a.top.Slug),
		Inputs: append([]form.Input{
			{Field: ui.Field{Name: "name", Label: r.T("orgpage.f.name"), Value: form.Typed(r, "name", ""), Hint: r.T("orgpage.f.name.hint")}},
			{Kind: "select", Field: ui.Field{Name: "kind", Label: r.T("orgpage.f.kind"), Value: form.Typed(r, "kind", "")}, Options: kinds(r, a.today)},
			{Kind: "select", Field: ui.Field{Name: "parent", Label: r.T("orgpage.f.parent"), Value: form.Typed(r, "parent", a.top.ID)}, Options: a.options(true)},
			{Field: ui.Field{Name: "code", Label: r.T("orgpage.f.code"), Value: form.Typed(r, "code", ""), Optional: true, Short: true}},
		}, when(r, form.Typed(r, "day", vi.ShowDay(a.today)), form.Typed(r, "decision", ""))...),
	})
}

// New founds an organisation: POST /cap-uy/{cu}/to-chuc/moi.
func New(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	in := org.New{Name: r.Need("name", &wrong), Kind: r.Need("kind", &wrong), Parent: r.Need("parent", &wrong), Code: r.Text("code"), From: r.NeedDay("day", &wrong), Decision: r.Text("decision")}
	err := wrong.Err()
	var made org.Org
	if err == nil {
		err = r.Write(func(tx *store.Tx) (err error) {
			made, err = store.Once(tx, r.Key(), in, func() (org.Org, error) { return org.Create(tx, in) })
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return newForm(w, r, status) })
	}
	return r.See(w, link.OrgChange(r.PathValue("cu"), made.ID))
}

// ChangePage asks for one change: GET /cap-uy/{cu}/to-chuc/{id}/{viec}.
func ChangePage(w http.ResponseWriter, r *page.Request) error { return changeForm(w, r, 0) }

func kindOf(word string) string {
	for _, c := range changes {
		if c.word == word {
			return c.kind
		}
	}
	return ""
}

func changeForm(w http.ResponseWriter, r *page.Request, status int) error {
	kind := kindOf(r.PathValue("viec"))
	if kind == "" {
		return fault.Missing()
	}
	var a asked
	if err := r.Read(func(rd *store.Reader) error { return a.read(rd, r, r.PathValue("id")) }); err != nil {
		return err
	}
	heading := r.T("orgpage.change." + kind)
	p := form.Page{
		Frame: ui.Page{Title: heading + " · " + a.org.Name, Where: a.org.Name, Heading: heading, Sub: r.T("orgpage.change." + kind + ".help"),
			Back: &ui.Link{Href: link.OrgChange(a.top.Slug, a.org.ID)}, Primary: form.Send(r.T("orgpage.do." + kind))},
		Action: link.Change(a.top.Slug, a.org.ID, r.PathValue("viec")), Hidden: []form.Hidden{form.Version(a.org.Version)},
	}
	switch kind {
	case org.Renamed:
		p.Inputs = []form.Input{
			{Field: ui.Field{Name: "name", Label: r.T("orgpage.f.name"), Value: form.Typed(r, "name", a.org.Name)}},
			{Kind: "select", Field: ui.Field{Name: "kind", Label: r.T("orgpage.f.kind"), Value: form.Typed(r, "kind", a.org.Kind)}, Options: allKinds(r, a)},
		}
	case org.Moved:
		p.Inputs = []form.Input{{Kind: "select", Field: ui.Field{Name: "parent", Label: r.T("orgpage.f.newparent"), Value: form.Typed(r, "parent", "")}, Options: a.options(true)}}
	case org.Merged:
		p.Inputs = []form.Input{{Kind: "select", Field: ui.Field{Name: "into", Label: r.T("orgpage.f.into"), Value: form.Typed(r, "into", "")}, Options: a.options(!a.org.Cell())}}
		p.Effect = &ui.Note{Kind: "warn", Text: r.T("orgpage.effect.merge", "name", a.org.Name)}
	case org.SplitUp:
		p.Inputs = []form.Input{{Kind: "area", Field: ui.Field{Name: "into", Label: r.T("orgpage.f.split"), Hint: r.T("orgpage.f.split.hint"), Value: form.Typed(r, "into", "")}}}
		p.Effect = &ui.Note{Kind: "info", Text: r.T("orgpage.effect.split")}
	case org.Dissolved:
		p.Effect = &ui.Note{Kind: "warn", Text: r.T("orgpage.effect.dissolve", "name", a.org.Name)}
	}
	p.Inputs = append(p.Inputs, when(r, form.Typed(r, "day", vi.ShowDay(a.today)), form.Typed(r, "decision", ""))...)
	return form.Answer(w, r, status, p)
}

// allKinds keeps the present kind choosable, whatever it is.
func allKinds(r *page.Request, a asked) []ui.Option {
	out := kinds(r, a.today)
	for _, o := range out {
		if o.Value == a.org.Kind {
			return out
		}
	}
	return append([]ui.Option{{Value: a.org.Kind, Text: kindName(r, a.org.Kind, a.today)}}, out...)
}

// Change makes one change: POST /cap-uy/{cu}/to-chuc/{id}/{viec}.
func Change(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	in := org.Change{Org: r.PathValue("id"), Kind: kindOf(r.PathValue("viec")), Day: r.NeedDay("day", &wrong), Decision: r.Text("decision"),
		Name: r.Text("name"), OrgKind: r.Text("kind"), Parent: r.Text("parent"), Version: r.Version()}
	switch in.Kind {
	case "":
		return fault.Missing()
	case org.Moved:
		r.Need("parent", &wrong)
	case org.Merged:
		in.Into = []string{r.Need("into", &wrong)}
	case org.SplitUp:
		in.Into = lines(r.Long("into"))
	}
	err := wrong.Err()
	var now org.Org
	if err == nil {
		err = r.Write(func(tx *store.Tx) (err error) {
			now, err = store.Once(tx, r.Key(), in, func() (org.Org, error) { return member.Reorganise(tx, r.Book, in) })
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return changeForm(w, r, status) })
	}
	return r.See(w, link.OrgChange(r.PathValue("cu"), now.ID))
}
