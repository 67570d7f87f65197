// Package households are the pages of who is in charge of which households: a cell's list,
// one group, the paper for the hall, and the committee's counts.
package households

import (
	"net/http"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/household"
	"chibo/internal/office/docx"
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
	o     org.Org
	s     household.Sheet
	gives bool
}

func read(rd *store.Reader, r *page.Request) (l look, err error) {
	if l.o, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
		return l, err
	}
	if !l.o.Cell() {
		return l, fault.Missing()
	}
	if l.gives, err = access.Can(rd, access.DutyEdit, l.o.ID); err != nil {
		return l, err
	}
	l.s, err = household.Of(rd, r.Book, l.o.ID)
	return l, err
}

func (l look) head(r *page.Request, heading, back string) ui.Page {
	return ui.Page{Title: heading + " · " + l.o.Name, Where: l.o.Name, Heading: heading, BarTitle: r.T("household.bar"), Back: &ui.Link{Href: back}}
}

// quarter is "quý 4/2026".
func quarter(r *page.Request, q string) string {
	year, n, _ := strings.Cut(q, "-Q")
	return r.T("household.quarter", "n", n, "year", year)
}

// List is GET /chi-bo/{cb}/nhom-ho.
func List(w http.ResponseWriter, r *page.Request) error { return whole(w, r, 0) }

func whole(w http.ResponseWriter, r *page.Request, status int) error {
	var l look
	if err := r.Read(func(rd *store.Reader) (err error) { l, err = read(rd, r); return }); err != nil {
		return err
	}
	v := view{Facts: l.facts(r)}
	for _, g := range l.s.Groups {
		v.Rows = append(v.Rows, l.row(r, g))
	}
	if len(l.s.Groups) > 0 {
		v.Links = []ui.Link{{Text: r.T("household.paper"), Href: link.HouseholdFile(l.o.Slug, "nhom-ho.docx"), Icon: "printer"}, {Text: r.T("household.pdf"), Href: link.HouseholdFile(l.o.Slug, "nhom-ho.pdf")}}
	}
	p := l.head(r, r.T("household.list"), link.Home)
	p.Primary = &ui.Action{Text: r.T("schedule.told.meetings"), Href: link.Meetings(l.o.Slug)}
	if l.gives {
		p.Primary = &ui.Action{Text: r.T("household.new"), Href: link.NewHousehold(l.o.Slug), Icon: "plus"}
		l.manage(r, &v)
	}
	return r.Page(w, status, p, list(v))
}

func (l look) facts(r *page.Request) []ui.Pair {
	of, rest := r.T("household.unknown"), r.T("household.unknown.rest")
	if l.s.Households > 0 {
		of = r.T("household.of", "count", l.s.Households, "day", vi.ShowDay(l.s.AsOf))
		switch n := l.s.Households - l.s.Given(); {
		case n > 0:
			rest = r.T("household.rest", "count", n)
		case n == 0:
			rest = r.T("household.rest.none")
		default:
			rest = r.T("household.rest.over", "count", -n)
		}
	}
	return []ui.Pair{{Term: r.T("household.f.of"), Text: of}, {Term: r.T("household.f.given"), Text: r.T("household.given", "count", l.s.Given())}, {Term: r.T("household.f.rest"), Text: rest},
		{Term: r.T("household.f.visited", "quarter", quarter(r, l.s.Quarter)), Text: r.T("household.visited", "n", l.s.Visited(), "count", len(l.s.Groups))}}
}

func (l look) row(r *page.Request, g household.Group) ui.Row {
	row := ui.Row{Href: link.Household(l.o.Slug, g.ID), Title: g.Name, Vi: g.Name, Second: r.T("household.given", "count", g.Households)}
	switch {
	case g.Member == "":
		row.Tag = &ui.Tag{Kind: "warn", Icon: "user", Text: r.T("household.nobody")}
	case g.Left:
		row.Tag = &ui.Tag{Kind: "warn", Icon: "corner-up-right", Text: r.T("household.left")}
		row.Second += " · " + g.MemberName
	default:
		row.Second += " · " + g.MemberName
		row.Tag = &ui.Tag{Kind: "mute", Icon: "clock", Text: r.T("household.notyet")}
		if g.VisitedOn != "" {
			row.Tag = &ui.Tag{Kind: "ok", Icon: "check", Text: r.T("household.done")}
		}
	}
	return row
}

// manage is what those who give duties see besides: how many there are, who is without, who
// is excused.
func (l look) manage(r *page.Request, v *view) {
	v.Action, v.Version = link.Households(l.o.Slug), l.s.Version
	value := ""
	if l.s.Households > 0 {
		value = strconv.Itoa(l.s.Households)
	}
	v.Count = &ui.Field{Name: "households", Label: r.T("household.f.of"), Value: form.Typed(r, "households", value), Error: r.Wrong("households"), InputMode: "numeric", Short: true}
	for _, s := range l.s.Without {
		v.Without = append(v.Without, ui.Row{Href: link.NewHousehold(l.o.Slug) + "?dang-vien=" + s.Member, Icon: "user", Kind: "mute", Title: s.Name, Second: r.T("household.give"), Vi: s.Name})
		v.Who = append(v.Who, ui.Option{Value: s.Member, Text: s.Name})
	}
	for _, s := range l.s.Excused {
		v.Excused = append(v.Excused, ui.Line{Text: s.Name, Vi: s.Name, Second: r.T("household.reason." + s.Reason)})
		v.Who = append(v.Who, ui.Option{Value: s.Member, Text: s.Name})
	}
	for _, x := range household.Reasons {
		v.Reasons = append(v.Reasons, ui.Option{Value: x, Text: r.T("household.reason." + x)})
	}
	v.Reasons = append(v.Reasons, ui.Option{Value: "none", Text: r.T("household.reason.none")})
	v.WhoField = ui.Field{Name: "member", Label: r.T("household.f.who"), Value: form.Typed(r, "member", ""), Error: r.Wrong("member")}
	v.ReasonField = ui.Field{Name: "reason", Label: r.T("household.f.reason"), Value: form.Typed(r, "reason", ""), Error: r.Wrong("reason"), WhoSees: r.T("household.sees")}
}

// Keep is its POST: how many households the cell has, or why a member is in charge of none.
func Keep(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	n := r.Number("households", &wrong)
	slug := ""
	err := wrong.Err()
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			l, err := read(tx.Reader, r)
			if err != nil {
				return err
			}
			slug = l.o.Slug
			if r.Text("act") != "excuse" {
				return household.Count(tx, l.o.ID, n, r.Version())
			}
			reason := r.Text("reason")
			switch reason {
			case "":
				return fault.Bad("reason", "household_reason")
			case "none":
				reason = ""
			}
			return household.Excuse(tx, l.o.ID, r.Text("member"), reason)
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return whole(w, r, status) })
	}
	return r.See(w, link.Households(slug))
}

// File is GET /chi-bo/{cb}/nhom-ho/tai/{tep}: the list for the hall as nhom-ho.docx or nhom-ho.pdf.
func File(w http.ResponseWriter, r *page.Request) error {
	ext, ok := strings.CutPrefix(r.PathValue("tep"), "nhom-ho.")
	if !ok || ext != "docx" && ext != "pdf" {
		return fault.Missing()
	}
	var d docx.Document
	if err := r.Read(func(rd *store.Reader) error {
		l, err := read(rd, r)
		if err == nil {
			d, err = household.List(rd, r.Book, l.o.ID)
		}
		return err
	}); err != nil {
		return err
	}
	return r.Paper(w, d, "nhom-ho", ext)
}

// Ward is GET /cap-uy/{cu}/nhom-ho: counts of the cells; nobody is named.
func Ward(w http.ResponseWriter, r *page.Request) error {
	var o org.Org
	var all []household.Counts
	if err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		if err = access.Must(rd, access.MonthView, o.ID); err != nil {
			return err
		}
		all, err = household.Over(rd, r.Book)
		return err
	}); err != nil {
		return err
	}
	t := ui.Table{Caption: r.T("household.ward.caption"), Brief: true, Columns: []ui.Column{{Text: r.T("programme.f.cell")}, {Text: r.T("household.col.of"), Num: true}, {Text: r.T("household.col.given"), Num: true}, {Text: r.T("household.f.rest"), Num: true}, {Text: r.T("household.col.groups"), Num: true}, {Text: r.T("household.col.visited"), Num: true}}}
	for _, c := range all {
		of, rest, visited := r.T("household.unknown"), r.T("household.unknown"), r.T("household.few")
		if n, known := c.Rest(); known {
			of, rest = strconv.Itoa(c.Households), strconv.Itoa(n)
		}
		if c.Visited != nil {
			visited = strconv.Itoa(*c.Visited)
		}
		t.Rows = append(t.Rows, []ui.Cell{{Text: c.Name, Vi: c.Name}, {Text: of}, {Text: strconv.Itoa(c.Given)}, {Text: rest}, {Text: strconv.Itoa(c.Groups)}, {Text: visited}})
	}
	h := r.T("household.ward")
	return r.Page(w, 0, ui.Page{Title: h + " · " + o.Name, Where: o.Name, Heading: h, BarTitle: r.T("household.bar"), Back: &ui.Link{Href: link.WardTargets(o.Slug)}, Wide: true, Sub: r.T("household.ward.sub"),
		Primary: &ui.Action{Text: r.T("wardpage.back.desk"), Href: link.Committee(o.Slug)}}, over(t))
}
