// Package matters are the pages of a cell's yearly list of matters under the supervision of
// members and staff: the list, its adoption, one line and what was heard of it.
package matters

import (
	"net/http"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/matter"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// look is what the list reads.
type look struct {
	o      org.Org
	l      matter.List
	writes bool
	held   []ui.Option
	today  string
}

func read(rd *store.Reader, r *page.Request) (l look, err error) {
	if l.o, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
		return l, err
	}
	if !l.o.Cell() {
		return l, fault.Missing()
	}
	if l.writes, err = access.Can(rd, access.DutyEdit, l.o.ID); err != nil {
		return l, err
	}
	l.today = rd.Today()
	year, _ := strconv.Atoi(l.today[:4])
	if typed := r.FormValue("nam"); typed != "" {
		if year, err = strconv.Atoi(typed); err != nil || year < 2000 || year > 2999 {
			return l, fault.Missing()
		}
	}
	l.l, err = matter.Year(rd, r.Book, l.o.ID, year)
	return l, err
}

func (l look) at(address string) string {
	return address + "?nam=" + strconv.Itoa(l.l.Year)
}

func (l look) head(r *page.Request, heading, back string) ui.Page {
	return ui.Page{Title: heading + " · " + l.o.Name, Where: l.o.Name, Heading: heading, BarTitle: r.T("matter.bar"), Back: &ui.Link{Href: back}}
}

// tag is how a line stands.
func tag(r *page.Request, m matter.Matter) ui.Tag {
	state, kind, icon := "open", "act", "clock"
	switch {
	case m.AdoptedOn == "":
		state, kind, icon = "draft", "mute", "file-pen-line"
	case m.ClosedOn != "":
		state, kind, icon = "closed", "mute", "x"
	case m.ReportedOn != "":
		state, kind, icon = "heard", "ok", "circle-check"
	case m.Late:
		state, kind, icon = "late", "bad", "clock-alert"
	}
	return ui.Tag{Kind: kind, Icon: icon, Text: r.T("matter.state." + state)}
}

// List is GET /chi-bo/{cb}/viec-giam-sat: the list of a year, ?nam= another.
func List(w http.ResponseWriter, r *page.Request) error { return whole(w, r, 0) }

func whole(w http.ResponseWriter, r *page.Request, status int) error {
	var l look
	if err := r.Read(func(rd *store.Reader) (err error) {
		if l, err = read(rd, r); err != nil || !l.writes || l.l.Drafts() == 0 {
			return err
		}
		all, _, err := meeting.List(rd, meeting.Filter{Org: l.o.ID, Limit: 24})
		for _, m := range all {
			if m.OpenedAt > 0 && !m.OfCommittee() {
				l.held = append(l.held, ui.Option{Value: m.ID, Text: r.T("mepage.kind."+m.Kind, "month", r.Month(m.Period)) + ", " + vi.ShowDay(m.Day)})
			}
		}
		return err
	}); err != nil {
		return err
	}
	v := view{Intro: r.T("matter.intro")}
	if l.l.Makes && l.l.Assumed {
		v.Basis, v.BasisVi = r.T("matter.assumed", "source", l.l.Source), l.l.Source
	}
	for _, m := range l.l.Matters {
		look := tag(r, m)
		v.Rows = append(v.Rows, ui.Row{Href: link.Matter(l.o.Slug, m.ID), Title: m.What, Vi: m.What, Second: r.T("matter.row", "day", vi.ShowDay(m.ReportOn)), Tag: &look})
	}
	p := l.head(r, r.T("matter.list", "year", l.l.Year), link.DutiesNow(l.o.Slug))
	p.Primary = &ui.Action{Text: r.T("schedule.told.meetings"), Href: link.Meetings(l.o.Slug)}
	v.None, v.Next = r.T("matter.none"), r.T("matter.none.next")
	switch {
	case !l.l.Makes && len(l.l.Matters) == 0:
		v.Intro, v.None, v.Next = r.T("matter.notmade"), "", ""
	case l.writes:
		l.manage(r, &v, &p)
	}
	for _, n := range []int{l.l.Year - 1, l.l.Year + 1} {
		v.Links = append(v.Links, ui.Link{Text: r.T("matter.year", "year", n), Href: link.Matters(l.o.Slug) + "?nam=" + strconv.Itoa(n)})
	}
	return r.Page(w, status, p, list(v))
}

// manage is what those who write the list may do.
func (l look) manage(r *page.Request, v *view, p *ui.Page) {
	this, _ := strconv.Atoi(l.today[:4])
	if l.l.Year < this || l.l.Year > this+1 || !l.l.Makes {
		return
	}
	add := ui.Link{Text: r.T("matter.new"), Href: l.at(link.NewMatter(l.o.Slug)), Icon: "plus"}
	if l.l.Drafts() == 0 {
		p.Primary = &ui.Action{Text: add.Text, Href: add.Href, Icon: "plus"}
		return
	}
	v.Add = &add
	f := form.Page{Action: l.at(link.Matters(l.o.Slug))}
	if len(l.held) > 0 {
		f.Inputs = append(f.Inputs, form.Input{Kind: "select", Field: ui.Field{Name: "meeting", Label: r.T("programme.f.meeting"), Hint: r.T("programme.f.meeting.hint"), Value: form.Typed(r, "meeting", ""), Error: r.Wrong("meeting"), Optional: true}, Options: l.held})
	}
	f.Inputs = append(f.Inputs, form.Input{Kind: "date", Field: ui.Field{Name: "day", Label: r.T("programme.f.day"), Hint: r.T("programme.f.day.hint"), Value: form.Typed(r, "day", ""), Error: r.Wrong("day"), Optional: true}},
		form.Input{Field: ui.Field{Name: "paper", Label: r.T("programme.f.paper"), Hint: r.T("programme.f.paper.hint"), Value: form.Typed(r, "paper", ""), Error: r.Wrong("paper"), Optional: true, MaxLength: 60}})
	v.Adopt, v.AdoptTitle, p.Primary = &f, r.T("matter.adopt.title", "count", l.l.Drafts()), form.Send(r.T("programme.adopt"))
}

// Adopt is its POST.
func Adopt(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	in := matter.Decision{Meeting: r.Text("meeting"), Day: r.Day("day", &wrong), Paper: r.Text("paper")}
	next := ""
	err := wrong.Err()
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			l, err := read(tx.Reader, r)
			if err == nil {
				next = l.at(link.Matters(l.o.Slug))
				_, err = matter.Adopt(tx, r.Book, l.o.ID, l.l.Year, in)
			}
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return whole(w, r, status) })
	}
	return r.See(w, next)
}
