package me

import (
	"chibo/internal/office/sheet"
	"chibo/internal/own"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/page"
)

func wholeSheets(r *page.Request, w own.Whole) []sheet.Sheet {
	day, what := r.T("wardpage.col.day"), r.T("mepage.sheet.what")
	money := sheet.Sheet{Name: r.T("own.file.dues"), Header: []string{r.T("own.file.month"), r.T("wardpage.col.state"), r.T("own.file.amount")}, Widths: []float64{14, 24, 16}}
	for _, d := range w.Dues {
		money.Rows = append(money.Rows, []any{vi.ShowMonth(d.Month), r.T("dues.state." + d.State), d.Amount})
	}
	charge := sheet.Sheet{Name: r.T("own.file.duties"), Header: []string{r.T("own.file.year"), r.T("mepage.sheet.task"), r.T("mepage.sheet.due")}, Widths: []float64{10, 60, 24}}
	for _, d := range w.Duties {
		due := vi.ShowDay(d.Due)
		if d.Rhythm != "" {
			due = r.T("dutypage.rhythm." + d.Rhythm)
		}
		charge.Rows = append(charge.Rows, []any{d.Year, d.What, due})
	}
	for _, c := range w.Households {
		what := r.T("household.mine", "name", c.Group, "count", c.Households)
		if c.Excuse != "" {
			what = r.T("household.excuse.own", "reason", r.T("household.reason."+c.Excuse))
		}
		charge.Rows = append(charge.Rows, []any{c.GivenOn[:4], what, vi.ShowDay(c.EndedOn)})
	}
	said := sheet.Sheet{Name: r.T("own.file.opinions"), Header: []string{day, what}, Widths: []float64{14, 80}}
	for _, o := range w.Opinions {
		said.Rows = append(said.Rows, []any{vi.ShowDay(store.Day(o.At)), o.Gist})
	}
	for _, a := range w.Ahead {
		said.Rows = append(said.Rows, []any{vi.ShowDay(a.SentOn), a.Gist})
	}
	asked := sheet.Sheet{Name: r.T("standing.care"), Header: []string{day}, Widths: []float64{14}}
	for _, d := range w.AskedAfter {
		asked.Rows = append(asked.Rows, []any{vi.ShowDay(d)})
	}
	devices := sheet.Sheet{Name: r.T("mepage.devices"), Header: []string{what, r.T("own.file.since"), r.T("own.file.last")}, Widths: []float64{40, 18, 18}}
	for _, d := range w.Devices {
		devices.Rows = append(devices.Rows, []any{d.Device, store.Clock(d.CreatedAt).Format("02/01/2006 15:04"), store.Clock(d.LastSeen).Format("02/01/2006 15:04")})
	}
	return []sheet.Sheet{money, charge, said, asked, devices}
}

// apartSheets are what is reserved and praised; reminders stand in the .json and on
// their own pages: a workbook is passed on more easily.
func apartSheets(r *page.Request, a own.Apart) []sheet.Sheet {
	kept := sheet.Sheet{Name: r.T("own.file.apart"), Header: []string{r.T("wardpage.col.day"), r.T("mepage.sheet.what")}, Widths: []float64{14, 80}}
	for _, x := range a.Reserved {
		kept.Rows = append(kept.Rows, []any{vi.ShowDay(store.Day(x.At)), r.T("own.file.reserved", "text", x.Gist)})
	}
	for _, x := range a.Praised {
		kept.Rows = append(kept.Rows, []any{"", r.T("own.file.praised", "text", x.Deed)})
	}
	return []sheet.Sheet{kept}
}
