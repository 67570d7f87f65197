package privacy

import (
	"chibo/internal/fault"
	"chibo/internal/privacy"
	"chibo/internal/vi"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// decisionLine says by which decision data are kept and until when.
func decisionLine(r *page.Request, key string, d privacy.ByDecision) string {
	return r.T(key, "ref", d.Ref, "on", vi.ShowDay(d.On), "until", vi.ShowDay(d.Until))
}

// decisionFields ask for the decision; they stand below the choice, because the page
// works without script.
func decisionFields(r *page.Request) []form.Input {
	field := func(name, hint string) ui.Field {
		return ui.Field{Name: name, Label: r.T("privacy.held.f." + name), Hint: hint, Value: form.Typed(r, name, ""), Error: r.Wrong(name)}
	}
	return []form.Input{{Kind: "text", Field: field("ref", r.T("privacy.held.f.ref.hint"))}, {Kind: "date", Field: field("on", "")}, {Kind: "date", Field: field("until", "")}}
}

// decided is the decision typed; a day that cannot be read stays empty and is refused
// by name.
func decided(r *page.Request) privacy.ByDecision {
	var wrong fault.Fields
	return privacy.ByDecision{Ref: r.Text("ref"), On: r.Day("on", &wrong), Until: r.Day("until", &wrong)}
}
