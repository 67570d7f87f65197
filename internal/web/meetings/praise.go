package meetings

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/meeting"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// PraisePage is GET, Praise POST: whom the meeting commends, and for what.
func PraisePage(w http.ResponseWriter, r *page.Request) error { return praise(w, r, http.StatusOK) }

func praise(w http.ResponseWriter, r *page.Request, status int) error {
	var roll []meeting.Rolled
	var kept []speech.Praise
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if kept, err = speech.Praised(rd, s.M.ID); err == nil {
			roll, err = meeting.Roll(rd, s.M)
		}
		return err
	})
	if err != nil {
		return err
	}
	open := s.Runs && s.M.At(meeting.InSession) && !s.M.At(meeting.Confirmed)
	p := s.room(r, say(r, "praise.title"), say(r, "bar.praise"), link.Room(s.Slug, s.Ky))
	p.Sub = say(r, "praise.printed")
	var above []templ.Component
	if len(kept) > 0 {
		var rows []Kept
		for _, k := range kept {
			row := Kept{Title: either(k.Name, k.Group), Text: k.Deed}
			if open {
				row.Drop, row.Name = &Form{Action: link.DropPraise(s.Slug, s.Ky, k.ID)}, say(r, "praise.drop", "name", row.Title)
			}
			rows = append(rows, row)
		}
		above = append(above, section(say(r, "praise.kept"), KeptList(rows)))
	}
	if !open {
		p.Primary = s.look(r)
		return r.Page(w, status, p, templ.Join(append(above, Soft(say(r, "praise.notnow")))...))
	}
	var people []ui.Option
	for _, m := range roll {
		people = append(people, ui.Option{Value: m.Member, Text: m.FullName})
	}
	who := field(r, "member", "praise.member", "")
	who.Optional = true
	group := field(r, "group", "praise.group", "")
	group.Optional, group.Hint = true, say(r, "praise.group.hint")
	deed := field(r, "deed", "praise.deed", "")
	deed.Hint = say(r, "praise.deed.hint")
	return s.ask(w, r, status, p, say(r, "praise.save"), Form{Parts: []templ.Component{ui.Select(who, people), ui.TextField(group), ui.TextArea(deed, 2)}}, above...)
}

func Praise(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		_, err := speech.AddPraise(tx, speech.Praise{Meeting: s.M.ID, Member: r.Text("member"), Group: r.Text("group"), Deed: r.Long("deed")})
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return praise(w, r, status) })
	}
	return r.See(w, link.Praise(s.Slug, s.Ky))
}

// DropPraise is POST: it was written by mistake.
func DropPraise(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error { return speech.DropPraise(tx, s.M.ID, r.PathValue("id")) })
	if err != nil {
		return r.Again(w, err, func(status int) error { return praise(w, r, status) })
	}
	return r.See(w, link.Praise(s.Slug, s.Ky))
}
