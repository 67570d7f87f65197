package me

import (
	"chibo/internal/duty"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// Charge are the member's standing duties of the year and those of others that
// he helps with.
type Charge struct {
	Mine, Helps []ui.Row
	Turn        string // at which meeting he reports, when it is his turn
	Year        *ui.Link
}

// charge reads them; a cell that has adopted none shows nothing.
func charge(rd *store.Reader, r *page.Request, o whose) (c Charge, err error) {
	if !o.is {
		return c, nil
	}
	mine, helps, err := duty.Mine(rd)
	if err != nil || len(mine)+len(helps) == 0 {
		return c, err
	}
	for _, d := range mine {
		c.Mine = append(c.Mine, dutyRow(r, d))
	}
	for _, d := range helps {
		row := dutyRow(r, d)
		row.Second = r.T("mepage.helping.owner", "name", d.Name) + " · " + row.Second
		c.Helps = append(c.Helps, row)
	}
	all := mine
	if len(all) == 0 {
		all = helps
	}
	c.Year = &ui.Link{Href: link.Duties(o.cell.Slug, all[0].Year), Text: r.T("dutypage.mine.year")}
	c.Turn, err = turn(rd, r, o)
	return c, err
}

func dutyRow(r *page.Request, d duty.Duty) ui.Row {
	when := r.T("dutypage.rhythm." + d.Rhythm)
	if d.Rhythm == "" {
		when = r.T("dutypage.until", "day", vi.ShowDay(d.Due))
	}
	if d.Product != "" {
		when = d.Product + " · " + when
	}
	if d.HelperName != "" {
		when += " · " + r.T("mepage.helper", "name", d.HelperName)
	}
	return ui.Row{Href: link.Duty(d.ID), Title: d.What, Second: when}
}

// turn says at which coming meeting of the month the member reports, if at the
// next one.
func turn(rd *store.Reader, r *page.Request, o whose) (string, error) {
	all, _, err := meeting.List(rd, meeting.Filter{Org: o.cell.ID, Limit: 12})
	if err != nil {
		return "", err
	}
	var next *meeting.Meeting
	for i := range all { // latest first: the last one still open is the nearest
		if m := all[i]; m.Day >= o.today && !m.At(meeting.Closed) && meeting.OfMonth(m.Kind) {
			next = &all[i]
		}
	}
	if next == nil {
		return "", nil
	}
	turns, err := duty.InTurn(rd, r.Book, *next)
	for _, t := range turns {
		if t.Member == o.member.ID {
			return r.T("dutypage.mine.turn", "month", r.Month(next.Period)), err
		}
	}
	return "", err
}
