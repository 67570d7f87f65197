package proof

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/minutes"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// PartPage is GET, Part POST /giay-to/{id}/dinh-chinh/doan/{phan}.
func PartPage(w http.ResponseWriter, r *page.Request) error {
	return partPage(w, r, http.StatusOK, nil)
}

func partPage(w http.ResponseWriter, r *page.Request, status int, failed error) error {
	c, err := correcting(r)
	if err != nil {
		return err
	}
	if !c.Open || !c.May {
		return fault.Missing()
	}
	for _, x := range c.A.Parts {
		if x.Key != r.PathValue("phan") {
			continue
		}
		p := c.frame(r, x.Title, link.Correction(c.A.Paper.ID))
		p.Vietnamese, p.Primary = true, form.Send(word(r, "part.save"))
		body := []templ.Component{}
		if fault.KindOf(failed) == fault.Conflict {
			body = append(body, Two(word(r, "both.why"), Text{word(r, "both.there"), x.Text}, Text{word(r, "both.mine"), r.Long("text")}))
		}
		body = append(body, Two("", Text{word(r, "part.was"), x.Was}),
			form.Form(form.Page{Action: link.CorrectPart(c.A.Paper.ID, x.Key), Key: key(r, status), Hidden: []form.Hidden{form.Version(x.Edit)},
				Inputs: []form.Input{{Kind: "area", Field: ui.Field{Name: "text", Label: word(r, "part.text"), Value: form.Typed(r, "text", x.Text), Error: r.Wrong("text"), MaxLength: 20_000}}}}))
		return r.Page(w, status, p, templ.Join(body...))
	}
	return fault.Missing()
}

// Part keeps the corrected words of one part.
func Part(w http.ResponseWriter, r *page.Request) error {
	id := r.PathValue("id")
	if err := write(r, func(tx *store.Tx) error {
		_, err := minutes.AmendPart(tx, id, r.PathValue("phan"), r.Version(), r.Long("text"))
		return err
	}); err != nil {
		return r.Again(w, err, func(status int) error { return partPage(w, r, status, err) })
	}
	return r.See(w, link.Correction(id))
}
