// Package duties are the pages of a cell's standing duties: the year with all
// of them in name order, giving one, adopting the year, one duty with what was
// reported of it, and the reports heard in turn at a meeting.
package duties

import (
	"net/http"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/duty"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

func word(r *page.Request, key string, args ...any) string { return r.T("dutypage."+key, args...) }

// year is a cell and one of its years, from the address.
type year struct {
	cell   org.Org
	n      int
	drafts bool // may give and change
	now    int
	today  string
	me     string // the viewer's own membership, "" for none
}

func read(rd *store.Reader, r *page.Request) (y year, err error) {
	y.today = rd.Today()
	y.now, _ = strconv.Atoi(y.today[:4]) // always four digits
	if y.n, err = strconv.Atoi(r.PathValue("nam")); err != nil || y.n < 2000 || y.n > 2999 {
		return y, fault.Missing()
	}
	if y.cell, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
		return y, err
	}
	if y.drafts, err = access.Can(rd, access.DutyEdit, y.cell.ID); err != nil {
		return y, err
	}
	mine, err := member.Mine(rd)
	if fault.KindOf(err) == fault.NotFound {
		return y, nil
	}
	y.me = mine.ID
	return y, err
}

func (y year) frame(r *page.Request, heading, back string) ui.Page {
	return ui.Page{Title: heading + " · " + y.cell.Name, Where: y.cell.Name, Heading: heading, Back: &ui.Link{Href: back}}
}

func (y year) open() bool { return y.n >= y.now && y.n <= y.now+1 }

// Show is GET: the duties of a year. A member finds a year that is not adopted
// empty; who has none is told to those who draft only.
func Show(w http.ResponseWriter, r *page.Request) error {
	var y year
	var plan duty.Plan
	var without []duty.Someone
	var left []duty.Duty
	var years []int
	last, checks := 0, false
	err := r.Read(func(rd *store.Reader) (err error) {
		if y, err = read(rd, r); err != nil {
			return err
		}
		if err := access.Must(rd, access.DutyView, y.cell.ID); err != nil {
			return err
		}
		if checks, err = access.Can(rd, access.ChecksView, y.cell.ID); err != nil {
			return err
		}
		if years, err = duty.Years(rd, y.cell.ID); err != nil {
			return err
		}
		if plan, err = duty.Year(rd, y.cell.ID, y.n); fault.KindOf(err) == fault.NotFound {
			plan, err = duty.Plan{}, nil
		}
		if err != nil || !y.drafts {
			return err
		}
		if without, err = duty.Without(rd, r.Book, y.cell.ID, y.n); err != nil {
			return err
		}
		if y.n == y.now {
			if left, err = duty.Left(rd, r.Book, y.cell.ID); err != nil {
				return err
			}
		}
		before, err := duty.Year(rd, y.cell.ID, y.n-1)
		last = len(before.Duties)
		return err
	})
	if err != nil {
		return err
	}
	body := Body{Groups: y.groups(r, plan.Duties), Key: ui.NewKey()}
	y.offer(r, &body, plan, without, left, last)
	body.Links = append(append(body.Links, others(r, y, years)...), ui.Link{Text: r.T("programme.door"), Href: link.Programmes(y.cell.Slug)}, ui.Link{Text: r.T("household.door"), Href: link.Households(y.cell.Slug)})
	if checks {
		body.Links = append(body.Links, ui.Link{Text: r.T("inspection.door"), Href: link.CellChecks(y.cell.Slug)})
	}
	if r.Book.Supervised(store.Day(r.DB.Now()), rule.OrgKind(y.cell.Kind)).Makes {
		body.Links = append(body.Links, ui.Link{Text: r.T("matter.door"), Href: link.Matters(y.cell.Slug)})
	}
	back := link.Me
	if y.drafts {
		back = link.Tasks(y.cell.Slug)
	}
	p := y.frame(r, word(r, "title", "year", y.n), back)
	p.Sub = state(r, plan)
	p.Primary = y.next(r, plan)
	return r.Page(w, http.StatusOK, p, YearPage(body))
}

func state(r *page.Request, p duty.Plan) string {
	switch {
	case len(p.Duties) == 0:
		return word(r, "none.sub")
	case p.AdoptedOn == "":
		return word(r, "draft")
	}
	return word(r, "adopted", "day", vi.ShowDay(p.AdoptedOn))
}

// offer adds what only those who draft see.
func (y year) offer(r *page.Request, body *Body, plan duty.Plan, without []duty.Someone, left []duty.Duty, last int) {
	if len(plan.Duties) == 0 {
		body.Empty = word(r, "none")
	}
	if !y.drafts {
		return
	}
	body.Limits = limits(r, y.today)
	for _, d := range left {
		body.Left = append(body.Left, ui.Row{Href: link.Duty(d.ID), Icon: "corner-up-right", Kind: "warn", Title: d.Name, Second: d.What})
	}
	if !y.open() {
		return
	}
	if last > 0 {
		body.Copy = link.CopyDuties(y.cell.Slug, y.n)
		body.CopyText = word(r, "copy", "year", y.n-1)
	}
	if len(plan.Duties) > 0 {
		for _, s := range without {
			body.Without = append(body.Without, ui.Row{Href: link.NewDuty(y.cell.Slug, y.n) + "?dang-vien=" + s.Member, Icon: "user", Kind: "mute", Title: s.Name, Second: word(r, "give")})
		}
		if plan.AdoptedOn == "" {
			body.Links = append(body.Links, ui.Link{Text: word(r, "adopt"), Href: link.AdoptDuties(y.cell.Slug, y.n)})
		}
	}
}

func (y year) next(r *page.Request, p duty.Plan) *ui.Action {
	if y.drafts && y.open() {
		return &ui.Action{Text: word(r, "give"), Href: link.NewDuty(y.cell.Slug, y.n)}
	}
	return &ui.Action{Text: word(r, "back"), Href: link.Meetings(y.cell.Slug)}
}

// others leads to the other years, next year's draft among them.
func others(r *page.Request, y year, years []int) []ui.Link {
	if y.drafts {
		for _, n := range []int{y.now + 1, y.now} {
			there := false
			for _, have := range years {
				there = there || have == n
			}
			if !there {
				years = append([]int{n}, years...)
			}
		}
	}
	var out []ui.Link
	for _, n := range years {
		if n != y.n {
			out = append(out, ui.Link{Text: word(r, "title", "year", n), Href: link.Duties(y.cell.Slug, n)})
		}
	}
	return out
}

// limits is the rule in a sentence, with how far it may be trusted.
func limits(r *page.Request, day string) *ui.Note {
	l := r.Book.Duties(day)
	text := word(r, "limits", "least", l.Least, "most", l.Most, "months", l.HearWithinMonths)
	if l.Status == "assumed" {
		text += " " + word(r, "assumed")
	}
	return &ui.Note{Kind: "info", Text: text}
}

// groups puts the duties under their members, in name order.
func (y year) groups(r *page.Request, all []duty.Duty) []Group {
	var out []Group
	for _, d := range all {
		if n := len(out); n == 0 || out[n-1].member != d.Member {
			out = append(out, Group{member: d.Member, Name: d.Name})
		}
		g := &out[len(out)-1]
		row := Line(r, d)
		if !y.drafts && d.Member != y.me && d.Helper != y.me { // one duty is read by whom it concerns
			row.Href = ""
		}
		g.Duties = append(g.Duties, row)
	}
	return out
}

// Line is one duty as a row: what, what comes of it, until when, who helps.
func Line(r *page.Request, d duty.Duty) ui.Row {
	row := ui.Row{Title: d.What, Second: facts(r, d), Href: link.Duty(d.ID)}
	if d.EndedOn != "" {
		look := ui.LookOf("task.state.stopped")
		row.Tag = &ui.Tag{Kind: look.Kind, Icon: look.Icon, Text: word(r, "ended", "day", vi.ShowDay(d.EndedOn))}
	}
	return row
}

func facts(r *page.Request, d duty.Duty) string {
	var out []string
	add := func(text string) {
		if text != "" {
			out = append(out, text)
		}
	}
	add(d.Product)
	add(when(r, d))
	add(d.Place)
	if d.HelperName != "" {
		add(r.T("mepage.helper", "name", d.HelperName))
	}
	return vi.Capital(strings.Join(out, " · "))
}

func when(r *page.Request, d duty.Duty) string {
	switch {
	case d.Due != "" && d.Rhythm != "":
		return word(r, "rhythm."+d.Rhythm) + ", " + word(r, "until", "day", vi.ShowDay(d.Due))
	case d.Due != "":
		return word(r, "until", "day", vi.ShowDay(d.Due))
	}
	return word(r, "rhythm."+d.Rhythm)
}
