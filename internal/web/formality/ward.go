package formality

import (
	"net/http"
	"slices"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/formality"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// own reads a finding of this cell, for its secretary.
func own(rd *store.Reader, cell, id string) (formality.Finding, error) {
	f, mine, err := formality.Get(rd, id)
	if err == nil && (!mine || f.Org != cell) {
		err = fault.Missing()
	}
	return f, err
}

// ofCell is a cell with what was seen at its meetings.
type ofCell struct {
	Name string
	Rows []ui.Row
}

// WardPage is GET /cap-uy/{cu}/nhin-lai: by cell, in the committee's own order, what
// was seen and what the cell answered.
func WardPage(w http.ResponseWriter, r *page.Request) error {
	var top org.Org
	var cells []ofCell
	var alike []ui.Line
	err := r.Read(func(rd *store.Reader) (err error) {
		if top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		if err := access.Must(rd, access.FormalityTold, top.ID); err != nil {
			return err
		}
		all, err := formality.Told(rd)
		cells, alike = byCell(r, top.Slug, all), rings(r, all)
		return err
	})
	if err != nil {
		return err
	}
	heading := r.T("formality.ward.title")
	p := ui.Page{Title: heading + " · " + top.Name, Where: top.Name, Heading: heading, Sub: r.T("formality.ward.sub"), BarTitle: r.T("formality.bar"), Back: &ui.Link{Href: link.Committee(top.Slug)}, Primary: &ui.Action{Text: r.T("formality.ward.back"), Href: link.Committee(top.Slug)}}
	return r.Page(w, 0, p, wardPage(alike, cells))
}

// ring is how many cells with papers like another's in one month are told in one line.
const ring = 3

// rings tells of months in which papers of many cells are like another's, a line each.
func rings(r *page.Request, all []formality.Finding) (out []ui.Line) {
	type of struct{ period, kind string }
	var order []of
	cells := map[of][]string{}
	for _, f := range all {
		if f.Kind != formality.OtherMinutes && f.Kind != formality.OtherResolution {
			continue
		}
		k := of{f.Period, f.Kind}
		if cells[k] == nil {
			order = append(order, k)
		}
		if !slices.Contains(cells[k], f.Org) {
			cells[k] = append(cells[k], f.Org)
		}
	}
	for _, k := range order {
		if n := len(cells[k]); n >= ring {
			out = append(out, ui.Line{Text: r.T("formality.ring."+k.kind, "n", n, "month", r.Month(k.period)), Second: r.T("formality.ring.ask")})
		}
	}
	return out
}

// byCell keeps the order in which cells come first, which is the committee's own
// within a month.
func byCell(r *page.Request, slug string, all []formality.Finding) (cells []ofCell) {
	at := map[string]int{}
	for _, f := range all {
		n, ok := at[f.Org]
		if !ok {
			n = len(cells)
			at[f.Org] = n
			cells = append(cells, ofCell{Name: f.OrgName})
		}
		row := ui.Row{Title: titleOf(r, f), Second: r.T("formality.ward.unanswered"), Href: link.FindingTold(slug, f.ID), Icon: "circle-help"}
		if f.AnsweredAt > 0 {
			row.Icon, row.Second = "check", f.Answer
		}
		cells[n].Rows = append(cells[n].Rows, row)
	}
	return cells
}

// WardOne is GET /cap-uy/{cu}/nhin-lai/{id}: one of them, for the committee: of
// resolutions both sides, of minutes the count alone.
func WardOne(w http.ResponseWriter, r *page.Request) error {
	var top org.Org
	var f formality.Finding
	var side formality.Side
	err := r.Read(func(rd *store.Reader) (err error) {
		if top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		if err := access.Must(rd, access.FormalityTold, top.ID); err != nil {
			return err
		}
		var mine bool
		if f, mine, err = formality.Get(rd, r.PathValue("id")); err != nil {
			return err
		}
		if mine { // who leads the cell too reads it there
			return fault.Missing()
		}
		side, err = formality.Passages(rd, r.Book, f.ID)
		return err
	})
	if err != nil {
		return err
	}
	p := head(r, f, f.OrgName, link.LooksBack(top.Slug))
	p.Sub = r.T("formality.ward.one.sub")
	p.Primary = &ui.Action{Text: r.T("formality.ward.back"), Href: link.LooksBack(top.Slug)}
	told := append(facts(r, f), ui.Pair{Term: r.T("formality.ward.answer"), Text: or(f.Answer, r.T("formality.ward.unanswered"))})
	return r.Page(w, 0, p, evidence(told, r.T("formality.ask."+f.Kind), pairs(r, f, side)))
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
