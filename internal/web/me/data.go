package me

import (
	"bytes"
	"encoding/json"
	"net/http"

	"chibo/internal/fault"
	"chibo/internal/office/sheet"
	"chibo/internal/own"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/page"
)

// File is all of it, to take away: GET /toi/du-lieu/tai?dang=json|xlsx.
func File(w http.ResponseWriter, r *page.Request) error {
	var all everything
	err := r.Read(func(rd *store.Reader) (err error) { all, err = collect(rd, r); return })
	if err != nil {
		return err
	}
	var b bytes.Buffer
	name := "du-lieu-cua-toi-" + store.Day(all.At)
	switch r.URL.Query().Get("dang") {
	case "json":
		out := json.NewEncoder(&b)
		out.SetIndent("", "  ")
		out.SetEscapeHTML(false)
		if err := out.Encode(all); err != nil {
			return err
		}
		return page.Save(w, "application/json; charset=utf-8", name+".json", b.Bytes())
	case "xlsx":
		if err := sheet.Write(&b, all.sheets(r)); err != nil {
			return err
		}
		return page.Save(w, sheet.Type, name+".xlsx", b.Bytes())
	}
	return fault.Missing()
}

// everything is what is kept about one member, in his own file, with the facts in
// his language.
type everything struct {
	Facts []Fact `json:"facts"`
	own.Data
}

func collect(rd *store.Reader, r *page.Request) (all everything, err error) {
	if all.Data, err = own.Collect(rd); err != nil || all.Member == nil {
		return all, err
	}
	o, err := read(rd)
	if err == nil {
		all.Facts, _, err = facts(rd, r, o)
	}
	return all, err
}

func (all everything) sheets(r *page.Request) []sheet.Sheet {
	facts := sheet.Sheet{Name: r.T("mepage.sheet.facts"), Header: []string{r.T("mepage.sheet.field"), r.T("mepage.sheet.value"), r.T("mepage.sheet.why")}, Widths: []float64{28, 32, 70}}
	for _, f := range all.Facts {
		facts.Rows = append(facts.Rows, []any{f.Term, f.Text, f.Why + " " + f.Basis})
	}
	deeds := sheet.Sheet{Name: r.T("mepage.tasks"), Header: []string{r.T("mepage.sheet.task"), r.T("mepage.sheet.due"), r.T("wardpage.col.state")}, Widths: []float64{60, 14, 24}}
	for _, t := range all.Tasks {
		deeds.Rows = append(deeds.Rows, []any{t.Deed, vi.ShowDay(t.Due), r.T("task.state." + t.State)})
	}
	came := sheet.Sheet{Name: r.T("mepage.attendance"), Header: []string{r.T("wardpage.col.day"), r.T("wardpage.col.state")}, Widths: []float64{16, 28}}
	for _, a := range all.Attendance {
		status := "attendance.unmarked"
		if a.Status != "" {
			status = "attendance." + a.Status
		}
		came.Rows = append(came.Rows, []any{vi.ShowDay(a.Day), r.T(status)})
	}
	views := sheet.Sheet{Name: r.T("mepage.seen"), Header: []string{r.T("mepage.sheet.time"), r.T("mepage.sheet.who"), r.T("mepage.sheet.what"), r.T("mepage.sheet.times")}, Widths: []float64{18, 30, 40, 10}}
	for _, v := range all.Views {
		views.Rows = append(views.Rows, []any{store.Clock(v.At).Format("02/01/2006 15:04"), v.ViewerName, r.T("mepage.what." + v.What), v.Times})
	}
	out := append([]sheet.Sheet{facts, deeds, came, views}, askedSheets(r, all.Asked)...)
	return append(append(out, wholeSheets(r, all.Whole)...), apartSheets(r, all.Apart)...)
}
