package duties

import (
	"net/http"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/duty"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// GivePage is GET, Give POST: one duty for one member.
func GivePage(w http.ResponseWriter, r *page.Request) error { return give(w, r, 0) }

func give(w http.ResponseWriter, r *page.Request, status int) error {
	var y year
	var people []ui.Option
	err := r.Read(func(rd *store.Reader) (err error) {
		if y, err = read(rd, r); err == nil && (!y.drafts || !y.open()) {
			err = fault.Missing()
		}
		if err != nil {
			return err
		}
		people, err = who(rd, r, y.cell.ID)
		return err
	})
	if err != nil {
		return err
	}
	d := duty.Duty{Year: y.n, Member: r.URL.Query().Get("dang-vien")}
	p := y.frame(r, word(r, "give"), link.Duties(y.cell.Slug, y.n))
	p.Sub, p.Primary = word(r, "year", "year", y.n), form.Send(word(r, "give.save"))
	in := append([]form.Input{{Kind: "select", Field: input(r, "member", d.Member), Options: people}}, words(r, d, people)...)
	return form.Answer(w, r, status, form.Page{Frame: p, Action: link.NewDuty(y.cell.Slug, y.n), Inputs: in, Before: []ui.Note{*limits(r, y.today)}})
}

// who may be given a duty, with how many each has: what the committee needs to
// share them out.
func who(rd *store.Reader, r *page.Request, cell string) ([]ui.Option, error) {
	roll, err := member.Roll(rd, cell, rd.Today())
	l := r.Book.Duties(rd.Today())
	var out []ui.Option
	for _, m := range roll {
		if l.Gives(m.Activity) {
			out = append(out, ui.Option{Value: m.ID, Text: m.FullName})
		}
	}
	return out, err
}

func input(r *page.Request, name, stored string) ui.Field {
	f := ui.Field{Name: name, Label: word(r, "field."+name), Value: form.Typed(r, name, stored)}
	if hint := "dutypage.field." + name + ".hint"; r.Words.Has(hint) {
		f.Hint = r.T(hint)
	}
	return f
}

// words are the questions about one duty.
func words(r *page.Request, d duty.Duty, people []ui.Option) []form.Input {
	optional := func(name, stored string) ui.Field {
		f := input(r, name, stored)
		f.Optional = true
		return f
	}
	rhythms := []ui.Option{{Value: "", Text: vi.Capital(word(r, "rhythm.none"))}}
	for _, x := range duty.Rhythms {
		rhythms = append(rhythms, ui.Option{Value: x, Text: vi.Capital(word(r, "rhythm."+x))})
	}
	helper := optional("helper", d.Helper)
	if helper.Value != "" {
		people = append([]ui.Option{{Text: r.T("taskpage.nobody")}}, people...)
	}
	return []form.Input{{Kind: "area", Field: input(r, "what", d.What)}, {Field: optional("product", d.Product)}, {Kind: "radios", Field: input(r, "rhythm", d.Rhythm), Options: rhythms},
		{Kind: "date", Field: optional("due", vi.ShowDay(d.Due)), Options: []ui.Option{{Value: "30/06/" + strconv.Itoa(d.Year), Text: "30/06/" + strconv.Itoa(d.Year)}, {Value: "31/12/" + strconv.Itoa(d.Year), Text: "31/12/" + strconv.Itoa(d.Year)}}},
		{Kind: "select", Field: helper, Options: people}, {Field: optional("place", d.Place)}}
}

// typed reads what was typed.
func typed(r *page.Request) (duty.Duty, error) {
	var wrong fault.Fields
	d := duty.Duty{Member: r.Text("member"), What: r.Text("what"), Product: r.Text("product"), Due: r.Day("due", &wrong), Rhythm: r.Text("rhythm"), Helper: r.Text("helper"), Place: r.Text("place")}
	return d, wrong.Err()
}

// Give writes it down.
func Give(w http.ResponseWriter, r *page.Request) error {
	d, err := typed(r)
	var y year
	if err == nil {
		err = r.Write(func(tx *store.Tx) (err error) {
			if y, err = read(tx.Reader, r); err != nil {
				return err
			}
			in := d
			in.Org, in.Year = y.cell.ID, y.n
			_, err = store.Once(tx, r.Key(), in, func() (duty.Duty, error) { return duty.Give(tx, r.Book, in) })
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return give(w, r, status) })
	}
	return r.See(w, link.Duties(y.cell.Slug, y.n))
}

// Copy is POST: last year's duties become this year's draft.
func Copy(w http.ResponseWriter, r *page.Request) error {
	var y year
	err := r.Write(func(tx *store.Tx) (err error) {
		if y, err = read(tx.Reader, r); err != nil {
			return err
		}
		_, err = duty.Copy(tx, r.Book, y.cell.ID, y.n)
		return err
	})
	if err != nil {
		return err
	}
	return r.See(w, link.Duties(y.cell.Slug, y.n))
}

// AdoptPage is GET, Adopt POST: the cell agreed, at which meeting.
func AdoptPage(w http.ResponseWriter, r *page.Request) error { return adopt(w, r, 0) }

func adopt(w http.ResponseWriter, r *page.Request, status int) error {
	var y year
	var held []ui.Option
	var plan duty.Plan
	err := r.Read(func(rd *store.Reader) (err error) {
		held = nil
		if y, err = read(rd, r); err == nil && !y.drafts {
			err = fault.Missing()
		}
		if err != nil {
			return err
		}
		if plan, err = duty.Year(rd, y.cell.ID, y.n); err != nil {
			return err
		}
		all, _, err := meeting.List(rd, meeting.Filter{Org: y.cell.ID, Limit: 12})
		for _, m := range all {
			if m.OpenedAt > 0 && !m.OfCommittee() {
				held = append(held, ui.Option{Value: m.ID, Text: r.T("mepage.kind."+m.Kind, "month", r.Month(m.Period)) + ", " + vi.ShowDay(m.Day)})
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	at := input(r, "meeting", "")
	at.Optional = true
	p := y.frame(r, word(r, "adopt"), link.Duties(y.cell.Slug, y.n))
	p.Sub, p.Primary = word(r, "adopt.sub", "count", len(plan.Duties)), form.Send(word(r, "adopt.save"))
	return form.Answer(w, r, status, form.Page{Frame: p, Action: link.AdoptDuties(y.cell.Slug, y.n), Inputs: []form.Input{{Kind: "select", Field: at, Options: held}},
		Effect: &ui.Note{Kind: "info", Text: word(r, "adopt.effect")}})
}

// Adopt keeps it.
func Adopt(w http.ResponseWriter, r *page.Request) error {
	var y year
	err := r.Write(func(tx *store.Tx) (err error) {
		if y, err = read(tx.Reader, r); err != nil {
			return err
		}
		if err := access.Must(tx.Reader, access.DutyEdit, y.cell.ID); err != nil {
			return err
		}
		return duty.Adopt(tx, y.cell.ID, y.n, r.Text("meeting"))
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return adopt(w, r, status) })
	}
	return r.See(w, link.Duties(y.cell.Slug, y.n))
}
