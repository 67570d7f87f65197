package rules

import (
	"github.com/a-h/templ"

	"chibo/internal/org"
	"chibo/internal/regulation"
	"chibo/internal/rule"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// ownBody is what the page of a rule of the committee's own shows above its form.
func ownBody(r *page.Request, top org.Org, o regulation.Own, today string) (templ.Component, error) {
	x, err := o.Rule()
	if err != nil { // a text this program cannot read any more: its history stays readable
		return showOwn([]ui.Note{{Kind: "bad", Title: r.T("ruleown.unreadable"), Text: r.T("ruleown.unreadable.text")}}, o.Ref(), nil, changed{}, nil, history(r, o), nil), nil //nolint:nilerr // said on the page
	}
	p := previewOf(r, regulation.Preview{Rule: x, Compared: r.Books().Compare(x)})
	facts := append(p.Facts, ui.Pair{Term: r.T("ruleown.origin"), Text: r.T("ruleown.origin." + o.Origin)})
	if o.Pattern != "" {
		facts = append(facts, ui.Pair{Term: r.T("ruleown.pattern"), Text: o.Pattern})
	}
	if o.Why != "" {
		facts = append(facts, ui.Pair{Term: r.T("rulepage.f.why"), Text: o.Why})
	}
	return templ.Join(showOwn(ownNotes(r, o, today), p.Text, facts, p.Changes, p.Looser, history(r, o), ownLinks(r, top, o, x))), nil
}

func ownNotes(r *page.Request, o regulation.Own, today string) []ui.Note {
	var out []ui.Note
	switch {
	case o.State == regulation.Proposed && o.From <= today:
		out = append(out, ui.Note{Kind: "warn", Title: r.T("ruleown.late"), Text: r.T("ruleown.late.text")})
	case o.State == regulation.Proposed && o.By == r.Viewer.Person:
		out = append(out, ui.Note{Kind: "info", Icon: "hourglass", Title: r.T("ruleown.proposed"), Text: r.T("ruleown.waits.text")})
	case o.Refusal != "":
		out = append(out, ui.Note{Kind: "bad", Title: r.T("ruleown.refused"), Text: o.Refusal})
	}
	return out
}

func ownLinks(r *page.Request, top org.Org, o regulation.Own, x rule.Rule) []ui.Link {
	if o.State != regulation.Adopted {
		return nil
	}
	if _, ok := r.Book.ByRef(x.Ref.String()); !ok {
		return nil
	}
	return []ui.Link{{Href: link.Rule(top.Slug, x.Ref.String()), Text: r.T("ruleown.read")}}
}
