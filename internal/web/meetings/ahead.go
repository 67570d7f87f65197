package meetings

import (
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/me"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// aheadDoor leads from the room's first page to what was sent before it.
func (s sitting) aheadDoor(r *page.Request, all []speech.Ahead) ui.Row {
	row := ui.Row{Icon: "message-square", Title: r.T("ahead.room"), Second: r.T("ahead.room.all", "count", len(all)), Href: link.Ahead(s.Slug, s.Ky)}
	if left := len(unread(all)); left > 0 {
		row.Second = r.T("ahead.room.left", "left", left, "count", len(all))
	}
	return row
}

func unread(all []speech.Ahead) (out []speech.Ahead) {
	for _, a := range all {
		if a.ReadAt == 0 {
			out = append(out, a)
		}
	}
	return out
}

// aheadRows name before the closing what is not read yet.
func (s sitting) aheadRows(rd *store.Reader, r *page.Request) ([]ui.Row, error) {
	if !s.Runs {
		return nil, nil
	}
	all, err := speech.AheadOf(rd, s.M.ID)
	left := unread(all)
	if err != nil || len(left) == 0 {
		return nil, err
	}
	var whose []string
	unnamed := 0
	for _, a := range left {
		if a.Member == "" {
			unnamed++
		} else if !slices.Contains(whose, a.Name) {
			whose = append(whose, a.Name)
		}
	}
	if unnamed > 0 {
		whose = append(whose, r.T("ahead.room.unnamed", "count", unnamed))
	}
	return []ui.Row{{Icon: "triangle-alert", Kind: "warn", Title: r.T("ahead.room.unread", "count", len(left)), Second: strings.Join(whose, "; "), Href: link.Ahead(s.Slug, s.Ky)}}, nil
}

// AheadPage is GET: what was sent before the meeting, by the lines of the agenda;
// ?muc= shows one line's.
func AheadPage(w http.ResponseWriter, r *page.Request) error { return aheadPage(w, r, http.StatusOK) }

func aheadPage(w http.ResponseWriter, r *page.Request, status int) error {
	var all []speech.Ahead
	var items []meeting.Item
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if all, err = speech.AheadOf(rd, s.M.ID); err == nil {
			items, err = itemsOf(rd, s.M.ID)
		}
		return err
	})
	if err != nil {
		return err
	}
	back := s.hub()
	if s.M.At(meeting.InSession) {
		back = link.Room(s.Slug, s.Ky)
	}
	n, one := position(r.FormValue("muc"))
	if one = one && n <= len(items); one {
		back = link.Item(s.Slug, s.Ky, r.FormValue("muc"))
	}
	p := s.room(r, r.T("ahead.room"), say(r, "bar.opinion"), back)
	p.Primary = &ui.Action{Text: word(r, "roll.back"), Href: back}
	p.Sub = r.T("ahead.room.how")
	var body []templ.Component
	if !s.M.At(meeting.InSession) {
		p.Sub = r.T("ahead.room.soon")
	}
	if len(all) == 0 {
		body = append(body, Para(r.T("ahead.room.none")))
	}
	for i, item := range append([]meeting.Item{{}}, items...) {
		if rows := s.aheadList(r, all, items, item.ID); len(rows) > 0 && (!one || i == n) {
			if i == 0 {
				body = append(body, section(r.T("ahead.room.general"), AheadList(rows)))
				continue
			}
			body = append(body, AheadOf(item.Label+". "+item.Title, AheadList(rows)))
		}
	}
	if !s.M.At(meeting.InSession) && s.Runs {
		body = append(body, ui.More(ui.Link{Text: r.T("ahead.type"), Href: link.TypeAhead(s.Slug, s.Ky)}))
	}
	return r.Page(w, status, p, templ.Join(body...))
}

// aheadList is what was sent about one line; about none, also what concerned a line
// that was taken off.
func (s sitting) aheadList(r *page.Request, all []speech.Ahead, items []meeting.Item, item string) (out []AheadRow) {
	for i, a := range all {
		at := a.Item
		if !slices.ContainsFunc(items, func(i meeting.Item) bool { return i.ID == at }) {
			at = ""
		}
		if at != item {
			continue
		}
		row := AheadRow{Head: a.Name, Text: a.Gist, Read: a.ReadAt > 0}
		if a.Member == "" {
			row.Head = r.T("ahead.room.noname")
		}
		if a.TypedBy != "" {
			row.Head += " · " + r.T("ahead.room.typed")
		}
		if s.M.At(meeting.InSession) && !s.M.At(meeting.Confirmed) {
			row.Tick = &Form{Action: link.ReadAhead(s.Slug, s.Ky, a.ID), Hidden: []Pair{{"muc", r.FormValue("muc")}, {"read", map[bool]string{false: "1"}[row.Read]}}}
			row.Button = ui.Action{Text: r.T("ahead.room.tick")}
			if row.Read {
				row.Button.Text = r.T("ahead.room.untick")
			}
			row.Button.Name = r.T("ahead.room.of", "what", row.Button.Text, "n", i+1)
		}
		out = append(out, row)
	}
	return out
}

// ReadAhead is POST: it was read out, or not after all.
func ReadAhead(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		_, err := speech.ReadOut(tx, s.M.ID, r.PathValue("id"), r.Tick("read"))
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return aheadPage(w, r, status) })
	}
	to := link.Ahead(s.Slug, s.Ky)
	if _, ok := position(r.FormValue("muc")); ok {
		to += "?muc=" + r.FormValue("muc")
	}
	return r.See(w, to)
}

// TypeAheadPage is GET, TypeAhead POST: taken down for a comrade without a phone.
func TypeAheadPage(w http.ResponseWriter, r *page.Request) error {
	return typeAhead(w, r, http.StatusOK)
}

func typeAhead(w http.ResponseWriter, r *page.Request, status int) error {
	var people, items []ui.Option
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if people, err = withoutPhone(rd, s); err != nil {
			return err
		}
		all, err := itemsOf(rd, s.M.ID)
		items = nil
		for _, i := range all {
			if !i.Secret {
				items = append(items, ui.Option{Value: i.ID, Text: i.Label + ". " + i.Title, Lang: "vi"})
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	p := s.room(r, r.T("ahead.type.title"), say(r, "bar.opinion"), link.Ahead(s.Slug, s.Ky))
	if len(people) == 0 || s.M.At(meeting.InSession) {
		p.Primary = s.look(r)
		why := r.T("ahead.type.none")
		if len(people) > 0 {
			why = r.T("ahead.over")
		}
		return r.Page(w, status, p, Para(why))
	}
	return s.ask(w, r, status, p, r.T("ahead.type.save"), Form{Parts: typeFields(r, people, items)})
}

// withoutPhone are those of the roll for whom others type.
func withoutPhone(rd *store.Reader, s sitting) (out []ui.Option, err error) {
	roll, err := meeting.Live(rd, s.M)
	if err != nil {
		return nil, err
	}
	paper, err := member.PaperOnly(rd, s.M.Org, s.M.Day)
	for _, m := range roll {
		if paper[m.Member] && m.Activity != "suspended" {
			out = append(out, ui.Option{Value: m.Member, Text: m.FullName})
		}
	}
	return out, err
}

func typeFields(r *page.Request, people, items []ui.Option) []templ.Component {
	field := func(name, label string) ui.Field {
		return ui.Field{Name: name, Label: r.T(label), Value: form.Typed(r, name, ""), Error: r.Wrong(name)}
	}
	naming, about := field("naming", "ahead.type.naming"), field("item", "ahead.item")
	naming.WhoSees, about.Optional, about.Hint = r.T("ahead.type.sees"), true, r.T("ahead.item.none")
	choices := []ui.Option{{Value: speech.ByName, Text: r.T("ahead.type.named")}, {Value: speech.NoName, Text: r.T("ahead.type.unnamed")}}
	parts := []templ.Component{ui.Select(field("member", "ahead.type.who"), people), ui.TextArea(field("gist", "ahead.type.gist"), 4), ui.Radios(naming, choices)}
	if len(items) > 0 {
		parts = append(parts, ui.Select(about, items))
	}
	return parts
}

func TypeAhead(w http.ResponseWriter, r *page.Request) error {
	receipt := ""
	var s sitting
	err := r.Write(func(tx *store.Tx) (err error) { // the form's own key makes it one opinion, and is kept nowhere
		if s, err = find(tx.Reader, r); err != nil {
			return err
		}
		in := speech.Sending{Meeting: s.M.ID, Item: r.Text("item"), Gist: r.Long("gist"), Naming: r.Text("naming"), Key: r.Key(), Member: either(r.Text("member"), "-")}
		_, receipt, err = speech.SendAhead(tx, in)
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return typeAhead(w, r, status) })
	}
	if r.Text("naming") == speech.ByName {
		return r.See(w, link.Ahead(s.Slug, s.Ky))
	}
	p := s.room(r, r.T("ahead.sent"), say(r, "bar.opinion"), link.Ahead(s.Slug, s.Ky))
	p.Primary = &ui.Action{Text: word(r, "roll.back"), Href: link.Ahead(s.Slug, s.Ky)}
	return r.Page(w, http.StatusOK, p, me.AheadKept(r.T("ahead.receipt"), receipt, r.T("ahead.receipt.once")))
}
