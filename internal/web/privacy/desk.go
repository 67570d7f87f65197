package privacy

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/privacy"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// Desk is who asked what and by when the answer is due, those late first:
// GET /cap-uy/{cu}/rieng-tu.
func Desk(w http.ResponseWriter, r *page.Request) error {
	var top org.Org
	var open, closed []privacy.Request
	var today string
	if err := r.Read(func(rd *store.Reader) (err error) {
		if top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		today = rd.Today()
		if open, err = privacy.Open(rd, top.ID); err != nil {
			return err
		}
		closed, err = privacy.Closed(rd, top.ID, 20)
		return err
	}); err != nil {
		return err
	}
	f := ui.Page{Title: r.T("privacy.desk.title") + " · " + top.Name, Where: top.Name, Heading: r.T("privacy.desk.title"), Sub: r.T("privacy.desk.sub", "days", r.Book.Requests(today).ReplyDays), Back: &ui.Link{Href: link.Committee(top.Slug)}}
	if len(open) > 0 {
		f.Primary = &ui.Action{Text: r.T("privacy.desk.next"), Href: link.PrivacyRequest(top.Slug, open[0].ID)}
	} else {
		f.Primary = &ui.Action{Text: r.T("memberpage.back"), Href: link.Committee(top.Slug)}
	}
	return r.Page(w, 0, f, ShowDesk(rows(r, top, open, today), rows(r, top, closed, today), []ui.Link{{Text: r.T("privacy.held.title"), Href: link.DataStates(top.Slug)}, {Text: r.T("privacy.register.title"), Href: link.PrivacyRegister(top.Slug)}, {Text: r.T("privacy.alarm.title"), Href: link.PrivacyAlarms(top.Slug)}, {Text: r.T("assessment.title"), Href: link.Assessment(top.Slug)}, {Text: r.T("leak.title"), Href: link.Leaks(top.Slug)}, {Text: r.T("keeping.title"), Href: link.Retention(top.Slug)}}))
}

func rows(r *page.Request, top org.Org, all []privacy.Request, today string) []ui.Row {
	var out []ui.Row
	for _, q := range all {
		t := tag(r, q, today)
		out = append(out, ui.Row{Href: link.PrivacyRequest(top.Slug, q.ID), Icon: "file-pen-line", Title: q.Name, Second: title(r, q) + " · " + left(r, q, today), Tag: &t})
	}
	return out
}

// left is "Còn 1 ngày làm việc", or the day on which it was closed.
func left(r *page.Request, q privacy.Request, today string) string {
	switch n := q.Left(r.Book, today); {
	case q.Due() == "":
		return r.T("privacy.closed.on", "day", vi.ShowDay(q.ClosedOn))
	case q.Late(today):
		return r.T("privacy.left.late", "day", vi.ShowDay(q.Due()))
	case n == 0:
		return r.T("privacy.left.today")
	default:
		return r.T("privacy.left", "count", n)
	}
}

// one reads the request the address names, for whoever answers below that committee.
func one(rd *store.Reader, r *page.Request) (top org.Org, q privacy.Request, err error) {
	if top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
		return
	}
	if err = org.Must(rd, access.PrivacyKeep, top.ID); err != nil {
		return
	}
	q, err = privacy.Get(rd, r.PathValue("id"))
	return
}

// Show is one request: GET /cap-uy/{cu}/rieng-tu/{id}.
func Show(w http.ResponseWriter, r *page.Request) error {
	var top org.Org
	var q privacy.Request
	var steps []privacy.Step
	var today string
	err := r.Read(func(rd *store.Reader) (err error) {
		today = rd.Today()
		if top, q, err = one(rd, r); err != nil {
			return err
		}
		steps, err = privacy.History(rd, q.ID)
		return err
	})
	if err == nil {
		err = looked(r, q.Person, sawRequest)
	}
	if err != nil {
		return err
	}
	f := ui.Page{Title: r.T("privacy.one.title"), Where: top.Name, Heading: title(r, q), Sub: q.Name + " · " + left(r, q, today), Back: &ui.Link{Href: link.Privacy(top.Slug)}}
	may := ways(q)
	if len(may) > 0 && q.Person != r.Viewer.Person {
		f.Primary = &ui.Action{Text: r.T("privacy.do." + may[0]), Href: link.PrivacyStep(top.Slug, q.ID, may[0])}
	} else {
		f.Primary = &ui.Action{Text: r.T("memberpage.back"), Href: link.Privacy(top.Slug)}
		may = nil
	}
	var more []ui.Link
	if (q.Kind == "restrict" || q.Kind == "erase" || q.Kind == "object") && q.Person != r.Viewer.Person {
		more = append(more, ui.Link{Text: r.T("privacy.held.row"), Href: link.DataState(top.Slug, q.Person) + "?de-nghi=" + q.ID})
	}
	for _, what := range may[min(1, len(may)):] {
		more = append(more, ui.Link{Text: r.T("privacy.do." + what), Href: link.PrivacyStep(top.Slug, q.ID, what)})
	}
	if copyable(q) {
		for _, name := range copies {
			more = append(more, ui.Link{Text: r.T("copy." + name), Href: link.Copy(top.Slug, q.ID, name)})
		}
	}
	var past []ui.Line
	for _, s := range steps {
		past = append(past, ui.Line{Text: store.Clock(s.At).Format("15:04 02/01/2006") + " · " + r.T("privacy.step."+s.Kind), Second: s.Note})
	}
	return r.Page(w, 0, f, templ.Join(Asked(cases(r, []privacy.Request{q}, today, false)), ShowPast(past, more)))
}

// ways are what may be done with a request now, the usual first.
func ways(q privacy.Request) []string {
	switch {
	case q.State == privacy.Asked:
		return []string{"tra-loi", "xong", "tu-choi"}
	case q.State == privacy.Accepted && q.Extended:
		return []string{"xong", "tu-choi"}
	case q.State == privacy.Accepted:
		return []string{"xong", "gia-han", "tu-choi"}
	}
	return nil
}

var does = map[string]func(*store.Tx, *page.Request, privacy.Answer) (privacy.Request, error){
	"tra-loi": func(tx *store.Tx, _ *page.Request, in privacy.Answer) (privacy.Request, error) {
		return privacy.Accept(tx, in)
	},
	"gia-han": func(tx *store.Tx, r *page.Request, in privacy.Answer) (privacy.Request, error) {
		return privacy.Extend(tx, r.Book, in)
	},
	"xong": func(tx *store.Tx, r *page.Request, in privacy.Answer) (privacy.Request, error) {
		return privacy.Finish(tx, r.Book, in)
	},
	"tu-choi": func(tx *store.Tx, _ *page.Request, in privacy.Answer) (privacy.Request, error) {
		return privacy.Refuse(tx, in)
	},
}

// StepPage asks for the words of a step: GET /cap-uy/{cu}/rieng-tu/{id}/{viec}.
func StepPage(w http.ResponseWriter, r *page.Request) error { return stepForm(w, r, 0) }

func stepForm(w http.ResponseWriter, r *page.Request, status int) error {
	what := r.PathValue("viec")
	if does[what] == nil {
		return fault.Missing()
	}
	var top org.Org
	var q privacy.Request
	var today string
	if err := r.Read(func(rd *store.Reader) (err error) { today = rd.Today(); top, q, err = one(rd, r); return }); err != nil {
		return err
	}
	p := form.Page{
		Frame:  ui.Page{Title: r.T("privacy.do." + what), Where: top.Name, Heading: r.T("privacy.do." + what), Sub: q.Name + " · " + title(r, q), Back: &ui.Link{Href: link.PrivacyRequest(top.Slug, q.ID)}, Primary: form.Send(r.T("privacy.send." + what))},
		Action: link.PrivacyStep(top.Slug, q.ID, what), Hidden: []form.Hidden{form.Version(q.Version)},
		Inputs: []form.Input{{Kind: "area", Field: ui.Field{Name: "text", Label: r.T("privacy.f." + what), Value: form.Typed(r, "text", ""), WhoSees: r.T("privacy.f.answer.sees")}}},
	}
	switch what {
	case "tu-choi":
		p.Inputs = append(p.Inputs, form.Input{Field: ui.Field{Name: "basis", Label: r.T("privacy.f.basis"), Value: form.Typed(r, "basis", ""), Hint: r.T("privacy.f.basis.hint")}})
	case "gia-han":
		if day, err := r.Book.Requests(q.AskedOn).ExtendedTo(q.DoneDue); err == nil {
			p.Effect = &ui.Note{Kind: "info", Text: r.T("privacy.effect.extend", "day", vi.ShowDay(day))}
		}
	case "xong":
		if q.Kind == "withdraw" {
			p.Effect = &ui.Note{Kind: "info", Text: r.T("privacy.effect.withdraw")}
		}
	}
	return answer(w, r, status, p, Asked(cases(r, []privacy.Request{q}, today, false)))
}

// Step does it: POST /cap-uy/{cu}/rieng-tu/{id}/{viec}.
func Step(w http.ResponseWriter, r *page.Request) error {
	do := does[r.PathValue("viec")]
	if do == nil {
		return fault.Missing()
	}
	in := privacy.Answer{ID: r.PathValue("id"), Version: r.Version(), Text: r.Long("text"), Basis: r.Text("basis")}
	var slug string
	err := r.Read(func(rd *store.Reader) error {
		top, _, err := one(rd, r)
		slug = top.Slug
		return err
	})
	if err != nil {
		return err
	}
	err = r.Write(func(tx *store.Tx) error {
		_, err := store.Once(tx, r.Key(), []any{in, r.PathValue("viec")}, func() (string, error) {
			q, err := do(tx, r, in)
			return q.ID, err
		})
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return stepForm(w, r, status) })
	}
	return r.See(w, link.PrivacyRequest(slug, in.ID))
}
