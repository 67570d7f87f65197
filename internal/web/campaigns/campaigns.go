// Package campaigns are the pages of a topic put to all cells: the committee's list, the
// form, one campaign with its four steps and the cells' own words side by side; and the
// cell's page, on which it answers after its meeting. Nothing is marked or ranked.
package campaigns

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/fault"
	"chibo/internal/goodway"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

func head(r *page.Request, heading, where, back string) ui.Page {
	return ui.Page{Title: heading + " · " + where, Where: where, Heading: heading, BarTitle: r.T("campaign.bar"), Back: &ui.Link{Href: back}}
}

// period says the months of one: tháng 12/2026, quý IV/2026, năm 2026.
func period(r *page.Request, p string) string {
	switch {
	case len(p) == 4:
		return r.T("campaign.period.year", "year", p)
	case p[5] == 'Q':
		return r.T("campaign.period.quarter", "n", []string{"I", "II", "III", "IV"}[p[6]-'1'], "year", p[:4])
	}
	return vi.Capital(r.Month(p))
}

func stateTag(r *page.Request, c campaign.Campaign, today string) ui.Tag {
	key, t := c.State, ui.Tag{Kind: "mute", Icon: "file-pen-line"}
	switch {
	case c.State == campaign.Closed:
		t = ui.Tag{Kind: "ok", Icon: "badge-check"}
	case c.Collecting(today):
		key, t = "collecting", ui.Tag{Kind: "act", Icon: "inbox"}
	case c.State == campaign.Sent:
		t = ui.Tag{Kind: "act", Icon: "megaphone"}
	}
	t.Text = r.T("campaign.is." + key)
	return t
}

// stepTag is how far a cell came.
func stepTag(r *page.Request, x campaign.Row) ui.Tag {
	t := map[string]ui.Tag{campaign.NoDay: {Kind: "warn", Icon: "circle-dashed"}, campaign.Planned: {Kind: "act", Icon: "calendar"}, campaign.Held: {Kind: "act", Icon: "flag"}, campaign.Results: {Kind: "ok", Icon: "send"}}[x.Step()]
	t.Text = r.T("campaign.step." + x.Step())
	if x.Gone {
		t = ui.Tag{Kind: "mute", Icon: "archive", Text: r.T("campaign.gone")}
	}
	return t
}

// List is GET /cap-uy/{cu}/chuyen-de.
func List(w http.ResponseWriter, r *page.Request) error {
	var o org.Org
	var rows []ui.Row
	var years []string
	keeps, hears := false, false
	err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		all, err := campaign.List(rd, o.ID)
		if err != nil {
			return err
		}
		rows, years = nil, reviewable(all, rd.Today()[:4])
		for _, c := range all {
			t := stateTag(r, c, rd.Today())
			rows = append(rows, ui.Row{Href: link.Campaign(o.Slug, c.ID), Title: c.Topic, Second: r.T("campaign.second", "period", period(r, c.Period), "day", vi.ShowDay(c.Due)), Tag: &t})
		}
		if hears, err = access.Can(rd, access.CommendHear, o.ID); err != nil {
			return err
		}
		keeps, err = access.Can(rd, access.CampaignKeep, o.ID)
		return err
	})
	if err != nil {
		return err
	}
	doors := []ui.Link{{Text: r.T("goodway.door"), Href: link.WardGoodWays(o.Slug)}}
	if hears {
		doors = append(doors, ui.Link{Text: r.T("commend.ward"), Href: link.PraiseProposals(o.Slug)})
	}
	for _, y := range years {
		doors = append(doors, ui.Link{Text: r.T("review.year.see", "year", y), Href: link.YearReview(o.Slug, y)})
	}
	if keeps {
		doors = append(doors, ui.Link{Text: r.T("review.outline.door"), Href: link.ReviewOutline(o.Slug, "so-ket")})
	}
	p := head(r, r.T("campaign.list"), o.Name, link.Committee(o.Slug))
	p.Primary = &ui.Action{Text: r.T("wardpage.back.desk"), Href: link.Committee(o.Slug)}
	if keeps {
		p.Primary = &ui.Action{Text: r.T("campaign.new"), Href: link.NewCampaign(o.Slug), Icon: "plus"}
	}
	return r.Page(w, 0, p, templ.Join(list(rows, r.T("campaign.none")), ui.Links(doors)))
}

// found reads the campaign of an address, of its own committee.
func found(rd *store.Reader, r *page.Request) (o org.Org, c campaign.Campaign, err error) {
	if o, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
		return o, c, err
	}
	if c, err = campaign.Get(rd, r.PathValue("id")); err == nil && c.Org != o.ID {
		err = fault.Missing()
	}
	return o, c, err
}

// One is GET /cap-uy/{cu}/chuyen-de/{id}.
func One(w http.ResponseWriter, r *page.Request) error {
	var v View
	var o org.Org
	var c campaign.Campaign
	var p ui.Page
	err := r.Read(func(rd *store.Reader) (err error) {
		if o, c, err = found(rd, r); err != nil {
			return err
		}
		rows, err := campaign.Rows(rd, c)
		if err != nil {
			return err
		}
		keeps, err := access.Can(rd, access.CampaignKeep, o.ID)
		if err != nil {
			return err
		}
		v = view(r, o, c, rows, keeps, rd.Today())
		if v.Todo, err = todo(rd, r, c); err != nil {
			return err
		}
		p = frame(r, o, c, rows, keeps, rd.Today(), &v)
		return nil
	})
	if err != nil {
		return err
	}
	return r.Page(w, 0, p, show(v))
}

// frame is the page around it: counts first, one thing to do.
func frame(r *page.Request, o org.Org, c campaign.Campaign, rows []campaign.Row, keeps bool, today string, v *View) ui.Page {
	n := campaign.Count(rows)
	p := head(r, r.T("campaign.heading", "topic", c.Topic), o.Name, link.Campaigns(o.Slug))
	p.Sub = r.T("campaign.sub", "period", period(r, c.Period), "day", vi.ShowDay(c.Due), "count", n.Cells)
	p.Primary = &ui.Action{Text: r.T("campaign.back"), Href: link.Campaigns(o.Slug)}
	if c.State != campaign.Draft {
		v.Counts = r.T("campaign.counts", "sent", n.Sent, "planned", n.Planned, "held", n.Held, "none", n.Cells-n.Planned)
	}
	if c.State != campaign.Draft {
		v.Links = []ui.Link{{Text: r.T("campaign.report.see"), Href: link.CampaignReport(o.Slug, c.ID)}, {Text: r.T("campaign.report.docx"), Href: link.CampaignFile(o.Slug, c.ID, "docx")}, {Text: r.T("campaign.report.pdf"), Href: link.CampaignFile(o.Slug, c.ID, "pdf")},
			{Text: r.T("review.see"), Href: link.CampaignReview(o.Slug, c.ID)}}
	}
	if !keeps || c.State == campaign.Closed {
		return p
	}
	v.Links = append(v.Links, ui.Link{Text: r.T("campaign.edit"), Href: link.EditCampaign(o.Slug, c.ID)})
	if c.State == campaign.Sent {
		v.Links = append(v.Links, ui.Link{Text: r.T("campaign.close.do"), Href: link.CloseCampaign(o.Slug, c.ID)})
	}
	v.Form = &form.Page{Action: link.Campaign(o.Slug, c.ID), Hidden: []form.Hidden{form.Version(c.Version)}}
	switch wanting := len(v.Wanting); {
	case c.State == campaign.Draft:
		v.Form.Hidden = append(v.Form.Hidden, form.Hidden{Name: "act", Value: "send"})
		v.Form.Effect = &ui.Note{Kind: "info", Text: r.T("campaign.send.effect")}
		p.Primary = form.Send(r.T("campaign.send"))
	case wanting > 0:
		v.Form.Hidden = append(v.Form.Hidden, form.Hidden{Name: "act", Value: "remind"})
		p.Primary = form.Send(r.T("campaign.remind", "count", wanting))
	default:
		if v.Form = nil; c.Collecting(today) {
			p.Primary = &ui.Action{Text: r.T("campaign.close.do"), Href: link.CloseCampaign(o.Slug, c.ID)}
		}
	}
	return p
}

// suggested is the cell that may be asked to write up what it does well; "" none.
func suggested(may bool, slug string) string {
	if !may {
		return ""
	}
	return slug
}

// Act is its POST: send it, remind, or suggest to a cell to write up what it does well.
func Act(w http.ResponseWriter, r *page.Request) error {
	here := ""
	err := r.Write(func(tx *store.Tx) error {
		o, c, err := found(tx.Reader, r)
		if err != nil {
			return err
		}
		here = link.Campaign(o.Slug, c.ID)
		switch r.Text("act") {
		case "remind":
			_, err = campaign.Remind(tx, c.ID)
			return err
		case "goodway": // the cell decides whether it writes it up
			cell, err := org.BySlug(tx.Reader, r.Text("cell"))
			if err == nil {
				_, err = goodway.SuggestWriting(tx, c.ID, cell.ID)
			}
			return err
		}
		_, err = campaign.Send(tx, c.ID, r.Version())
		return err
	})
	if err != nil {
		return err
	}
	return r.See(w, here)
}

// view lays out what the page shows.
func view(r *page.Request, o org.Org, c campaign.Campaign, rows []campaign.Row, keeps bool, today string) View {
	t := stateTag(r, c, today)
	v := View{At: link.Campaign(o.Slug, c.ID), State: t, Why: c.Why, Material: c.Material, Causes: c.Causes, Notes: dueNotes(r, c)}
	for i, q := range c.Asked {
		v.Questions = append(v.Questions, question(r, c, rows, i, q))
	}
	v.Table = ui.Table{Caption: r.T("campaign.table"), Columns: []ui.Column{{Text: r.T("wardpage.col.cell")}, {Text: r.T("campaign.col.step")}, {Text: r.T("campaign.col.day")}, {Text: r.T("campaign.col.sent")}, {Text: r.T("campaign.col.tasks")}}}
	for _, x := range rows {
		href, tag := link.CellSeen(o.Slug, x.Slug), stepTag(r, x)
		if x.Own {
			if href = ""; keeps {
				href = link.OwnCampaign(o.Slug, c.ID)
			}
			v.Own = &ui.Row{Href: href, Icon: "house", Title: r.T("campaign.own"), Second: r.T("campaign.own.second"), Tag: &tag}
		}
		if x.Wanting(c, today) {
			v.Wanting = append(v.Wanting, ui.Row{Href: href, Title: x.Name, Tag: &tag, Second: reminded(r, x)})
		}
		if x.Shares {
			v.Good = append(v.Good, Good{Pair: ui.Pair{Term: x.Name, Text: x.Practice, Vi: x.Practice}, Cell: suggested(keeps && !x.Own && !x.Gone, x.Slug)})
		}
		tasks := ""
		if x.Tasked {
			tasks = r.T("campaign.yes")
		}
		v.Table.Rows = append(v.Table.Rows, []ui.Cell{{Text: x.Name, Href: href}, {Tag: &tag}, {Text: held(r, x)}, {Text: shown(x.SentOn)}, {Text: tasks}})
	}
	v.Steps, v.Spoken = Squares(r, rows)
	return v
}

// todo is what the committee has to mend, with who answers for it and the day.
func todo(rd *store.Reader, r *page.Request, c campaign.Campaign) (out []ui.Pair, err error) {
	all, err := campaign.Remedies(rd, c)
	for _, x := range all {
		out = append(out, ui.Pair{Term: r.T("campaign.remedy.who", "name", x.OwnerName, "day", vi.ShowDay(x.Due)), Text: x.Text, Vi: x.Text})
	}
	return out, err
}

// dueNotes say that the last day is no working day: a person moves it, nothing else.
func dueNotes(r *page.Request, c campaign.Campaign) []ui.Note {
	if c.State == campaign.Closed {
		return nil
	}
	if name := r.Book.Holidays(year(c.Due)).Name(c.Due); name != "" {
		return []ui.Note{{Kind: "warn", Text: r.T("campaign.holiday", "day", vi.ShowDay(c.Due), "name", name)}}
	}
	if working, err := r.Book.IsWorkingDay(c.Due); err == nil && !working {
		return []ui.Note{{Kind: "warn", Text: r.T("campaign.weekend", "day", vi.ShowDay(c.Due))}}
	}
	return nil
}

func year(day string) int { n, _ := strconv.Atoi(day[:min(4, len(day))]); return n }

func reminded(r *page.Request, x campaign.Row) string {
	if x.Reminded == "" {
		return ""
	}
	return r.T("campaign.reminded", "day", vi.ShowDay(x.Reminded))
}

func held(r *page.Request, x campaign.Row) string {
	if x.Meetings > 1 && x.Held {
		return r.T("campaign.twice", "day", vi.ShowDay(x.Day), "count", x.Meetings)
	}
	return shown(x.Day)
}

func shown(day string) string {
	if day == "" {
		return ""
	}
	return vi.ShowDay(day)
}

// sideBySide is how many answers a page shows of one question.
const sideBySide = 200

// question lays the cells' words side by side, in the order of the tree. Who answered
// an older edition says so.
func question(r *page.Request, c campaign.Campaign, rows []campaign.Row, i int, text string) Question {
	q := Question{Text: strconv.Itoa(i+1) + ". " + text}
	n := 0
	for _, x := range rows {
		if x.SentOn == "" || i >= len(x.Answers) {
			continue
		}
		if n++; n > sideBySide {
			continue
		}
		name := x.Name
		if x.Edition != c.Edition {
			name = r.T("campaign.older", "cell", name, "n", x.Edition)
		}
		q.Answers = append(q.Answers, ui.Pair{Term: name, Text: x.Answers[i], Vi: x.Answers[i]})
	}
	q.Count = r.T("campaign.answered", "count", n)
	return q
}

// Squares are the four rows of picture C6 over the cells, and how they read aloud.
func Squares(r *page.Request, rows []campaign.Row) (out []ui.SquareRow, spoken string) {
	rows = slices.DeleteFunc(slices.Clone(rows), func(x campaign.Row) bool { return x.Own || x.Gone && x.SentOn == "" })
	for _, step := range []struct {
		key string
		is  func(campaign.Row) bool
	}{
		{"planned", func(x campaign.Row) bool { return x.Day != "" }}, {"held", func(x campaign.Row) bool { return x.Held }},
		{"sent", func(x campaign.Row) bool { return x.SentOn != "" }}, {"tasked", func(x campaign.Row) bool { return x.Tasked }},
	} {
		row := ui.SquareRow{Text: r.T("campaign.row." + step.key)}
		for _, x := range rows {
			row.Reached = append(row.Reached, step.is(x))
		}
		out = append(out, row)
	}
	n := campaign.Count(rows)
	return out, r.T("campaign.spoken", "cells", n.Cells, "planned", n.Planned, "held", n.Held, "sent", n.Sent, "tasked", n.Tasked)
}
