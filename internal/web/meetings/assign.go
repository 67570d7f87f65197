package meetings

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/programme"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// AssignPage is GET, Assign POST: a task given while people talk, from an item of
// the agenda. It goes into the resolution; the sixth is kept outside.
func AssignPage(w http.ResponseWriter, r *page.Request) error {
	return assign(w, r, http.StatusOK, nil)
}

func assign(w http.ResponseWriter, r *page.Request, status int, problem error) error {
	var h heard
	var load map[string]int
	from := ""
	var papers []document.Received
	var targets []programme.Served
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if h, err = hear(rd, s); err != nil {
			return err
		}
		if from, err = labelAt(rd, s, r.FormValue("muc")); err != nil {
			return err
		}
		if papers, err = treated(rd, s); err != nil {
			return err
		}
		if targets, err = served(rd, s); err != nil {
			return err
		}
		load, err = task.Load(rd, s.M.Org, s.M.Circle())
		return err
	})
	if err != nil {
		return err
	}
	p := s.room(r, word(r, "deed.new"), say(r, "bar.assign"), s.afterWords(r))
	if from != "" {
		p.Sub = say(r, "assign.from", "n", from)
	}
	if s.M.At(meeting.Confirmed) || !s.M.At(meeting.InSession) {
		p.Banner, p.Primary = &ui.Note{Kind: "info", Text: say(r, "assign.notnow")}, &ui.Action{Text: word(r, "roll.back"), Href: s.hub()}
		return r.Page(w, status, p, templ.NopComponent)
	}
	var above []templ.Component
	if a, ok := newer[resolution.Alike](problem); ok {
		above = append(above, Alike(say(r, "assign.alike", "month", r.Month(a.Period), "deed", a.Deed, "name", a.Owner), a.Task))
	}
	f := Form{Hidden: []Pair{{"muc", r.FormValue("muc")}}, Parts: append(s.assignFields(r, h, load), paperField(r, "", papers), targetField(r, "", targets))}
	return s.ask(w, r, status, p, word(r, "deed.add"), f, above...)
}

// assignFields ask in the order one says it: what, who, until when, heard where,
// how one sees that it is done. Exempt and absent members are not offered first.
func (s sitting) assignFields(r *page.Request, h heard, load map[string]int) []templ.Component {
	what := text(r, "deed", "deed.what", "")
	what.Hint = word(r, "deed.what.hint")
	measure := text(r, "measure", "deed.measure", "")
	measure.Hint = word(r, "deed.measure.hint")
	h.roll = slices.DeleteFunc(slices.Clone(h.roll), func(m meeting.Rolled) bool { return m.Activity == "exempt" })
	who := Pick{Name: "owner", Legend: word(r, "deed.owner"), Error: r.Wrong("owner")}
	who.First, who.Others = h.pick(form.Typed(r, "owner", ""))
	for _, list := range [][]Choice{who.First, who.Others} {
		for n := range list {
			if k := load[list[n].ID]; k > 0 {
				list[n].Second = word(r, "resolution.load", "count", k)
			}
		}
	}
	next := vi.NextMonth(s.M.Period)
	var months []ui.Option
	for m, n := next, 0; n < 2; m, n = vi.NextMonth(m), n+1 {
		months = append(months, ui.Option{Value: m, Text: vi.Capital(word(r, "resolution.meeting", "month", monthYear(r, m)))})
	}
	return []templ.Component{ui.TextArea(what, 2), PickOne(who), ui.DateField(text(r, "due", "deed.due", ""), s.quickDays(r)),
		ui.Radios(text(r, "report_at", "deed.report", next), months), ui.TextArea(measure, 2)}
}

// quickDays are the days a task is mostly due: the 20th, the month's end, and the
// day before the next meeting.
func (s sitting) quickDays(r *page.Request) []ui.Option {
	var out []ui.Option
	next := vi.NextMonth(s.M.Period)
	for _, d := range []string{s.M.Period + "-20", vi.AddDays(next+"-01", -1)} {
		if d > s.M.Day {
			out = append(out, ui.Option{Value: vi.ShowDay(d), Text: vi.ShowDay(d)[:5]})
		}
	}
	if day := r.Book.Regime(next+"-01", "").Day; day > 1 {
		out = append(out, ui.Option{Value: vi.ShowDay(vi.AddDays(next+"-01", day-2)), Text: say(r, "assign.before")})
	}
	return out
}

// labelAt is how the agenda numbers the line of a position; "" when there is none.
func labelAt(rd *store.Reader, s sitting, at string) (string, error) {
	n, ok := position(at)
	if !ok {
		return "", nil
	}
	all, err := itemsOf(rd, s.M.ID)
	if err != nil || n > len(all) {
		return "", err
	}
	return all[n-1].Label, nil
}

// given tells that the task just given is kept, and whose it is.
func given(rd *store.Reader, r *page.Request, s sitting) (*ui.Note, error) {
	id := r.URL.Query().Get("viec")
	if id == "" {
		return nil, nil
	}
	d, err := resolution.Get(rd, s.M.ID)
	if err != nil {
		return nil, forgive(err)
	}
	at := slices.IndexFunc(d.Items, func(i resolution.Item) bool { return i.ID == id })
	if at < 0 {
		return nil, nil
	}
	i := d.Items[at]
	return &ui.Note{Kind: "ok", Text: say(r, "assign.given", "name", i.OwnerName, "deed", i.Deed, "day", vi.ShowDay(i.Due)),
		Action: &ui.Link{Text: say(r, "assign.all", "count", len(d.Items)), Href: link.Resolution(s.Slug, s.Ky)}}, nil
}

func Assign(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	var now resolution.Resolution
	in := resolution.Item{Owner: r.Text("owner"), Deed: r.Text("deed"), Measure: r.Text("measure"), Due: r.Day("due", &wrong), ReportAt: r.Text("report_at"), Continues: r.Text("continues"), Document: r.Text("document"), Target: r.Text("target")}
	err := wrong.Err()
	var s sitting
	var warn []resolution.Warning
	if err == nil {
		s, err = write(r, func(tx *store.Tx, s sitting) error {
			if in.Continues == "" && !r.Tick("anyway") && in.Deed != "" {
				a, like, err := resolution.Similar(tx.Reader, s.M.ID, in.Deed)
				if err != nil {
					return err
				}
				if like {
					return fault.New(fault.Conflict, "task_duplicate", "name", a.Owner).With(a)
				}
			}
			now, warn, err = resolution.Add(tx, r.Book, s.M.ID, in)
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return assign(w, r, status, err) })
	}
	for _, x := range warn {
		if x.Code == resolution.SixthTask {
			return r.See(w, link.Resolution(s.Slug, s.Ky)+"?nhac="+x.Code+"&viec="+x.Item)
		}
	}
	back := s.afterWords(r)
	if n := len(now.Items); n > 0 {
		back += "?viec=" + now.Items[n-1].ID
	}
	return r.See(w, back)
}

// SwapPage is GET, Swap POST: a task outside the resolution changes places with
// one in it.
func SwapPage(w http.ResponseWriter, r *page.Request) error { return swapDeed(w, r, http.StatusOK) }

func swapDeed(w http.ResponseWriter, r *page.Request, status int) error {
	var d resolution.Resolution
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) { d, err = resolution.Get(rd, s.M.ID); return })
	if err != nil {
		return err
	}
	out := slices.IndexFunc(d.Items, func(i resolution.Item) bool { return i.ID == r.PathValue("id") && i.Outside })
	if out < 0 {
		return fault.Missing()
	}
	var inside []ui.Option
	for _, i := range d.Items {
		if !i.Outside {
			inside = append(inside, ui.Option{Value: i.ID, Text: i.Deed})
		}
	}
	p := s.frame(r, say(r, "swap.title"), link.Resolution(s.Slug, s.Ky))
	with := ui.Field{Name: "in", Label: say(r, "swap.with"), Value: form.Typed(r, "in", ""), Error: r.Wrong("in")}
	return s.ask(w, r, status, p, say(r, "swap.save"), Form{Parts: []templ.Component{ui.Radios(with, inside)}}, Para(say(r, "swap.in", "deed", d.Items[out].Deed)))
}

func Swap(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		if r.Text("in") == "" {
			return fault.Bad("in", "resolution_swap")
		}
		_, _, err := resolution.Swap(tx, r.Book, s.M.ID, r.PathValue("id"), r.Text("in"))
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return swapDeed(w, r, status) })
	}
	return r.See(w, link.Resolution(s.Slug, s.Ky))
}
