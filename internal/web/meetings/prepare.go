package meetings

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/agenda"
	"chibo/internal/directive"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// PreparePageOf is GET: step one.
func PreparePageOf(w http.ResponseWriter, r *page.Request) error {
	var items []meeting.Item
	var gone []meeting.Removal
	var theme themes
	var mail []directive.Awaiting
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if items, err = itemsOf(rd, s.M.ID); err != nil {
			return err
		}
		if theme, err = s.themes(rd, r); err != nil {
			return err
		}
		if mail, err = s.mail(rd); err != nil {
			return err
		}
		gone, err = meeting.Removed(rd, s.M.ID)
		return err
	})
	if err != nil {
		return err
	}
	p := s.frame(r, word(r, "prepare.title", "month", month(r, s.M.Period)), s.hub())
	body := s.prepare(r, items, gone)
	body.Mail = s.mailRows(r, mail)
	switch {
	case !s.May:
		p.Primary = s.look(r)
	case len(items) == 0:
		p.Primary = &ui.Action{Text: word(r, "prepare.draft"), Form: "soan"}
		return r.Page(w, http.StatusOK, p, templ.Join(PreparePage(body), FormBox(Form{ID: "soan", Action: link.Redraft(s.Slug, s.Ky)})))
	case s.Plans && s.M.OnTopic() && theme.topic.Version == 0 && !s.M.At(meeting.InSession):
		p.Primary = &ui.Action{Text: r.T("kindspage.topic.edit"), Href: link.Topic(s.Slug, s.Ky)}
	case s.M.State == meeting.Planned && s.M.OfCommittee():
		p.Primary = &ui.Action{Text: word(r, "next.prepared"), Href: link.Announce(s.Slug, s.Ky)}
	case s.M.State == meeting.Planned:
		p.Primary = &ui.Action{Text: word(r, "prepare.next"), Href: link.Premeeting(s.Slug, s.Ky)}
	default:
		if p.Primary = s.next(r); p.Primary == nil {
			p.Primary = s.look(r)
		}
	}
	return r.Page(w, http.StatusOK, p, templ.Join(PreparePage(body), theme.show(r, s)))
}

// prepare fills the page of step one.
func (s sitting) prepare(r *page.Request, items []meeting.Item, gone []meeting.Removal) Prepare {
	body := Prepare{Steps: s.steps(r, 1), Appointment: s.appointment(r), Open: s.May && !s.M.At(meeting.Closed), Draft: Form{Action: link.Redraft(s.Slug, s.Ky)},
		Add: ui.Link{Text: word(r, "prepare.add"), Href: link.NewItem(s.Slug, s.Ky)}, Order: ui.Link{Text: word(r, "prepare.order"), Href: link.ItemOrder(s.Slug, s.Ky)}}
	total := 0
	for _, i := range items {
		total += i.Minutes
		ready, href := i.SourceText, ""
		if body.Open {
			href = link.EditItem(s.Slug, s.Ky, i.ID)
		} else if to := s.record(r, i); to != nil {
			href = to.Href
		}
		if i.SourceKind == "template" && i.Code != "study" { // said once, under the list
			body.Template, ready = i.SourceText, ""
		}
		line := ui.Agenda{Label: i.Label, Sub: i.Sub(), Title: i.Title, Minutes: i.Minutes, Ready: ready, Href: href}
		if last := len(body.Items) - 1; i.Sub() && last >= 0 {
			body.Items[last].Below = append(body.Items[last].Below, line)
			continue
		}
		body.Items = append(body.Items, line)
	}
	fold(r, body.Items, items)
	for _, g := range gone {
		body.Removed = append(body.Removed, ui.Line{Text: g.Title, Second: g.Reason})
	}
	body.Title = word(r, "prepare.items", "minutes", total)
	body.Length = s.length(r, total)
	return body
}

// fold says of every heading what the records bring under it: the one line by
// its name, several by their kinds.
func fold(r *page.Request, shown []ui.Agenda, items []meeting.Item) {
	at := -1
	count, order := map[string]int{}, []string(nil)
	end := func() {
		if at < 0 || len(order) == 0 {
			return
		}
		var parts []string
		for _, kind := range order {
			key := "prepare.fold." + kind
			if !r.Words.Has(key) {
				key = "prepare.fold.other"
			}
			parts = append(parts, r.T(key, "count", count[kind]))
		}
		shown[at].Fold = strings.Join(parts, "; ")
		if len(shown[at].Below) == 1 {
			shown[at].Fold = shown[at].Below[0].Title
		}
		clear(count)
		order = nil
	}
	for _, i := range items {
		if !i.Sub() {
			end()
			at++
			continue
		}
		if count[i.SourceKind]++; count[i.SourceKind] == 1 {
			order = append(order, i.SourceKind)
		}
	}
	end()
}

func (s sitting) appointment(r *page.Request) Appointment {
	a := Appointment{When: when(r, s.M), Place: s.M.Place, Reason: s.M.DayReason}
	if s.May && !s.M.At(meeting.InSession) {
		a.Edit = &ui.Link{Text: word(r, "edit"), Href: link.Move(s.Slug, s.Ky), Name: word(r, "move.name")}
	}
	return a
}

func (s sitting) length(r *page.Request, planned int) Length {
	regime := r.Book.Regime(s.M.Day, rule.OrgKind(s.Cell.Kind))
	return Length{Planned: planned, Least: regime.Minutes(s.M.Kind), Line: regime.LengthRef.Source.Line(), Assumed: regime.LengthRef.Status != rule.Official}
}

// Redraft is POST: what has come in since joins the draft; nothing comes twice.
func Redraft(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		_, err := agenda.Draft(tx, r.Book, s.M.ID)
		return err
	})
	if err != nil {
		return err
	}
	return r.See(w, link.Prepare(s.Slug, s.Ky))
}

// MovePage is GET: another day, hour or place.
func MovePage(w http.ResponseWriter, r *page.Request) error { return move(w, r, http.StatusOK, nil) }

func move(w http.ResponseWriter, r *page.Request, status int, problem error) error {
	s, err := read(r, nil)
	if err != nil {
		return err
	}
	d := text(r, "day", "plan.day", vi.ShowDay(s.M.Day))
	d.Error = either(d.Error, r.Wrong("starts_at"))
	h := text(r, "hour", "plan.hour", hour(s.M.StartsAt))
	h.Short = true
	why := text(r, "reason", "plan.reason", s.M.DayReason)
	why.Error = either(why.Error, r.Wrong("day_reason"))
	why.Hint = word(r, "plan.reason.hint")
	f := Form{Version: s.M.Version, Parts: []templ.Component{ui.DateField(d, nil), ui.TextField(h), ui.TextField(text(r, "place", "plan.place", s.M.Place)), ui.TextField(why)}}
	var above []templ.Component
	if m, ok := newer[meeting.Meeting](problem); ok {
		above = append(above, Both(Version{word(r, "both.mine"), r.Text("hour") + " " + r.Text("day") + "\n" + r.Text("place")}, Version{word(r, "both.theirs"), when(r, m) + "\n" + m.Place}))
	}
	return s.ask(w, r, status, s.frame(r, word(r, "move.title"), link.Prepare(s.Slug, s.Ky)), word(r, "move.save"), f, above...)
}

// Move is POST.
func Move(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	at := instant(r, "day", "hour", &wrong)
	err := wrong.Err()
	var s sitting
	if err == nil {
		s, err = write(r, func(tx *store.Tx, s sitting) error {
			_, err := meeting.Move(tx, r.Book, s.M.ID, r.Version(), at, r.Text("place"), r.Text("reason"))
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return move(w, r, status, err) })
	}
	return r.See(w, link.Prepare(s.Slug, s.Ky))
}
