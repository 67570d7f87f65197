package me

import (
	"slices"

	"chibo/internal/dues"
	"chibo/internal/member"
	"chibo/internal/standing"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// stands reads the member's own standing: nobody else gets this page.
func stands(rd *store.Reader, r *page.Request, o whose) (s Standing, err error) {
	s.Year = o.today[:4]
	all, err := dues.Mine(rd, s.Year)
	if err != nil {
		return s, err
	}
	for _, d := range slices.Backward(all) {
		line := ui.Line{Text: r.T("page.month.first", "month", d.Month[5:]+"/"+d.Month[:4]) + " · " + r.T("dues.state."+d.State)}
		if d.State == dues.Paid {
			line.Second = vi.ShowMoney(d.Amount)
		}
		s.Dues = append(s.Dues, line)
	}
	ends, err := member.EndsOn(rd, o.member.ID)
	if err != nil {
		return s, err
	}
	if ends != "" {
		s.Until = r.T("standing.mine.until", "activity", r.T("meetingpage.activity."+o.member.Activity), "day", vi.ShowDay(vi.AddDays(ends, -1)))
	}
	if s.Ask, err = exemptionRow(rd, r); err != nil {
		return s, err
	}
	c, err := standing.CareFor(rd, r.Book, o.member.ID)
	if err != nil || !c.Ask || o.member.Activity != "active" {
		return s, err
	}
	key, n := "standing.mine.row", c.Row
	switch {
	case c.Row < 2 && c.Year > 0:
		key, n = "standing.mine.year", c.Year
	case c.Row < 2:
		key, n = "standing.mine.dues", c.Unpaid
	}
	s.Care = &ui.Note{Kind: "info", Icon: "circle-help", Text: r.T(key, "count", n) + " " + r.T("standing.mine.ask")}
	return s, nil
}
