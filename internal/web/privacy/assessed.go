package privacy

import (
	"net/http"

	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/privacy"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// Assessment is by when the impact assessment is due, and on which days it was
// filed: GET /cap-uy/{cu}/rieng-tu/danh-gia.
func Assessment(w http.ResponseWriter, r *page.Request) error { return assessment(w, r, 0) }

func assessment(w http.ResponseWriter, r *page.Request, status int) error {
	var top org.Org
	var a privacy.Assessed
	var today string
	if err := r.Read(func(rd *store.Reader) (err error) {
		if top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		today = rd.Today()
		a, err = privacy.Assessment(rd, r.Book)
		return err
	}); err != nil {
		return err
	}
	law := r.Book.Assessment(today)
	p := form.Page{Frame: ui.Page{Title: r.T("assessment.title"), Where: top.Name, Heading: r.T("assessment.title"), Sub: r.T("assessment.sub", "days", law.FileDays, "months", law.RenewMonths), Back: &ui.Link{Href: link.Privacy(top.Slug)}, Primary: form.Send(r.T("assessment.send"))},
		Action: link.Assessment(top.Slug), Inputs: []form.Input{
			{Kind: "date", Field: ui.Field{Name: "day", Label: r.T("assessment.f.day"), Value: form.Typed(r, "day", "")}},
			{Field: ui.Field{Name: "ref", Label: r.T("assessment.f.ref"), Value: form.Typed(r, "ref", ""), Hint: r.T("assessment.f.ref.hint")}},
		}, After: []ui.Link{{Text: r.T("privacy.assessment.docx"), Href: link.PrivacyRegister(top.Slug) + "/tai/danh-gia.docx"}, {Text: r.T("privacy.assessment.pdf"), Href: link.PrivacyRegister(top.Slug) + "/tai/danh-gia.pdf"}}}
	switch {
	case a.Due == "":
		p.Frame.Banner = &ui.Note{Kind: "info", Text: r.T("assessment.unknown")}
	case a.Late:
		p.Frame.Banner = &ui.Note{Kind: "bad", Text: r.T("assessment.late", "day", vi.ShowDay(a.Due))}
	case a.Remind:
		p.Frame.Banner = &ui.Note{Kind: "warn", Text: r.T("assessment.due", "day", vi.ShowDay(a.Due))}
	default:
		p.Frame.Banner = &ui.Note{Kind: "ok", Text: r.T("assessment.due", "day", vi.ShowDay(a.Due))}
	}
	var past []ui.Line
	for _, f := range a.Filed {
		past = append(past, ui.Line{Text: r.T("assessment.filed", "day", vi.ShowDay(f.Day)), Second: f.Ref})
	}
	return answer(w, r, status, p, ShowAssessment(past))
}

// File writes it down: POST /cap-uy/{cu}/rieng-tu/danh-gia.
func File(w http.ResponseWriter, r *page.Request) error {
	var slug string
	if err := r.Read(func(rd *store.Reader) error {
		top, err := org.BySlug(rd, r.PathValue("cu"))
		if err != nil {
			return err
		}
		slug = top.Slug
		_, err = privacy.Assessment(rd, r.Book)
		return err
	}); err != nil {
		return err
	}
	var wrong fault.Fields
	day, ref := r.NeedDay("day", &wrong), r.Need("ref", &wrong)
	err := wrong.Err()
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			_, err := store.Once(tx, r.Key(), []any{day, ref}, func() (bool, error) { return true, privacy.File(tx, r.Book, day, ref) })
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return assessment(w, r, status) })
	}
	return r.See(w, link.Assessment(slug))
}
