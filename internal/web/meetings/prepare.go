package meetings

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/agenda"
	"chibo/internal/attendance"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// Hub is GET: one meeting, its five steps, what to do now.
func Hub(w http.ResponseWriter, r *page.Request) error {
	var sheet attendance.Sheet
	var count int
	s, err := read(r, func(rd *store.Reader, s sitting) error {
		items, err := itemsOf(rd, s.M.ID)
		if count = len(items); err != nil || !s.M.At(meeting.InSession) {
			return err
		}
		sheet, err = attendance.List(rd, s.M.ID)
		return forgive(err)
	})
	if err != nil {
		return err
	}
	p := s.frame(r, name(r, s.M), link.Meetings(s.Slug))
	if p.Primary = s.next(r); p.Primary == nil {
		p.Primary = s.look(r)
	}
	if s.M.At(meeting.Reported) {
		p.Banner = &ui.Note{Kind: "ok", Text: word(r, "hub.over", "month", month(r, vi.NextMonth(s.M.Period)))}
	}
	facts := []ui.Pair{{Term: word(r, "hub.state"), Tag: state(r, s.M)}, {Term: word(r, "hub.when"), Text: when(r, s.M)}, {Term: word(r, "hub.place"), Text: s.M.Place}}
	if s.M.DayReason != "" {
		facts = append(facts, ui.Pair{Term: word(r, "hub.reason"), Text: s.M.DayReason})
	}
	if sheet.Expected > 0 {
		facts = append(facts, ui.Pair{Term: word(r, "hub.present"), Text: word(r, "present", "present", sheet.Present, "expected", sheet.Expected, "share", vi.Percent(sheet.Present, sheet.Expected)), Href: link.RollCall(s.Slug, s.Ky)})
	}
	return r.Page(w, http.StatusOK, p, templ.Join(s.steps(r, s.stage()), card(ui.DefinitionList(facts)), ui.LinkList(s.doors(r, count))))
}

// forgive takes a refusal to see names as nothing to show.
func forgive(err error) error {
	if fault.KindOf(err) == fault.NotFound {
		return nil
	}
	return err
}

// doors are the pages of the meeting.
func (s sitting) doors(r *page.Request, items int) []ui.Row {
	row := func(key, href, second string) ui.Row {
		return ui.Row{Title: word(r, key), Href: href, Second: second}
	}
	out := []ui.Row{row("door.agenda", link.Prepare(s.Slug, s.Ky), word(r, "door.agenda.count", "count", items)),
		row("door.premeeting", link.Premeeting(s.Slug, s.Ky), ""), row("door.announce", link.Announce(s.Slug, s.Ky), "")}
	if s.M.At(meeting.Announced) {
		out = append(out, row("door.roll", link.RollCall(s.Slug, s.Ky), ""))
	}
	if s.M.At(meeting.InSession) {
		out = append(out, row("door.room", link.Room(s.Slug, s.Ky), ""), row("door.resolution", link.Resolution(s.Slug, s.Ky), ""))
	}
	if s.M.At(meeting.Closed) {
		out = append(out, row("door.minutes", link.Minutes(s.Slug, s.Ky), ""), row("door.done", link.Done(s.Slug, s.Ky), ""))
	}
	return out
}

// PreparePageOf is GET: step one.
func PreparePageOf(w http.ResponseWriter, r *page.Request) error {
	var items []meeting.Item
	var gone []meeting.Removal
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if items, err = itemsOf(rd, s.M.ID); err == nil {
			gone, err = meeting.Removed(rd, s.M.ID)
		}
		return err
	})
	if err != nil {
		return err
	}
	p := s.frame(r, word(r, "prepare.title", "month", month(r, s.M.Period)), s.hub())
	body := s.prepare(r, items, gone)
	switch {
	case !s.May:
		p.Primary = s.look(r)
	case len(items) == 0:
		p.Primary = &ui.Action{Text: word(r, "prepare.draft"), Form: "soan"}
		return r.Page(w, http.StatusOK, p, templ.Join(PreparePage(body), FormBox(Form{ID: "soan", Action: link.Redraft(s.Slug, s.Ky)})))
	case s.M.State == meeting.Planned:
		p.Primary = &ui.Action{Text: word(r, "prepare.next"), Href: link.Premeeting(s.Slug, s.Ky)}
	default:
		if p.Primary = s.next(r); p.Primary == nil {
			p.Primary = s.look(r)
		}
	}
	return r.Page(w, http.StatusOK, p, PreparePage(body))
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
		}
		if i.SourceKind == "template" { // said once, under the list
			body.Template, ready = i.SourceText, ""
		}
		body.Items = append(body.Items, ui.Agenda{N: i.Position, Title: i.Title, Minutes: i.Minutes, Ready: ready, Href: href})
	}
	for _, g := range gone {
		body.Removed = append(body.Removed, ui.Line{Text: g.Title, Second: g.Reason})
	}
	body.Title = word(r, "prepare.items", "minutes", total)
	body.Length = s.length(r, total)
	return body
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

// oneItem reads the item named in the address.
func oneItem(rd *store.Reader, s sitting, id string) (meeting.Item, []meeting.Item, error) {
	all, err := itemsOf(rd, s.M.ID)
	if err != nil {
		return meeting.Item{}, nil, err
	}
	at := slices.IndexFunc(all, func(i meeting.Item) bool { return i.ID == id })
	if at < 0 {
		return meeting.Item{}, nil, fault.Missing()
	}
	return all[at], all, nil
}

// itemForm are the fields of an agenda line.
func itemForm(r *page.Request, i meeting.Item) []templ.Component {
	title := text(r, "title", "item.title", i.Title)
	minutes := text(r, "minutes", "item.minutes", strconv.Itoa(i.Minutes))
	minutes.InputMode, minutes.Short = "numeric", true
	who := text(r, "presenter", "item.presenter", i.Presenter)
	who.Optional = true
	purpose := ui.Field{Name: "purpose", Label: word(r, "item.purpose"), Value: typed(r, "purpose", i.Purpose)}
	var options []ui.Option
	for _, p := range []string{"inform", "discuss", "decide"} {
		options = append(options, ui.Option{Value: p, Text: word(r, "purpose."+p)})
	}
	return []templ.Component{ui.TextArea(title, 2), ui.TextField(minutes), ui.TextField(who), ui.Radios(purpose, options)}
}

func itemTyped(r *page.Request, i meeting.Item, wrong *fault.Fields) meeting.Item {
	i.Title, i.Minutes, i.Presenter, i.Purpose = r.Need("title", wrong), r.Number("minutes", wrong), r.Text("presenter"), r.Text("purpose")
	if i.Minutes > 480 {
		wrong.Add("minutes", "agenda_minutes", "title", i.Title)
	}
	return i
}

// NewItemPage is GET, NewItem POST: the cell's own point.
func NewItemPage(w http.ResponseWriter, r *page.Request) error { return newItem(w, r, http.StatusOK) }

func newItem(w http.ResponseWriter, r *page.Request, status int) error {
	s, err := read(r, nil)
	if err != nil {
		return err
	}
	return s.ask(w, r, status, s.frame(r, word(r, "item.new"), link.Prepare(s.Slug, s.Ky)), word(r, "item.add"), Form{Parts: itemForm(r, meeting.Item{Minutes: 10, Purpose: "discuss"})})
}

func NewItem(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	in := itemTyped(r, meeting.Item{}, &wrong)
	err := wrong.Err()
	var s sitting
	if err == nil {
		s, err = write(r, func(tx *store.Tx, s sitting) error { // appended to the agenda of this moment: nothing of anybody's is lost
			all, err := itemsOf(tx.Reader, s.M.ID)
			if err == nil {
				_, _, err = meeting.PutItems(tx, s.M.ID, s.M.Version, append(all, in))
			}
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return newItem(w, r, status) })
	}
	return r.See(w, link.Prepare(s.Slug, s.Ky))
}

// seen is what the person saw of an item when the form was drawn; it goes with
// the form, so that two who edit one line both keep their words.
func seen(i meeting.Item) string {
	return i.Title + "\n" + strconv.Itoa(i.Minutes) + "\n" + i.Presenter + "\n" + i.Purpose
}

// EditItemPage is GET, EditItem POST.
func EditItemPage(w http.ResponseWriter, r *page.Request) error {
	return editItem(w, r, http.StatusOK, nil)
}

func editItem(w http.ResponseWriter, r *page.Request, status int, problem error) error {
	var i meeting.Item
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) { i, _, err = oneItem(rd, s, r.PathValue("id")); return })
	if err != nil {
		return err
	}
	p := s.frame(r, word(r, "item.edit"), link.Prepare(s.Slug, s.Ky))
	var above []templ.Component
	if i.SourceText != "" {
		above = append(above, Soft(i.SourceText))
	}
	if theirs, ok := newer[meeting.Item](problem); ok {
		above = append(above, Both(Version{word(r, "both.mine"), r.FormValue("title") + "\n" + word(r, "item.minutes") + ": " + r.FormValue("minutes") + "\n" + r.FormValue("presenter")}, Version{word(r, "both.theirs"), theirs.Title + "\n" + word(r, "item.minutes") + ": " + strconv.Itoa(theirs.Minutes) + "\n" + theirs.Presenter}))
	}
	parts := append(itemForm(r, i), ui.More(ui.Link{Text: word(r, "item.drop"), Href: link.DropItem(s.Slug, s.Ky, i.ID)}))
	return s.ask(w, r, status, p, word(r, "save"), Form{Hidden: []Pair{{"seen", seen(i)}}, Parts: parts}, above...)
}

func EditItem(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	in := itemTyped(r, meeting.Item{}, &wrong)
	err := wrong.Err()
	var s sitting
	if err == nil {
		s, err = write(r, func(tx *store.Tx, s sitting) error {
			i, all, err := oneItem(tx.Reader, s, r.PathValue("id"))
			if err != nil {
				return err
			}
			if vi.CleanText(r.FormValue("seen")) != vi.CleanText(seen(i)) {
				return fault.Stale(i)
			}
			i.Title, i.Minutes, i.Presenter, i.Purpose = in.Title, in.Minutes, in.Presenter, in.Purpose
			all[i.Position-1] = i
			_, _, err = meeting.PutItems(tx, s.M.ID, s.M.Version, all)
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return editItem(w, r, status, err) })
	}
	return r.See(w, link.Prepare(s.Slug, s.Ky))
}

// DropItemPage is GET, DropItem POST: a line is taken off with a reason.
func DropItemPage(w http.ResponseWriter, r *page.Request) error {
	return dropItem(w, r, http.StatusOK)
}

func dropItem(w http.ResponseWriter, r *page.Request, status int) error {
	var i meeting.Item
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) { i, _, err = oneItem(rd, s, r.PathValue("id")); return })
	if err != nil {
		return err
	}
	chips := ui.Field{ID: "reason-chip", Name: "chip", Label: word(r, "drop.why"), Value: typed(r, "chip", "")}
	var options []ui.Option
	for _, k := range []string{"settled", "later", "elsewhere"} {
		t := word(r, "drop."+k)
		options = append(options, ui.Option{Value: t, Text: t})
	}
	own := text(r, "reason", "drop.own", "")
	own.Optional = i.SourceKind == ""
	return s.ask(w, r, status, s.frame(r, word(r, "drop.title"), link.EditItem(s.Slug, s.Ky, i.ID)), word(r, "drop.save"), Form{Parts: []templ.Component{ui.Radios(chips, options), ui.TextField(own)}}, Para(i.Title))
}

func DropItem(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		_, _, err := meeting.RemoveItem(tx, s.M.ID, r.PathValue("id"), either(r.Text("reason"), r.Text("chip")))
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return dropItem(w, r, status) })
	}
	return r.See(w, link.Prepare(s.Slug, s.Ky))
}

// OrderOf is GET, Reorder POST: one line up or down.
func OrderOf(w http.ResponseWriter, r *page.Request) error {
	var all []meeting.Item
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) { all, err = itemsOf(rd, s.M.ID); return })
	if err != nil {
		return err
	}
	var list []Shift
	for n, i := range all {
		list = append(list, Shift{ID: i.ID, Title: i.Title, N: n + 1, Up: n > 0, Down: n < len(all)-1})
	}
	p := s.frame(r, word(r, "order.title"), link.Prepare(s.Slug, s.Ky))
	p.Primary = &ui.Action{Text: word(r, "order.done"), Href: link.Prepare(s.Slug, s.Ky)}
	return r.Page(w, http.StatusOK, p, OrderPage(link.ItemOrder(s.Slug, s.Ky), list))
}

func Reorder(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		all, err := itemsOf(tx.Reader, s.M.ID)
		if err != nil {
			return err
		}
		if !swap(all, r.Text("by"), func(i meeting.Item) bool { return i.ID == r.Text("item") }) {
			return nil
		}
		_, _, err = meeting.PutItems(tx, s.M.ID, s.M.Version, all)
		return err
	})
	if err != nil {
		return err
	}
	return r.See(w, link.ItemOrder(s.Slug, s.Ky))
}

// swap moves one of a list up (-1) or down (1).
func swap[T any](all []T, by string, is func(T) bool) bool {
	at := slices.IndexFunc(all, is)
	to := at + 1
	if by == "-1" {
		to = at - 1
	}
	if at < 0 || to < 0 || to >= len(all) {
		return false
	}
	all[at], all[to] = all[to], all[at]
	return true
}

// PremeetingPage is GET, Premeeting POST: step two.
func PremeetingPage(w http.ResponseWriter, r *page.Request) error {
	return premeeting(w, r, http.StatusOK)
}

func premeeting(w http.ResponseWriter, r *page.Request, status int) error {
	s, err := read(r, nil)
	if err != nil {
		return err
	}
	note := text(r, "note", "premeeting.note", s.M.Premeeting)
	note.Hint = word(r, "premeeting.hint")
	return s.ask(w, r, status, s.frame(r, word(r, "premeeting.title"), link.Prepare(s.Slug, s.Ky)), word(r, "premeeting.save"), Form{Parts: []templ.Component{ui.TextArea(note, 8)}}, s.steps(r, 2))
}

func Premeeting(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		_, err := meeting.Prepare(tx, s.M.ID, r.Long("note"))
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return premeeting(w, r, status) })
	}
	return r.See(w, link.Announce(s.Slug, s.Ky))
}

// AnnouncePage is GET, Announce POST: step three, the text before it is sent.
func AnnouncePage(w http.ResponseWriter, r *page.Request) error {
	return announce(w, r, http.StatusOK)
}

func announce(w http.ResponseWriter, r *page.Request, status int) error {
	var items []meeting.Item
	var advice []string
	members := 0
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if items, err = itemsOf(rd, s.M.ID); err != nil {
			return err
		}
		roll, err := meeting.Roll(rd, s.M)
		if members = len(roll); err != nil {
			return err
		}
		advice, err = meeting.Advice(rd, r.Book, s.M.ID, "announce")
		return err
	})
	if err != nil {
		return err
	}
	p := s.frame(r, word(r, "announce.title"), s.hub())
	body := []templ.Component{s.steps(r, 3), Para(word(r, "announce.to", "count", members)), s.invitation(r, items), Soft(word(r, "announce.handbook")),
		Buttons([]ui.Link{{Text: word(r, "paper.notice"), Href: link.Paper(s.Slug, s.Ky, "notice", "docx"), Icon: "download"}, {Text: word(r, "paper.agenda"), Href: link.Paper(s.Slug, s.Ky, "agenda", "docx"), Icon: "download"}})}
	if s.M.At(meeting.Announced) {
		p.Banner = &ui.Note{Kind: "ok", Text: word(r, "announce.done", "time", hour(s.M.AnnouncedAt), "day", vi.ShowDay(store.Day(s.M.AnnouncedAt)))}
		p.Primary = s.next(r)
		if p.Primary == nil {
			p.Primary = &ui.Action{Text: word(r, "hub.papers"), Href: link.Done(s.Slug, s.Ky)}
		}
		return r.Page(w, status, p, templ.Join(body...))
	}
	for _, code := range advice {
		body = append(body, ui.NoteBox(ui.Note{Kind: "warn", Text: word(r, "advice."+code)}))
	}
	return s.ask(w, r, status, p, word(r, "announce.send"), Form{}, body...)
}

func (s sitting) invitation(r *page.Request, items []meeting.Item) templ.Component {
	rows := make([]ui.Line, 0, len(items)+1)
	rows = append(rows, ui.Line{Text: word(r, "announce.text", "name", name(r, s.M), "when", when(r, s.M), "place", s.M.Place)})
	for _, i := range items {
		rows = append(rows, ui.Line{Text: strconv.Itoa(i.Position) + ". " + i.Title})
	}
	rows = append(rows, ui.Line{Text: word(r, "announce.excuse")})
	return section(word(r, "announce.preview"), ui.PlainList(rows))
}

func Announce(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		_, err := meeting.Announce(tx, s.M.ID)
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return announce(w, r, status) })
	}
	return r.See(w, link.Announce(s.Slug, s.Ky))
}
