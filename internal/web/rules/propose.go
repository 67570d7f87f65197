package rules

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/regulation"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// preview is one rule of a draft as the page shows it.
type preview struct {
	Title, Text string
	Facts       []ui.Pair
	Changes     changed
	Looser      []ui.Line
}

// ProposePage asks for a file, or for a pattern, and the day: GET /cap-uy/{cu}/quy-dinh/de-nghi.
func ProposePage(w http.ResponseWriter, r *page.Request) error { return proposePage(w, r, 0, nil) }

func proposePage(w http.ResponseWriter, r *page.Request, status int, problems []ui.Line) error {
	var top org.Org
	var today string
	if err := r.Read(func(rd *store.Reader) (err error) {
		today = rd.Today()
		top, err = committee(rd, r, access.RulePropose)
		return err
	}); err != nil {
		return err
	}
	pattern := form.Typed(r, "pattern", r.URL.Query().Get("mau"))
	patterns := form.Input{Kind: "select", Field: ui.Field{Name: "pattern", Label: r.T("rulepage.f.pattern"), Hint: r.T("rulepage.f.pattern.hint"), Value: pattern, Optional: true}, Options: []ui.Option{{Value: "", Text: r.T("rulepage.f.pattern.none")}}}
	if x, ok := r.Book.ByRef(pattern); ok && x.Scope.Place == "" || ok && x.Scope.Place == regulation.Place {
		patterns.Options = append(patterns.Options, ui.Option{Value: pattern, Text: name(r, x)})
	}
	for _, x := range regulation.Patterns(r.Book) {
		if x.Scope.Place != regulation.Place {
			patterns.Options = append(patterns.Options, ui.Option{Value: x.Ref.String(), Text: patternName(r, x)})
		}
	}
	tomorrow := vi.ShowDay(vi.AddDays(today, 1))
	p := form.Page{Upload: true, Action: link.ProposeRule(top.Slug),
		Frame: ui.Page{Title: r.T("rulepage.propose") + " · " + top.Name, Where: top.Name, Heading: r.T("rulepage.propose"), Sub: r.T("rulepage.propose.sub"), Back: &ui.Link{Href: link.Rules(top.Slug)}, Primary: form.Send(r.T("rulepage.preview"))},
		Inputs: []form.Input{
			{Kind: "file", Accept: ".yaml,.yml,.xlsx,.csv", Field: ui.Field{Name: "file", Label: r.T("rulepage.f.file"), Hint: r.T("rulepage.f.file.hint"), Optional: true}},
			patterns,
			{Kind: "date", Field: ui.Field{Name: "from", Label: r.T("rulepage.f.from"), Hint: r.T("rulepage.f.from.hint", "day", tomorrow), Value: form.Typed(r, "from", "")}},
			{Kind: "radios", Field: ui.Field{Name: "meeting", Label: r.T("rulepage.f.meeting"), Hint: r.T("rulepage.f.meeting.hint"), Value: form.Typed(r, "meeting", "regular"), Optional: true}, Options: []ui.Option{
				{Value: "regular", Text: r.T("rulemeeting.regular")}, {Value: "combined", Text: r.T("rulemeeting.combined")}, {Value: "thematic", Text: r.T("rulemeeting.thematic")}}},
			{Kind: "text", Field: ui.Field{Name: "doc", Label: r.T("rulepage.f.doc"), Hint: r.T("rulepage.f.doc.hint"), Value: form.Typed(r, "doc", ""), Optional: true}},
			{Kind: "date", Field: ui.Field{Name: "date", Label: r.T("rulepage.f.date"), Value: form.Typed(r, "date", ""), Optional: true}},
			{Kind: "text", Field: ui.Field{Name: "issuer", Label: r.T("rulepage.f.issuer"), Value: form.Typed(r, "issuer", ""), Optional: true}},
			{Kind: "area", Field: ui.Field{Name: "why", Label: r.T("rulepage.f.why"), Value: form.Typed(r, "why", ""), Optional: true}},
		}}
	return withAbove(w, r, status, p, showProblems(problems))
}

func patternName(r *page.Request, x rule.Rule) string {
	if t, is := r.Book.TableByRef(x.Ref.String()); is {
		return name(r, x) + ": " + r.Either(t.TitleVI, t.TitleEN)
	}
	return name(r, x)
}

func withAbove(w http.ResponseWriter, r *page.Request, status int, p form.Page, above templ.Component) error {
	for i := range p.Inputs {
		p.Inputs[i].Error = r.Wrong(p.Inputs[i].Name)
	}
	if status == http.StatusUnprocessableEntity {
		p.Key = r.Key()
	}
	return r.Page(w, status, p.Frame, templ.Join(above, form.Form(p)))
}

// Propose shows what a draft would change, then keeps it for a second person: POST /cap-uy/{cu}/quy-dinh/de-nghi.
func Propose(w http.ResponseWriter, r *page.Request) error {
	var top org.Org
	var may error
	if err := r.Read(func(rd *store.Reader) error { top, may = committee(rd, r, access.RulePropose); return may }); err != nil {
		return err
	}
	d, err := draft(r)
	if err == nil && r.Text("do") == "send" {
		var made []regulation.Own
		err = r.Write(func(tx *store.Tx) error {
			out, err := store.Once(tx, r.Key(), d, func() ([]regulation.Own, error) { return regulation.Propose(tx, r.Books(), d) })
			made = out
			return err
		})
		if err == nil {
			return r.See(w, link.OwnRule(top.Slug, made[0].ID))
		}
	}
	var all []regulation.Preview
	if err == nil {
		err = r.Read(func(rd *store.Reader) (err error) { all, err = regulation.Look(rd, r.Books(), d); return err })
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return proposePage(w, r, status, problemLines(r, err)) })
	}
	return previewPage(w, r, top, d, all)
}

// problemLines says each place to mend.
func problemLines(r *page.Request, err error) []ui.Line {
	var out []ui.Line
	if !fault.Is(err, "regulation_unread") {
		return nil
	}
	for _, p := range rule.Problems(err) {
		at := r.T("rulepage.problem.line", "line", p.Line)
		if p.Column != "" {
			at = r.T("rulepage.problem.cell", "sheet", p.File, "cell", p.Column, "line", p.Line)
		}
		out = append(out, ui.Line{Text: p.What.In(r.Words.Lang()), Second: at})
	}
	return out
}

// draft reads the form: a text shown before, a file, or a pattern.
func draft(r *page.Request) (regulation.Draft, error) {
	var wrong fault.Fields
	d := regulation.Draft{Why: r.Long("why"), From: r.NeedDay("from", &wrong), Pattern: r.Text("pattern")}
	source := rule.Source{Doc: r.Text("doc"), Date: r.Day("date", &wrong), Issuer: r.Text("issuer")}
	if err := wrong.Err(); err != nil {
		return d, err
	}
	if body := r.Raw("body"); body != "" { // seen already
		d.Body, d.Origin = body, r.Text("origin")
		return d, nil
	}
	name, data, err := r.File("file")
	switch {
	case err == nil && len(data) > 0:
		d.Pattern = ""
		return fromFile(r, d, name, data, source)
	case d.Pattern == "":
		return d, fault.Bad("file", "regulation_nothing")
	}
	x, ok := r.Book.ByRef(d.Pattern)
	if !ok || !rule.Adoptable(x.Pack) {
		return d, fault.Bad("pattern", "regulation_nothing")
	}
	d.Origin = regulation.FromPattern
	d.Body, err = regulation.Copy(x, source)
	return d, err
}

func fromFile(r *page.Request, d regulation.Draft, name string, data []byte, source rule.Source) (regulation.Draft, error) {
	lower := strings.ToLower(name)
	if strings.HasSuffix(lower, ".yaml") || strings.HasSuffix(lower, ".yml") {
		d.Origin, d.Body = regulation.FromFile, string(data)
		return d, nil
	}
	d.Origin = regulation.FromSheet
	meeting := r.Text("meeting")
	body, err := regulation.SheetBody(name, data, meeting, d.From, source, r.Book.Table(d.From, meeting))
	d.Body = body
	return d, err
}

// previewPage shows what a draft would change, before it is sent.
func previewPage(w http.ResponseWriter, r *page.Request, top org.Org, d regulation.Draft, all []regulation.Preview) error {
	var show []preview
	for _, p := range all {
		show = append(show, previewOf(r, p))
	}
	f := form.Page{Action: link.ProposeRule(top.Slug),
		Frame:  ui.Page{Title: r.T("rulepage.preview") + " · " + top.Name, Where: top.Name, Heading: r.T("rulepage.preview"), Sub: r.T("rulepage.preview.sub", "day", vi.ShowDay(d.From)), Back: &ui.Link{Href: link.ProposeRule(top.Slug)}, Primary: form.Send(r.T("rulepage.send"))},
		Hidden: []form.Hidden{{Name: "do", Value: "send"}, {Name: "body", Value: d.Body}, {Name: "origin", Value: d.Origin}, {Name: "pattern", Value: d.Pattern}, {Name: "from", Value: vi.ShowDay(d.From)}, {Name: "why", Value: d.Why}}}
	return withAbove(w, r, http.StatusOK, f, showPreviews(show))
}

func previewOf(r *page.Request, p regulation.Preview) preview {
	out := preview{Title: name(r, p.Rule), Text: r.Either(p.Rule.TextVI, p.Rule.TextEN)}
	out.Facts = []ui.Pair{{Term: r.T("rulepage.source"), Text: p.Rule.Source.Line(), Vi: p.Rule.Source.Line()}, {Term: r.T("rulepage.when"), Text: days(r, p.Rule.From, p.Rule.To)}, {Term: r.T("rulepage.ref"), Text: p.Rule.Ref.String()}}
	if p.Compared.Found {
		out.Facts = append(out.Facts, ui.Pair{Term: r.T("rulepage.instead"), Text: p.Compared.Shipped.Source.Line() + " (" + p.Compared.Shipped.Ref.String() + ")", Vi: p.Compared.Shipped.Source.Line()})
	}
	for _, e := range p.Ends {
		out.Facts = append(out.Facts, ui.Pair{Term: r.T("rulepage.ends"), Text: e.Ref()})
	}
	out.Facts = append(out.Facts, ui.Pair{Term: r.T("rulepage.h.examples"), Text: r.T("rulepage.examples.hold", "n", len(p.Rule.Examples()))})
	out.Changes = changes(r, p.Rule)
	for _, l := range p.Compared.Looser {
		out.Looser = append(out.Looser, ui.Line{Text: l.In(r.Words.Lang())})
	}
	if p.Compared.Unclear {
		out.Looser = append(out.Looser, ui.Line{Text: r.T("rulepage.unclear")})
	}
	return out
}
