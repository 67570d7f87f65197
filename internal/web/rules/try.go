package rules

import (
	"net/http"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

func itoa(n int) string { return strconv.Itoa(n) }

// trial is an example with its figures to change, and the answer.
type trial struct {
	Action string
	N      string
	Fields []ui.Field
	Answer []ui.Pair
	Same   bool // as the example has it
	Others []ui.Link
	Note   *ui.Note
}

// Try works an example of a rule, as it stands or with other figures: GET /cap-uy/{cu}/quy-dinh/xem/{qd}/thu. It
// writes nothing.
func Try(w http.ResponseWriter, r *page.Request) error {
	top, x, _, err := found(r, access.RuleView)
	if err != nil {
		return err
	}
	ref, all := x.Ref.String(), x.Examples()
	n, err := strconv.Atoi(r.Text("vd"))
	if err != nil || n < 1 || n > len(all) {
		n = 1
	}
	t := trial{Action: link.TryRule(top.Slug, ref), N: itoa(n), Same: true}
	changed := map[string]string{}
	e := all[n-1]
	for _, f := range e.In {
		name := "x." + f.Name()
		v := f.Value
		if r.Form != nil || r.URL.Query().Has(name) {
			if r.URL.Query().Has(name) {
				v = r.Text(name)
				if day, precision, err := vi.ParseDay(v); err == nil && precision == vi.Full && vi.ValidDay(f.Value) {
					v = day
				}
			}
		}
		if v != f.Value {
			changed[f.Name()], t.Same = v, false
		}
		shown := v
		if len(v) == 10 && vi.ValidDay(v) {
			shown = vi.ShowDay(v)
		}
		t.Fields = append(t.Fields, ui.Field{Name: name, Label: vi.Capital(label(r, x, f)), Value: shown})
	}
	answer, err := x.Try(n-1, changed)
	if err != nil {
		t.Note = &ui.Note{Kind: "bad", Title: r.T("rulepage.try.wrong"), Text: r.T("rulepage.try.wrong.text")}
	}
	t.Answer, _ = figures(r, x, answer, mostFigures)
	for i := range all {
		if i != n-1 {
			t.Others = append(t.Others, ui.Link{Href: t.Action + "?vd=" + itoa(i+1), Text: exampleName(r, i, all[i])})
		}
	}
	return r.Page(w, 0, ui.Page{Title: r.T("rulepage.try") + " · " + top.Name, Where: top.Name, Heading: name(r, x), Sub: exampleName(r, n-1, e) + " · " + days(r, x.From, x.To), Back: &ui.Link{Href: link.Rule(top.Slug, ref)},
		Primary: &ui.Action{Text: r.T("rulepage.try.again"), Form: "thu-quy-dinh"}}, showTrial(t))
}
