package me

import (
	"bytes"
	"encoding/json"
	"net/http"

	"chibo/internal/attendance"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/office/sheet"
	"chibo/internal/standing"
	"chibo/internal/store"
	"chibo/internal/task"
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

// everything is what is kept about one member, in his own file.
type everything struct {
	At         int64                `json:"at"`
	Member     *member.Member       `json:"member,omitempty"`
	Facts      []Fact               `json:"facts"`
	Events     []member.Event       `json:"events"`
	Posts      []member.Holding     `json:"posts"`
	Tasks      []task.Task          `json:"tasks"`
	Attendance []attendance.Own     `json:"attendance"`
	Views      []audit.View         `json:"views"`
	Exemptions []standing.Exemption `json:"exemptions"` // asked for, with reason and result
	Asked
	Apart
	Whole
}

func collect(rd *store.Reader, r *page.Request) (all everything, err error) {
	all.At = rd.Now()
	o, err := read(rd)
	if err != nil {
		return all, err
	}
	if all.Tasks, err = task.Mine(rd); err != nil {
		return all, err
	}
	if all.Posts, err = member.PostsOf(rd, rd.Viewer().Person); err != nil {
		return all, err
	}
	if all.Asked, err = asked(rd); err != nil {
		return all, err
	}
	if all.Whole, err = whole(rd); err != nil {
		return all, err
	}
	if all.Views, err = member.Seen(rd); err != nil || !o.is {
		return all, err
	}
	all.Member = &o.member
	if all.Apart, err = apart(rd, o.member.ID); err != nil {
		return all, err
	}
	if all.Facts, _, err = facts(rd, r, o); err != nil {
		return all, err
	}
	if all.Events, err = member.Events(rd, o.member.ID); err != nil {
		return all, err
	}
	if all.Exemptions, err = standing.Of(rd, o.member.ID); err != nil {
		return all, err
	}
	for year, n := store.Clock(rd.Now()).Year(), 0; n < 10; n++ {
		some, err := attendance.OfMember(rd, o.member.ID, year-n)
		if err != nil {
			return all, err
		}
		all.Attendance = append(all.Attendance, some...)
	}
	return all, nil
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
	out := append([]sheet.Sheet{facts, deeds, came, views}, all.Asked.sheets(r)...)
	return append(append(out, all.Whole.sheets(r)...), all.Apart.sheets(r)...)
}
