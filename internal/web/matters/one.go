package matters

import (
	"net/http"
	"strconv"

	"chibo/internal/fault"
	"chibo/internal/matter"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// NewPage is GET /chi-bo/{cb}/viec-giam-sat/moi.
func NewPage(w http.ResponseWriter, r *page.Request) error { return begin(w, r, 0) }

func begin(w http.ResponseWriter, r *page.Request, status int) error {
	var l look
	if err := r.Read(func(rd *store.Reader) (err error) {
		if l, err = read(rd, r); err == nil && !l.writes {
			err = fault.Missing()
		}
		return err
	}); err != nil {
		return err
	}
	p := l.head(r, r.T("matter.new"), l.at(link.Matters(l.o.Slug)))
	p.Primary = form.Send(r.T("matter.send"))
	return form.Answer(w, r, status, form.Page{Frame: p, Action: l.at(link.NewMatter(l.o.Slug)), Inputs: inputs(r, matter.Matter{}, l.l.Year)})
}

func inputs(r *page.Request, m matter.Matter, year int) []form.Input {
	var quick []ui.Option
	for _, day := range []string{"31/03/", "30/06/", "30/09/", "31/12/"} {
		quick = append(quick, ui.Option{Value: day + strconv.Itoa(year), Text: day + strconv.Itoa(year)})
	}
	return []form.Input{
		{Kind: "area", Field: ui.Field{Name: "what", Label: r.T("matter.f.what"), Hint: r.T("matter.f.what.hint"), Value: form.Typed(r, "what", m.What), MaxLength: 300}},
		{Field: ui.Field{Name: "office", Label: r.T("matter.f.office"), Hint: r.T("matter.f.office.hint"), Value: form.Typed(r, "office", m.Office), MaxLength: 120}},
		{Kind: "date", Field: ui.Field{Name: "report_on", Label: r.T("matter.f.report_on"), Value: form.Typed(r, "report_on", vi.ShowDay(m.ReportOn))}, Options: quick}}
}

func typed(r *page.Request) (m matter.Matter, err error) {
	var wrong fault.Fields
	m = matter.Matter{What: r.Text("what"), Office: r.Text("office"), ReportOn: r.NeedDay("report_on", &wrong)}
	return m, wrong.Err()
}

// New is its POST.
func New(w http.ResponseWriter, r *page.Request) error {
	m, err := typed(r)
	next := ""
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			l, err := read(tx.Reader, r)
			if err != nil {
				return err
			}
			in := m
			in.Org, in.Year, next = l.o.ID, l.l.Year, l.at(link.Matters(l.o.Slug))
			_, err = matter.Put(tx, r.Book, in, 0)
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return begin(w, r, status) })
	}
	return r.See(w, next)
}

// single is one line.
type single struct {
	look
	m matter.Matter
}

func readOne(rd *store.Reader, r *page.Request) (s single, err error) {
	if s.look, err = read(rd, r); err != nil {
		return s, err
	}
	if s.m, err = matter.Get(rd, r.PathValue("id")); err != nil {
		return s, err
	}
	if s.m.Org != s.o.ID {
		return s, fault.Missing()
	}
	s.l.Year = s.m.Year
	return s, nil
}

// One is GET /chi-bo/{cb}/viec-giam-sat/{id}.
func One(w http.ResponseWriter, r *page.Request) error { return one(w, r, 0) }

func one(w http.ResponseWriter, r *page.Request, status int) error {
	var s single
	if err := r.Read(func(rd *store.Reader) (err error) { s, err = readOne(rd, r); return }); err != nil {
		return err
	}
	m := s.m
	p := s.head(r, m.What, s.at(link.Matters(s.o.Slug)))
	p.Vietnamese, p.Primary = true, &ui.Action{Text: r.T("matter.back"), Href: s.at(link.Matters(s.o.Slug))}
	look := tag(r, m)
	v := line{Action: link.Matter(s.o.Slug, m.ID), Tag: look, Outcome: m.Outcome, Facts: []ui.Pair{{Term: r.T("matter.f.office"), Text: m.Office, Vi: m.Office}, {Term: r.T("matter.f.report_on"), Text: vi.ShowDay(m.ReportOn)}}}
	if m.AdoptedOn != "" {
		adopted := r.T("programme.adopted", "day", vi.ShowDay(m.AdoptedOn))
		if m.Paper != "" {
			adopted += ", " + m.Paper
		}
		v.Facts = append(v.Facts, ui.Pair{Term: r.T("programme.f.adopted"), Text: adopted, Vi: m.Paper})
	}
	if m.ReportedOn != "" {
		v.Facts = append(v.Facts, ui.Pair{Term: r.T("matter.f.heard"), Text: vi.ShowDay(m.ReportedOn)})
	}
	if m.ClosedOn != "" {
		v.Facts = append(v.Facts, ui.Pair{Term: r.T("matter.f.closed"), Text: vi.ShowDay(m.ClosedOn) + ", " + m.CloseReason, Vi: m.CloseReason})
	}
	if s.writes && m.ClosedOn == "" {
		s.forms(r, &v, &p)
	}
	return r.Page(w, status, p, show(v))
}

// forms are what those who write the list may do with a line.
func (s single) forms(r *page.Request, v *line, p *ui.Page) {
	m := s.m
	f := form.Page{Action: v.Action, Hidden: []form.Hidden{{Name: "act", Value: "put"}, form.Version(m.Version)}, Inputs: inputs(r, m, m.Year)}
	p.Primary = form.Send(r.T("matter.send"))
	v.Drop = &ui.Field{}
	if m.AdoptedOn != "" {
		f.Hidden[0].Value = "report"
		f.Inputs = []form.Input{{Kind: "area", Field: ui.Field{Name: "outcome", Label: r.T("matter.f.outcome"), Hint: r.T("matter.f.outcome.hint"), Value: form.Typed(r, "outcome", m.Outcome), MaxLength: 2000}},
			{Kind: "date", Field: ui.Field{Name: "day", Label: r.T("matter.f.heard"), Value: form.Typed(r, "day", vi.ShowDay(m.ReportedOn))}, Options: []ui.Option{{Value: vi.ShowDay(s.today), Text: vi.ShowDay(s.today)}}}}
		p.Primary = form.Send(r.T("matter.report"))
		v.Drop = &ui.Field{Name: "reason", Label: r.T("matter.f.reason"), Value: form.Typed(r, "reason", ""), Error: r.Wrong("reason"), MaxLength: 300}
	}
	for i := range f.Inputs {
		f.Inputs[i].Error = r.Wrong(f.Inputs[i].Name)
	}
	v.Form = &f
}

// Keep is its POST: a draft is changed or taken off, an adopted line is reported on or
// taken off with a reason.
func Keep(w http.ResponseWriter, r *page.Request) error {
	next := ""
	err := r.Write(func(tx *store.Tx) error {
		s, err := readOne(tx.Reader, r)
		if err != nil {
			return err
		}
		next = link.Matter(s.o.Slug, s.m.ID)
		switch act := r.Text("act"); {
		case act == "drop":
			if s.m.AdoptedOn == "" {
				next = s.at(link.Matters(s.o.Slug))
			}
			return matter.Drop(tx, s.m.ID, r.Text("reason"))
		case act == "report", s.m.AdoptedOn != "":
			var wrong fault.Fields
			day := r.NeedDay("day", &wrong)
			if err := wrong.Err(); err != nil {
				return err
			}
			_, err = matter.Report(tx, s.m.ID, r.Version(), day, r.Long("outcome"))
			return err
		}
		in, err := typed(r)
		if err == nil {
			in.ID, in.Org, in.Year, next = s.m.ID, s.o.ID, s.m.Year, s.at(link.Matters(s.o.Slug))
			_, err = matter.Put(tx, r.Book, in, r.Version())
		}
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return one(w, r, status) })
	}
	return r.See(w, next)
}
