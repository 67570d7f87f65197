package meetings

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// settling is what the page of step two is made of.
type settling struct {
	p       meeting.Premeeting
	leaders []meeting.Leader
	people  []meeting.Rolled
	items   []meeting.Item
}

func settle(rd *store.Reader, s sitting) (x settling, err error) {
	if x.p, err = meeting.Premeet(rd, s.M.ID); err != nil {
		return x, err
	}
	if x.leaders, err = meeting.Leaders(rd, s.M); err != nil {
		return x, err
	}
	if x.people, err = meeting.Live(rd, s.M); err != nil {
		return x, err
	}
	x.items, err = itemsOf(rd, s.M.ID)
	return x, err
}

// shape is who settles: a committee, secretary and deputy, or the secretary alone.
func (x settling) shape() string {
	switch {
	case slices.ContainsFunc(x.leaders, func(l meeting.Leader) bool { return l.Post == access.Committee }):
		return "committee"
	case len(x.leaders) > 1:
		return "pair"
	}
	return "alone"
}

// PremeetingPage is GET, Premeeting POST: step two.
func PremeetingPage(w http.ResponseWriter, r *page.Request) error {
	return premeeting(w, r, http.StatusOK, nil)
}

func premeeting(w http.ResponseWriter, r *page.Request, status int, problem error) error {
	var x settling
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) { x, err = settle(rd, s); return })
	if err != nil {
		return err
	}
	shape := x.shape()
	above := []templ.Component{s.steps(r, 2)}
	switch shape {
	case "pair":
		above = append(above, Soft(r.T("premeetingpage.hint.small", "figure", r.Book.Size(s.M.Day).CommitteeFrom)))
	case "alone":
		above = append(above, Soft(r.T("premeetingpage.hint.alone")))
	}
	if theirs, ok := newer[meeting.Premeeting](problem); ok {
		above = append(above, Both(Version{word(r, "both.mine"), r.FormValue("assessment")}, Version{word(r, "both.theirs"), theirs.Assessment}))
	}
	p := s.frame(r, r.T("premeetingpage.title."+shape), link.Prepare(s.Slug, s.Ky))
	parts := s.premeetingForm(r, x)
	print, save := "premeetingpage.print", "premeetingpage.save"
	if shape != "committee" {
		print, save = print+".other", save+".other"
	}
	if x.p.Version > 0 {
		parts = append(parts, Buttons([]ui.Link{{Text: r.T(print), Href: link.Paper(s.Slug, s.Ky, "premeeting", "docx"), Icon: "download"}}))
	}
	if shape == "committee" && s.May { // the short form is enough; a full meeting is offered
		above = append(above, ui.More(ui.Link{Text: r.T("kindspage.full"), Href: link.KindOf(link.Planning(link.NewMeeting(s.Slug), s.M.Period), meeting.CellCommittee)}))
	}
	f := Form{Version: x.p.Version, Parts: parts}
	return s.ask(w, r, status, p, r.T(save), f, above...)
}

// premeetingForm are the questions, the answers of last time in them.
func (s sitting) premeetingForm(r *page.Request, x settling) []templ.Component {
	held := cmp.Or(x.p.HeldAt, s.M.StartsAt-86_400_000)
	if now := r.DB.Now(); x.p.HeldAt == 0 && now < held {
		held = now
	}
	day := asked(r, "day", "premeetingpage.when", vi.ShowDay(store.Day(held)))
	at := asked(r, "hour", "premeetingpage.hour", hour(held))
	at.Short = true
	parts := []templ.Component{ui.DateField(day, nil), ui.TextField(at)}

	var leaders []ui.Option
	for _, l := range x.leaders {
		leaders = append(leaders, ui.Option{Value: l.Person, Text: r.T("premeetingpage.person", "name", l.FullName, "post", r.T("premeetingpage.post."+string(l.Post)))})
	}
	present := x.p.Present
	if r.Method == http.MethodPost {
		present = r.Texts("present")
	} else if x.p.Version == 0 {
		for _, l := range x.leaders {
			present = append(present, l.Person)
		}
	}
	if len(leaders) > 0 {
		parts = append(parts, ui.Ticks(ui.Field{Name: "present", Label: r.T("premeetingpage.present"), Error: r.Wrong("present")}, leaders, present...))
	}
	judged := asked(r, "assessment", "premeetingpage.assessment", x.p.Assessment, "month", month(r, vi.PrevMonth(s.M.Period)))
	judged.Hint = r.T("premeetingpage.assessment.hint")
	if r.Method == http.MethodPost {
		judged.Value = r.Long("assessment")
	}
	parts = append(parts, ui.TextArea(judged, 5), focusTicks(r, x))

	for _, who := range []struct{ name, stored string }{{"drafter", x.p.Drafter}, {"follower", x.p.Follower}} {
		f := ui.Field{Name: who.name, Label: r.T("premeetingpage." + who.name), Value: form.Typed(r, who.name, who.stored), Error: r.Wrong(who.name), Optional: true}
		parts = append(parts, ui.Select(f, peopleOptions(x)))
	}
	return parts
}

// asked is a field whose words stand under a key of their own page.
func asked(r *page.Request, name, key, stored string, args ...any) ui.Field {
	return ui.Field{Name: name, Label: r.T(key, args...), Value: form.Typed(r, name, stored), Error: r.Wrong(name)}
}

// focusTicks are the agenda's matters that can be discussed in depth.
func focusTicks(r *page.Request, x settling) templ.Component {
	var options []ui.Option
	for _, i := range x.items {
		if i.Purpose != "inform" && !i.Secret && i.Code != "conclusion" {
			options = append(options, ui.Option{Value: i.ID, Text: i.Label + ". " + i.Title, Lang: "vi", Sub: i.Sub()})
		}
	}
	if len(options) == 0 {
		return Soft(r.T("premeetingpage.focus.none"))
	}
	chosen := x.p.Focus
	if r.Method == http.MethodPost {
		chosen = r.Texts("focus")
	}
	return ui.Ticks(ui.Field{Name: "focus", Label: r.T("premeetingpage.focus"), Hint: r.T("premeetingpage.focus.hint"), Error: r.Wrong("focus")}, options, chosen...)
}

// peopleOptions are the leaders first, then the roll in name order.
func peopleOptions(x settling) []ui.Option {
	var out []ui.Option
	seen := map[string]bool{}
	add := func(person, name string) {
		if !seen[person] {
			seen[person] = true
			out = append(out, ui.Option{Value: person, Text: name})
		}
	}
	for _, l := range x.leaders {
		add(l.Person, l.FullName)
	}
	for _, p := range x.people {
		if p.Activity != "suspended" && p.Activity != "away" {
			add(p.Person, p.FullName)
		}
	}
	return out
}

func Premeeting(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	in := meeting.Premeeting{HeldAt: instant(r, "day", "hour", &wrong), Present: r.Texts("present"), Assessment: r.Long("assessment"), Focus: r.Texts("focus"),
		Drafter: r.Text("drafter"), Follower: r.Text("follower"), Version: r.Version()}
	err := wrong.Err()
	var s sitting
	if err == nil {
		s, err = write(r, func(tx *store.Tx, s sitting) error { _, err := meeting.Settle(tx, s.M.ID, in); return err })
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return premeeting(w, r, status, err) })
	}
	return r.See(w, link.Announce(s.Slug, s.Ky))
}
