// Package goodways are the pages of the shelf of what cells do well: as a cell reads it, as
// the committee reads it, one way, and what a cell does after another. By date and by kind
// of cell; nothing is ranked, liked or added up.
package goodways

import (
	"net/http"

	"chibo/internal/goodway"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

func head(r *page.Request, heading, where, back string) ui.Page {
	return ui.Page{Title: heading + " · " + where, Where: where, Heading: heading, BarTitle: r.T("goodway.bar"), Back: &ui.Link{Href: back}}
}

// stateTag is how far a way goes.
func stateTag(r *page.Request, w goodway.GoodWay) ui.Tag {
	switch {
	case w.State == goodway.Back:
		return ui.Tag{Kind: "mute", Icon: "undo-2", Text: r.T("goodway.state.back")}
	case w.State == goodway.Draft:
		return ui.Tag{Kind: "mute", Icon: "file-pen-line", Text: r.T("goodway.state.draft")}
	case w.Reach == goodway.ToCommittee:
		return ui.Tag{Kind: "act", Icon: "eye", Text: r.T("goodway.reach.committee")}
	}
	return ui.Tag{Kind: "ok", Icon: "users", Text: r.T("goodway.reach.all")}
}

// wordTag is what a cell says of what it took: nothing in it is a mark.
func wordTag(r *page.Request, word string) ui.Tag {
	switch word {
	case goodway.Worked:
		return ui.Tag{Kind: "ok", Icon: "circle-check", Text: r.T("goodway.word.worked")}
	case goodway.Partly:
		return ui.Tag{Kind: "act", Icon: "circle-dot", Text: r.T("goodway.word.partly")}
	case goodway.Unfit:
		return ui.Tag{Kind: "mute", Icon: "minus", Text: r.T("goodway.word.unfit")}
	}
	return ui.Tag{Kind: "act", Icon: "clock", Text: r.T("goodway.word.none")}
}

// add adds a list that has rows.
func add(r *page.Request, parts []part, key string, rows []ui.Row) []part {
	if len(rows) == 0 {
		return parts
	}
	return append(parts, part{r.T(key, "count", len(rows)), rows})
}

func others(r *page.Request, cb string, all []goodway.GoodWay) (rows []ui.Row) {
	for _, w := range all {
		rows = append(rows, ui.Row{Href: link.GoodWay(cb, w.ID), Title: w.Title, Vietnamese: true, Second: r.T("goodway.row", "cell", w.OrgName, "day", vi.ShowDay(w.SharedOn))})
	}
	return rows
}

// Shelf is GET /chi-bo/{cb}/cach-lam-hay: what others do well, what suits first; what the
// cell does after them; its own.
func Shelf(w http.ResponseWriter, r *page.Request) error {
	var o org.Org
	var s goodway.Shelf
	if err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = org.BySlug(rd, r.PathValue("cb")); err == nil {
			s, err = goodway.Of(rd, o.ID)
		}
		return err
	}); err != nil {
		return err
	}
	var own, taken []ui.Row
	for _, x := range s.Own {
		t := stateTag(r, x)
		own = append(own, ui.Row{Href: link.GoodWay(o.Slug, x.ID), Title: x.Title, Vietnamese: true, Tag: &t})
	}
	for _, x := range s.Taken {
		t := wordTag(r, x.Word)
		taken = append(taken, ui.Row{Href: link.TakenGoodWay(o.Slug, x.ID), Title: x.Title, Vietnamese: true, Second: r.T("goodway.taken.row", "cell", x.Source, "day", vi.ShowDay(x.TakenOn)), Tag: &t})
	}
	parts := add(r, add(r, add(r, add(r, nil, "goodway.taken", taken), "goodway.fit", others(r, o.Slug, s.Fit)), "goodway.other", others(r, o.Slug, s.Other)), "goodway.own", own)
	p := head(r, r.T("goodway.bar"), o.Name, link.Home)
	p.Primary = &ui.Action{Text: r.T("goodway.to.meetings"), Href: link.Meetings(o.Slug)}
	if s.Keeps {
		p.Primary = &ui.Action{Text: r.T("goodway.new"), Href: link.NewGoodWay(o.Slug), Icon: "plus"}
	}
	return r.Page(w, 0, p, shelf(r.T("goodway.intro"), r.T("goodway.none"), r.T("goodway.hints", "count", len(s.Hints)), hints(r, o.Slug, s.Hints), parts))
}

// hints lead to the way suggested, or to the form the cell may write its own in.
func hints(r *page.Request, cb string, all []goodway.GoodHint) (out []hint) {
	for _, h := range all {
		row := ui.Row{Href: link.GoodWay(cb, h.Way), Icon: "megaphone", Title: h.Words, Vietnamese: true, Second: r.T("goodway.hint.way", "day", vi.ShowDay(h.OnDay))}
		if h.Way == "" {
			row.Href, row.Second = link.NewGoodWay(cb)+"?goi-y="+h.ID, r.T("goodway.hint.write", "day", vi.ShowDay(h.OnDay))
		}
		out = append(out, hint{Row: row, Action: link.GoodWays(cb), ID: h.ID, Decline: r.T("goodway.hint.decline")})
	}
	return out
}

// Decline is its POST: the cell puts a suggestion aside.
func Decline(w http.ResponseWriter, r *page.Request) error {
	cb := ""
	if err := r.Write(func(tx *store.Tx) error {
		o, err := org.BySlug(tx.Reader, r.PathValue("cb"))
		if err != nil {
			return err
		}
		cb = o.Slug
		return goodway.DeclineFor(tx, o.ID, r.Text("hint"))
	}); err != nil {
		return err
	}
	return r.See(w, link.GoodWays(cb))
}

// Ward is GET /cap-uy/{cu}/cach-lam-hay: what cells share, by date.
func Ward(w http.ResponseWriter, r *page.Request) error {
	var o org.Org
	var all []goodway.GoodWay
	if err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = org.BySlug(rd, r.PathValue("cu")); err == nil {
			all, err = goodway.Ward(rd, o.ID)
		}
		return err
	}); err != nil {
		return err
	}
	var rows []ui.Row
	for _, x := range all {
		t := stateTag(r, x)
		rows = append(rows, ui.Row{Href: link.WardGoodWay(o.Slug, x.ID), Title: x.Title, Vietnamese: true, Second: r.T("goodway.row", "cell", x.OrgName, "day", vi.ShowDay(x.SharedOn)), Tag: &t})
	}
	p := head(r, r.T("goodway.bar"), o.Name, link.Campaigns(o.Slug))
	p.Primary = &ui.Action{Text: r.T("campaign.back"), Href: link.Campaigns(o.Slug)}
	return r.Page(w, 0, p, shelf(r.T("goodway.intro"), r.T("goodway.ward.none"), "", nil, add(r, nil, "goodway.shared", rows)))
}
