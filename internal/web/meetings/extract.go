package meetings

import (
	"net/http"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// ExtractPage is GET, Extract POST .../trich: parts of the sealed minutes as a
// paper of their own.
func ExtractPage(w http.ResponseWriter, r *page.Request) error {
	return extract(w, r, http.StatusOK)
}

func extract(w http.ResponseWriter, r *page.Request, status int) error {
	var from minutes.Sealed
	var parts []minutes.Excerpt
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if err = meeting.Must(rd, s.M, access.MinutesSeal); err != nil {
			return err
		}
		from, parts, err = minutes.Excerpts(rd, s.M.ID)
		return err
	})
	if err != nil {
		return err
	}
	var options []ui.Option
	for _, p := range parts {
		options = append(options, ui.Option{Value: p.Key, Text: p.Title, Lang: "vi"})
	}
	p := s.frame(r, r.T("proofpage.extract.title"), link.Done(s.Slug, s.Ky))
	p.Sub, p.Primary = r.Numbered(from.Symbol), form.Send(r.T("proofpage.extract.save"))
	return form.Answer(w, r, status, form.Page{Frame: p, Action: link.Extract(s.Slug, s.Ky), Effect: &ui.Note{Kind: "info", Text: r.T("proofpage.extract.effect")},
		Inputs: []form.Input{{Kind: "ticks", Options: options, Chosen: r.Texts("parts"), Field: ui.Field{Name: "parts", Label: r.T("proofpage.extract.parts")}},
			{Field: ui.Field{Name: "purpose", Label: r.T("proofpage.extract.purpose"), Hint: r.T("proofpage.extract.purpose.hint"), Value: form.Typed(r, "purpose", ""), MaxLength: 300}},
			{Field: ui.Field{Name: "to", Label: r.T("proofpage.extract.to"), Value: form.Typed(r, "to", ""), MaxLength: 300}}}})
}

func Extract(w http.ResponseWriter, r *page.Request) error {
	id := ""
	_, err := write(r, func(tx *store.Tx, s sitting) error {
		x, err := minutes.Extract(tx, r.Book, s.M.ID, minutes.Extracting{Parts: r.Texts("parts"), Purpose: r.Text("purpose"), To: r.Text("to")})
		id = x.ID
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return extract(w, r, status) })
	}
	if id == "" { // the form was sent before; its paper is in the list
		return r.See(w, link.Done(r.PathValue("cb"), r.PathValue("ky")))
	}
	return r.See(w, link.PaperPage(id))
}

// DecreeFormPage is GET, DecreeForm POST .../nghi-quyet/loai: resolution or
// conclusion.
func DecreeFormPage(w http.ResponseWriter, r *page.Request) error {
	return decreeForm(w, r, http.StatusOK)
}

func decreeForm(w http.ResponseWriter, r *page.Request, status int) error {
	var d resolution.Resolution
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		d, err = resolution.Get(rd, s.M.ID)
		return err
	})
	if err != nil {
		return err
	}
	p := s.frame(r, r.T("proofpage.form.title"), link.Resolution(s.Slug, s.Ky))
	p.Primary = form.Send(r.T("proofpage.form.save"))
	return form.Answer(w, r, status, form.Page{Frame: p, Action: link.DecreeForm(s.Slug, s.Ky), Hidden: []form.Hidden{form.Version(d.Version)},
		Inputs: []form.Input{{Kind: "radios", Field: ui.Field{Name: "form", Label: r.T("proofpage.form.ask"), Hint: r.T("proofpage.form.hint"), Value: form.Typed(r, "form", d.Form)},
			Options: []ui.Option{{Value: resolution.AsResolution, Text: r.T("proofpage.type.resolution")}, {Value: resolution.AsConclusion, Text: r.T("proofpage.type.conclusion")}}}}})
}

func DecreeForm(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		_, err := resolution.SetForm(tx, r.Book, s.M.ID, r.Version(), r.Text("form"))
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return decreeForm(w, r, status) })
	}
	return r.See(w, link.Resolution(s.Slug, s.Ky))
}
