package meetings

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

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
	var last []resolution.Item
	var papers []document.Received
	var targets []programme.Served
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if d, err = resolution.Get(rd, s.M.ID); err != nil {
			return err
		}
		if owners, err = people(rd, r, s); err != nil {
			return err
		}
		if last, err = resolution.LastTime(rd, s.M.ID); err != nil {
			return err
		}
		if papers, err = treated(rd, s); err != nil {
			return err
		}
		if targets, err = served(rd, s); err != nil {
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
	f := Form{Version: d.Version, Parts: append(s.deedFields(r, i, owners, running), paperField(r, i.Document, papers), targetField(r, i.Target, targets))}
	if at >= 0 {
		title, button = word(r, "deed.edit"), word(r, "save")
		f.Parts = append(f.Parts, ui.More(ui.Link{Text: word(r, "deed.drop"), Href: link.DropDeed(s.Slug, s.Ky, i.ID)}))
		f.Hidden = []Pair{{"seen", deedSeen(i)}}
	}
	if len(last) > 0 {
		f.Parts = append(f.Parts, Folded(say(r, "deed.last", "count", len(last)), ui.PlainList(lastTime(r, last))))
	}
	p := s.frame(r, title, link.Resolution(s.Slug, s.Ky))
	var above []templ.Component
	if theirs, ok := newer[resolution.Item](problem); ok {
		above = append(above, Both(Version{word(r, "both.mine"), r.FormValue("deed") + "\n" + r.FormValue("measure") + "\n" + r.FormValue("due")}, Version{word(r, "both.theirs"), theirs.Deed + "\n" + theirs.Measure + "\n" + theirs.OwnerName + "\n" + vi.ShowDay(theirs.Due)}))
	}
	return s.ask(w, r, status, p, button, f, above...)
}

// lastTime are last month's tasks, to be read while one writes.
func lastTime(r *page.Request, items []resolution.Item) (lines []ui.Line) {
	for _, i := range items {
		lines = append(lines, ui.Line{Text: i.Deed, Second: say(r, "deed.last.of", "name", i.OwnerName, "day", vi.ShowDay(i.Due))})
	}
	return lines
}

func deedSeen(i resolution.Item) string {
	return strings.Join([]string{i.Deed, i.Measure, i.Owner, i.Due, i.ReportAt, i.Helper, i.Document, i.Target}, "\n")
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
	in := resolution.Item{ID: r.PathValue("id"), Owner: r.Text("owner"), Helper: r.Text("helper"), Deed: r.Text("deed"), Measure: r.Text("measure"), Due: r.Day("due", &wrong), ReportAt: r.Text("report_at"), Continues: r.Text("continues"), Outside: r.Tick("outside"), Document: r.Text("document"), Target: r.Text("target")}
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
