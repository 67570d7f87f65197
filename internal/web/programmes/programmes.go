// Package programmes are the pages of a cell's programmes of a year and a term, of a
// committee's own, and of how the targets of its cells stand.
package programmes

import (
	"net/http"
	"strings"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/programme"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// place is whose programmes a page is about, and where they stand.
type place struct {
	o     org.Org
	list  string // address of the list
	keeps bool
	today string
}

func find(rd *store.Reader, r *page.Request) (p place, err error) {
	slug, committee := r.PathValue("cb"), false
	if slug == "" {
		slug, committee = r.PathValue("cu"), true
	}
	if p.o, err = org.BySlug(rd, slug); err != nil {
		return p, err
	}
	if p.o.Cell() == committee { // each stands at its own address
		return p, fault.Missing()
	}
	if p.list = link.Programmes(slug); committee {
		p.list = link.OwnProgrammes(slug)
	}
	p.today = rd.Today()
	if p.keeps, err = access.Can(rd, access.ProgrammeKeep, p.o.ID); err != nil || p.keeps {
		return p, err
	}
	return p, access.Must(rd, access.ProgrammeView, p.o.ID) // the committee above has a page of its own
}

// one is a programme at a place, in the edition asked for.
func (p place) one(rd *store.Reader, r *page.Request) (programme.Programme, error) {
	n := 0
	if ban := r.FormValue("ban"); ban != "" {
		if len(ban) > 3 || strings.Trim(ban, "0123456789") != "" {
			return programme.Programme{}, fault.Missing()
		}
		for _, c := range ban {
			n = n*10 + int(c-'0')
		}
	}
	out, err := programme.Get(rd, r.PathValue("id"), n)
	if err == nil && out.Org != p.o.ID {
		err = fault.Missing()
	}
	return out, err
}

func (p place) head(r *page.Request, heading, back string) ui.Page {
	return ui.Page{Title: heading + " · " + p.o.Name, Where: p.o.Name, Heading: heading, BarTitle: r.T("programme.bar"), Back: &ui.Link{Href: back}}
}

// meetings is the way on for whoever has nothing to do here.
func (p place) meetings(r *page.Request) *ui.Action {
	if p.o.Cell() {
		return &ui.Action{Text: r.T("schedule.told.meetings"), Href: link.Meetings(p.o.Slug)}
	}
	return &ui.Action{Text: r.T("wardpage.back.desk"), Href: link.Committee(p.o.Slug)}
}

func tag(r *page.Request, state string) ui.Tag {
	look := map[string][2]string{programme.Met: {"ok", "circle-check"}, programme.On: {"ok", "arrow-up-right"}, programme.Behind: {"bad", "clock-alert"}, programme.Silent: {"warn", "circle-help"}, programme.Early: {"mute", "calendar"}}[state]
	return ui.Tag{Kind: look[0], Icon: look[1], Text: r.T("programme.state." + state)}
}

// List is GET …/chuong-trinh.
func List(w http.ResponseWriter, r *page.Request) error {
	var p place
	var all []programme.Programme
	err := r.Read(func(rd *store.Reader) (err error) {
		if p, err = find(rd, r); err == nil {
			all, err = programme.List(rd, p.o.ID)
		}
		return err
	})
	if err != nil {
		return err
	}
	var rows []ui.Row
	for _, one := range all {
		row := ui.Row{Href: link.Programme(p.list, one.ID), Title: one.Title, Vi: one.Title, Second: r.T("programme.kind."+one.Kind) + " · " + r.T("programme.span", "from", vi.ShowDay(one.From), "to", vi.ShowDay(one.To))}
		state, kind, icon := "running", "act", "clock"
		switch {
		case one.AdoptedOn == "":
			state, kind, icon = "draft", "mute", "file-pen-line"
		case one.To < p.today:
			state, kind, icon = "over", "mute", "check"
		}
		row.Tag = &ui.Tag{Kind: kind, Icon: icon, Text: r.T("programme.is." + state)}
		rows = append(rows, row)
	}
	back := link.Home
	var links []ui.Link
	if !p.o.Cell() {
		back, links = link.Committee(p.o.Slug), []ui.Link{{Text: r.T("programme.ward"), Href: link.WardTargets(p.o.Slug)}}
	}
	f := p.head(r, r.T("programme.list"), back)
	if f.Primary = p.meetings(r); p.keeps {
		f.Primary = &ui.Action{Text: r.T("programme.new"), Href: link.NewProgramme(p.list), Icon: "plus"}
	}
	return r.Page(w, 0, f, list(r.T("programme.list.intro"), rows, links))
}

// NewPage is GET …/chuong-trinh/moi.
func NewPage(w http.ResponseWriter, r *page.Request) error { return begin(w, r, 0) }

func begin(w http.ResponseWriter, r *page.Request, status int) error {
	var p place
	if err := r.Read(func(rd *store.Reader) (err error) {
		if p, err = find(rd, r); err == nil && !p.keeps {
			err = fault.Missing()
		}
		return err
	}); err != nil {
		return err
	}
	year := p.today[:4]
	next := vi.AddDays(year+"-12-31", 1)[:4]
	quick := func(day string) []ui.Option {
		return []ui.Option{{Value: day + year, Text: day + year}, {Value: day + next, Text: day + next}}
	}
	f := p.head(r, r.T("programme.new"), p.list)
	f.Primary = form.Send(r.T("programme.new.send"))
	return form.Answer(w, r, status, form.Page{Frame: f, Action: link.NewProgramme(p.list), Inputs: []form.Input{
		{Kind: "radios", Field: ui.Field{Name: "kind", Label: r.T("programme.f.kind"), Value: form.Typed(r, "kind", programme.Year)}, Options: options(r, "programme.kind.", programme.Kinds)},
		{Field: ui.Field{Name: "title", Label: r.T("programme.f.title"), Hint: r.T("programme.f.title.hint"), Value: form.Typed(r, "title", ""), MaxLength: 200}},
		{Kind: "date", Field: ui.Field{Name: "from", Label: r.T("programme.f.from"), Value: form.Typed(r, "from", "")}, Options: quick("01/01/")},
		{Kind: "date", Field: ui.Field{Name: "to", Label: r.T("programme.f.to"), Value: form.Typed(r, "to", "")}, Options: quick("31/12/")},
	}})
}

func options(r *page.Request, prefix string, values []string) (out []ui.Option) {
	for _, v := range values {
		out = append(out, ui.Option{Value: v, Text: r.T(prefix + v)})
	}
	return out
}

// New is its POST.
func New(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	in := programme.Programme{Kind: r.Text("kind"), Title: r.Text("title"), From: r.NeedDay("from", &wrong), To: r.NeedDay("to", &wrong)}
	var p place
	err := wrong.Err()
	if err == nil {
		err = r.Write(func(tx *store.Tx) (err error) {
			if p, err = find(tx.Reader, r); err != nil {
				return err
			}
			one := in
			one.Org = p.o.ID
			one, err = programme.Begin(tx, r.Book, one)
			in.ID = one.ID
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return begin(w, r, status) })
	}
	return r.See(w, link.Programme(p.list, in.ID))
}

// File is GET …/chuong-trinh/{id}/tai/{tep}: chuong-trinh.docx or chuong-trinh.pdf.
func File(w http.ResponseWriter, r *page.Request) error {
	ext, ok := strings.CutPrefix(r.PathValue("tep"), "chuong-trinh.")
	if !ok || ext != "docx" && ext != "pdf" {
		return fault.Missing()
	}
	d, _, err := paper(r)
	if err != nil {
		return err
	}
	return r.Paper(w, d, "chuong-trinh", ext)
}
