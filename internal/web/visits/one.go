package visits

import (
	"net/http"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/visit"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// look is what the page of one visit reads.
type look struct {
	v           visit.Visit
	keeps, says bool
	people      []ui.Option
	today       string
}

func read(rd *store.Reader, r *page.Request) (l look, err error) {
	if l.v, err = visit.Get(rd, r.PathValue("id")); err != nil {
		return l, err
	}
	if l.v.Slug != r.PathValue("cb") {
		return l, fault.Missing()
	}
	l.today = rd.Today()
	if l.says, err = access.Can(rd, access.VisitSay, l.v.Org); err != nil && !store.IsNoRow(err) {
		return l, err
	}
	all, err := visit.People(rd, l.v.Org)
	switch {
	case err == nil:
		l.keeps = true
	case fault.KindOf(err) != fault.NotFound:
		return l, err
	}
	l.people = options(all)
	return l, nil
}

func options(all []member.Carer) (out []ui.Option) {
	for _, c := range all {
		out = append(out, ui.Option{Value: c.Person, Text: c.Name})
	}
	return out
}

// PlanPage is GET /chi-bo/{cb}/di-co-so/moi: who goes on which day.
func PlanPage(w http.ResponseWriter, r *page.Request) error { return plan(w, r, 0) }

func plan(w http.ResponseWriter, r *page.Request, status int) error {
	var o org.Org
	var all []member.Carer
	me := ""
	if err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
			return err
		}
		me = rd.Viewer().Person
		all, err = visit.People(rd, o.ID)
		return err
	}); err != nil {
		return err
	}
	p := head(r, "visit.plan", o.Name, link.Visits(o.Slug))
	p.Primary = form.Send(r.T("visit.plan.send"))
	return form.Answer(w, r, status, form.Page{Frame: p, Action: link.NewVisit(o.Slug), Inputs: []form.Input{
		{Kind: "select", Field: ui.Field{Name: "person", Label: r.T("visit.f.person"), Value: form.Typed(r, "person", me)}, Options: options(all)},
		{Kind: "date", Field: ui.Field{Name: "day", Label: r.T("visit.f.day"), Value: form.Typed(r, "day", "")}},
	}})
}

// Plan is its POST.
func Plan(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	person, day := r.Need("person", &wrong), r.NeedDay("day", &wrong)
	var v visit.Visit
	err := wrong.Err()
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			o, err := org.BySlug(tx.Reader, r.PathValue("cb"))
			if err != nil {
				return err
			}
			v, err = visit.Plan(tx, r.Book, o.ID, person, day)
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return plan(w, r, status) })
	}
	return r.See(w, link.Visit(v.Slug, v.ID))
}

// One is GET /chi-bo/{cb}/di-co-so/{id}: a visit, what was seen and promised.
func One(w http.ResponseWriter, r *page.Request) error { return whole(w, r, 0) }

func whole(w http.ResponseWriter, r *page.Request, status int) error {
	var l look
	if err := r.Read(func(rd *store.Reader) (err error) { l, err = read(rd, r); return }); err != nil {
		return err
	}
	v := l.v
	p := head(r, "visit.one", v.OrgName, link.Visits(v.Slug))
	o := one{Saw: v.Saw, Facts: []ui.Pair{{Term: r.T("visit.f.day"), Text: vi.Capital(r.DayOfWeek(v.Day)) + ", " + vi.ShowDay(v.Day)}, {Term: r.T("visit.f.person"), Text: v.Name}}}
	if v.Ownerless {
		o.Facts = append(o.Facts, ui.Pair{Term: r.T("visit.f.state"), Text: r.T("visit.state.ownerless")})
	}
	for _, m := range v.Promises {
		o.Promises = append(o.Promises, l.promise(r, m))
	}
	l.forms(r, &o, &p)
	if p.Primary == nil {
		p.Primary = &ui.Action{Text: r.T("visit.back"), Href: link.Visits(v.Slug)}
	}
	return r.Page(w, status, p, show(o))
}

// forms are what whoever keeps the visit may write.
func (l look) forms(r *page.Request, o *one, p *ui.Page) {
	v, here := l.v, link.Visit(l.v.Slug, l.v.ID)
	if !l.keeps {
		return
	}
	saw := form.Input{Kind: "area", Field: ui.Field{Name: "saw", Label: r.T("visit.f.saw"), Hint: r.T("visit.f.saw.hint"), Value: form.Typed(r, "saw", v.Saw), Error: r.Wrong("saw"), MaxLength: 2000}}
	switch {
	case v.Day > l.today:
	case v.HeldOn == "":
		o.Main = &form.Page{Action: here, Hidden: []form.Hidden{{Name: "act", Value: "record"}, form.Version(v.Version)}, Inputs: []form.Input{saw}}
		p.Primary = form.Send(r.T("visit.record"))
	default:
		o.Heading = r.T("visit.promise.new")
		o.Main = &form.Page{Action: here, Hidden: []form.Hidden{{Name: "act", Value: "promise"}}, Inputs: []form.Input{
			{Field: ui.Field{Name: "text", Label: r.T("visit.f.text"), Hint: r.T("visit.f.text.hint"), Value: form.Typed(r, "text", ""), Error: r.Wrong("text"), MaxLength: 300}},
			{Kind: "date", Field: ui.Field{Name: "due", Label: r.T("visit.f.due"), Value: form.Typed(r, "due", ""), Error: r.Wrong("due")}},
		}}
		p.Primary = form.Send(r.T("visit.promise.send"))
		o.Steps = append(o.Steps, step{Title: r.T("visit.saw.change"), Action: here, Act: "record", Version: v.Version, Send: r.T("visit.record"), Kind: "area", Field: saw.Field})
	}
	if v.HeldOn == "" {
		o.Steps = append(o.Steps, l.give(r, v.ID, v.Person, "visit.give.visit"))
		if len(v.Promises) == 0 {
			o.Steps = append(o.Steps, step{Title: r.T("visit.drop"), Action: here, Act: "drop", Send: r.T("visit.drop.send")})
		}
	}
}

func (l look) give(r *page.Request, id, person, title string) step {
	return step{Title: r.T(title), Action: link.Visit(l.v.Slug, l.v.ID), Act: "give", Promise: id, Send: r.T("visit.give.send"), Kind: "select", Options: l.people,
		Field: ui.Field{ID: "person-" + id, Name: "person", Label: r.T("visit.f.person"), Value: person, Error: l.wrong(r, id, "person")}}
}

// wrong is what is wrong with a field of one promise: the others have fields of that name.
func (l look) wrong(r *page.Request, id, field string) string {
	if r.Text("promise") != id {
		return ""
	}
	return r.Wrong(field)
}

// promise is one promise with what the viewer may do about it.
func (l look) promise(r *page.Request, m visit.Promise) promised {
	here := link.Visit(l.v.Slug, l.v.ID)
	out := promised{Text: m.Text, Tag: tagOf(r, m), Outcome: m.Outcome, Facts: []ui.Pair{{Term: r.T("visit.f.due"), Text: vi.ShowDay(m.DueOn)}, {Term: r.T("visit.f.owner"), Text: m.Name}}}
	if m.Word != "" {
		out.Facts = append(out.Facts, ui.Pair{Term: r.T("visit.f.word"), Text: r.T("visit.word."+m.Word) + ", " + vi.ShowDay(m.WordOn)})
	}
	if l.keeps {
		out.Steps = append(out.Steps, step{Title: r.T("visit.close"), Action: here, Act: "close", Promise: m.ID, Version: m.Version, Send: r.T("visit.close.send"), Kind: "area",
			Field: ui.Field{ID: "outcome-" + m.ID, Name: "outcome", Label: r.T("visit.f.outcome"), Value: m.Outcome, Error: l.wrong(r, m.ID, "outcome"), MaxLength: 2000}})
		if m.ClosedOn == "" {
			out.Steps = append(out.Steps, l.give(r, m.ID, m.Person, "visit.give"))
		}
	}
	if l.says && m.Word != visit.Kept {
		var words []ui.Option
		for _, word := range visit.Words {
			words = append(words, ui.Option{Value: word, Text: r.T("visit.word." + word)})
		}
		out.Steps = append(out.Steps, step{Title: r.T("visit.say"), Action: here, Act: "word", Promise: m.ID, Version: m.Version, Send: r.T("visit.say.send"), Kind: "radios", Options: words,
			Field: ui.Field{ID: "word-" + m.ID, Name: "word", Label: r.T("visit.f.word"), Value: m.Word, Error: l.wrong(r, m.ID, "word")}})
	}
	return out
}

// Keep is the POST of the same address.
func Keep(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	due := r.Day("due", &wrong)
	err := wrong.Err()
	next := ""
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			l, err := read(tx.Reader, r)
			if err != nil {
				return err
			}
			next = link.Visit(l.v.Slug, l.v.ID)
			if r.Text("act") == "drop" {
				next = link.Visits(l.v.Slug)
			}
			return l.keep(tx, r, due)
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return whole(w, r, status) })
	}
	return r.See(w, next)
}

// keep does what was asked. A promise named must be one of this visit.
func (l look) keep(tx *store.Tx, r *page.Request, due string) (err error) {
	of, id := r.Text("promise"), l.v.ID
	if of != "" && of != id {
		known := false
		for _, m := range l.v.Promises {
			known = known || m.ID == of
		}
		if !known {
			return fault.Missing()
		}
	}
	switch r.Text("act") {
	case "":
		switch {
		case !l.keeps && !l.says:
			return fault.Missing()
		case !l.keeps: // the cell has one thing to say
			return fault.Bad("word", "visit_word")
		}
		_, err = visit.Promised(tx, r.Book, id, r.Text("text"), due)
	case "record":
		_, err = visit.Record(tx, id, r.Version(), r.Long("saw"))
	case "close":
		_, err = visit.Close(tx, of, r.Version(), r.Long("outcome"))
	case "word":
		_, err = visit.Say(tx, of, r.Version(), r.Text("word"))
	case "give":
		err = visit.Give(tx, of, r.Text("person"))
	case "drop":
		err = visit.Drop(tx, id)
	default:
		_, err = visit.Promised(tx, r.Book, id, r.Text("text"), due)
	}
	return err
}
