package meetings

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/meeting"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/vote"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// ReservePage is GET, Reserve POST: an opinion that its author keeps after the
// vote and sends to a committee.
func ReservePage(w http.ResponseWriter, r *page.Request) error {
	return reserve(w, r, http.StatusOK)
}

func reserve(w http.ResponseWriter, r *page.Request, status int) error {
	var roll []meeting.Rolled
	var to []speech.Addressee
	var votes []vote.Vote
	var kept []speech.Reserved
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if roll, err = meeting.Roll(rd, s.M); err != nil {
			return err
		}
		if to, err = speech.Addressees(rd, s.M); err != nil {
			return err
		}
		if votes, err = vote.List(rd, s.M.ID); err != nil {
			return err
		}
		kept, err = speech.ReservedOf(rd, s.M.ID)
		return err
	})
	if err != nil {
		return err
	}
	p := s.room(r, say(r, "reserve.title"), say(r, "bar.reserve"), link.Room(s.Slug, s.Ky))
	p.Sub = say(r, "reserve.sees")
	var above []templ.Component
	if len(kept) > 0 {
		above = append(above, section(say(r, "reserve.kept"), KeptList(keptReserved(r, kept, to))))
	}
	if !s.Runs || !s.M.At(meeting.InSession) || s.M.At(meeting.Confirmed) {
		p.Primary = s.look(r)
		return r.Page(w, status, p, templ.Join(append(above, Soft(say(r, "reserve.notnow")))...))
	}
	return s.ask(w, r, status, p, say(r, "reserve.save"), Form{Parts: reserveFields(r, roll, to, votes)}, above...)
}

func keptReserved(r *page.Request, all []speech.Reserved, to []speech.Addressee) []Kept {
	names := map[string]string{}
	for n, a := range to {
		names[a.Org] = addresseeName(r, n, a)
	}
	var out []Kept
	for _, x := range all {
		k := Kept{Title: x.Name, Text: x.Gist}
		if x.Subject != "" {
			k.Text = say(r, "reserve.about", "subject", x.Subject) + "\n" + k.Text
		}
		if names[x.Addressee] != "" {
			k.Text += "\n" + say(r, "reserve.to", "name", names[x.Addressee])
		}
		if x.Printed {
			k.Text += "\n" + say(r, "reserve.printed")
		}
		out = append(out, k)
	}
	return out
}

// addresseeName calls an organisation by its committee: the cell itself, and what
// stands above cells.
func addresseeName(r *page.Request, n int, a speech.Addressee) string {
	if whole, ok := strings.CutPrefix(a.Name, "Đảng bộ "); ok {
		return say(r, "reserve.above", "whole", whole)
	}
	if n == 0 {
		return say(r, "reserve.committee", "cell", a.Name)
	}
	return a.Name
}

func reserveFields(r *page.Request, roll []meeting.Rolled, to []speech.Addressee, votes []vote.Vote) []templ.Component {
	var people, where, about []ui.Option
	for _, m := range roll {
		people = append(people, ui.Option{Value: m.Member, Text: m.FullName})
	}
	for n, a := range to {
		where = append(where, ui.Option{Value: a.Org, Text: addresseeName(r, n, a)})
	}
	for _, v := range votes {
		about = append(about, ui.Option{Value: v.ID, Text: v.Subject + " · " + word(r, "vote.result", "for", v.For, "base", v.Base, "share", vi.Percent(v.For, v.Base))})
	}
	author := field(r, "member", "reserve.author", "")
	gist := field(r, "gist", "reserve.text", "")
	gist.Hint = say(r, "reserve.text.hint")
	parts := []templ.Component{ui.Select(author, people)}
	if len(about) > 0 {
		which := field(r, "vote", "reserve.vote", r.URL.Query().Get("bq"))
		which.Optional = true
		parts = append(parts, ui.Select(which, about))
	}
	first := ""
	if len(where) > 0 {
		first = where[0].Value
	}
	return append(parts, ui.TextArea(gist, 4), ui.Radios(field(r, "addressee", "reserve.addressee", first), where),
		ui.Checkbox(ui.Field{Name: "printed", Label: say(r, "reserve.print")}, form.Typed(r, "printed", "") != ""))
}

// field is a field of the room's own pages that keeps what was typed.
func field(r *page.Request, name, label, stored string) ui.Field {
	return ui.Field{Name: name, Label: say(r, label), Value: form.Typed(r, name, stored), Error: r.Wrong(name)}
}

func Reserve(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		_, err := speech.Reserve(tx, speech.Reserved{Meeting: s.M.ID, Member: r.Text("member"), Vote: r.Text("vote"), Gist: r.Long("gist"), Addressee: r.Text("addressee"), Printed: r.Tick("printed")})
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return reserve(w, r, status) })
	}
	return r.See(w, link.Reserve(s.Slug, s.Ky))
}

// ReservedList is GET: all reserved opinions the viewer may read, whoever he is.
func ReservedList(w http.ResponseWriter, r *page.Request) error {
	var all []speech.Reserved
	if err := r.Read(func(rd *store.Reader) (err error) { all, err = speech.ReservedFor(rd); return }); err != nil {
		return err
	}
	p := ui.Page{Title: say(r, "reserve.list"), Heading: say(r, "reserve.list"), Sub: say(r, "reserve.sees"), Back: &ui.Link{Href: link.Home}, Primary: &ui.Action{Text: say(r, "list.back"), Href: link.Home}}
	if len(all) == 0 {
		return r.Page(w, http.StatusOK, p, ui.Empty("file-pen-line", say(r, "reserve.none"), say(r, "reserve.none.when"), nil))
	}
	var kept []Kept
	for _, x := range all {
		k := Kept{Title: x.Name + " · " + vi.ShowDay(store.Day(x.At)), Text: x.Gist}
		if x.Subject != "" {
			k.Text = say(r, "reserve.about", "subject", x.Subject) + "\n" + k.Text
		}
		kept = append(kept, k)
	}
	return r.Page(w, http.StatusOK, p, KeptList(kept))
}
