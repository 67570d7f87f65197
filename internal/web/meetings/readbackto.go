package meetings

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// readBackLink offers to read words back to whom no screen shows them; nil where
// there are none, or he agreed to them already.
func (s sitting) readBackLink(r *page.Request, h heard, o speech.Opinion, n string) *ui.Link {
	if !h.paper[o.Member] || o.Gist == "" || o.ReadBackAt > 0 {
		return nil
	}
	return &ui.Link{Text: r.T("readback.go"), Href: link.ReadBackTo(s.Slug, s.Ky, o.ID) + "?muc=" + n, Name: r.T("readback.of", "name", h.names[o.Member], "time", hour(o.At))}
}

// ReadBackToPage is GET: the words of a comrade without a phone in large type, to be
// read to him; ReadBackTo is POST: he agrees.
func ReadBackToPage(w http.ResponseWriter, r *page.Request) error {
	return readBackTo(w, r, http.StatusOK)
}

func readBackTo(w http.ResponseWriter, r *page.Request, status int) error {
	var h heard
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) { h, err = hear(rd, s); return })
	if err != nil {
		return err
	}
	n := slices.IndexFunc(h.opinions, func(o speech.Opinion) bool { return o.ID == r.PathValue("id") })
	if n < 0 {
		return fault.Missing()
	}
	o := h.opinions[n]
	p := s.room(r, r.T("readback.go"), say(r, "bar.read"), s.afterWords(r))
	p.Sub = h.names[o.Member] + " · " + r.T("opinion."+o.Kind)
	muc := r.FormValue("muc")
	edit := &ui.Link{Text: word(r, "edit"), Href: link.OpinionText(s.Slug, s.Ky, o.ID) + "?muc=" + muc, Name: say(r, "opinion.edit.of", "name", h.names[o.Member], "time", hour(o.At))}
	if s.M.At(meeting.Confirmed) {
		edit = nil
	}
	words := o.Gist
	if words == "" {
		words = say(r, "opinion.missing")
	}
	body := Aloud(r.T("readback.title"), words, edit)
	if o.ReadBackAt > 0 || o.Gist == "" || !h.paper[o.Member] || s.M.At(meeting.Confirmed) {
		p.Primary = &ui.Action{Text: say(r, "opinion.done"), Href: s.afterWords(r)}
		if o.ReadBackAt > 0 {
			p.Banner = &ui.Note{Kind: "ok", Text: r.T("readback.done", "time", hour(o.ReadBackAt))}
		}
		return r.Page(w, status, p, body)
	}
	return s.ask(w, r, status, p, r.T("readback.agree"), Form{Version: o.Version, Hidden: []Pair{{"muc", muc}}, Parts: []templ.Component{Soft(r.T("readback.how"))}}, body)
}

// ReadBackTo keeps that he agreed.
func ReadBackTo(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		_, err := speech.ReadBack(tx, s.M.ID, r.PathValue("id"), r.Version())
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return readBackTo(w, r, status) })
	}
	return r.See(w, s.afterWords(r))
}
