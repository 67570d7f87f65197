package rules

import (
	"cmp"
	"net/http"
	"slices"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

func sortRules(all []rule.Rule, order map[string]int) {
	slices.SortStableFunc(all, func(a, b rule.Rule) int {
		return cmp.Or(cmp.Compare(order[a.Pack], order[b.Pack]), cmp.Compare(a.Pack, b.Pack))
	})
}

// one is what the page of a rule shows.
type one struct {
	Text     string
	Status   ui.Tag
	Source   []ui.Pair
	Mark     string // how the source was read
	Table    *ui.Table
	Figures  []ui.Pair
	Folds    []part // the same by part of the rule, where they are many
	Examples []ui.Row
	Versions []ui.Row
	More     []ui.Link
}

const mostFigures = 60

// found gives the rule the address names, of the committee's book.
func found(w *page.Request, action access.Action) (top org.Org, x rule.Rule, today string, err error) {
	err = w.Read(func(rd *store.Reader) (err error) {
		today = rd.Today()
		top, err = committee(rd, w, action)
		return err
	})
	if err != nil {
		return
	}
	x, ok := w.Book.ByRef(w.PathValue("qd"))
	if !ok {
		err = fault.Missing()
	}
	return
}

// One is a rule in words, with its source, its versions and its examples: GET /cap-uy/{cu}/quy-dinh/xem/{qd}.
func One(w http.ResponseWriter, r *page.Request) error {
	top, x, today, err := found(r, access.RuleView)
	if err != nil {
		return err
	}
	may := false
	if err := r.Read(func(rd *store.Reader) (err error) { may, err = access.Can(rd, access.RulePropose, top.ID); return }); err != nil {
		return err
	}
	ref := x.Ref.String()
	o := one{Text: r.Either(x.TextVI, x.TextEN), Status: status(r, x), Mark: r.T("rulemark." + x.Source.Mark)}
	o.Source = sourceOf(r, x, today)
	o.Table = tableOf(r, x)
	if o.Table == nil {
		if o.Figures, _ = figures(r, x, x.Figures(), mostFigures); len(o.Figures) > mostChanges {
			o.Figures, o.Folds = nil, figureFolds(r, x, x.Figures())
		}
	}
	for n, e := range x.Examples() {
		o.Examples = append(o.Examples, ui.Row{Href: link.TryRule(top.Slug, ref) + "?vd=" + itoa(n+1), Icon: "list-checks", Title: exampleName(r, n, e), Second: r.T("rulepage.example.on", "day", vi.ShowDay(e.On))})
	}
	o.Versions = versions(r, top.Slug, x, today)
	o.More = []ui.Link{{Href: link.RuleFile(top.Slug, ref, "yaml"), Text: r.T("rulepage.file.yaml")}}
	if _, is := r.Book.TableByRef(ref); is {
		o.More = append(o.More, ui.Link{Href: link.RuleFile(top.Slug, ref, "xlsx"), Text: r.T("rulepage.file.xlsx")})
	}
	if may && rule.Adoptable(x.Pack) {
		o.More = append(o.More, ui.Link{Href: link.ProposeRule(top.Slug) + "?mau=" + ref, Text: r.T("rulepage.adopt")})
	}
	return r.Page(w, 0, ui.Page{Title: name(r, x) + " · " + top.Name, Where: top.Name, Heading: name(r, x), Sub: days(r, x.From, x.To), Back: &ui.Link{Href: link.Rules(top.Slug)}, Primary: &ui.Action{Text: r.T("rulepage.try"), Href: link.TryRule(top.Slug, ref)}}, showOne(o))
}

// exampleName numbers an example; what it shows is named in English only.
func exampleName(r *page.Request, n int, e rule.Example) string {
	return r.Either(r.T("rulepage.example", "n", n+1), e.Name)
}

func sourceOf(r *page.Request, x rule.Rule, today string) []ui.Pair {
	out := []ui.Pair{{Term: r.T("rulepage.source"), Text: x.Source.Line(), Vi: x.Source.Line()}}
	if d, ok := r.Book.Register(today).Find(x.Source); ok {
		out = append(out, ui.Pair{Term: r.T("rulepage.issuer"), Text: d.Issuer, Vi: d.Issuer}, ui.Pair{Term: r.T("rulepage.force"), Text: days(r, d.From, d.To)})
	} else if x.Source.Issuer != "" {
		out = append(out, ui.Pair{Term: r.T("rulepage.issuer"), Text: x.Source.Issuer, Vi: x.Source.Issuer})
	}
	return append(out, ui.Pair{Term: r.T("rulepage.ref"), Text: x.Ref.String()})
}

// versions are the rules of the same matter, newest first.
func versions(r *page.Request, slug string, x rule.Rule, today string) []ui.Row {
	var out []ui.Row
	for _, v := range r.Book.Rules() {
		if v.Pack != x.Pack || v.Scope.Level != x.Scope.Level || v.Scope.Kind != x.Scope.Kind || v.Scope.Meeting != x.Scope.Meeting || v.Scope.Place != "" && v.Scope.Place != r.Book.Place() {
			continue
		}
		row := ui.Row{Href: link.Rule(slug, v.Ref.String()), Icon: "book-open", Title: days(r, v.From, v.To), Second: v.Source.Line(), Vi: v.Source.Line()}
		if v.From <= today && (v.To == "" || today < v.To) {
			row.Tag = &ui.Tag{Kind: "ok", Icon: "circle-check", Text: r.T("rulepage.now")}
		}
		if v.Ref == x.Ref {
			row.Tag = &ui.Tag{Kind: "act", Icon: "eye", Text: r.T("rulepage.this")}
		}
		out = append(out, row)
	}
	slices.Reverse(out)
	return out
}

// tableOf shows a scoring table and an agenda as what they are.
func tableOf(r *page.Request, x rule.Rule) *ui.Table {
	t, is := r.Book.TableByRef(x.Ref.String())
	if !is {
		return nil
	}
	out := &ui.Table{Caption: r.Either(t.TitleVI, t.TitleEN), Columns: []ui.Column{{Text: r.T("rulepage.col.criterion")}, {Text: r.T("rulepage.col.how")}, {Text: r.T("rulepage.col.max"), Num: true}}}
	for _, c := range t.Criteria {
		out.Rows = append(out.Rows, []ui.Cell{{Text: c.Code + ". " + r.Either(c.TextVI, c.TextEN)}, {Text: how(r, c)}, {Text: c.Max.String()}})
	}
	out.Total = []ui.Cell{{Text: r.T("rulepage.col.total")}, {}, {Text: t.Total.String()}}
	return out
}

// how says where the points of a criterion come from.
func how(r *page.Request, c rule.Criterion) string {
	if !c.Measured() {
		return r.Either(c.AskVI, c.AskEN)
	}
	m, _ := rule.MetricOf(c.Metric)
	out := r.Either(m.VI, m.EN)
	for _, l := range c.Levels {
		out += "; " + levelText(r, l.Bound(), l.Points)
	}
	for _, u := range c.Unless {
		m, _ := rule.MetricOf(u.Metric)
		out += "; " + r.T("rulepage.unless", "metric", r.Either(m.VI, m.EN), "bound", levelText(r, u.Bound(), u.Points))
	}
	return out
}

func levelText(r *page.Request, b rule.Bound, points rule.Points) string {
	for key, p := range map[string]*rule.Points{"from": b.From, "above": b.Above, "upto": b.UpTo, "below": b.Below} {
		if p != nil {
			return r.T("rulelevelof."+key, "at", p.String(), "points", points.String())
		}
	}
	return r.T("rulelevelof.rest", "points", points.String())
}
