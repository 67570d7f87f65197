// Package assists are the pages of the committee's plans to help a cell in trouble: what is
// owed to all cells, the plans for one, one plan with its steps, and the cell's word on it.
package assists

import (
	"net/http"

	"chibo/internal/access"
	"chibo/internal/assist"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// endedFor is for how many days a plan that ended with its cell is still listed.
const endedFor = 90

func head(r *page.Request, key, where, back string) ui.Page {
	heading := r.T(key)
	return ui.Page{Title: heading + " · " + where, Where: where, Heading: heading, BarTitle: r.T("assist.bar"), Back: &ui.Link{Href: back}}
}

// tagOf is how a plan stands.
func tagOf(r *page.Request, p assist.Plan) ui.Tag {
	state, kind, icon := "open", "act", "life-buoy"
	switch {
	case p.Closing == assist.Settled:
		state, kind, icon = "settled", "ok", "handshake"
	case p.Closing == assist.Withdrawn:
		state, kind, icon = "withdrawn", "mute", "undo-2"
	case p.Closing == assist.Ended:
		state, kind, icon = "ended", "mute", "archive"
	case p.Ownerless:
		state, kind, icon = "ownerless", "warn", "corner-up-right"
	case p.Late:
		state, kind, icon = "late", "bad", "clock-alert"
	case p.Word == assist.More:
		state, kind, icon = "more", "warn", "rotate-ccw"
	}
	return ui.Tag{Kind: kind, Icon: icon, Text: r.T("assist.state." + state)}
}

// row is a plan in a list; cell says whose it is.
func row(r *page.Request, p assist.Plan, cell bool) ui.Row {
	t := tagOf(r, p)
	out := ui.Row{Href: link.HelpPlan(p.Slug, p.ID), Title: p.Aim, Tag: &t, Vi: p.Aim, Second: r.T("assist.row.closed", "day", vi.ShowDay(p.ClosedOn), "name", p.Name)}
	if p.Open() {
		out.Second = r.T("assist.row", "day", vi.ShowDay(p.UntilOn), "name", p.Name)
		if next := p.Next(); next < p.UntilOn {
			out.Second = r.T("assist.row.next", "next", vi.ShowDay(next), "day", vi.ShowDay(p.UntilOn), "name", p.Name)
		}
	}
	if cell {
		out.Second = p.OrgName + " · " + out.Second
	}
	return out
}

// add adds a list that has rows.
func add(r *page.Request, parts []part, key string, rows []ui.Row) []part {
	if len(rows) == 0 {
		return parts
	}
	return append(parts, part{r.T(key, "count", len(rows)), rows})
}

// Ward is GET /cap-uy/{cu}/giup: the open plans of the committee, first what nobody carries
// and what is late.
func Ward(w http.ResponseWriter, r *page.Request) error {
	var o org.Org
	var all []assist.Plan
	err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		if err = access.Must(rd, access.AssistKeep, o.ID); err != nil {
			return err
		}
		all, err = assist.Owed(rd, vi.AddDays(rd.Today(), -endedFor))
		return err
	})
	if err != nil {
		return err
	}
	var alone, late, open, ended []ui.Row
	for _, p := range all {
		one := row(r, p, true)
		switch {
		case !p.Open():
			ended = append(ended, one)
		case p.Ownerless:
			alone = append(alone, one)
		case p.Late:
			late = append(late, one)
		default:
			open = append(open, one)
		}
	}
	parts := add(r, add(r, add(r, add(r, nil, "assist.ownerless", alone), "assist.late", late), "assist.open", open), "assist.ended", ended)
	p := head(r, "assist.ward", o.Name, link.Committee(o.Slug))
	p.Primary = &ui.Action{Text: r.T("wardpage.back.desk"), Href: link.Committee(o.Slug)}
	return r.Page(w, 0, p, lists(r.T("assist.ward.intro"), r.T("assist.ward.none"), parts))
}

// Cell is GET /chi-bo/{cb}/giup: the plans for a cell, open and past.
func Cell(w http.ResponseWriter, r *page.Request) error {
	var o org.Org
	var all []assist.Plan
	keeps := false
	err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
			return err
		}
		if all, err = assist.OfCell(rd, o.ID); err != nil {
			return err
		}
		keeps, err = access.Can(rd, access.AssistKeep, o.ID)
		return err
	})
	if err != nil {
		return err
	}
	var open, past []ui.Row
	for _, p := range all {
		if p.Open() {
			open = append(open, row(r, p, false))
		} else {
			past = append(past, row(r, p, false))
		}
	}
	parts := add(r, add(r, nil, "assist.open", open), "assist.past", past)
	p := head(r, "assist.cell", o.Name, link.Home)
	p.Primary = &ui.Action{Text: r.T("schedule.told.meetings"), Href: link.Meetings(o.Slug)}
	if keeps {
		p.Primary = &ui.Action{Text: r.T("assist.make"), Href: link.NewHelp(o.Slug), Icon: "plus"}
	}
	return r.Page(w, 0, p, lists(r.T("assist.cell.intro"), r.T("assist.cell.none"), parts))
}
