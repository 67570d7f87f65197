package assists

import (
	"net/http"
	"slices"

	"chibo/internal/assist"
	"chibo/internal/desk"
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

// MakePage is GET /chi-bo/{cb}/giup/moi: a plan, with the reasons the desk gives today.
func MakePage(w http.ResponseWriter, r *page.Request) error { return making(w, r, 0) }

func making(w http.ResponseWriter, r *page.Request, status int) error {
	var o org.Org
	var all []member.Carer
	var now []string
	me := ""
	if err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
			return err
		}
		me = rd.Viewer().Person
		if all, err = assist.People(rd, o.ID); err != nil {
			return err
		}
		now, err = reasons(rd, r, o.ID)
		return err
	}); err != nil {
		return err
	}
	p := head(r, "assist.make", o.Name, link.CellHelp(o.Slug))
	p.Primary = form.Send(r.T("assist.make.send"))
	inputs := []form.Input{
		{Kind: "select", Field: ui.Field{Name: "person", Label: r.T("assist.f.person"), Value: form.Typed(r, "person", me)}, Options: options(all)},
	}
	return form.Answer(w, r, status, form.Page{Frame: p, Action: link.NewHelp(o.Slug), Inputs: append(inputs, asks(r, now, now, assist.Plan{})...)})
}

// reasons are those for which the desk names the cell this month, and of the month before
// that nothing is known of it or its results did not come.
func reasons(rd *store.Reader, r *page.Request, cell string) (out []string, err error) {
	month := vi.MonthOf(rd.Today())
	for _, m := range []string{month, vi.PrevMonth(month)} {
		b, err := desk.Of(rd, r.Book, cell, m, rd.Today())
		if err != nil {
			if fault.KindOf(err) == fault.NotFound {
				err = nil
			}
			return out, err
		}
		f, _ := b.Needs(cell)
		for _, why := range f.Reasons {
			if m == month || why.Code == desk.Silent || why.Code == desk.Papers {
				out = append(out, why.Code)
			}
		}
	}
	return out, nil
}

// asks are the questions of a plan that a new one and a change have in common: some are the
// reasons to choose from, chosen those that stand.
func asks(r *page.Request, some, chosen []string, p assist.Plan) []form.Input {
	if r.Method == http.MethodPost {
		chosen = r.Texts("reason")
	}
	out := []form.Input{{Field: ui.Field{Name: "aim", Label: r.T("assist.f.aim"), Hint: r.T("assist.f.aim.hint"), Value: form.Typed(r, "aim", p.Aim), MaxLength: 300}}}
	var ticks []ui.Option
	for _, code := range assist.Codes {
		if slices.Contains(some, code) || slices.Contains(chosen, code) {
			ticks = append(ticks, ui.Option{Value: code, Text: r.T("assist.why." + code)})
		}
	}
	why := ui.Field{Name: "why", Label: r.T("assist.f.why"), Hint: r.T("assist.f.why.hint"), Value: form.Typed(r, "why", p.Why), MaxLength: 600}
	if len(ticks) > 0 {
		out = append(out, form.Input{Kind: "ticks", Field: ui.Field{Name: "reason", Label: r.T("assist.f.reasons")}, Options: ticks, Chosen: chosen})
		why.Label = r.T("assist.f.why.more")
	}
	until := ui.Field{Name: "until", Label: r.T("assist.f.until"), Value: form.Typed(r, "until", shown(p.UntilOn))}
	return append(out, form.Input{Kind: "area", Field: why}, form.Input{Kind: "date", Field: until})
}

func shown(day string) string {
	if day == "" {
		return ""
	}
	return vi.ShowDay(day)
}

func options(all []member.Carer) (out []ui.Option) {
	for _, c := range all {
		out = append(out, ui.Option{Value: c.Person, Text: c.Name})
	}
	return out
}

// helpOf is what was sent of a plan.
func helpOf(r *page.Request, wrong *fault.Fields) assist.Help {
	return assist.Help{Person: r.Text("person"), Aim: r.Text("aim"), Why: r.Long("why"), Until: r.NeedDay("until", wrong), Reasons: r.Texts("reason")}
}

// Make is its POST.
func Make(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	h := helpOf(r, &wrong)
	var p assist.Plan
	err := wrong.Err()
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			o, err := org.BySlug(tx.Reader, r.PathValue("cb"))
			if err != nil {
				return err
			}
			p, err = assist.Make(tx, r.Book, o.ID, h)
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return making(w, r, status) })
	}
	return r.See(w, link.HelpPlan(p.Slug, p.ID))
}
