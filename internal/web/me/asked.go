package me

import (
	"chibo/internal/office/sheet"
	"chibo/internal/own"
	"chibo/internal/vi"
	"chibo/internal/web/page"
)

func askedSheets(r *page.Request, a own.Asked) []sheet.Sheet {
	requests := sheet.Sheet{Name: r.T("mepage.sheet.requests"), Header: []string{r.T("wardpage.col.day"), r.T("privacy.f.text"), r.T("wardpage.col.state"), r.T("privacy.f.tra-loi")}, Widths: []float64{14, 60, 20, 60}}
	for _, q := range a.Requests {
		requests.Rows = append(requests.Rows, []any{vi.ShowDay(q.AskedOn), q.Text, r.T("privacy.state." + q.State), q.Reply})
	}
	consents := sheet.Sheet{Name: r.T("mepage.sheet.consents"), Header: []string{r.T("wardpage.col.day"), r.T("privacy.f.purpose"), r.T("privacy.f.said")}, Widths: []float64{14, 30, 30}}
	for _, c := range a.Consents {
		said := "privacy.said.withdraw"
		if c.Given {
			said = "privacy.said.give"
		}
		p, _ := r.Book.Consents(c.Day).Find(c.Purpose)
		d, _ := r.Book.Personal(c.Day).Find(p.Field)
		consents.Rows = append(consents.Rows, []any{vi.ShowDay(c.Day), d.Title.In(r.Words.Lang()), r.T(said)})
	}
	return []sheet.Sheet{requests, consents}
}
