package programmes

import (
	"net/http"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/programme"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// Ward is GET /cap-uy/{cu}/chi-tieu: how many targets of each cell stand how.
func Ward(w http.ResponseWriter, r *page.Request) error {
	var o org.Org
	var all []programme.CellCounts
	err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		if err = access.Must(rd, access.TargetsView, o.ID); err != nil {
			return err
		}
		all, err = programme.Over(rd, rd.Today())
		return err
	})
	if err != nil {
		return err
	}
	states := []string{programme.Behind, programme.Silent, programme.On, programme.Met, programme.Early}
	t := ui.Table{Caption: r.T("programme.ward.caption"), Brief: true, Columns: []ui.Column{{Text: r.T("programme.f.cell")}}}
	for _, s := range states {
		t.Columns = append(t.Columns, ui.Column{Text: r.T("programme.state." + s), Num: true})
	}
	var sum programme.Counts
	var without []ui.Line
	for _, c := range all {
		if c.Counts.All() == 0 {
			without = append(without, ui.Line{Text: c.Name, Vi: c.Name})
			continue
		}
		t.Rows = append(t.Rows, append([]ui.Cell{{Text: c.Name, Vi: c.Name, Href: link.CellTargets(o.Slug, c.Slug)}}, cells(c.Counts)...))
		sum = programme.Counts{Met: sum.Met + c.Counts.Met, On: sum.On + c.Counts.On, Behind: sum.Behind + c.Counts.Behind, Silent: sum.Silent + c.Counts.Silent, Early: sum.Early + c.Counts.Early}
	}
	t.Total, t.Missing = append([]ui.Cell{{Text: r.T("programme.sum")}}, cells(sum)...), len(without)
	h := r.T("programme.ward")
	p := ui.Page{Title: h + " · " + o.Name, Where: o.Name, Heading: h, BarTitle: r.T("programme.bar"), Back: &ui.Link{Href: link.Committee(o.Slug)}, Wide: true,
		Primary: &ui.Action{Text: r.T("wardpage.back.desk"), Href: link.Committee(o.Slug)}}
	if len(t.Rows) > 0 {
		p.Sub = r.T("programme.ward.sub", "behind", sum.Behind, "silent", sum.Silent, "count", sum.All())
	}
	return r.Page(w, 0, p, over(t, r.T("programme.without", "count", len(without)), without, []ui.Link{{Text: r.T("programme.own"), Href: link.OwnProgrammes(o.Slug)}, {Text: r.T("household.ward"), Href: link.WardHouseholds(o.Slug)}}))
}

func cells(c programme.Counts) (out []ui.Cell) {
	for _, n := range []int{c.Behind, c.Silent, c.On, c.Met, c.Early} {
		out = append(out, ui.Cell{Text: strconv.Itoa(n)})
	}
	return out
}

// Cell is GET /cap-uy/{cu}/chi-tieu/{cb}: the targets of a cell and how they stand; nobody is named.
func Cell(w http.ResponseWriter, r *page.Request) error {
	var top, o org.Org
	var all []programme.Programme
	err := r.Read(func(rd *store.Reader) (err error) {
		all = nil
		if top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		if o, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
			return err
		}
		for _, id := range []string{top.ID, o.ID} {
			if err = access.Must(rd, access.TargetsView, id); err != nil {
				return err
			}
		}
		if !o.Cell() {
			return fault.Missing()
		}
		some, err := programme.List(rd, o.ID)
		for i := 0; i < len(some) && err == nil; i++ {
			if some[i].From <= rd.Today() && rd.Today() <= some[i].To {
				var one programme.Programme
				one, err = programme.Get(rd, some[i].ID, 0)
				all = append(all, one)
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	var parts []part
	for _, one := range all {
		p := part{Title: one.Title, Second: r.T("programme.adopted", "day", vi.ShowDay(one.Edition.AdoptedOn))}
		for _, t := range one.Targets {
			p.Rows = append(p.Rows, target(r, t, false))
		}
		parts = append(parts, p)
	}
	h := r.T("programme.cell")
	p := ui.Page{Title: h + " · " + o.Name, Where: o.Name, Heading: h, BarTitle: r.T("programme.bar"), Back: &ui.Link{Href: link.WardTargets(top.Slug)}, Primary: &ui.Action{Text: r.T("programme.ward.back"), Href: link.WardTargets(top.Slug)}}
	return r.Page(w, 0, p, ofCell(r.T("programme.cell.none"), parts))
}
