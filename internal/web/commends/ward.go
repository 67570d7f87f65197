package commends

import (
	"net/http"

	"chibo/internal/access"
	"chibo/internal/commend"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// Ward is GET /cap-uy/{cu}/de-nghi-khen: what cells propose, by date.
func Ward(w http.ResponseWriter, r *page.Request) error {
	var o org.Org
	var all []commend.Proposal
	if err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = org.BySlug(rd, r.PathValue("cu")); err == nil {
			all, err = commend.Heard(rd, o.ID)
		}
		return err
	}); err != nil {
		return err
	}
	var rows []ui.Row
	for _, x := range all {
		rows = append(rows, ui.Row{Href: link.PraiseProposal(o.Slug, x.ID), Title: x.Whom, Vietnamese: true, Second: r.T("commend.row", "cell", x.OrgName, "asked", r.T("commend.asked."+x.Asked), "day", vi.ShowDay(x.SentOn)), Tag: stateTag(r, &x)})
	}
	p := head(r, r.T("commend.ward"), o.Name, link.Campaigns(o.Slug))
	p.Primary = &ui.Action{Text: r.T("wardpage.back.desk"), Href: link.Committee(o.Slug)}
	return r.Page(w, 0, p, list(r.T("commend.ward.intro"), r.T("commend.ward.none"), rows))
}

func readProposal(rd *store.Reader, r *page.Request) (o org.Org, x commend.Proposal, err error) {
	if o, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
		return o, x, err
	}
	if err = access.Must(rd, access.CommendHear, o.ID); err != nil {
		return o, x, err
	}
	x, err = commend.One(rd, r.PathValue("id"))
	return o, x, err
}

// WardOne is GET /cap-uy/{cu}/de-nghi-khen/{id}: one proposal, and what became of it.
func WardOne(w http.ResponseWriter, r *page.Request) error { return wardOne(w, r, 0) }

func wardOne(w http.ResponseWriter, r *page.Request, status int) error {
	var o org.Org
	var x commend.Proposal
	today := ""
	if err := r.Read(func(rd *store.Reader) (err error) {
		today = rd.Today()
		o, x, err = readProposal(rd, r)
		return err
	}); err != nil {
		return err
	}
	day := vi.ShowDay(today)
	if x.OutcomeOn != "" {
		day = vi.ShowDay(x.OutcomeOn)
	}
	p := head(r, r.T("commend.proposal"), x.OrgName, link.PraiseProposals(o.Slug))
	p.Primary = form.Send(r.T("commend.decide"))
	v := view{Tag: stateTag(r, &x), Deed: x.Deed, Facts: append([]ui.Pair{{Term: r.T("commend.whom"), Text: x.Whom, Vi: x.Whom}, {Term: r.T("commend.month"), Text: vi.Capital(r.Month(x.Period))}}, facts(r, x)...)}
	v.Main = &form.Page{Action: link.PraiseProposal(o.Slug, x.ID), Hidden: []form.Hidden{form.Version(x.Version)}, Inputs: []form.Input{
		{Kind: "radios", Field: ui.Field{Name: "outcome", Label: r.T("commend.f.outcome"), Value: form.Typed(r, "outcome", x.Outcome), Error: r.Wrong("outcome")}, Options: options(r, "commend.outcome.", commend.Outcomes)},
		{Kind: "date", Field: ui.Field{Name: "day", Label: r.T("commend.f.day"), Value: form.Typed(r, "day", day), Error: r.Wrong("day")}},
		{Field: ui.Field{Name: "note", Label: r.T("commend.f.note"), Hint: r.T("commend.f.note.hint"), Value: form.Typed(r, "note", x.Note), Error: r.Wrong("note"), MaxLength: 300, Optional: true}}}}
	return r.Page(w, status, p, show(v))
}

// Decide is its POST.
func Decide(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	day := r.NeedDay("day", &wrong)
	here := ""
	err := wrong.Err()
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			o, x, err := readProposal(tx.Reader, r)
			if err != nil {
				return err
			}
			here = link.PraiseProposal(o.Slug, x.ID)
			_, err = commend.Decide(tx, x.ID, r.Version(), r.Text("outcome"), day, r.Text("note"))
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return wardOne(w, r, status) })
	}
	return r.See(w, here)
}
