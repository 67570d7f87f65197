package campaigns

import (
	"net/http"
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/fault"
	"chibo/internal/office/docx"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// reviewed is the paper asked for: of one campaign, or of all of a year.
func reviewed(r *page.Request) (o org.Org, d docx.Document, file string, err error) {
	err = r.Read(func(rd *store.Reader) (err error) {
		if year := r.PathValue("nam"); year != "" {
			if o, err = org.BySlug(rd, r.PathValue("cu")); err == nil {
				d, file, err = campaign.ReviewYear(rd, r.Book, o.ID, year)
			}
			return err
		}
		var c campaign.Campaign
		if o, c, err = found(rd, r); err == nil {
			d, file, err = campaign.Review(rd, r.Book, c.ID)
		}
		return err
	})
	return
}

// Review is GET /cap-uy/{cu}/chuyen-de/{id}/so-ket: the review in the committee's outline.
func Review(w http.ResponseWriter, r *page.Request) error { return review(w, r) }

// ReviewYear is GET /cap-uy/{cu}/so-ket-nam/{nam}: that of all campaigns of a year.
func ReviewYear(w http.ResponseWriter, r *page.Request) error { return review(w, r) }

func review(w http.ResponseWriter, r *page.Request) error {
	o, d, _, err := reviewed(r)
	if err != nil {
		return err
	}
	back, file := link.Campaigns(o.Slug), func(ext string) string { return link.YearReviewFile(o.Slug, r.PathValue("nam"), ext) }
	if id := r.PathValue("id"); id != "" {
		back, file = link.Campaign(o.Slug, id), func(ext string) string { return link.CampaignReviewFile(o.Slug, id, ext) }
	}
	p := head(r, r.T("review.title"), o.Name, back)
	p.Print = true
	return r.Page(w, 0, p, takeable(d, []ui.Action{{Text: r.T("review.docx"), Href: file("docx"), Icon: "download"}, {Text: r.T("review.pdf"), Href: file("pdf"), Icon: "download"}}))
}

// reviewable are the years a committee may look back on: those of what it sent, this year
// the last, the latest two.
func reviewable(all []campaign.Campaign, now string) (out []string) {
	for _, c := range all {
		if y := c.Period[:4]; c.State != campaign.Draft && y <= now && !slices.Contains(out, y) {
			out = append(out, y)
		}
	}
	slices.Sort(out)
	slices.Reverse(out)
	return out[:min(len(out), 2)]
}

// ReviewFile is the same as so-ket.docx or so-ket.pdf.
func ReviewFile(w http.ResponseWriter, r *page.Request) error {
	ext, ok := strings.CutPrefix(r.PathValue("tep"), "so-ket.")
	if !ok || ext != "docx" && ext != "pdf" {
		return fault.Missing()
	}
	_, d, file, err := reviewed(r)
	if err != nil {
		return err
	}
	return r.Paper(w, d, file, ext)
}

// outlines are the kinds by their addresses.
var outlines = map[string]string{"so-ket": campaign.Interim, "tong-ket": campaign.Final, "nam": campaign.OfYear}

// OutlinePage is GET /cap-uy/{cu}/de-cuong/{loai}: the committee's own outline.
func OutlinePage(w http.ResponseWriter, r *page.Request) error { return outlined(w, r, 0) }

func outlined(w http.ResponseWriter, r *page.Request, status int) error {
	var o org.Org
	var x campaign.ReviewOutline
	var law rule.Review
	kind := outlines[r.PathValue("loai")]
	if err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		if err = access.Must(rd, access.CampaignKeep, o.ID); err != nil {
			return err
		}
		law = r.Book.Review(rd.Today())
		x, err = campaign.Outline(rd, r.Book, o.ID, kind)
		return err
	}); err != nil {
		return err
	}
	p := head(r, r.T("review.outline."+kind), o.Name, link.Campaigns(o.Slug))
	p.Primary = form.Send(r.T("review.save"))
	v := Outlined{Intro: r.T("review.intro"), Source: r.T("review.own"), Action: link.ReviewOutline(o.Slug, r.PathValue("loai")), Version: x.Version, Names: r.T("review.figures"), Table: figures(r, law),
		Body: ui.Field{Name: "body", Label: r.T("review.f.body"), Hint: r.T("review.f.body.hint"), Value: form.Typed(r, "body", x.Body), Error: r.Wrong("body"), MaxLength: 8000}}
	if r.Method == http.MethodPost && r.Version() != x.Version { // somebody kept another meanwhile: both stand on the page
		v.Stored, v.StoredTitle = strings.Split(x.Body, "\n"), r.T("review.stored")
	}
	if r.Text("act") == "shipped" {
		v.Body.Value = x.Body
	}
	if x.Own {
		v.Back = r.T("review.shipped.back")
	} else {
		v.Source = r.T("review.shipped")
	}
	for _, at := range []string{"so-ket", "tong-ket", "nam"} {
		if outlines[at] != kind {
			v.Links = append(v.Links, ui.Link{Text: r.T("review.outline." + outlines[at]), Href: link.ReviewOutline(o.Slug, at)})
		}
	}
	return r.Page(w, status, p, outline(v))
}

// figures lists what an outline may name.
func figures(r *page.Request, law rule.Review) ui.Table {
	t := ui.Table{Caption: r.T("review.figures"), Columns: []ui.Column{{Text: r.T("review.col.mark")}, {Text: r.T("review.col.what")}}}
	for _, name := range slices.Concat(law.Figures, law.Blocks) {
		what := r.T("review.figure." + name)
		if slices.Contains(law.Blocks, name) {
			what = r.T("review.alone", "what", what)
		}
		t.Rows = append(t.Rows, []ui.Cell{{Text: "{{" + name + "}}"}, {Text: what}})
	}
	return t
}

// SetOutline is its POST.
func SetOutline(w http.ResponseWriter, r *page.Request) error {
	body := r.Long("body")
	if r.Text("act") == "shipped" {
		body = ""
	}
	at := ""
	err := r.Write(func(tx *store.Tx) error {
		o, err := org.BySlug(tx.Reader, r.PathValue("cu"))
		if err != nil {
			return err
		}
		at = link.ReviewOutline(o.Slug, r.PathValue("loai"))
		_, err = campaign.SetOutline(tx, r.Book, o.ID, outlines[r.PathValue("loai")], r.Version(), body)
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return outlined(w, r, status) })
	}
	return r.See(w, at)
}
