package me

import (
	"strconv"

	"chibo/internal/dues"
	"chibo/internal/duty"
	"chibo/internal/office/sheet"
	"chibo/internal/session"
	"chibo/internal/speech"
	"chibo/internal/standing"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
	"chibo/internal/web/page"
)

// Whole is what else is kept about the member and shown on other pages of his
// only in part: nothing that names him is left out of his own file.
type Whole struct {
	Dues       []dues.Own       `json:"dues"`
	Duties     []duty.Duty      `json:"duties"`
	Helping    []task.Task      `json:"helping"`
	Opinions   []speech.Opinion `json:"opinions"`
	AskedAfter []string         `json:"asked_after"` // the days
	Devices    []session.Entry  `json:"devices"`
}

func whole(rd *store.Reader) (w Whole, err error) {
	if w.Devices, err = session.Mine(rd); err != nil {
		return w, err
	}
	for year, n := store.Clock(rd.Now()).Year(), 9; n >= 0; n-- {
		some, err := dues.Mine(rd, strconv.Itoa(year-n))
		if err != nil {
			return w, err
		}
		w.Dues = append(w.Dues, some...)
	}
	if w.Duties, err = duty.Ever(rd); err != nil {
		return w, err
	}
	if w.Helping, err = task.Helping(rd); err != nil {
		return w, err
	}
	if w.Opinions, err = speech.OfViewer(rd); err != nil {
		return w, err
	}
	w.AskedAfter, err = standing.AskedMine(rd)
	return w, err
}

func (w Whole) sheets(r *page.Request) []sheet.Sheet {
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
	said := sheet.Sheet{Name: r.T("own.file.opinions"), Header: []string{day, what}, Widths: []float64{14, 80}}
	for _, o := range w.Opinions {
		said.Rows = append(said.Rows, []any{vi.ShowDay(store.Day(o.At)), o.Gist})
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

// sheets are what is reserved and praised; reminders stand in the .json and on
// their own pages: a workbook is passed on more easily.
func (a Apart) sheets(r *page.Request) []sheet.Sheet {
	kept := sheet.Sheet{Name: r.T("own.file.apart"), Header: []string{r.T("wardpage.col.day"), r.T("mepage.sheet.what")}, Widths: []float64{14, 80}}
	for _, x := range a.Reserved {
		kept.Rows = append(kept.Rows, []any{vi.ShowDay(store.Day(x.At)), r.T("own.file.reserved", "text", x.Gist)})
	}
	for _, x := range a.Praised {
		kept.Rows = append(kept.Rows, []any{"", r.T("own.file.praised", "text", x.Deed)})
	}
	return []sheet.Sheet{kept}
}
