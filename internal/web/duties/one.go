package duties

import (
	"net/http"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/duty"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// one is a duty with its cell and what the viewer may do.
type one struct {
	d      duty.Duty
	events []duty.Event
	year
	people []ui.Option
}

func find(r *page.Request) (o one, err error) {
	err = r.Read(func(rd *store.Reader) (err error) {
		if o.d, o.events, err = duty.Get(rd, r.PathValue("id")); err != nil {
			return err
		}
		o.today, o.n = rd.Today(), o.d.Year
		if o.cell, err = org.Get(rd, o.d.Org); err != nil {
			return err
		}
		if o.drafts, err = access.Can(rd, access.DutyEdit, o.d.Org); err != nil || !o.drafts {
			return err
		}
		o.people, err = who(rd, r, o.d.Org)
		return err
	})
	return o, err
}

func (o one) back() string {
	if o.drafts {
		return link.Duties(o.cell.Slug, o.n)
	}
	return link.MyTasks
}

// ShowOne is GET: one duty, what was reported of it and what may be done.
func ShowOne(w http.ResponseWriter, r *page.Request) error {
	o, err := find(r)
	if err != nil {
		return err
	}
	d := o.d
	p := o.frame(r, d.What, o.back())
	body := One{Facts: []ui.Pair{{Term: word(r, "field.member"), Text: d.Name}, {Term: word(r, "when"), Text: vi.Capital(when(r, d))}}, Title: r.T("taskpage.events")}
	for _, f := range []struct{ term, text string }{{"field.product", d.Product}, {"field.helper", d.HelperName}, {"field.place", d.Place}, {"endreason", d.EndReason}} {
		if f.text != "" {
			body.Facts = append(body.Facts, ui.Pair{Term: word(r, f.term), Text: f.text})
		}
	}
	for _, e := range o.events {
		second := store.Clock(e.At).Format("15:04 02/01/2006") + " · " + e.ByName
		if e.Note != "" {
			second += " · " + e.Note
		}
		key := "event." + e.Kind
		if e.Meeting != "" {
			key = "event.heard"
		}
		body.Events = append(body.Events, ui.Line{Text: word(r, key), Second: second})
	}
	p.Primary = &ui.Action{Text: word(r, "toyear"), Href: o.back()}
	if d.EndedOn == "" {
		p.Primary = &ui.Action{Text: r.T("taskpage.report"), Href: link.ReportDuty(d.ID)}
		if o.drafts {
			body.Actions = []ui.Link{{Text: word(r, "edit"), Href: link.EditDuty(d.ID), Name: word(r, "edit.of", "duty", d.What)}, {Text: r.T("taskpage.handover"), Href: link.HandOverDuty(d.ID)}, {Text: word(r, "end"), Href: link.EndDuty(d.ID)}}
		}
	}
	return r.Page(w, http.StatusOK, p, OnePage(body))
}

// act is one thing done with a duty on a page of its own.
type act struct {
	name   string
	drafts bool // only those who draft
	inputs func(r *page.Request, o one) []form.Input
	do     func(tx *store.Tx, r *page.Request, id string) error
}

// Page is GET, Do POST.
func (a act) Page(w http.ResponseWriter, r *page.Request) error { return a.show(w, r, 0, nil) }

func (a act) show(w http.ResponseWriter, r *page.Request, status int, problem error) error {
	o, err := find(r)
	if err == nil && a.drafts && !o.drafts {
		err = fault.Missing()
	}
	if err != nil {
		return err
	}
	p := o.frame(r, word(r, a.name), link.Duty(o.d.ID))
	p.Sub, p.Primary = o.d.Name+" · "+o.d.What, form.Send(word(r, a.name+".save"))
	body := form.Page{Frame: p, Action: r.URL.Path, Hidden: []form.Hidden{form.Version(o.d.Version)}, Inputs: a.inputs(r, o)}
	if fault.Is(problem, "stale") { // what the other wrote, beside what was typed
		body.Before = []ui.Note{{Kind: "warn", Text: word(r, "theirs", "text", o.d.What+" · "+facts(r, o.d))}}
	}
	return form.Answer(w, r, status, body)
}

// Do does it once.
func (a act) Do(w http.ResponseWriter, r *page.Request) error {
	id := r.PathValue("id")
	err := r.Write(func(tx *store.Tx) error {
		_, err := store.Once(tx, r.Key(), []any{r.URL.Path, r.PostForm}, func() (bool, error) { return true, a.do(tx, r, id) })
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return a.show(w, r, status, err) })
	}
	return r.See(w, link.Duty(id))
}

func reason(r *page.Request) form.Input {
	return form.Input{Field: ui.Field{Name: "reason", Label: r.T("taskpage.reason"), Value: form.Typed(r, "reason", "")}}
}

// What one does with a duty.
var (
	Edit = act{"edit", true, func(r *page.Request, o one) []form.Input { return words(r, o.d, o.people) }, func(tx *store.Tx, r *page.Request, id string) error {
		d, err := typed(r)
		if err == nil {
			d.ID = id
			_, err = duty.Change(tx, r.Book, r.Version(), d)
		}
		return err
	}}
	HandOver = act{"handover", true, func(r *page.Request, o one) []form.Input {
		var people []ui.Option
		for _, p := range o.people {
			if p.Value != o.d.Member {
				people = append(people, p)
			}
		}
		to := ui.Field{Name: "member", Label: r.T("taskpage.handover.to"), Value: form.Typed(r, "member", "")}
		return []form.Input{{Kind: "select", Field: to, Options: people}, reason(r)}
	}, func(tx *store.Tx, r *page.Request, id string) error {
		_, err := duty.HandOver(tx, r.Book, id, r.Version(), r.Text("member"), r.Text("reason"))
		return err
	}}
	End = act{"end", true, func(r *page.Request, _ one) []form.Input { return []form.Input{reason(r)} }, func(tx *store.Tx, r *page.Request, id string) error {
		_, err := duty.End(tx, id, r.Version(), r.Text("reason"))
		return err
	}}
	Report = act{"report", false, func(r *page.Request, _ one) []form.Input {
		return []form.Input{{Kind: "area", Field: input(r, "text", "")}}
	}, func(tx *store.Tx, r *page.Request, id string) error {
		_, err := duty.Report(tx, id, "", r.Long("text"))
		return err
	}}
)

// ThisYear is GET without a year: it leads to the running one.
func ThisYear(w http.ResponseWriter, r *page.Request) error {
	to := ""
	err := r.Read(func(rd *store.Reader) error {
		cell, err := org.BySlug(rd, r.PathValue("cb"))
		if err != nil {
			return err
		}
		n, _ := strconv.Atoi(rd.Today()[:4]) // always four digits
		to = link.Duties(cell.Slug, n)
		return access.Must(rd, access.DutyView, cell.ID)
	})
	if err != nil {
		return err
	}
	return r.See(w, to)
}
