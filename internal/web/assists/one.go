package assists

import (
	"net/http"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/assist"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// look is what the page of one plan reads.
type look struct {
	p           assist.Plan
	keeps, says bool
	people      []ui.Option
}

func read(rd *store.Reader, r *page.Request) (l look, err error) {
	if l.p, err = assist.Get(rd, r.PathValue("id")); err != nil {
		return l, err
	}
	if l.p.Slug != r.PathValue("cb") {
		return l, fault.Missing()
	}
	if l.says, err = access.Can(rd, access.AssistSay, l.p.Org); err != nil && !store.IsNoRow(err) {
		return l, err
	}
	all, err := assist.People(rd, l.p.Org)
	switch {
	case err == nil:
		l.keeps = true
	case fault.KindOf(err) != fault.NotFound:
		return l, err
	}
	l.people = options(all)
	return l, nil
}

func (l look) here() string { return link.HelpPlan(l.p.Slug, l.p.ID) }

// One is GET /chi-bo/{cb}/giup/{id}: a plan, its steps, and what may be done with it.
func One(w http.ResponseWriter, r *page.Request) error { return whole(w, r, 0) }

func whole(w http.ResponseWriter, r *page.Request, status int) error {
	var l look
	if err := r.Read(func(rd *store.Reader) (err error) { l, err = read(rd, r); return }); err != nil {
		return err
	}
	p := head(r, "assist.one", l.p.OrgName, link.CellHelp(l.p.Slug))
	t := tagOf(r, l.p)
	o := one{Aim: l.p.Aim, Tag: t, Facts: l.facts(r), Word: l.p.WordText, Closing: l.p.ClosingText}
	if l.p.Why != "" {
		o.Why = l.p.Why
	}
	for _, s := range l.p.Steps {
		o.Steps = append(o.Steps, l.step(r, s))
	}
	l.forms(r, &o, &p)
	if p.Primary == nil {
		p.Primary = &ui.Action{Text: r.T("assist.back"), Href: link.CellHelp(l.p.Slug)}
	}
	return r.Page(w, status, p, show(o))
}

// facts say who helps until when, why, and what the cell said.
func (l look) facts(r *page.Request) []ui.Pair {
	p := l.p
	out := []ui.Pair{{Term: r.T("assist.f.person"), Text: p.Name}, {Term: r.T("assist.f.until"), Text: vi.ShowDay(p.UntilOn)}}
	if p.Ownerless {
		out[0].Text = r.T("assist.left", "name", p.Name)
	}
	var why []string
	for _, code := range p.Reasons {
		why = append(why, r.T("assist.why."+code))
	}
	if len(why) > 0 {
		out = append(out, ui.Pair{Term: r.T("assist.f.reasons"), Text: strings.Join(why, "; ")})
	}
	if p.CameFrom != "" {
		out = append(out, ui.Pair{Term: r.T("assist.f.from"), Text: p.CameFrom})
	}
	if p.Word != "" {
		out = append(out, ui.Pair{Term: r.T("assist.f.word"), Text: r.T("assist.word."+p.Word) + ", " + vi.ShowDay(p.WordOn)})
	}
	if p.Closing == assist.Withdrawn || p.Closing == assist.Ended {
		out = append(out, ui.Pair{Term: r.T("assist.state." + p.Closing), Text: vi.ShowDay(p.ClosedOn)})
	}
	return out
}

// forms are what the viewer may write: the cell its word, the committee steps, changes and
// a withdrawal.
func (l look) forms(r *page.Request, o *one, p *ui.Page) {
	if !l.p.Open() {
		return
	}
	if l.says {
		l.word(r, o, p)
		return
	}
	if !l.keeps {
		return
	}
	o.Heading = r.T("assist.step.new")
	o.Main = &form.Page{Action: l.here(), Hidden: []form.Hidden{{Name: "act", Value: "step"}}, Inputs: []form.Input{
		{Field: ui.Field{Name: "text", Label: r.T("assist.f.text"), Hint: r.T("assist.f.text.hint"), Value: form.Typed(r, "text", ""), Error: r.Wrong("text"), MaxLength: 300}},
		{Kind: "date", Field: ui.Field{Name: "due", Label: r.T("assist.f.due"), Value: form.Typed(r, "due", ""), Error: r.Wrong("due")}},
	}}
	p.Primary = form.Send(r.T("assist.step.send"))
	o.More = append(o.More,
		further{Title: r.T("assist.give"), Action: l.here(), Act: "give", Send: r.T("assist.give.send"), Version: l.p.Version, Open: l.p.Ownerless,
			Inputs: []form.Input{{Kind: "select", Field: ui.Field{Name: "person", Label: r.T("assist.f.person"), Value: l.p.Person, Error: r.Wrong("person")}, Options: l.people}}},
		further{Title: r.T("assist.change"), Action: l.here(), Act: "change", Open: r.Text("act") == "change", Send: r.T("assist.change.send"), Version: l.p.Version, Inputs: l.changes(r)},
		further{Title: r.T("assist.withdraw"), Action: l.here(), Act: "withdraw", Open: r.Text("act") == "withdraw", Send: r.T("assist.withdraw.send"), Version: l.p.Version,
			Inputs: []form.Input{{Kind: "area", Field: ui.Field{Name: "reason", Label: r.T("assist.f.reason"), Hint: r.T("assist.f.reason.hint"), Value: form.Typed(r, "reason", ""), Error: r.Wrong("reason"), MaxLength: 600}}}})
}

// changes are the questions of a plan as it stands, with what is wrong above each.
func (l look) changes(r *page.Request) []form.Input {
	in := asks(r, l.p.Reasons, l.p.Reasons, l.p)
	for i := range in {
		in[i].ID = "doi-" + in[i].Name
		if r.Text("act") == "change" {
			in[i].Error = r.Wrong(in[i].Name)
		}
		if r.Text("act") != "change" { // another form of the page was sent
			in[i].Value, in[i].Chosen = map[string]string{"aim": l.p.Aim, "why": l.p.Why, "until": vi.ShowDay(l.p.UntilOn)}[in[i].Name], l.p.Reasons
		}
	}
	return in
}

// word asks the cell for its own.
func (l look) word(r *page.Request, o *one, p *ui.Page) {
	var words []ui.Option
	for _, word := range assist.Words {
		words = append(words, ui.Option{Value: word, Text: r.T("assist.word." + word)})
	}
	o.Heading = r.T("assist.say")
	o.Main = &form.Page{Action: l.here(), Hidden: []form.Hidden{{Name: "act", Value: "word"}, form.Version(l.p.Version)}, Inputs: []form.Input{
		{Kind: "radios", Field: ui.Field{Name: "word", Label: r.T("assist.f.say"), Value: form.Typed(r, "word", ""), Error: r.Wrong("word")}, Options: words},
		{Kind: "date", Field: ui.Field{Name: "until", Label: r.T("assist.f.newday"), Hint: r.T("assist.f.newday.hint"), Value: form.Typed(r, "until", ""), Error: r.Wrong("until"), Optional: true}},
		{Kind: "area", Field: ui.Field{Name: "words", Label: r.T("assist.f.words"), Hint: r.T("assist.f.words.hint"), Value: form.Typed(r, "words", ""), Error: r.Wrong("words"), MaxLength: 600, Optional: true}},
	}}
	p.Primary = form.Send(r.T("assist.say.send"))
}

// step is one step with the form of its result.
func (l look) step(r *page.Request, s assist.Step) stepCard {
	state, kind, icon := "open", "act", "clock"
	switch {
	case s.DoneOn != "":
		state, kind, icon = "done", "ok", "circle-check"
	case s.Late && l.p.Open():
		state, kind, icon = "late", "bad", "clock-alert"
	}
	out := stepCard{Text: s.Text, Result: s.Result, Due: r.T("assist.step.due", "day", vi.ShowDay(s.DueOn)), Tag: ui.Tag{Kind: kind, Icon: icon, Text: r.T("assist.step." + state)}}
	if l.keeps && !l.says && l.p.Open() {
		n := strconv.Itoa(s.N)
		value, bad := s.Result, ""
		if r.Text("n") == n {
			value, bad = form.Typed(r, "result", s.Result), r.Wrong("result")
		}
		out.More = &further{Title: r.T("assist.result"), Name: r.T("assist.result.of", "text", s.Text), Action: l.here(), Act: "result", N: n, Version: s.Version, Send: r.T("assist.result.send"), Open: bad != "",
			Inputs: []form.Input{{Kind: "area", Field: ui.Field{ID: "result-" + n, Name: "result", Label: r.T("assist.f.result"), Hint: r.T("assist.f.result.hint"), Value: value, Error: bad, MaxLength: 600}}}}
	}
	return out
}
