// Package dues are the pages of a cell's dues: one page a month on which the
// secretary, or whom she entrusts, takes down who paid, and who is entrusted.
package dues

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/dues"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// MonthPage shows a month: GET /chi-bo/{cb}/dang-phi?thang=2026-12.
func MonthPage(w http.ResponseWriter, r *page.Request) error { return month(w, r, 0) }

// asked is the month the page is about: named, else the one at hand.
func asked(r *page.Request, today string) string {
	if r.Method == http.MethodPost {
		return r.Text("month")
	}
	if m := r.URL.Query().Get("thang"); m != "" {
		return m
	}
	return vi.MonthOf(today)
}

func month(w http.ResponseWriter, r *page.Request, status int) error {
	var o org.Org
	var lines []dues.Line
	var before []dues.Brought
	var m Month
	keepers := false
	err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
			return err
		}
		m = Month{Month: asked(r, rd.Today())}
		lines, err = dues.OfMonth(rd, r.Book, o.ID, m.Month)
		if fault.Is(err, "dues_month") {
			m.Month = vi.MonthOf(rd.Today())
			lines, err = dues.OfMonth(rd, r.Book, o.ID, m.Month)
		}
		if err != nil {
			return err
		}
		if m.Edit, err = access.Can(rd, access.DuesEdit, o.ID); err != nil {
			return err
		}
		if keepers, err = access.Can(rd, access.DuesEntrust, o.ID); err != nil {
			return err
		}
		if before, err = dues.Before(rd, o.ID, m.Month); err != nil {
			return err
		}
		return dues.Propose(rd, o.ID, m.Month, lines)
	})
	if err != nil {
		return err
	}
	if sum := dues.Add(m.Month, lines); sum.Entered {
		m.Sum = r.T("dues.sum", "month", r.Month(m.Month), "paid", sum.Paid, "amount", money(sum.Amount), "waived", sum.Waived, "unpaid", sum.Unpaid)
	}
	for _, l := range lines {
		m.Lines = append(m.Lines, Shown(r, l))
	}
	for _, b := range before {
		l := ui.Line{Text: b.Name + " · " + r.T("dues.state."+b.State), Second: b.From}
		if b.State == dues.Paid {
			l.Text += " " + money(b.Amount)
		}
		m.Before = append(m.Before, l)
	}
	m.Action, m.Turn = link.Dues(o.Slug, ""), []ui.Link{{Text: r.T("dues.before", "month", r.Month(vi.PrevMonth(m.Month))), Href: link.Dues(o.Slug, vi.PrevMonth(m.Month))}, {Text: r.T("dues.after", "month", r.Month(vi.NextMonth(m.Month))), Href: link.Dues(o.Slug, vi.NextMonth(m.Month))}}
	if keepers {
		m.Links = []ui.Link{{Text: r.T("dues.keeper"), Href: link.DuesKeeper(o.Slug)}}
	}
	heading := r.T("dues.title", "month", r.Month(m.Month))
	p := ui.Page{Title: heading + " · " + o.Name, Where: o.Name, Heading: heading, Sub: r.T("dues.lead"), BarTitle: r.T("dues.bar"), Back: &ui.Link{Href: link.Home}, Primary: form.Send(r.T("dues.save"))}
	if !m.Edit || len(lines) == 0 {
		p.Primary = &ui.Action{Text: r.T("memberpage.back"), Href: link.Home}
	}
	if r.Method == http.MethodPost {
		m.Common, m.CommonError = r.Text("common"), r.Wrong("common")
	}
	if status == http.StatusUnprocessableEntity {
		m.Key = r.Key()
	}
	if r.URL.Query().Get("xong") != "" && status == 0 {
		p.Banner = &ui.Note{Kind: "ok", Text: r.T("dues.saved")}
	}
	return r.Page(w, status, p, ShowMonth(m))
}

// Shown is a line as it stands, or as it was typed when the form is shown again.
func Shown(r *page.Request, l dues.Line) Comrade {
	c := Comrade{ID: l.Member, Name: l.Name, State: l.State, Version: strconv.FormatInt(l.Version, 10)}
	switch {
	case l.Ended != "":
		c.Hint = r.T("dues.ended", "day", vi.ShowDay(l.Ended))
	case l.Activity != "active":
		c.Hint = r.T("memberpage.activity." + l.Activity)
	}
	if l.State == dues.Paid {
		c.Amount = vi.Group(l.Amount)
	} else if l.State == "" && l.Usual > 0 {
		c.Amount = vi.Group(l.Usual)
	}
	if r.Method == http.MethodPost {
		c.State, c.Amount = r.Text("state-"+l.Member), r.Text("amount-"+l.Member)
		c.Error = r.Wrong("amount-" + l.Member)
	}
	return c
}

func money(n int64) string { return vi.ShowMoney(n) }

// told says a line to one who only reads.
func told(ctx context.Context, l Comrade) string {
	if l.State == "" {
		return i18n.T(ctx, "dues.state.unpaid")
	}
	s := i18n.T(ctx, "dues.state."+l.State)
	if l.State == dues.Paid {
		s += " · " + l.Amount + " đồng"
	}
	return s
}

// Entries reads the form: a comrade about whom nothing was chosen stays as he
// was, or is as "rest" says, and who paid without an amount beside his name paid
// the common one.
func Entries(r *page.Request) (in []dues.Entry, wrong fault.Fields) {
	common, ok := vi.ParseMoney(r.Text("common"))
	if r.Text("common") != "" && !ok {
		wrong.Add("common", "dues_amount")
	}
	for _, id := range r.Texts("member") {
		state := r.Text("state-" + id)
		if state == "" {
			state = r.Text("rest")
		}
		if state == "" {
			continue
		}
		e := dues.Entry{Member: id, State: state}
		e.Version, _ = strconv.ParseInt(r.Text("version-"+id), 10, 64) // missing is 0: stale wherever something exists
		if text := r.Text("amount-" + id); state == dues.Paid {
			ok := true
			if e.Amount = common; text != "" {
				e.Amount, ok = vi.ParseMoney(text)
			}
			switch {
			case !ok:
				wrong.Add("amount-"+id, "dues_amount")
			case e.Amount == 0:
				wrong.Add("amount-"+id, "dues_amount_missing")
			}
		}
		in = append(in, e)
	}
	return in, wrong
}

// MonthSave takes the month down: POST /chi-bo/{cb}/dang-phi.
func MonthSave(w http.ResponseWriter, r *page.Request) error {
	slug, of := r.PathValue("cb"), r.Text("month")
	in, wrong := Entries(r)
	err := r.Write(func(tx *store.Tx) error {
		o, err := org.BySlug(tx.Reader, slug)
		if err != nil {
			return err
		}
		if err := access.Must(tx.Reader, access.DuesEdit, o.ID); err != nil {
			return err
		}
		if err := wrong.Err(); err != nil {
			return err
		}
		_, err = store.Once(tx, r.Key(), []any{o.ID, of, in}, func() (dues.Sum, error) { return dues.Put(tx, r.Book, o.ID, of, in) })
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return month(w, r, status) })
	}
	return r.See(w, link.Dues(slug, of)+"&xong=1")
}

// KeeperPage asks who takes the dues down: GET /chi-bo/{cb}/dang-phi/nguoi-thu.
func KeeperPage(w http.ResponseWriter, r *page.Request) error { return keeper(w, r, 0) }

func keeper(w http.ResponseWriter, r *page.Request, status int) error {
	var o org.Org
	var people []ui.Option
	var now []string
	err := r.Read(func(rd *store.Reader) (err error) {
		people, now = nil, nil
		if o, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
			return err
		}
		if err = access.Must(rd, access.DuesEntrust, o.ID); err != nil {
			return err
		}
		held, err := member.Posts(rd, o.ID, rd.Today())
		if err != nil {
			return err
		}
		for _, h := range held {
			if h.Post == access.Dues {
				now = append(now, h.FullName)
			}
		}
		roll, err := member.Own(rd, o.ID, rd.Today())
		for _, m := range roll {
			if member.Works(m.Activity) {
				people = append(people, ui.Option{Value: m.PersonID, Text: m.FullName})
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	heading := r.T("dues.keeper")
	p := form.Page{Frame: ui.Page{Title: heading + " · " + o.Name, Where: o.Name, Heading: heading, Back: &ui.Link{Href: link.Dues(o.Slug, "")}, Primary: form.Send(r.T("dues.keeper.save"))}, Action: link.DuesKeeper(o.Slug),
		Inputs: []form.Input{{Kind: "select", Field: ui.Field{Name: "person", Label: r.T("dues.f.keeper"), Value: form.Typed(r, "person", ""), Hint: r.T("dues.f.keeper.hint"), Optional: true}, Options: people}}}
	text := r.T("dues.keeper.none")
	if len(now) > 0 {
		text = r.T("dues.keeper.now", "names", strings.Join(now, ", "))
	}
	p.Before = []ui.Note{{Kind: "info", Text: text}}
	return form.Answer(w, r, status, p)
}

// Keeper entrusts a comrade with it, in place of whoever had it; nobody chosen
// leaves it with the secretary: POST /chi-bo/{cb}/dang-phi/nguoi-thu.
func Keeper(w http.ResponseWriter, r *page.Request) error {
	slug, person := r.PathValue("cb"), r.Text("person")
	err := r.Write(func(tx *store.Tx) error {
		o, err := org.BySlug(tx.Reader, slug)
		if err != nil {
			return err
		}
		if err := access.Must(tx.Reader, access.DuesEntrust, o.ID); err != nil {
			return err
		}
		_, err = store.Once(tx, r.Key(), []string{o.ID, person}, func() (bool, error) { return true, entrust(tx, o.ID, person) })
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return keeper(w, r, status) })
	}
	return r.See(w, link.DuesKeeper(slug))
}

func entrust(tx *store.Tx, cell, person string) error {
	held, err := member.Posts(tx.Reader, cell, tx.Today())
	if err != nil {
		return err
	}
	there := false
	for _, h := range held {
		switch {
		case h.Post != access.Dues:
		case h.Person == person:
			there = true
		default:
			if err := member.Release(tx, h.ID, tx.Today()); err != nil {
				return err
			}
		}
	}
	if there || person == "" {
		return nil
	}
	_, err = member.Appoint(tx, member.Post{Person: person, Post: access.Dues, Org: cell, From: tx.Today()})
	return err
}
