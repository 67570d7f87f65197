// Package visits are the pages of the committee's visits to its cells: what is owed to all
// cells, the visits to one, one visit with what was promised, and the cell's word on it.
package visits

import (
	"net/http"

	"chibo/internal/access"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/visit"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

func head(r *page.Request, key, where, back string) ui.Page {
	heading := r.T(key)
	return ui.Page{Title: heading + " · " + where, Where: where, Heading: heading, BarTitle: r.T("visit.bar"), Back: &ui.Link{Href: back}}
}

// tagOf is how a promise stands.
func tagOf(r *page.Request, m visit.Promise) ui.Tag {
	state, kind, icon := "open", "act", "clock"
	switch {
	case m.Ownerless:
		state, kind, icon = "ownerless", "warn", "corner-up-right"
	case m.Late:
		state, kind, icon = "late", "bad", "clock-alert"
	case m.ClosedOn == "" && m.Word == visit.Unkept:
		state, kind, icon = "unkept", "warn", "rotate-ccw"
	case m.Word == visit.Kept:
		state, kind, icon = "kept", "ok", "handshake"
	case m.ClosedOn != "":
		state, kind, icon = "closed", "ok", "circle-check"
	}
	return ui.Tag{Kind: kind, Icon: icon, Text: r.T("visit.state." + state)}
}

// promiseRow is a promise in a list; cell says whose it is.
func promiseRow(r *page.Request, m visit.Promise, cell bool) ui.Row {
	t := tagOf(r, m)
	row := ui.Row{Href: link.Visit(m.Slug, m.Visit), Title: m.Text, Second: r.T("visit.row", "day", vi.ShowDay(m.DueOn), "name", m.Name), Tag: &t, Vi: m.Text}
	if cell {
		row.Second = m.OrgName + " · " + row.Second
	}
	return row
}

func visitRow(r *page.Request, v visit.Visit, cell bool) ui.Row {
	row := ui.Row{Href: link.Visit(v.Slug, v.ID), Title: vi.Capital(r.DayOfWeek(v.Day)) + ", " + vi.ShowDay(v.Day), Second: v.Name}
	if cell {
		row.Second = v.OrgName + " · " + v.Name
	}
	switch {
	case v.Ownerless:
		row.Tag = &ui.Tag{Kind: "warn", Icon: "corner-up-right", Text: r.T("visit.state.ownerless")}
	case v.HeldOn == "":
		row.Tag = &ui.Tag{Kind: "mute", Icon: "calendar", Text: r.T("visit.state.planned")}
	}
	return row
}

// add adds a list that has rows.
func add(r *page.Request, parts []part, key string, rows []ui.Row) []part {
	if len(rows) == 0 {
		return parts
	}
	return append(parts, part{r.T(key, "count", len(rows)), rows})
}

// Ward is GET /cap-uy/{cu}/di-co-so: what the committee owes its cells, first what nobody
// carries.
func Ward(w http.ResponseWriter, r *page.Request) error {
	var o org.Org
	var owed visit.Owed
	err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		if err = access.Must(rd, access.VisitKeep, o.ID); err != nil {
			return err
		}
		owed, err = visit.Open(rd)
		return err
	})
	if err != nil {
		return err
	}
	var alone, due, going []ui.Row
	for _, m := range owed.Promises {
		if row := promiseRow(r, m, true); m.Ownerless {
			alone = append(alone, row)
		} else {
			due = append(due, row)
		}
	}
	for _, v := range owed.Visits {
		if row := visitRow(r, v, true); v.Ownerless {
			alone = append(alone, row)
		} else {
			going = append(going, row)
		}
	}
	parts := add(r, add(r, add(r, nil, "visit.ownerless", alone), "visit.promises", due), "visit.going", going)
	p := head(r, "visit.ward", o.Name, link.Committee(o.Slug))
	p.Primary = &ui.Action{Text: r.T("wardpage.back.desk"), Href: link.Committee(o.Slug)}
	return r.Page(w, 0, p, lists(r.T("visit.ward.intro"), r.T("visit.ward.none"), parts))
}

// Cell is GET /chi-bo/{cb}/di-co-so: the visits to a cell and what is still promised to it.
func Cell(w http.ResponseWriter, r *page.Request) error {
	var o org.Org
	var all []visit.Visit
	keeps := false
	err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
			return err
		}
		if all, err = visit.OfCell(rd, o.ID); err != nil {
			return err
		}
		keeps, err = access.Can(rd, access.VisitKeep, o.ID)
		return err
	})
	if err != nil {
		return err
	}
	var due, going, made []ui.Row
	for _, v := range all {
		for _, m := range v.Promises {
			if m.ClosedOn == "" {
				due = append(due, promiseRow(r, m, false))
			}
		}
		if v.HeldOn == "" {
			going = append(going, visitRow(r, v, false))
		} else {
			made = append(made, visitRow(r, v, false))
		}
	}
	parts := add(r, add(r, add(r, nil, "visit.promises", due), "visit.going", going), "visit.made", made)
	p := head(r, "visit.cell", o.Name, link.Home)
	if keeps {
		p.Primary = &ui.Action{Text: r.T("visit.plan"), Href: link.NewVisit(o.Slug), Icon: "plus"}
	} else {
		p.Primary = &ui.Action{Text: r.T("schedule.told.meetings"), Href: link.Meetings(o.Slug)}
	}
	return r.Page(w, 0, p, lists(r.T("visit.cell.intro"), r.T("visit.cell.none"), parts))
}
