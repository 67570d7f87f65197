package meetings

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
	"chibo/internal/vote"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// DecreePageOf is GET: the resolution of the month as it stands.
func DecreePageOf(w http.ResponseWriter, r *page.Request) error {
	var d resolution.Resolution
	var votes []vote.Vote
	var seen looked
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if d, err = resolution.Get(rd, s.M.ID); err != nil {
			return err
		}
		if votes, err = vote.List(rd, s.M.ID); forgive(err) != nil {
			return err
		}
		seen, err = s.inspect(rd, r, d)
		return err
	})
	if err != nil {
		return err
	}
	p := s.frame(r, word(r, "resolution.title", "month", month(r, s.M.Period)), s.hub())
	body := Decree{Preamble: d.Preamble, Open: s.May && !s.M.At(meeting.Confirmed), Edit: ui.Link{Text: word(r, "edit"), Href: link.Preamble(s.Slug, s.Ky), Name: word(r, "resolution.preamble.edit")},
		Add: ui.Link{Text: word(r, "resolution.add"), Href: link.NewDeed(s.Slug, s.Ky)}, Order: ui.Link{Text: word(r, "prepare.order"), Href: link.ResolutionOrder(s.Slug, s.Ky)},
		Papers: []ui.Link{{Text: word(r, "paper.print"), Href: link.Print(s.Slug, s.Ky, "nghi-quyet"), Icon: "printer"}, {Text: word(r, "paper.docx"), Href: link.Paper(s.Slug, s.Ky, "resolution", "docx"), Icon: "download"}}}
	body.Tasks, body.Outside = s.deeds(r, d, body.Open)
	body.Checks = s.checks(r, d, seen)
	for _, v := range votes {
		if v.ID == d.VoteID {
			row := heldRow(r, v)
			body.Vote = &row
		}
	}
	if _, may := r.Book.DocTypes(s.M.Day, "cell").Type(resolution.AsConclusion); may && body.Open {
		other := resolution.AsConclusion
		if d.Form == other {
			other = resolution.AsResolution
		}
		body.Form = &ui.Link{Text: r.T("proofpage.form." + other), Href: link.DecreeForm(s.Slug, s.Ky)}
	}
	limit := r.Book.Limits(s.M.Day).MaxTasks
	p.Sub = word(r, "resolution.count", "count", len(body.Tasks), "most", limit)
	p.Primary = s.decreeNext(r, d)
	if code := r.URL.Query().Get("nhac"); code != "" {
		p.Banner = &ui.Note{Kind: "warn", Text: page.Sentence(r.Words, code, "max", limit, "name", "")}
		if n := slices.IndexFunc(d.Items, func(i resolution.Item) bool { return i.Outside && i.ID == r.URL.Query().Get("viec") }); n >= 0 && body.Open {
			p.Banner.Action = &ui.Link{Text: say(r, "swap.go"), Href: link.SwapDeed(s.Slug, s.Ky, d.Items[n].ID)}
		}
	}
	if note, err := s.few(r); err != nil {
		return err
	} else if note != nil && !s.M.At(meeting.Sealed) {
		p.Banner = note
	}
	return r.Page(w, http.StatusOK, p, DecreePage(body))
}

func (s sitting) decreeNext(r *page.Request, d resolution.Resolution) *ui.Action {
	switch {
	case !s.May:
		return s.look(r)
	case s.M.State == meeting.InSession && len(d.Items) == 0:
		return &ui.Action{Text: word(r, "resolution.first"), Href: link.NewDeed(s.Slug, s.Ky)}
	case s.M.State == meeting.InSession && d.VoteID == "":
		return &ui.Action{Text: word(r, "resolution.vote"), Href: link.Vote(s.Slug, s.Ky, "nghi-quyet")}
	case s.M.State == meeting.InSession:
		return &ui.Action{Text: word(r, "roll.on"), Href: link.Room(s.Slug, s.Ky)}
	}
	if a := s.next(r); a != nil {
		return a
	}
	return &ui.Action{Text: word(r, "hub.papers"), Href: link.Done(s.Slug, s.Ky)}
}

func (s sitting) deeds(r *page.Request, d resolution.Resolution, open bool) (in, out []ui.Task) {
	for _, i := range d.Items {
		t := ui.Task{N: len(in) + 1, Title: i.Deed, Owner: i.OwnerName, Due: r.T("task.due", "date", vi.ShowDay(i.Due)[:5]), ReportAt: word(r, "resolution.meeting", "month", monthYear(r, i.ReportAt))}
		if open {
			t.Href = link.Deed(s.Slug, s.Ky, i.ID)
		}
		if i.Measure == "" {
			t.Todo = word(r, "resolution.nomeasure")
			if open {
				t.Fix = &ui.Link{Text: word(r, "resolution.fix"), Href: link.Deed(s.Slug, s.Ky, i.ID), Name: word(r, "resolution.fix.name", "deed", i.Deed)}
			}
		}
		if i.Outside {
			t.N = len(out) + 1
			if open {
				t.Actions = []ui.Action{{Text: say(r, "swap.go"), Href: link.SwapDeed(s.Slug, s.Ky, i.ID), Name: say(r, "swap.of", "deed", i.Deed)}}
			}
			out = append(out, t)
		} else {
			in = append(in, t)
		}
	}
	return in, out
}

// people are the owners to pick from, with what each already has.
func people(rd *store.Reader, r *page.Request, s sitting) ([]ui.Option, error) {
	roll, err := meeting.Roll(rd, s.M)
	if err != nil {
		return nil, err
	}
	load, err := task.Load(rd, s.M.Org, s.M.Circle())
	if err != nil {
		return nil, err
	}
	var out []ui.Option
	for _, m := range roll {
		if m.Activity != "active" && m.Activity != "temporary_here" {
			continue // exempt members are not offered
		}
		o := ui.Option{Value: m.Member, Text: m.FullName}
		if n := load[m.Member]; n > 0 {
			o.Text += " · " + word(r, "resolution.load", "count", n)
		}
		out = append(out, o)
	}
	return out, nil
}

// DeedPage is GET (new or one named), Deed POST.
func DeedPage(w http.ResponseWriter, r *page.Request) error {
	return deed(w, r, http.StatusOK, nil)
}

func deed(w http.ResponseWriter, r *page.Request, status int, problem error) error {
	var d resolution.Resolution
	var owners []ui.Option
	var running []task.Task
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if d, err = resolution.Get(rd, s.M.ID); err != nil {
			return err
		}
		if owners, err = people(rd, r, s); err != nil {
			return err
		}
		running, err = task.OpenIn(rd, s.M.Org, s.M.Circle())
		return err
	})
	if err != nil {
		return err
	}
	i, at := resolution.Item{ReportAt: vi.NextMonth(s.M.Period)}, -1
	if id := r.PathValue("id"); id != "" {
		if at = slices.IndexFunc(d.Items, func(i resolution.Item) bool { return i.ID == id }); at < 0 {
			return fault.Missing()
		}
		i = d.Items[at]
	}
	title, button := word(r, "deed.new"), word(r, "deed.add")
	f := Form{Version: d.Version, Parts: s.deedFields(r, i, owners, running)}
	if at >= 0 {
		title, button = word(r, "deed.edit"), word(r, "save")
		f.Parts = append(f.Parts, ui.More(ui.Link{Text: word(r, "deed.drop"), Href: link.DropDeed(s.Slug, s.Ky, i.ID)}))
		f.Hidden = []Pair{{"seen", deedSeen(i)}}
	}
	p := s.frame(r, title, link.Resolution(s.Slug, s.Ky))
	var above []templ.Component
	if theirs, ok := newer[resolution.Item](problem); ok {
		above = append(above, Both(Version{word(r, "both.mine"), r.FormValue("deed") + "\n" + r.FormValue("measure") + "\n" + r.FormValue("due")}, Version{word(r, "both.theirs"), theirs.Deed + "\n" + theirs.Measure + "\n" + theirs.OwnerName + "\n" + vi.ShowDay(theirs.Due)}))
	}
	return s.ask(w, r, status, p, button, f, above...)
}

func deedSeen(i resolution.Item) string {
	return strings.Join([]string{i.Deed, i.Measure, i.Owner, i.Due, i.ReportAt, i.Helper}, "\n")
}

// helperField asks who helps; whoever is named may be taken off again.
func helperField(r *page.Request, helper string, people []ui.Option) templ.Component {
	f := text(r, "helper", "deed.helper", helper)
	f.Optional, f.Hint = true, word(r, "deed.helper.hint")
	if f.Value != "" {
		people = append([]ui.Option{{Text: word(r, "deed.helper.none")}}, people...)
	}
	return ui.Select(f, people)
}

func (s sitting) deedFields(r *page.Request, i resolution.Item, owners []ui.Option, running []task.Task) []templ.Component {
	what := text(r, "deed", "deed.what", i.Deed)
	what.Hint = word(r, "deed.what.hint")
	measure := text(r, "measure", "deed.measure", i.Measure)
	measure.Hint = word(r, "deed.measure.hint")
	next := vi.NextMonth(s.M.Period)
	ends := vi.AddDays(next+"-01", -1)
	if ends <= s.M.Day {
		ends = vi.AddDays(vi.NextMonth(next)+"-01", -1)
	}
	twentieth := s.M.Period + "-20"
	quick := []ui.Option{{Value: vi.ShowDay(ends), Text: vi.ShowDay(ends)}}
	if twentieth > s.M.Day {
		quick = append([]ui.Option{{Value: vi.ShowDay(twentieth), Text: vi.ShowDay(twentieth)}}, quick...)
	}
	var months []ui.Option
	for m, n := next, 0; n < 6; m, n = vi.NextMonth(m), n+1 {
		months = append(months, ui.Option{Value: m, Text: word(r, "resolution.meeting", "month", monthYear(r, m))})
	}
	parts := []templ.Component{ui.TextArea(what, 2), ui.Select(text(r, "owner", "deed.owner", i.Owner), owners), helperField(r, i.Helper, owners), ui.DateField(text(r, "due", "deed.due", vi.ShowDay(i.Due)), quick),
		ui.Select(text(r, "report_at", "deed.report", i.ReportAt), months), ui.TextField(measure)}
	var old []ui.Option
	for _, t := range running {
		old = append(old, ui.Option{Value: t.ID, Text: t.Deed + " · " + t.OwnerName})
	}
	if len(old) > 0 {
		again := text(r, "continues", "deed.continues", i.Continues)
		again.Optional, again.Hint = true, word(r, "deed.continues.hint")
		parts = append(parts, ui.Select(again, old))
	}
	return append(parts, ui.Checkbox(ui.Field{Name: "outside", Label: word(r, "deed.outside")}, form.Typed(r, "outside", map[bool]string{true: "1"}[i.Outside]) != ""))
}

func Deed(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	in := resolution.Item{ID: r.PathValue("id"), Owner: r.Text("owner"), Helper: r.Text("helper"), Deed: r.Text("deed"), Measure: r.Text("measure"), Due: r.Day("due", &wrong), ReportAt: r.Text("report_at"), Continues: r.Text("continues"), Outside: r.Tick("outside")}
	err := wrong.Err()
	var s sitting
	var warn []resolution.Warning
	if err == nil {
		s, err = write(r, func(tx *store.Tx, s sitting) (err error) {
			if in.ID == "" { // joins what is there: nothing of anybody's is lost
				_, warn, err = resolution.Add(tx, r.Book, s.M.ID, in)
				return err
			}
			warn, err = putDeed(tx, r, s, in)
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return deed(w, r, status, err) })
	}
	to := link.Resolution(s.Slug, s.Ky)
	for _, x := range warn {
		if x.Code == resolution.SixthTask || x.Code == resolution.Duplicate {
			to += "?nhac=" + x.Code + "&viec=" + x.Item
			break
		}
	}
	return r.See(w, to)
}

// putDeed replaces one item unless somebody else changed it meanwhile.
func putDeed(tx *store.Tx, r *page.Request, s sitting, in resolution.Item) ([]resolution.Warning, error) {
	d, err := resolution.Get(tx.Reader, s.M.ID)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(d.Items, func(i resolution.Item) bool { return i.ID == in.ID })
	if at < 0 {
		return nil, fault.Missing()
	}
	if vi.CleanText(r.FormValue("seen")) != vi.CleanText(deedSeen(d.Items[at])) {
		return nil, fault.Stale(d.Items[at])
	}
	d.Items[at] = in
	_, warn, err := resolution.Put(tx, r.Book, s.M.ID, d.Version, d.Preamble, d.Items)
	return warn, plainFields(err, at)
}

// plainFields takes "items.3." off the names of wrong fields: the page shows one item.
func plainFields(err error, at int) error {
	var f *fault.Error
	if !errors.As(err, &f) {
		return err
	}
	for n := range f.Fields {
		f.Fields[n].Name = strings.TrimPrefix(f.Fields[n].Name, "items."+strconv.Itoa(at)+".")
	}
	return f
}

// DropDeed is POST from its page: the item leaves the resolution.
func DropDeedPage(w http.ResponseWriter, r *page.Request) error {
	var d resolution.Resolution
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) { d, err = resolution.Get(rd, s.M.ID); return })
	if err != nil {
		return err
	}
	at := slices.IndexFunc(d.Items, func(i resolution.Item) bool { return i.ID == r.PathValue("id") })
	if at < 0 {
		return fault.Missing()
	}
	return s.ask(w, r, http.StatusOK, s.frame(r, word(r, "deed.drop"), link.Deed(s.Slug, s.Ky, d.Items[at].ID)), word(r, "deed.drop.save"), Form{}, Para(d.Items[at].Deed), Soft(word(r, "deed.drop.kept")))
}

func DropDeed(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		d, err := resolution.Get(tx.Reader, s.M.ID)
		if err != nil {
			return err
		}
		d.Items = slices.DeleteFunc(d.Items, func(i resolution.Item) bool { return i.ID == r.PathValue("id") })
		_, _, err = resolution.Put(tx, r.Book, s.M.ID, d.Version, d.Preamble, d.Items)
		return err
	})
	if err != nil {
		return err
	}
	return r.See(w, link.Resolution(s.Slug, s.Ky))
}

// DecreeOrder is GET, DecreeReorder POST.
func DecreeOrder(w http.ResponseWriter, r *page.Request) error {
	var d resolution.Resolution
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) { d, err = resolution.Get(rd, s.M.ID); return })
	if err != nil {
		return err
	}
	var list []Shift
	for n, i := range d.Items {
		list = append(list, Shift{ID: i.ID, Title: i.Deed, Label: strconv.Itoa(n + 1), Up: n > 0, Down: n < len(d.Items)-1})
	}
	p := s.frame(r, word(r, "order.title"), link.Resolution(s.Slug, s.Ky))
	p.Primary = &ui.Action{Text: word(r, "order.done"), Href: link.Resolution(s.Slug, s.Ky)}
	return r.Page(w, http.StatusOK, p, OrderPage(link.ResolutionOrder(s.Slug, s.Ky), list))
}

func DecreeReorder(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		d, err := resolution.Get(tx.Reader, s.M.ID)
		if err != nil || !swap(d.Items, r.Text("by"), func(i resolution.Item) bool { return i.ID == r.Text("item") }) {
			return err
		}
		_, _, err = resolution.Put(tx, r.Book, s.M.ID, d.Version, d.Preamble, d.Items)
		return err
	})
	if err != nil {
		return err
	}
	return r.See(w, link.ResolutionOrder(s.Slug, s.Ky))
}

// PreamblePage is GET, Preamble POST: the opening words.
func PreamblePage(w http.ResponseWriter, r *page.Request) error {
	return preamble(w, r, http.StatusOK, nil)
}

func preamble(w http.ResponseWriter, r *page.Request, status int, problem error) error {
	var d resolution.Resolution
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) { d, err = resolution.Get(rd, s.M.ID); return })
	if err != nil {
		return err
	}
	field := text(r, "preamble", "preamble.text", d.Preamble)
	field.Hint = word(r, "preamble.hint")
	var above []templ.Component
	if theirs, ok := newer[resolution.Resolution](problem); ok {
		above = append(above, Both(Version{word(r, "both.mine"), r.FormValue("preamble")}, Version{word(r, "both.theirs"), theirs.Preamble}))
	}
	f := Form{Hidden: []Pair{{"seen", d.Preamble}}, Parts: []templ.Component{ui.TextArea(field, 6)}}
	return s.ask(w, r, status, s.frame(r, word(r, "preamble.title"), link.Resolution(s.Slug, s.Ky)), word(r, "save"), f, above...)
}

func Preamble(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		d, err := resolution.Get(tx.Reader, s.M.ID)
		if err != nil {
			return err
		}
		if vi.CleanText(r.FormValue("seen")) != vi.CleanText(d.Preamble) {
			return fault.Stale(d)
		}
		_, _, err = resolution.Put(tx, r.Book, s.M.ID, d.Version, r.Long("preamble"), d.Items)
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return preamble(w, r, status, err) })
	}
	return r.See(w, link.Resolution(s.Slug, s.Ky))
}
