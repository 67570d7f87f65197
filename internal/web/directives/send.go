package directives

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/directive"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/documents"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// everybody is the choice of all cells.
const everybody = "all"

// SendPage is GET, Send POST of /cap-uy/{cu}/van-ban/moi.
func SendPage(w http.ResponseWriter, r *page.Request) error { return sendForm(w, r, 0, nil) }

func sendForm(w http.ResponseWriter, r *page.Request, status int, problem error) error {
	var top org.Org
	var reach directive.Reach
	err := r.Read(func(rd *store.Reader) (err error) {
		if top, err = committee(rd, r, access.DirectiveSend); err == nil {
			reach, err = directive.ReachOf(rd, top.ID)
		}
		return err
	})
	if err != nil {
		return err
	}
	inputs := append([]form.Input{{Field: field(r, "number", "")}, {Kind: "date", Field: field(r, "issued_on", "")}, {Field: field(r, "issuer", acting(top.Name))}}, wordInputs(r, directive.Directive{})...)
	file := field(r, "file", "")
	file.Optional = true
	inputs = append(inputs, form.Input{Kind: "file", Field: file, Accept: documents.Accept}, form.Input{Kind: "ticks", Field: ui.Field{Name: "to", Label: r.T("directive.f.to"), Hint: r.T("directive.f.to.hint")}, Options: recipients(r, reach), Chosen: r.Texts("to")})
	p := form.Page{Frame: frame(r, top, r.T("directive.new"), link.Directives(top.Slug)), Action: link.NewDirective(top.Slug), Upload: true, Inputs: inputs, Before: aside(r, problem), Effect: &ui.Note{Kind: "info", Text: r.T("directive.effect")}}
	if n := len(reach.LeftOut); n > 0 {
		p.Before = append(p.Before, ui.Note{Kind: "info", Title: r.T("directive.leftout", "count", n), Text: r.T("directive.leftout.why", "names", strings.Join(reach.LeftOut, ", "))})
	}
	p.Frame.Primary = form.Send(r.T("directive.send"))
	return form.Answer(w, r, status, p)
}

// acting is the committee that acts for its organisation, as its papers name it.
func acting(name string) string {
	if rest, whole := strings.CutPrefix(name, "Đảng bộ "); whole {
		return "Đảng ủy " + rest
	}
	return name
}

// recipients are all cells or those of a kind, each with how many they are today.
func recipients(r *page.Request, reach directive.Reach) []ui.Option {
	out := []ui.Option{{Value: everybody, Text: r.T("directive.to.all", "count", reach.Cells)}}
	if len(reach.Kinds) < 2 {
		return out
	}
	for _, k := range reach.Kinds {
		out = append(out, ui.Option{Value: k.Kind, Text: r.T("directive.to.kind", "kind", r.T("rulekind."+k.Kind), "count", k.Cells), Sub: true})
	}
	return out
}

// field is a question whose words are those of a paper the cell enters itself, or our own.
func field(r *page.Request, name, stored string) ui.Field {
	key := "directive.f." + name
	if !r.Words.Has(key) {
		key = "documentpage.f." + name
	}
	f := ui.Field{Name: name, Label: r.T(key), Value: form.Typed(r, name, stored)}
	if r.Words.Has(key + ".hint") {
		f.Hint = r.T(key + ".hint")
	}
	return f
}

// wordInputs are the questions about what the committee may correct afterwards.
func wordInputs(r *page.Request, d directive.Directive) []form.Input {
	options := func(prefix string, all ...string) []ui.Option {
		var out []ui.Option
		for _, a := range all {
			out = append(out, ui.Option{Value: a, Text: r.T(prefix + a)})
		}
		return out
	}
	by := ""
	if d.DiscussBy != "" {
		by = vi.ShowDay(d.DiscussBy)
	}
	until := field(r, "discuss_by", by)
	until.Optional = true
	asked := field(r, "asked", d.Asked)
	asked.MaxLength = 300
	return []form.Input{{Kind: "area", Field: field(r, "abstract", d.Abstract)}, {Kind: "area", Field: asked}, {Kind: "date", Field: until}, {Kind: "area", Field: field(r, "summary", d.Summary)},
		{Kind: "radios", Field: field(r, "audience", cmp.Or(d.Audience, document.ForMembers)), Options: options("document.audience.", document.Audiences...)},
		{Kind: "radios", Field: field(r, "level", cmp.Or(d.Level, document.Normal)), Options: options("document.level.", append(document.Levels[:2:2], "secret")...)}}
}

// aside says what to do with a secret paper.
func aside(r *page.Request, problem error) []ui.Note {
	if fault.Is(problem, "secret_mark") {
		return []ui.Note{{Kind: "warn", Text: r.T("directive.aside")}}
	}
	return nil
}

// typed is what was written of the words that may be corrected.
func typed(r *page.Request, wrong *fault.Fields) directive.Directive {
	return directive.Directive{Abstract: r.Text("abstract"), Asked: r.Text("asked"), Summary: r.Long("summary"), Level: r.Text("level"), Audience: r.Text("audience"), DiscussBy: r.Day("discuss_by", wrong)}
}

// chosen is whom the form names.
func chosen(r *page.Request, wrong *fault.Fields) (to directive.To) {
	all := r.Texts("to")
	if len(all) == 0 {
		wrong.Add("to", "directive_nobody")
	}
	if !slices.Contains(all, everybody) {
		to.Kinds = all
	}
	return to
}

func Send(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	in := typed(r, &wrong)
	in.Number, in.IssuedOn, in.Issuer = r.Text("number"), r.NeedDay("issued_on", &wrong), r.Text("issuer")
	to := chosen(r, &wrong)
	err := wrong.Err()
	slug := ""
	if err == nil {
		err = r.Read(func(rd *store.Reader) error {
			top, err := committee(rd, r, access.DirectiveSend)
			in.Org, slug = top.ID, top.Slug
			return err
		})
	}
	var made directive.Directive
	if err == nil {
		var file *document.Checked
		if file, err = documents.Take(r, false); err == nil {
			err = r.Write(func(tx *store.Tx) (err error) {
				if made, err = directive.Send(tx, in, to); err == nil && file != nil {
					_, err = directive.Attach(tx, document.Attachment{Document: made.ID, Role: document.Other}, *file)
				}
				return err
			})
		}
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return sendForm(w, r, status, err) })
	}
	return r.See(w, link.Directive(slug, made.ID))
}
