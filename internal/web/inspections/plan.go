package inspections

import (
	"net/http"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/inspection"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// PlanPage is GET …/giam-sat/moi: a new item of a year.
func PlanPage(w http.ResponseWriter, r *page.Request) error { return planning(w, r, 0) }

func planning(w http.ResponseWriter, r *page.Request, status int) error {
	var p place
	cell := false
	if err := r.Read(func(rd *store.Reader) (err error) {
		if p, err = at(rd, r); err != nil {
			return err
		}
		cell = p.o.Cell()
		return access.Must(rd, access.ChecksKeep, p.o.ID)
	}); err != nil {
		return err
	}
	f := head(r, "new.title", p, link.ChecksOf(p.base, p.year))
	f.Primary = form.Send(word(r, "new.send"))
	return form.Answer(w, r, status, form.Page{Frame: f, Action: link.NewCheck(p.base), Hidden: []form.Hidden{{Name: "year", Value: strconv.Itoa(p.year)}}, Inputs: asks(r, p.today, cell, inspection.Check{Kind: "regular"})})
}

// asks are the questions of an item; a cell is asked on what ground it supervises by theme.
func asks(r *page.Request, today string, cell bool, i inspection.Check) []form.Input {
	law := r.Book.Programme(today)
	var kinds, periods []ui.Option
	for _, k := range law.Kinds {
		kinds = append(kinds, ui.Option{Value: k.Key, Text: r.Either(k.VI, k.EN)})
	}
	for _, p := range inspection.Periods {
		periods = append(periods, ui.Option{Value: p, Text: when(r, p)})
	}
	out := []form.Input{{Kind: "radios", Field: ui.Field{Name: "kind", Label: word(r, "f.kind"), Value: form.Typed(r, "kind", i.Kind), Error: r.Wrong("kind")}, Options: kinds}}
	if cell {
		grounds := []ui.Option{{Text: word(r, "ground.none")}}
		for _, g := range law.Grounds {
			grounds = append(grounds, ui.Option{Value: g.Key, Text: r.Either(g.VI, g.EN)})
		}
		out = append(out, form.Input{Kind: "select", Field: ui.Field{Name: "ground", Label: word(r, "f.ground"), Hint: word(r, "f.ground.hint", "limit", law.MembersOver), Value: form.Typed(r, "ground", i.Ground), Error: r.Wrong("ground")}, Options: grounds})
	}
	return append(out,
		form.Input{Field: ui.Field{Name: "subject", Label: word(r, "f.subject"), Hint: word(r, "f.subject.hint"), Value: form.Typed(r, "subject", i.Subject), Error: r.Wrong("subject"), MaxLength: 200}},
		form.Input{Kind: "select", Field: ui.Field{Name: "period", Label: word(r, "f.period"), Value: form.Typed(r, "period", i.Period), Error: r.Wrong("period")}, Options: periods})
}

func plannedOf(r *page.Request) inspection.CheckPlan {
	return inspection.CheckPlan{Kind: r.Text("kind"), Ground: r.Text("ground"), Subject: r.Text("subject"), Period: r.Text("period")}
}

// Plan is its POST.
func Plan(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	n := r.Number("year", &wrong)
	err := wrong.Err()
	next := ""
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			p, err := at(tx.Reader, r)
			if err != nil {
				return err
			}
			if n == 0 {
				n = p.year
			}
			next = link.ChecksOf(p.base, n)
			_, err = inspection.Put(tx, r.Book, p.o.ID, n, plannedOf(r))
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return planning(w, r, status) })
	}
	return r.See(w, next)
}
