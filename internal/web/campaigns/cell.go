package campaigns

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// Cell is GET /chi-bo/{cb}/chuyen-de: what the committee put to the cell.
func Cell(w http.ResponseWriter, r *page.Request) error {
	var o org.Org
	var rows []ui.Row
	err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
			return err
		}
		all, err := campaign.OfCell(rd, o.ID)
		rows = nil
		for _, x := range all {
			t := stepTag(r, x.Row)
			rows = append(rows, ui.Row{Href: link.CellCampaign(o.Slug, x.Campaign.ID), Title: x.Campaign.Topic, Second: r.T("campaign.second", "period", period(r, x.Campaign.Period), "day", vi.ShowDay(x.Campaign.Due)), Tag: &t})
		}
		return err
	})
	if err != nil {
		return err
	}
	p := head(r, r.T("campaign.list"), o.Name, link.Home)
	p.Primary = &ui.Action{Text: r.T("campaign.to.meetings"), Href: link.Meetings(o.Slug)}
	return r.Page(w, 0, p, templ.Join(list(rows, r.T("campaign.cell.none")), ui.Links([]ui.Link{{Text: r.T("goodway.door"), Href: link.GoodWays(o.Slug)}})))
}

// seat is who answers: a cell, or the committee in its own table.
type seat struct {
	org                  org.Org
	back, here, meetings string
	action               access.Action
}

func seatOf(rd *store.Reader, r *page.Request) (s seat, err error) {
	id := r.PathValue("id")
	if cu := r.PathValue("cu"); cu != "" {
		o, _, err := found(rd, r)
		return seat{o, link.Campaign(o.Slug, id), link.OwnCampaign(o.Slug, id), link.CommitteeMeetings(o.Slug), access.CampaignKeep}, err
	}
	o, err := org.BySlug(rd, r.PathValue("cb"))
	return seat{o, link.CellCampaigns(o.Slug), link.CellCampaign(o.Slug, id), link.Meetings(o.Slug), access.CampaignAnswer}, err
}

// CellOne is GET /chi-bo/{cb}/chuyen-de/{id}: the kit, and the answers.
func CellOne(w http.ResponseWriter, r *page.Request) error { return cell(w, r, 0) }

// Own is GET /cap-uy/{cu}/chuyen-de/{id}/dang-uy: the committee holds the topic too and
// answers like its cells.
func Own(w http.ResponseWriter, r *page.Request) error { return cell(w, r, 0) }

func cell(w http.ResponseWriter, r *page.Request, status int) error {
	var s seat
	var x campaign.Received
	answers := false
	err := r.Read(func(rd *store.Reader) (err error) {
		if s, err = seatOf(rd, r); err != nil {
			return err
		}
		if x, err = campaign.ForCell(rd, r.PathValue("id"), s.org.ID); err != nil {
			return err
		}
		answers, err = access.Can(rd, s.action, s.org.ID)
		return err
	})
	if err != nil {
		return err
	}
	c := x.Campaign
	p := head(r, r.T("campaign.heading", "topic", c.Topic), s.org.Name, s.back)
	p.Sub = r.T("campaign.second", "period", period(r, c.Period), "day", vi.ShowDay(c.Due))
	p.Primary = &ui.Action{Text: r.T("campaign.to.meetings"), Href: s.meetings}
	v := cellView(r, x)
	if answers && x.Of != "" && c.State == campaign.Sent {
		p.Primary = form.Send(r.T("campaign.answer.send"))
		v.Form = answerForm(r, s, x)
	}
	return r.Page(w, status, p, showCell(v))
}

func cellView(r *page.Request, x campaign.Received) CellView {
	c := x.Campaign
	v := CellView{State: stepTag(r, x.Row), Why: c.Why, Material: c.Material, When: r.T("campaign.cell.when"), Notes: dueNotes(r, c)}
	if c.State == campaign.Closed {
		v.When = r.T("campaign.cell.closed")
	}
	if x.Row.Reminded != "" && x.Row.SentOn == "" {
		v.Notes = append(v.Notes, ui.Note{Kind: "warn", Text: r.T("campaign.reminded", "day", vi.ShowDay(x.Row.Reminded))})
	}
	if x.Row.SentOn != "" && x.Row.Edition != c.Edition {
		v.Notes, v.Changed = append(v.Notes, ui.Note{Kind: "warn", Text: r.T("campaign.changed")}), true
	}
	for i, q := range x.Reads {
		said := ""
		if i < len(x.Row.Answers) {
			said = x.Row.Answers[i]
		}
		v.Said = append(v.Said, ui.Pair{Term: strconv.Itoa(i+1) + ". " + q, Text: said, Vi: said, TermVi: true})
	}
	return v
}

func answerForm(r *page.Request, s seat, x campaign.Received) *form.Page {
	f := form.Page{Action: s.here, Hidden: []form.Hidden{form.Version(x.Row.Version), {Name: "edition", Value: strconv.Itoa(x.Campaign.Edition)}}}
	for i, q := range x.Campaign.Asked {
		n, stored := strconv.Itoa(i+1), ""
		if x.Row.Edition == x.Campaign.Edition && i < len(x.Row.Answers) {
			stored = x.Row.Answers[i]
		}
		f.Inputs = append(f.Inputs, form.Input{Kind: "area", Field: ui.Field{Name: "answer" + n, Label: n + ". " + q, LabelVi: q, Value: form.Typed(r, "answer"+n, stored), MaxLength: campaign.AnswerMost, Error: r.Wrong("answer" + n)}})
	}
	shares := form.Input{Kind: "check", Field: ui.Field{Name: "shares", Label: r.T("campaign.f.shares")}}
	if x.Row.Own {
		shares.Label = r.T("campaign.f.shares.own")
	}
	if r.Method == http.MethodPost && r.Tick("shares") || r.Method != http.MethodPost && x.Row.Shares {
		shares.Chosen = []string{"1"}
	}
	f.Inputs = append(f.Inputs, form.Input{Kind: "text", Field: ui.Field{Name: "practice", Label: r.T("campaign.f.practice"), Value: form.Typed(r, "practice", x.Row.Practice), Optional: true, MaxLength: 200, Error: r.Wrong("practice")}}, shares)
	return &f
}

// Answer is its POST, for the committee's own as well.
func Answer(w http.ResponseWriter, r *page.Request) error {
	edition, _ := strconv.Atoi(r.Text("edition"))
	here := ""
	err := r.Write(func(tx *store.Tx) error {
		s, err := seatOf(tx.Reader, r)
		if err != nil {
			return err
		}
		x, err := campaign.ForCell(tx.Reader, r.PathValue("id"), s.org.ID)
		if err != nil {
			return err
		}
		here = s.here
		in := campaign.Answering{Campaign: x.Campaign.ID, Org: s.org.ID, Edition: edition, Version: r.Version(), Practice: r.Text("practice"), Shares: r.Tick("shares")}
		for i := range x.Campaign.Asked {
			in.Answers = append(in.Answers, r.Long("answer"+strconv.Itoa(i+1)))
		}
		_, err = campaign.Answer(tx, in)
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return cell(w, r, status) })
	}
	return r.See(w, here)
}
