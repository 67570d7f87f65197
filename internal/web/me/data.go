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
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

var precisions = map[string]vi.Precision{"full": vi.Full, "month": vi.Month, "year": vi.Year}

// facts are all fields kept about the member, with purpose and ground.
func facts(rd *store.Reader, r *page.Request, o own) ([]Fact, error) {
	m := o.member
	identity, err := member.Identity(rd, r.Vault, rd.Viewer().Person)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return nil, err
	}
	var ethnicity, religion string // no page of others shows them; the person sees that they are kept
	if err := rd.Get([]any{&ethnicity, &religion}, `select ethnicity, religion from person where tenant = $1 and id = $2`, rd.Viewer().Person); err != nil {
		return nil, err
	}
	values := map[string]string{"ethnicity": ethnicity, "religion": religion, "full_name": m.FullName, "other_name": m.OtherName, "birth_date": "", "home_place": m.Home, "phone": m.Phone, "card_number": m.Card, "card_issuer": m.CardIssuer,
		"card_date": vi.ShowDay(m.CardDay), "old_card_number": m.OldCard, "organisation": m.OrgName, "admission_date": vi.ShowDay(m.AdmittedOn), "official_date": vi.ShowDay(m.OfficialOn),
		"activity": r.T("memberpage.activity." + m.Activity), "activity_from": vi.ShowDay(m.Since), "note": m.Note, "identity_number": identity}
	if m.Sex != "" {
		values["sex"] = r.T("memberpage.sex." + m.Sex)
	}
	if m.Birth != "" {
		values["birth_date"] = vi.ShowDayAt(m.Birth, precisions[m.BirthPrecision])
	}
	var out []Fact
	for _, f := range r.Book.Fields(rd.Today()).Fields {
		if v := values[f.Key]; v != "" {
			out = append(out, Fact{f.TitleVI, v, f.PurposeVI + " " + r.T("memberpage.basis", "text", f.BasisVI)})
		}
	}
	return out, nil
}

// Mydata shows what is kept: GET /toi/du-lieu.
func Mydata(w http.ResponseWriter, r *page.Request) error {
	var o own
	d := Data{Ask: r.T("mepage.data.ask"), Files: []ui.Link{{Text: r.T("mepage.data.xlsx"), Href: link.MyDataFile("xlsx")}, {Text: r.T("mepage.data.json"), Href: link.MyDataFile("json")}}}
	err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = read(rd); err != nil || !o.is {
			return err
		}
		d.Facts, err = facts(rd, r, o)
		return err
	})
	if err != nil {
		return err
	}
	if !o.is {
		d.Facts = []Fact{{r.T("mepage.data.name"), r.Session.Name, r.T("mepage.nomember")}}
	}
	p := frame(r, o, "mepage.mydata.title")
	p.Sub = r.T("mepage.data.sub")
	p.Primary = &ui.Action{Text: r.T("mepage.data.take"), Href: link.MyDataFile("xlsx"), Icon: "download"}
	d.Files = d.Files[1:]
	return r.Page(w, 0, p, ShowData(d))
}

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
	At         int64            `json:"at"`
	Member     *member.Member   `json:"member,omitempty"`
	Facts      []Fact           `json:"facts"`
	Events     []member.Event   `json:"events"`
	Posts      []member.Holding `json:"posts"`
	Tasks      []task.Task      `json:"tasks"`
	Attendance []attendance.Own `json:"attendance"`
	Views      []audit.View     `json:"views"`
	Apart
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
	if all.Views, err = seen(rd, o); err != nil || !o.is {
		return all, err
	}
	all.Member = &o.member
	if all.Apart, err = apart(rd, o.member.ID); err != nil {
		return all, err
	}
	if all.Facts, err = facts(rd, r, o); err != nil {
		return all, err
	}
	if all.Events, err = member.Events(rd, o.member.ID); err != nil {
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
		facts.Rows = append(facts.Rows, []any{f.Term, f.Text, f.Why})
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
	return []sheet.Sheet{facts, deeds, came, views}
}
