package campaigns

import (
	"net/http"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// NewPage is GET /cap-uy/{cu}/chuyen-de/moi: five fields.
func NewPage(w http.ResponseWriter, r *page.Request) error { return write(w, r, 0) }

// EditPage is GET /cap-uy/{cu}/chuyen-de/{id}/sua.
func EditPage(w http.ResponseWriter, r *page.Request) error { return write(w, r, 0) }

func write(w http.ResponseWriter, r *page.Request, status int) error {
	var o org.Org
	c := campaign.Campaign{}
	today, pool := "", ""
	err := r.Read(func(rd *store.Reader) (err error) {
		today = rd.Today()
		if r.PathValue("id") != "" {
			if o, c, err = found(rd, r); err != nil {
				return err
			}
		} else if o, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		if err = access.Must(rd, access.CampaignKeep, o.ID); err != nil || c.ID != "" {
			return err
		}
		pool, err = Suggested(rd, r, o.ID)
		return err
	})
	if err != nil {
		return err
	}
	p, f := head(r, r.T("campaign.new"), o.Name, link.Campaigns(o.Slug)), form.Page{Action: link.NewCampaign(o.Slug), Key: r.Key(), Inputs: inputs(r, c, today)}
	if pool != "" {
		f.Before = []ui.Note{{Kind: "info", Text: pool}}
	}
	if c.ID != "" {
		p, f.Action, f.Key, f.Hidden = head(r, r.T("campaign.edit"), o.Name, link.Campaign(o.Slug, c.ID)), link.EditCampaign(o.Slug, c.ID), "", []form.Hidden{form.Version(c.Version)}
		if c.State == campaign.Sent {
			f.Before = []ui.Note{{Kind: "warn", Text: r.T("campaign.edit.note")}}
		}
	}
	p.Primary = form.Send(r.T("campaign.save"))
	f.Frame = p
	return form.Answer(w, r, status, f)
}

func inputs(r *page.Request, c campaign.Campaign, today string) []form.Input {
	typed := func(name, stored string) string { return form.Typed(r, name, stored) }
	due := ""
	if c.Due != "" {
		due = vi.ShowDay(c.Due)
	}
	out := []form.Input{
		{Kind: "text", Field: ui.Field{Name: "topic", Label: r.T("campaign.f.topic"), Value: typed("topic", c.Topic), MaxLength: 200}},
		{Kind: "area", Field: ui.Field{Name: "why", Label: r.T("campaign.f.why"), Value: typed("why", c.Why), MaxLength: 1000}},
		{Kind: "area", Field: ui.Field{Name: "material", Label: r.T("campaign.f.material"), Value: typed("material", c.Material), MaxLength: 10_000, Optional: true}},
	}
	for i := range campaign.Questions {
		n, stored := strconv.Itoa(i+1), ""
		if i < len(c.Asked) {
			stored = c.Asked[i]
		}
		out = append(out, form.Input{Kind: "text", Field: ui.Field{Name: "question" + n, Label: r.T("campaign.f.question", "n", n), Value: typed("question"+n, stored), MaxLength: 200, Optional: i > 0}})
	}
	out = append(out, form.Input{Kind: "date", Field: ui.Field{Name: "due", Label: r.T("campaign.f.due"), Value: typed("due", due)}})
	if c.State == campaign.Sent {
		return out
	}
	chosen := c.Kinds
	if r.Method == http.MethodPost {
		chosen = r.Texts("kinds")
	}
	var kinds []ui.Option
	for _, k := range r.Book.CellKinds(today).Kinds {
		if k.Cell {
			kinds = append(kinds, ui.Option{Value: string(k.Kind), Text: r.Either(k.TitleVI, k.TitleEN)})
		}
	}
	return append(out, form.Input{Kind: "select", Field: ui.Field{Name: "period", Label: r.T("campaign.f.period"), Value: typed("period", c.Period)}, Options: periods(r, today, c.Period)},
		form.Input{Kind: "ticks", Field: ui.Field{Name: "kinds", Label: r.T("campaign.f.kinds"), Hint: r.T("campaign.f.kinds.hint"), Optional: true}, Options: kinds, Chosen: chosen})
}

// periods are this quarter and the next, this month and the two after, this year and
// the next.
func periods(r *page.Request, today, stored string) []ui.Option {
	y, m := year(today), vi.MonthOf(today)
	q := (int(m[5]-'0')*10 + int(m[6]-'0') + 2) / 3
	next := strconv.Itoa(y) + "-Q" + strconv.Itoa(q+1)
	if q == 4 {
		next = strconv.Itoa(y+1) + "-Q1"
	}
	all := []string{strconv.Itoa(y) + "-Q" + strconv.Itoa(q), next, m, vi.NextMonth(m), vi.NextMonth(vi.NextMonth(m)), strconv.Itoa(y), strconv.Itoa(y + 1)}
	if stored != "" {
		all = append([]string{stored}, all...)
	}
	var out []ui.Option
	for i, p := range all {
		if i == 0 || p != stored {
			out = append(out, ui.Option{Value: p, Text: period(r, p)})
		}
	}
	return out
}

// New is the POST of the form, Edit of one that is there.
func New(w http.ResponseWriter, r *page.Request) error  { return written(w, r) }
func Edit(w http.ResponseWriter, r *page.Request) error { return written(w, r) }

func written(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	in := campaign.Campaign{Topic: r.Text("topic"), Why: r.Long("why"), Material: r.Long("material"), Asked: []string{r.Text("question1"), r.Text("question2"), r.Text("question3")}, Due: r.Day("due", &wrong), Period: r.Text("period"), Kinds: r.Texts("kinds")}
	here := ""
	err := wrong.Err()
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			o, err := org.BySlug(tx.Reader, r.PathValue("cu"))
			if err != nil {
				return err
			}
			made := in
			made.Org = o.ID
			if id := r.PathValue("id"); id != "" {
				if _, _, err = found(tx.Reader, r); err == nil {
					made.ID = id
					made, err = campaign.Change(tx, r.Book, r.Version(), made)
				}
			} else {
				made, err = store.Once(tx, r.Key(), made, func() (campaign.Campaign, error) { return campaign.Create(tx, r.Book, made) })
			}
			here = link.Campaign(o.Slug, made.ID)
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return write(w, r, status) })
	}
	return r.See(w, here)
}
