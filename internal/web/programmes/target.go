package programmes

import (
	"net/http"
	"strconv"

	"chibo/internal/fault"
	"chibo/internal/programme"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// New stands in the address where the id of a target would.
const newTarget = "moi"

// single is what the page of one target reads.
type single struct {
	look
	t       programme.Target
	figures []programme.Figure
	people  []ui.Option
}

func readTarget(rd *store.Reader, r *page.Request) (s single, err error) {
	if s.look, err = read(rd, r); err != nil {
		return s, err
	}
	if s.keeps {
		all, err := programme.Followers(rd, s.o.ID)
		if err != nil {
			return s, err
		}
		for _, f := range all {
			s.people = append(s.people, ui.Option{Value: f.Person, Text: f.Name})
		}
	}
	id := r.PathValue("ct")
	if id == newTarget {
		if e, ok := s.p.Draft(); !s.keeps || !ok {
			return s, fault.Missing()
		} else if s.p.Edition.N != e.N {
			s.p, err = programme.Get(rd, s.p.ID, e.N)
		}
		return s, err
	}
	known := false
	if s.t, known = s.p.Shown(id); !known {
		return s, fault.Missing()
	}
	s.figures, err = programme.Figures(rd, s.p, id)
	return s, err
}

// TargetPage is GET …/chuong-trinh/{id}/chi-tieu/{ct}: a target with its figures; where its
// edition is a draft, the form it is written in.
func TargetPage(w http.ResponseWriter, r *page.Request) error { return targetPage(w, r, 0) }

func targetPage(w http.ResponseWriter, r *page.Request, status int) error {
	var s single
	if err := r.Read(func(rd *store.Reader) (err error) { s, err = readTarget(rd, r); return }); err != nil {
		return err
	}
	if s.keeps && s.p.Edition.AdoptedOn == "" {
		return s.write(w, r, status)
	}
	p := s.head(r, s.t.Text, s.at(s.here()))
	p.Vietnamese, p.Primary = true, &ui.Action{Text: r.T("programme.back"), Href: s.here()}
	v := one{Row: s.row(r, s.t, s.p.Edition.AdoptedOn == ""), Facts: s.about(r), Table: s.table(r)}
	for _, d := range s.deeds[s.t.ID] {
		line := ui.Line{Text: d.Deed, Vi: d.Deed, Second: r.T("programme.deed.due", "day", vi.ShowDay(d.Due))}
		if d.Done {
			line.Second = r.T("programme.deed.done", "day", vi.ShowDay(d.Closed))
		}
		v.Deeds = append(v.Deeds, line)
	}
	if s.keeps && s.current() {
		f := s.entry(r)
		v.Form, p.Primary = &f, form.Send(r.T("programme.figure.send"))
	}
	return r.Page(w, status, p, showTarget(v))
}

func (s single) about(r *page.Request) []ui.Pair {
	out := []ui.Pair{{Term: r.T("programme.f.origin"), Text: r.T("programme.origin." + s.t.Origin)}}
	if s.t.Measure != programme.YesNo {
		out = append(out, ui.Pair{Term: r.T("programme.f.start"), Text: s.t.Amount(s.t.Start) + ", " + vi.ShowDay(s.t.From), Vi: s.t.Unit})
	}
	if s.t.FollowerName != "" {
		out = append(out, ui.Pair{Term: r.T("programme.f.follower"), Text: s.t.FollowerName, Vi: s.t.FollowerName})
	}
	return out
}

// entry asks for a month's figure. A second one for a month says why.
func (s single) entry(r *page.Request) form.Page {
	last := vi.AddDays(vi.MonthOf(s.today)+"-01", -1)
	value := form.Input{Field: ui.Field{Name: "value", Label: r.T("programme.f.value"), LabelVi: "", Hint: r.T("programme.f.value.hint"), Value: form.Typed(r, "value", ""), Error: r.Wrong("value"), InputMode: "decimal", Short: true, MaxLength: 20}}
	if s.t.Unit != "" {
		value.Label, value.LabelVi = r.T("programme.f.value.unit", "unit", s.t.Unit), s.t.Unit
	}
	if s.t.Measure == programme.YesNo {
		value = form.Input{Kind: "radios", Field: ui.Field{Name: "value", Label: r.T("programme.f.done"), Value: form.Typed(r, "value", ""), Error: r.Wrong("value")}, Options: []ui.Option{{Value: "1", Text: r.T("programme.done.1")}, {Value: "0", Text: r.T("programme.done.0")}}}
	}
	return form.Page{Action: link.Target(s.list, s.p.ID, s.t.ID), Hidden: []form.Hidden{{Name: "act", Value: "figure"}}, Inputs: []form.Input{value,
		{Kind: "date", Field: ui.Field{Name: "as_of", Label: r.T("programme.f.as_of"), Value: form.Typed(r, "as_of", ""), Error: r.Wrong("as_of")}, Options: []ui.Option{{Value: vi.ShowDay(last), Text: vi.ShowDay(last)}, {Value: vi.ShowDay(s.today), Text: vi.ShowDay(s.today)}}},
		{Field: ui.Field{Name: "reason", Label: r.T("programme.f.correct"), Hint: r.T("programme.f.correct.hint"), Value: form.Typed(r, "reason", ""), Error: r.Wrong("reason"), Optional: true, MaxLength: 300}}}}
}

// table is every figure that was entered, corrected ones too.
func (s single) table(r *page.Request) *ui.Table {
	if len(s.figures) == 0 {
		return nil
	}
	t := ui.Table{Caption: r.T("programme.figures"), Columns: []ui.Column{{Text: r.T("programme.f.month")}, {Text: r.T("programme.f.value"), Num: true}, {Text: r.T("programme.f.as_of")}, {Text: r.T("programme.f.entered")}, {Text: r.T("programme.f.note")}}}
	for _, f := range s.figures {
		value := ui.Cell{Text: s.t.Amount(f.Value), Vi: s.t.Unit}
		if s.t.Measure == programme.YesNo {
			value = ui.Cell{Text: r.T("programme.done." + f.Value)}
		}
		var note ui.Cell
		switch {
		case !f.Stands:
			note = ui.Cell{Text: r.T("programme.corrected")}
		case f.Reason != "":
			note = ui.Cell{Text: r.T("programme.correction", "reason", f.Reason), Vi: f.Reason}
		}
		t.Rows = append(t.Rows, []ui.Cell{{Text: vi.Capital(r.Month(f.Month))}, value, {Text: vi.ShowDay(f.AsOf)}, {Text: f.ByName, Vi: f.ByName}, note})
	}
	return &t
}

// write is the form of a target of a draft.
func (s single) write(w http.ResponseWriter, r *page.Request, status int) error {
	key, id, t := "programme.target.new", newTarget, s.t
	if t.ID != "" {
		key, id = "programme.target.edit", t.ID
	} else {
		t.Measure, t.Origin, t.From, t.Due = programme.Count, programme.Own, s.p.From, s.p.To
		if s.p.Edition.N > 1 {
			t.From = max(s.p.From, s.today)
		}
	}
	f := s.head(r, r.T(key), s.at(s.here()))
	f.Primary = form.Send(r.T("programme.target.send"))
	people := s.people
	if t.Follower != "" || r.FormValue("follower") != "" {
		people = append([]ui.Option{{Text: r.T("taskpage.nobody")}}, people...)
	}
	text := func(name, value string, most int) ui.Field {
		return ui.Field{Name: name, Label: r.T("programme.f." + name), Value: form.Typed(r, name, value), MaxLength: most}
	}
	number := func(name, value string) form.Input {
		in := text(name, programme.ShowNumber(value), 20)
		in.InputMode, in.Short, in.Hint, in.Optional = "decimal", true, r.T("programme.f.number.hint"), true
		return form.Input{Field: in}
	}
	unit := text("unit", t.Unit, 40)
	unit.Hint, unit.Optional = r.T("programme.f.unit.hint"), true
	what := text("text", t.Text, 300)
	what.Hint = r.T("programme.f.text.hint")
	follower := text("follower", t.Follower, 0)
	follower.Optional = true
	page := form.Page{Frame: f, Action: link.Target(s.list, s.p.ID, id), Hidden: []form.Hidden{{Name: "act", Value: "put"}, form.Version(s.p.Version), {Name: "ban", Value: strconv.Itoa(s.p.Edition.N)}}, Inputs: []form.Input{{Kind: "area", Field: what},
		{Kind: "radios", Field: text("measure", t.Measure, 0), Options: options(r, "programme.measure.", programme.Measures)}, {Field: unit}, number("start", t.Start), number("goal", t.Goal),
		{Kind: "date", Field: text("from", vi.ShowDay(t.From), 0)}, {Kind: "date", Field: text("due", vi.ShowDay(t.Due), 0)},
		{Kind: "radios", Field: text("origin", t.Origin, 0), Options: options(r, "programme.origin.", programme.Origins)}, {Kind: "select", Field: follower, Options: people}}}
	if t.ID == "" {
		return form.Answer(w, r, status, page)
	}
	for i := range page.Inputs {
		page.Inputs[i].Error = r.Wrong(page.Inputs[i].Name)
	}
	return r.Page(w, status, f, rewrite(page, link.Target(s.list, s.p.ID, id), r.T("programme.target.drop")))
}

// Target is the POST of the same address: a target of a draft, or a figure of one in force.
func Target(w http.ResponseWriter, r *page.Request) error {
	next := ""
	err := r.Write(func(tx *store.Tx) error {
		l, err := find(tx.Reader, r)
		if err != nil {
			return err
		}
		p, err := l.one(tx.Reader, r)
		if err != nil {
			return err
		}
		id := r.PathValue("ct")
		next = link.Target(l.list, p.ID, id)
		switch e, drafting := p.Draft(); {
		case r.Text("act") == "drop":
			p, err = programme.Drop(tx, p.ID, id)
		case r.Text("act") == "put", id == newTarget, drafting && e.N == 1:
			p, err = put(tx, r, p, id)
		default:
			return figure(tx, r, p, id)
		}
		if next = link.Programme(l.list, p.ID); p.AdoptedOn != "" {
			next += "?ban=" + strconv.Itoa(p.Edition.N)
		}
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return targetPage(w, r, status) })
	}
	return r.See(w, next)
}

func put(tx *store.Tx, r *page.Request, p programme.Programme, id string) (programme.Programme, error) {
	var wrong fault.Fields
	in := programme.Target{ID: id, Text: r.Text("text"), Measure: r.Text("measure"), Unit: r.Text("unit"), From: r.Day("from", &wrong), Due: r.NeedDay("due", &wrong), Origin: r.Text("origin"), Follower: r.Text("follower")}
	if id == newTarget {
		in.ID = ""
	}
	in.Start, in.Goal = exact(r, "start"), exact(r, "goal")
	if err := wrong.Err(); err != nil {
		return p, err
	}
	return programme.Put(tx, p.ID, r.Version(), in)
}

// exact is a figure as it is kept; what is none stays as it was typed and is refused.
func exact(r *page.Request, name string) string {
	typed := r.Text(name)
	if kept, ok := programme.ParseNumber(typed); ok {
		return kept
	}
	return "?" + typed
}

func figure(tx *store.Tx, r *page.Request, p programme.Programme, id string) error {
	var wrong fault.Fields
	day := r.NeedDay("as_of", &wrong)
	if err := wrong.Err(); err != nil {
		return err
	}
	_, err := programme.Enter(tx, p.ID, id, programme.Figure{AsOf: day, Value: exact(r, "value"), Reason: r.Text("reason")})
	return err
}
