package province

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/counts"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// listed is one committee with what stood of a month.
type listed struct {
	top    counts.Top
	c      counts.Committee
	month  string
	today  string
	states []counts.Held
}

func readListed(rd *store.Reader, r *page.Request) (x listed, err error) {
	if x.top, err = counts.TopAt(rd, r.PathValue("cu")); err != nil {
		return x, err
	}
	x.today = rd.Today()
	x.month = counts.MonthOr(r.URL.Query().Get("thang"), x.today)
	if x.c, err = counts.CommitteeOf(rd, x.top.ID, numberOf(r.PathValue("so"))); err != nil {
		return x, err
	}
	x.states, err = counts.States(rd, x.top.ID, x.c.Number, x.month)
	return x, err
}

// One is GET /toan-tinh/{cu}/xa-phuong/{so}?thang=: a committee's month, every state it
// had, and how its months come.
func One(w http.ResponseWriter, r *page.Request) error { return onePage(w, r, 0) }

func onePage(w http.ResponseWriter, r *page.Request, status int) error {
	var x listed
	if err := r.Read(func(rd *store.Reader) (err error) { x, err = readListed(rd, r); return }); err != nil {
		return err
	}
	q := "?thang=" + x.month
	p := ui.Page{Title: x.c.Name + " · " + r.Month(x.month), Where: x.top.Name, Heading: x.c.Name, Vietnamese: true, BarTitle: say(r, "bar"), Sub: vi.Capital(r.Month(x.month)), Back: &ui.Link{Href: link.ProvinceCommittees(x.top.Slug) + q},
		Primary: &ui.Action{Text: say(r, "receive"), Href: link.ProvinceReceive(x.top.Slug) + q, Icon: "upload"}}
	var body []templ.Component
	if len(x.states) == 0 {
		body = append(body, ui.Empty("hourglass", say(r, "one.none", "month", r.Month(x.month)), say(r, "one.none.next"), nil))
	} else {
		now := x.states[0]
		p.Sub += " · " + came(r, now)
		if now.Way == counts.BySheet {
			p.Banner = &ui.Note{Kind: "warn", Text: say(r, "one.typed")}
		}
		body = append(body, figureList(r, say(r, "one.table"), now.Figures))
		for _, t := range now.Figures.Tables {
			body = append(body, ui.DataTable(classTable(r, r.Book, t)))
		}
		body = append(body, x.history(r))
	}
	body = append(body, Folded(say(r, "list.change"), status != 0, form.Form(x.form(r, link.ProvinceOne(x.top.Slug, x.c.Number)))),
		Pick(link.ProvinceOne(x.top.Slug, x.c.Number), ui.Field{Name: "thang", Label: say(r, "month"), Value: x.month}, months(r, x.today), nil, say(r, "see")))
	return r.Page(w, status, p, templ.Join(body...))
}

// history is what stood before.
func (x listed) history(r *page.Request) templ.Component {
	var lines []ui.Line
	for _, h := range x.states {
		second := say(r, "state.stands")
		if h.OverAt > 0 {
			second = say(r, "state.over", "time", r.Moment(h.OverAt))
		}
		lines = append(lines, ui.Line{Text: say(r, "state.n", "n", h.N) + " " + came(r, h), Second: second + " · " + say(r, "state.held", "held", plain(r, h.Figures.Held), "cells", plain(r, h.Figures.Cells))})
	}
	return Folded(say(r, "history", "count", len(x.states)), false, ui.PlainList(lines))
}

// form asks for what is written down of a committee.
func (x listed) form(r *page.Request, action string) form.Page {
	in := func(name, value string) ui.Field {
		return ui.Field{Name: name, Label: say(r, "list."+name), Hint: say(r, "list."+name+".hint"), Value: form.Typed(r, name, value), Error: r.Wrong(name)}
	}
	way := in("way", x.c.Way)
	var ways []ui.Option
	for _, w := range counts.Ways {
		ways = append(ways, ui.Option{Value: w, Text: say(r, "list.way."+w)})
	}
	inputs := []form.Input{{Field: in("name", x.c.Name)}, {Kind: "radios", Field: way, Options: ways}}
	if x.c.ID == "" {
		number := ""
		if x.c.Number > 0 {
			number = strconv.FormatInt(x.c.Number, 10)
		}
		field := in("number", number)
		field.InputMode, field.Short = "numeric", true
		inputs = append([]form.Input{{Field: field}}, inputs...)
	}
	from, last := in("from", vi.ShowMonth(x.c.From)), in("last", vi.ShowMonth(x.c.Last))
	from.Value, last.Value = form.Typed(r, "from", monthDigits(x.c.From)), form.Typed(r, "last", monthDigits(x.c.Last))
	from.Short, last.Short, from.InputMode, last.InputMode = true, true, "numeric", "numeric"
	inputs = append(inputs, form.Input{Field: in("verifier", x.c.Public), Kind: "area"}, form.Input{Field: in("fingerprint", "")}, form.Input{Field: from}, form.Input{Field: last})
	return form.Page{Action: action, Hidden: []form.Hidden{form.Version(x.c.Version)}, Inputs: inputs}
}

// monthDigits is "12/2026".
func monthDigits(month string) string {
	if len(month) != 7 {
		return ""
	}
	return month[5:] + "/" + month[:4]
}

// monthTyped reads "12/2026" and "2026-12"; what is none stays as it is, to be told.
func monthTyped(s string) string {
	s = vi.Clean(s)
	if len(s) == 6 && s[1] == '/' {
		s = "0" + s
	}
	if len(s) == 7 && s[2] == '/' {
		return s[3:] + "-" + s[:2]
	}
	return s
}

// NewPage is GET /toan-tinh/{cu}/xa-phuong/moi.
func NewPage(w http.ResponseWriter, r *page.Request) error { return newPage(w, r, 0) }

func newPage(w http.ResponseWriter, r *page.Request, status int) error {
	var x listed
	if err := r.Read(func(rd *store.Reader) (err error) {
		x.top, err = counts.TopAt(rd, r.PathValue("cu"))
		x.c = counts.Committee{Way: counts.ByFile, From: vi.MonthOf(rd.Today())}
		return err
	}); err != nil {
		return err
	}
	p := x.form(r, link.ProvinceNew(x.top.Slug))
	p.Frame = ui.Page{Title: say(r, "add") + " · " + x.top.Name, Where: x.top.Name, Heading: say(r, "add"), BarTitle: say(r, "bar"), Back: &ui.Link{Href: link.Province(x.top.Slug)}, Primary: form.Send(say(r, "list.save"))}
	return form.Answer(w, r, status, p)
}

func (r listing) of() counts.Listing {
	return counts.Listing{Number: r.number, Name: r.Text("name"), Way: r.Text("way"), Key: r.Text("verifier"), Fingerprint: r.Text("fingerprint"), From: monthTyped(r.Text("from")), Last: monthTyped(r.Text("last")), Version: r.Version()}
}

type listing struct {
	*page.Request
	number int64
}

// New is POST /toan-tinh/{cu}/xa-phuong/moi.
func New(w http.ResponseWriter, r *page.Request) error {
	return list(w, r, numberOf(r.Text("number")), newPage)
}

// Change is POST /toan-tinh/{cu}/xa-phuong/{so}.
func Change(w http.ResponseWriter, r *page.Request) error {
	return list(w, r, numberOf(r.PathValue("so")), onePage)
}

func list(w http.ResponseWriter, r *page.Request, number int64, again func(http.ResponseWriter, *page.Request, int) error) error {
	var top counts.Top
	var c counts.Committee
	if err := r.Write(func(tx *store.Tx) (err error) {
		if top, err = counts.TopAt(tx.Reader, r.PathValue("cu")); err != nil {
			return err
		}
		if r.PathValue("so") != "" { // of one that is not listed nothing is told
			if _, err = counts.CommitteeOf(tx.Reader, top.ID, number); err != nil {
				return err
			}
		}
		c, err = counts.List(tx, top.ID, listing{r, number}.of())
		return err
	}); err != nil {
		if fault.Is(err, "not_found") {
			return err
		}
		return r.Again(w, err, func(status int) error { return again(w, r, status) })
	}
	return r.See(w, link.ProvinceOne(top.Slug, c.Number))
}
