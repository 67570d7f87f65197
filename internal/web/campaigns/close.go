package campaigns

import (
	"net/http"
	"strconv"
	"strings"

	"chibo/internal/campaign"
	"chibo/internal/fault"
	"chibo/internal/office/docx"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// ClosePage is GET /cap-uy/{cu}/chuyen-de/{id}/tong-ket: causes, and what the committee
// itself is to do, with who answers for it and the day.
func ClosePage(w http.ResponseWriter, r *page.Request) error { return closing(w, r, 0) }

func closing(w http.ResponseWriter, r *page.Request, status int) error {
	var o org.Org
	var c campaign.Campaign
	var people []campaign.Person
	err := r.Read(func(rd *store.Reader) (err error) {
		if o, c, err = found(rd, r); err != nil {
			return err
		}
		people, err = campaign.Answerable(rd, o.ID)
		return err
	})
	if err == nil && c.State != campaign.Sent {
		err = fault.New(fault.Conflict, map[bool]string{true: "campaign_closed", false: "campaign_not_sent"}[c.State == campaign.Closed])
	}
	if err != nil {
		return err
	}
	p := head(r, r.T("campaign.close.title"), o.Name, link.Campaign(o.Slug, c.ID))
	p.Sub = c.Topic
	p.Primary = form.Send(r.T("campaign.close.do"))
	return form.Answer(w, r, status, form.Page{Frame: p, Action: link.CloseCampaign(o.Slug, c.ID), Hidden: []form.Hidden{form.Version(c.Version)}, Inputs: closeInputs(r, people),
		Effect: &ui.Note{Kind: "info", Text: r.T("campaign.close.effect")}, After: []ui.Link{{Text: r.T("campaign.report.see"), Href: link.CampaignReport(o.Slug, c.ID)}}})
}

func closeInputs(r *page.Request, people []campaign.Person) []form.Input {
	owners := []ui.Option{{Text: r.T("campaign.f.owner.choose")}}
	for _, x := range people {
		owners = append(owners, ui.Option{Value: x.ID, Text: x.Name})
	}
	out := []form.Input{{Kind: "area", Field: ui.Field{Name: "causes", Label: r.T("campaign.f.causes"), Hint: r.T("campaign.f.causes.hint"), Value: form.Typed(r, "causes", ""), MaxLength: 3000}}}
	for i := range campaign.RemedyMost {
		n := strconv.Itoa(i + 1)
		out = append(out, form.Input{Kind: "note", Field: ui.Field{Label: r.T("campaign.f.remedy.head", "n", n)}},
			form.Input{Kind: "text", Field: ui.Field{Name: "remedy" + n, Label: r.T("campaign.f.remedy", "n", n), Value: form.Typed(r, "remedy"+n, ""), MaxLength: 200, Optional: i > 0}},
			form.Input{Kind: "select", Field: ui.Field{Name: "owner" + n, Label: r.T("campaign.f.owner", "n", n), Value: form.Typed(r, "owner"+n, ""), Optional: i > 0}, Options: owners},
			form.Input{Kind: "date", Field: ui.Field{Name: "due" + n, Label: r.T("campaign.f.remedy.due", "n", n), Value: form.Typed(r, "due"+n, ""), Optional: i > 0}})
	}
	return out
}

// Close is its POST.
func Close(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	var todo []campaign.Remedy
	for i := range campaign.RemedyMost {
		n := strconv.Itoa(i + 1)
		todo = append(todo, campaign.Remedy{Text: r.Text("remedy" + n), Owner: r.Text("owner" + n), Due: r.Day("due"+n, &wrong)})
	}
	here := ""
	err := wrong.Err()
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			o, c, err := found(tx.Reader, r)
			if err != nil {
				return err
			}
			here = link.Campaign(o.Slug, c.ID)
			_, err = campaign.Close(tx, c.ID, r.Version(), r.Long("causes"), todo)
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return closing(w, r, status) })
	}
	return r.See(w, here)
}

// Report is GET /cap-uy/{cu}/chuyen-de/{id}/bao-cao: the paper on a page.
func Report(w http.ResponseWriter, r *page.Request) error {
	o, c, d, _, err := reported(r)
	if err != nil {
		return err
	}
	p := head(r, r.T("campaign.report"), o.Name, link.Campaign(o.Slug, c.ID))
	p.Print = true
	return r.Page(w, 0, p, ui.Paper(d))
}

// File is GET /cap-uy/{cu}/chuyen-de/{id}/tai/{tep}: bao-cao.docx or bao-cao.pdf.
func File(w http.ResponseWriter, r *page.Request) error {
	ext, ok := strings.CutPrefix(r.PathValue("tep"), "bao-cao.")
	if !ok || ext != "docx" && ext != "pdf" {
		return fault.Missing()
	}
	_, _, d, file, err := reported(r)
	if err != nil {
		return err
	}
	return r.Paper(w, d, file, ext)
}

func reported(r *page.Request) (o org.Org, c campaign.Campaign, d docx.Document, file string, err error) {
	err = r.Read(func(rd *store.Reader) (err error) {
		if o, c, err = found(rd, r); err == nil {
			d, file, err = campaign.Report(rd, r.Book, c.ID)
		}
		return err
	})
	return
}
