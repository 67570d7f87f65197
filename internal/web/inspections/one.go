package inspections

import (
	"net/http"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/inspection"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// look is what the page of one item reads.
type look struct {
	place
	y     inspection.CheckYear
	i     inspection.Check
	keeps bool
}

func readOne(rd *store.Reader, r *page.Request) (l look, err error) {
	if l.place, err = at(rd, r); err != nil {
		return l, err
	}
	if l.y, l.i, err = inspection.Get(rd, r.PathValue("id")); err != nil {
		return l, err
	}
	if l.i.Org != l.o.ID {
		return l, fault.Missing()
	}
	l.year = l.i.Year
	l.keeps, err = access.Can(rd, access.ChecksKeep, l.o.ID)
	return l, err
}

// One is GET …/giam-sat/{id}: an item, its steps and its result.
func One(w http.ResponseWriter, r *page.Request) error { return whole(w, r, 0) }

func whole(w http.ResponseWriter, r *page.Request, status int) error {
	var l look
	if err := r.Read(func(rd *store.Reader) (err error) { l, err = readOne(rd, r); return }); err != nil {
		return err
	}
	law := r.Book.Programme(l.today)
	i := l.i
	o := one{Subject: i.Subject, Tag: tagOf(r, law, i), Reason: i.DropReason, Facts: []ui.Pair{{Term: word(r, "f.kind"), Text: said(r, law.Kinds, i.Kind)}, {Term: word(r, "f.period"), Text: when(r, i.Period)}}}
	if i.Ground != "" {
		o.Facts = append(o.Facts, ui.Pair{Term: word(r, "f.ground"), Text: said(r, law.Grounds, i.Ground)})
	}
	for _, s := range law.Steps {
		day := word(r, "step.not")
		if d := i.On(s.Key); d != "" {
			day = vi.ShowDay(d)
		}
		o.Steps = append(o.Steps, ui.Pair{Term: r.Either(s.VI, s.EN), Text: day})
	}
	p := head(r, "one", l.place, link.ChecksOf(l.base, l.year))
	p.Primary = &ui.Action{Text: word(r, "back"), Href: link.ChecksOf(l.base, l.year)}
	if l.keeps && i.Open() {
		l.forms(r, law, &o, &p)
	}
	return r.Page(w, status, p, showOne(o))
}

// forms are the next step, or the result once all are taken; and what changes the item.
func (l look) forms(r *page.Request, law rule.Programme, o *one, p *ui.Page) {
	here, i := link.Check(l.base, l.i.ID), l.i
	next := ""
	for _, s := range law.Steps {
		if i.On(s.Key) == "" {
			next = s.Key
			break
		}
	}
	if next != "" {
		o.Heading = word(r, "step.next", "step", said(r, law.Steps, next))
		o.Main = &form.Page{Action: here, Hidden: []form.Hidden{{Name: "act", Value: "step"}, {Name: "step", Value: next}, form.Version(i.Version)},
			Inputs: []form.Input{{Kind: "date", Field: ui.Field{Name: "day", Label: word(r, "f.stepday"), Value: form.Typed(r, "day", ""), Error: r.Wrong("day")}}}}
		p.Primary = form.Send(word(r, "step.send"))
	} else {
		var results []ui.Option
		for _, x := range law.Results {
			results = append(results, ui.Option{Value: x.Key, Text: r.Either(x.VI, x.EN)})
		}
		o.Heading = word(r, "result.title")
		o.Main = &form.Page{Action: here, Hidden: []form.Hidden{{Name: "act", Value: "result"}, form.Version(i.Version)},
			Inputs: []form.Input{{Kind: "radios", Field: ui.Field{Name: "result", Label: word(r, "f.result"), Hint: word(r, "f.result.hint"), Value: form.Typed(r, "result", ""), Error: r.Wrong("result")}, Options: results}}}
		p.Primary = form.Send(word(r, "result.send"))
	}
	asked := asks(r, l.today, l.y.Cell, i)
	if r.Text("act") != "change" {
		for n := range asked {
			asked[n].Value = map[string]string{"kind": i.Kind, "ground": i.Ground, "subject": i.Subject, "period": i.Period}[asked[n].Name]
		}
	}
	o.More = []further{
		{Title: word(r, "change"), Action: here, Act: "change", Version: i.Version, Send: word(r, "change.send"), Open: r.Text("act") == "change", Inputs: asked},
		{Title: word(r, "drop"), Action: here, Act: "drop", Version: i.Version, Send: word(r, "drop.send"), Open: r.Text("act") == "drop",
			Inputs: []form.Input{{Kind: "area", Field: ui.Field{Name: "reason", Label: word(r, "f.reason"), Hint: word(r, "f.reason.hint"), Value: form.Typed(r, "reason", ""), Error: r.Wrong("reason"), MaxLength: 300}}}},
	}
}

// Keep is its POST: a step, the result, a change, or out of the programme.
func Keep(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	day := r.Day("day", &wrong)
	err := wrong.Err()
	next := ""
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			l, err := readOne(tx.Reader, r)
			if err != nil {
				return err
			}
			next = link.Check(l.base, l.i.ID)
			switch r.Text("act") {
			case "result":
				_, err = inspection.Close(tx, r.Book, l.i.ID, r.Version(), r.Text("result"))
			case "change":
				_, err = inspection.Change(tx, r.Book, l.i.ID, r.Version(), plannedOf(r))
			case "drop":
				_, err = inspection.Drop(tx, l.i.ID, r.Version(), r.Long("reason"))
			default:
				_, err = inspection.Take(tx, r.Book, l.i.ID, r.Version(), r.Text("step"), day)
			}
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return whole(w, r, status) })
	}
	return r.See(w, next)
}
