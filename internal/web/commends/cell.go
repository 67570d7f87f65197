// Package commends are the pages of what a cell proposes to praise: what its minutes
// recorded, by date, what it sent up and what became of it; and the committee's own list.
// Nothing is added up, by person or by cell.
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

func head(r *page.Request, heading, where, back string) ui.Page {
	return ui.Page{Title: heading + " · " + where, Where: where, Heading: heading, BarTitle: r.T("commend.bar"), Back: &ui.Link{Href: back}}
}

// stateTag is how far a proposal came; a praise that was not proposed has none.
func stateTag(r *page.Request, x *commend.Proposal) *ui.Tag {
	switch {
	case x == nil || x.BackOn != "":
		return nil
	case x.Outcome == commend.Nothing:
		return &ui.Tag{Kind: "mute", Icon: "minus", Text: r.T("commend.outcome.none")}
	case x.Outcome != "":
		return &ui.Tag{Kind: "ok", Icon: "badge-check", Text: r.T("commend.outcome." + x.Outcome)}
	}
	return &ui.Tag{Kind: "act", Icon: "send", Text: r.T("commend.state.sent")}
}

// Cell is GET /chi-bo/{cb}/khen-thuong: what sealed minutes praised, by date.
func Cell(w http.ResponseWriter, r *page.Request) error {
	var o org.Org
	var all []commend.Recorded
	if err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = org.BySlug(rd, r.PathValue("cb")); err == nil {
			all, err = commend.OfCell(rd, o.ID)
		}
		return err
	}); err != nil {
		return err
	}
	var rows []ui.Row
	for _, x := range all {
		rows = append(rows, ui.Row{Href: link.CellPraise(o.Slug, x.ID), Title: x.Whom, Vietnamese: true, Second: vi.ShowDay(x.Day) + " · " + x.Deed, Vi: x.Deed, Tag: stateTag(r, x.Proposal)})
	}
	p := head(r, r.T("commend.cell"), o.Name, link.Meetings(o.Slug))
	p.Primary = &ui.Action{Text: r.T("goodway.to.meetings"), Href: link.Meetings(o.Slug)}
	return r.Page(w, 0, p, list(r.T("commend.cell.intro"), r.T("commend.cell.none"), rows))
}

// look is what the page of one praise reads.
type look struct {
	o     org.Org
	x     commend.Recorded
	sends bool
}

func readOne(rd *store.Reader, r *page.Request) (l look, err error) {
	if l.o, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
		return l, err
	}
	if l.x, err = commend.Of(rd, r.PathValue("id")); err != nil {
		return l, err
	}
	if l.x.Org != l.o.ID {
		return l, fault.Missing()
	}
	l.sends, err = access.Can(rd, access.CommendSend, l.o.ID)
	return l, err
}

// One is GET /chi-bo/{cb}/khen-thuong/{id}: one praise, and the proposal.
func One(w http.ResponseWriter, r *page.Request) error { return one(w, r, 0) }

func one(w http.ResponseWriter, r *page.Request, status int) error {
	var l look
	if err := r.Read(func(rd *store.Reader) (err error) { l, err = readOne(rd, r); return }); err != nil {
		return err
	}
	here, x := link.CellPraise(l.o.Slug, l.x.ID), l.x.Proposal
	p := head(r, r.T("commend.one"), l.o.Name, link.CellPraises(l.o.Slug))
	p.Primary = &ui.Action{Text: r.T("commend.back.list"), Href: link.CellPraises(l.o.Slug)}
	v := view{Tag: stateTag(r, x), Deed: l.x.Deed, Facts: []ui.Pair{{Term: r.T("commend.whom"), Text: l.x.Whom, Vi: l.x.Whom}, {Term: r.T("commend.meeting"), Text: vi.ShowDay(l.x.Day)}}}
	if x != nil && x.BackOn == "" {
		v.Facts = append(v.Facts, facts(r, *x)...)
		if l.sends && x.Outcome == "" {
			v.Back, v.Fold, v.Send, v.Effect = here, r.T("commend.take.back"), r.T("commend.take.back.send"), r.T("commend.take.back.effect")
		}
		return r.Page(w, status, p, show(v))
	}
	if l.sends {
		v.Main = &form.Page{Action: here, Effect: &ui.Note{Kind: "info", Text: r.T("commend.effect")}, Inputs: []form.Input{
			{Kind: "radios", Field: ui.Field{Name: "asked", Label: r.T("commend.f.asked"), Value: form.Typed(r, "asked", ""), Error: r.Wrong("asked")}, Options: options(r, "commend.asked.", commend.Asks)}}}
		p.Primary = form.Send(r.T("commend.send"))
	}
	return r.Page(w, status, p, show(v))
}

func options(r *page.Request, key string, all []string) (out []ui.Option) {
	for _, one := range all {
		out = append(out, ui.Option{Value: one, Text: r.T(key + one)})
	}
	return out
}

// facts are what was proposed and what became of it.
func facts(r *page.Request, x commend.Proposal) []ui.Pair {
	out := []ui.Pair{{Term: r.T("commend.sent"), Text: r.T("commend.asked."+x.Asked) + ", " + vi.ShowDay(x.SentOn)}}
	if x.Outcome != "" {
		out = append(out, ui.Pair{Term: r.T("commend.outcome"), Text: r.T("commend.outcome."+x.Outcome) + ", " + vi.ShowDay(x.OutcomeOn)})
	}
	if x.Note != "" {
		out = append(out, ui.Pair{Term: r.T("commend.f.note"), Text: x.Note, Vi: x.Note})
	}
	return out
}

// Send is its POST: propose it, or take it back.
func Send(w http.ResponseWriter, r *page.Request) error {
	here := ""
	err := r.Write(func(tx *store.Tx) error {
		l, err := readOne(tx.Reader, r)
		if err != nil {
			return err
		}
		here = link.CellPraise(l.o.Slug, l.x.ID)
		if r.Text("act") == "back" && l.x.Proposal != nil {
			_, err = commend.TakeBack(tx, l.x.Proposal.ID)
			return err
		}
		_, err = commend.Send(tx, l.x.ID, r.Text("asked"))
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return one(w, r, status) })
	}
	return r.See(w, here)
}
