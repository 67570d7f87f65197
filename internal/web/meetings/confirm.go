package meetings

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/minutes"
	"chibo/internal/offline"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/vote"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// ConfirmPage is GET, Confirm POST: the scribe, then the chair.
func ConfirmPage(w http.ResponseWriter, r *page.Request) error { return confirm(w, r, http.StatusOK) }

func confirm(w http.ResponseWriter, r *page.Request, status int) error {
	var signed []minutes.Confirmation
	var names map[string]string
	var votes []vote.Vote
	var waiting []ui.Row
	late := 0
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if votes, err = vote.List(rd, s.M.ID); err != nil {
			return err
		}
		if late, err = s.lateOf(rd); err != nil {
			return err
		}
		if s.Runs {
			if waiting, err = s.waitingRows(rd, r); err != nil {
				return err
			}
		}
		if signed, err = minutes.Confirmations(rd, s.M.ID); err == nil {
			names, err = member.PersonNames(rd, []string{s.M.Chair, s.M.Scribe})
		}
		return err
	})
	if err != nil {
		return err
	}
	p := s.frame(r, word(r, "confirm.title"), link.Minutes(s.Slug, s.Ky))
	scribe := slices.ContainsFunc(signed, func(c minutes.Confirmation) bool { return c.Role == "scribe" })
	me := r.Viewer.Person
	rows := []ui.Row{still(word(r, "confirm.scribe"), names[s.M.Scribe], ""), still(word(r, "confirm.chair"), names[s.M.Chair], "")}
	for _, c := range signed {
		row := done(word(r, "confirmed."+c.Role, "name", c.Name, "time", hour(c.At)), word(r, "method."+c.Method), "")
		rows[map[string]int{"scribe": 0, "chair": 1}[c.Role]] = row
	}
	if v, held := minutesVote(votes); held {
		rows = append([]ui.Row{check(v.Passed, say(r, "close.agreed"), word(r, "vote.result", "for", v.For, "base", v.Base, "share", vi.Percent(v.For, v.Base)), "")}, rows...)
	} else if s.Runs && !s.M.At(meeting.Confirmed) {
		rows = append([]ui.Row{still(say(r, "close.unread"), "", link.ReadBack(s.Slug, s.Ky, "1"))}, rows...)
	}
	rows = append(rows, waiting...)
	above := []templ.Component{ui.LinkList(rows), Soft(word(r, "confirm.honest"))}
	f := Form{Hidden: []Pair{{"role", "chair"}, {"method", "device"}}}
	switch {
	case s.M.At(meeting.Sealed):
		p.Primary = &ui.Action{Text: word(r, "hub.papers"), Href: link.Done(s.Slug, s.Ky)}
		return r.Page(w, status, p, templ.Join(above...))
	case s.M.At(meeting.Confirmed):
		p.Primary = &ui.Action{Text: word(r, "seal.go"), Href: link.Seal(s.Slug, s.Ky)}
		return r.Page(w, status, p, templ.Join(above...))
	case late > 0: // nothing is signed over what nobody heard
		p.Banner = s.lateNote(r, late)
		p.Primary = &ui.Action{Text: word(r, "next.closed"), Href: link.ReadBack(s.Slug, s.Ky, "1")}
		return r.Page(w, status, p, templ.Join(above...))
	case !scribe && me == s.M.Scribe:
		f.Hidden[0].Value = "scribe"
		return s.ask(w, r, status, p, word(r, "confirm.as.scribe"), f, above...)
	case !scribe && me == s.M.Chair:
		f.Hidden = []Pair{{"role", "scribe"}, {"method", "paper"}}
		f.Parts = []templ.Component{Para(word(r, "confirm.paper", "name", names[s.M.Scribe]))}
		return s.ask(w, r, status, p, word(r, "confirm.paper.save"), f, above...)
	case scribe && me == s.M.Chair:
		above = append(above, Para(word(r, "confirm.final")))
		if s.Seals {
			above = append(above, Para(word(r, "seal.tasks")))
		}
		return s.ask(w, r, status, p, word(r, "confirm.as.chair"), f, append(above, ui.More(ui.Link{Text: word(r, "seal.later"), Href: link.Minutes(s.Slug, s.Ky)}))...)
	}
	p.Banner = &ui.Note{Kind: "info", Text: word(r, "confirm.wait")}
	if scribe {
		p.Banner.Text = word(r, "confirm.wait.chair")
	}
	p.Primary = &ui.Action{Text: word(r, "roll.back"), Href: s.hub()}
	return r.Page(w, status, p, templ.Join(above...))
}

// Confirm signs; the chair's confirmation also seals, where the chair may
// (design/ux.md 4.8).
func Confirm(w http.ResponseWriter, r *page.Request) error {
	sealed := false
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		sealed = r.Text("role") == "chair" && s.Seals
		if err := offline.Sign(tx, s.M.ID, r.Text("role"), r.Text("method")); err != nil || !sealed {
			return err
		}
		_, err := offline.Seal(tx, r.Book, s.M.ID)
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return confirm(w, r, status) })
	}
	if sealed {
		return r.See(w, link.Done(s.Slug, s.Ky))
	}
	return r.See(w, link.Confirm(s.Slug, s.Ky))
}

// SealPage is GET, Seal POST: numbers are given and nothing changes any more. It
// waits for whoever may seal where a comrade without a post chaired.
func SealPage(w http.ResponseWriter, r *page.Request) error { return seal(w, r, http.StatusOK) }

func seal(w http.ResponseWriter, r *page.Request, status int) error {
	unvoted := 0
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) { unvoted, err = s.unvoted(rd); return })
	if err != nil {
		return err
	}
	p := s.frame(r, word(r, "seal.title"), link.Minutes(s.Slug, s.Ky))
	if s.M.At(meeting.Sealed) {
		p.Primary = &ui.Action{Text: word(r, "hub.papers"), Href: link.Done(s.Slug, s.Ky)}
		return r.Page(w, status, p, Para(r.T("meeting.state.sealed.help")))
	}
	if unvoted > 0 {
		p.Banner = &ui.Note{Kind: "warn", Text: say(r, "unvoted.seal")}
	}
	return s.ask(w, r, status, p, word(r, "seal.save"), Form{}, Para(word(r, "seal.effect")), Para(word(r, "seal.tasks")), Soft(word(r, "confirm.honest")), ui.More(ui.Link{Text: word(r, "seal.later"), Href: link.Minutes(s.Slug, s.Ky)}))
}

func Seal(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		_, err := offline.Seal(tx, r.Book, s.M.ID)
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return seal(w, r, status) })
	}
	return r.See(w, link.Done(s.Slug, s.Ky))
}
