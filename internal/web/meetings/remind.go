package meetings

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/reminder"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// RemindPage is GET, Remind POST: a quiet word to a comrade, with who helps and
// one day to look again. Only the cell's committee comes here.
func RemindPage(w http.ResponseWriter, r *page.Request) error { return remind(w, r, http.StatusOK) }

func remind(w http.ResponseWriter, r *page.Request, status int) error {
	var roll []meeting.Rolled
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) { roll, err = meeting.Roll(rd, s.M); return })
	if err != nil {
		return err
	}
	p := s.room(r, say(r, "remind.title"), say(r, "bar.remind"), link.Room(s.Slug, s.Ky))
	p.Sub = say(r, "remind.sees")
	if !s.M.At(meeting.InSession) || s.M.At(meeting.Confirmed) {
		p.Primary = s.look(r)
		return r.Page(w, status, p, Soft(say(r, "remind.notnow")))
	}
	var people []ui.Option
	for _, m := range roll {
		people = append(people, ui.Option{Value: m.Member, Text: m.FullName})
	}
	what := field(r, "gist", "remind.what", "")
	what.Hint, what.WhoSees = say(r, "remind.what.hint"), say(r, "remind.sees")
	helper := field(r, "helper", "remind.helper", "")
	helper.Optional = true
	day := field(r, "look_on", "remind.day", "")
	day.Hint = say(r, "remind.day.hint")
	month := vi.AddDays(s.M.Day, 30)
	f := Form{Parts: []templ.Component{ui.Select(field(r, "member", "remind.who", ""), people), ui.TextArea(what, 3), ui.Select(helper, people),
		ui.DateField(day, []ui.Option{{Value: vi.ShowDay(month), Text: vi.ShowDay(month)[:5]}}),
		ui.Checkbox(ui.Field{Name: "named", Label: say(r, "remind.named"), Hint: say(r, "remind.named.hint")}, form.Typed(r, "named", "") != "")}}
	return s.ask(w, r, status, p, say(r, "remind.save"), f)
}

func Remind(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	in := reminder.Reminder{Member: r.Text("member"), Gist: r.Long("gist"), Helper: r.Text("helper"), LookOn: r.Day("look_on", &wrong), Named: r.Tick("named")}
	err := wrong.Err()
	if err == nil {
		_, err = write(r, func(tx *store.Tx, s sitting) error {
			in.Meeting = s.M.ID
			_, err := reminder.Give(tx, in)
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return remind(w, r, status) })
	}
	return r.See(w, link.Reminders)
}

// RemindersPage is GET: the open reminders the viewer may read.
func RemindersPage(w http.ResponseWriter, r *page.Request) error {
	var all []reminder.Reminder
	var today string
	if err := r.Read(func(rd *store.Reader) (err error) { all, err = reminder.Open(rd); today = rd.Today(); return }); err != nil {
		return err
	}
	p := ui.Page{Title: say(r, "remind.list"), Heading: say(r, "remind.list"), Sub: say(r, "remind.sees"), Back: &ui.Link{Href: link.Home}, Primary: &ui.Action{Text: say(r, "list.back"), Href: link.Home}}
	if len(all) == 0 {
		return r.Page(w, http.StatusOK, p, ui.Empty("lock", say(r, "remind.none"), say(r, "remind.none.when"), nil))
	}
	var rows []ui.Row
	for _, x := range all {
		row := ui.Row{Title: x.Name, Second: say(r, "remind.look", "day", vi.ShowDay(x.LookOn)), Href: link.Reminder(x.ID)}
		if x.Due(today) {
			row.Tag = &ui.Tag{Kind: "warn", Icon: "clock", Text: say(r, "remind.due")}
		}
		rows = append(rows, row)
	}
	return r.Page(w, http.StatusOK, p, ui.LinkList(rows))
}

// ReminderPage is GET, Reminder POST: on its day it is better, or another day is
// set, once.
func ReminderPage(w http.ResponseWriter, r *page.Request) error {
	return oneReminder(w, r, http.StatusOK)
}

func oneReminder(w http.ResponseWriter, r *page.Request, status int) error {
	var x reminder.Reminder
	var keeps bool
	var today string
	if err := r.Read(func(rd *store.Reader) (err error) {
		if x, err = reminder.Get(rd, r.PathValue("id")); err == nil {
			keeps, err = reminder.Keeps(rd, x)
		}
		today = rd.Today()
		return err
	}); err != nil {
		return err
	}
	p := ui.Page{Title: say(r, "remind.one"), Heading: x.Name, Sub: say(r, "remind.sees"), Back: &ui.Link{Href: link.Reminders}, Primary: &ui.Action{Text: say(r, "list.back"), Href: link.Reminders}}
	facts := []ui.Pair{{Term: say(r, "remind.fact.what"), Text: x.Gist}, {Term: say(r, "remind.fact.day"), Text: vi.ShowDay(x.LookOn)}}
	if x.HelperName != "" {
		facts = append(facts, ui.Pair{Term: say(r, "remind.fact.helper"), Text: x.HelperName})
	}
	body := []templ.Component{card(ui.DefinitionList(facts))}
	if !keeps {
		return r.Page(w, status, p, templ.Join(body...))
	}
	if x.Due(today) {
		p.Banner = &ui.Note{Kind: "info", Text: say(r, "remind.today")}
	}
	f := Form{ID: "ket-thuc", Action: link.Reminder(x.ID), Hidden: []Pair{{"how", "close"}}}
	p.Primary = &ui.Action{Text: say(r, "remind.better"), Form: f.ID}
	body = append(body, FormBox(f))
	if !x.Again {
		again := ui.Field{Name: "look_on", Label: say(r, "remind.again"), Hint: say(r, "remind.again.hint"), Value: form.Typed(r, "look_on", ""), Error: r.Wrong("look_on")}
		later := vi.ShowDay(vi.AddDays(today, 30))
		body = append(body, FormBox(Form{Action: link.Reminder(x.ID), Version: x.Version, Hidden: []Pair{{"how", "again"}},
			Parts: []templ.Component{ui.DateField(again, []ui.Option{{Value: later, Text: later[:5]}}), ui.Button(ui.Action{Text: say(r, "remind.again.save")}, "btn wide")}}))
	}
	return r.Page(w, status, p, templ.Join(body...))
}

func Reminder(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	day := r.Day("look_on", &wrong)
	err := wrong.Err()
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			return once(tx, r, func() error {
				if r.Text("how") == "close" {
					return reminder.Close(tx, r.PathValue("id"))
				}
				_, err := reminder.Again(tx, r.PathValue("id"), r.Version(), day)
				return err
			})
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return oneReminder(w, r, status) })
	}
	return r.See(w, link.Reminders)
}
