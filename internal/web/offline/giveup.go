package offline

import (
	"net/http"
	"slices"

	"chibo/internal/fault"
	"chibo/internal/offline"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// GiveUpPage is GET, GiveUp POST: a device that will not send any more is given up
// with a sentence, and shut out where it is lost.
func GiveUpPage(w http.ResponseWriter, r *page.Request) error { return giveUp(w, r, http.StatusOK) }

func giveUp(w http.ResponseWriter, r *page.Request, status int) error {
	var s sitting
	var d offline.Standing
	err := r.Read(func(rd *store.Reader) (err error) {
		if s, err = find(rd, r); err != nil {
			return err
		}
		all, err := offline.Owing(rd, s.m.ID)
		if err != nil {
			return err
		}
		n := slices.IndexFunc(all, func(d offline.Standing) bool { return d.ID == r.PathValue("id") })
		if n < 0 {
			return fault.Missing()
		}
		d = all[n]
		return nil
	})
	if err != nil {
		return err
	}
	p := s.frame(r, word(r, "give_up"), link.HallDevices(s.slug, s.ky))
	p.Sub = s.deviceRow(r, d).Title
	p.Primary = form.Send(word(r, "give_up.save"))
	why := ui.Field{Name: "why", Label: word(r, "field.why"), Hint: word(r, "field.why.hint"), Value: form.Typed(r, "why", d.GivenUpWhy)}
	lost := ui.Field{Name: "lost", Label: word(r, "field.lost"), Hint: word(r, "field.lost.hint"), Value: form.Typed(r, "lost", "")}
	return form.Answer(w, r, status, form.Page{Frame: p, Action: link.GiveUp(s.slug, s.ky, d.ID), Inputs: []form.Input{{Kind: "area", Field: why}, {Kind: "check", Field: lost}},
		Effect: &ui.Note{Kind: "warn", Text: word(r, "give_up.effect", "device", s.deviceRow(r, d).Second)}})
}

func GiveUp(w http.ResponseWriter, r *page.Request) error {
	var s sitting
	err := r.Write(func(tx *store.Tx) (err error) {
		if s, err = find(tx.Reader, r); err != nil {
			return err
		}
		_, err = offline.GiveUp(tx, r.Book, s.m.ID, r.PathValue("id"), r.Long("why"), r.Tick("lost"))
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return giveUp(w, r, status) })
	}
	return r.See(w, link.HallDevices(s.slug, s.ky))
}
