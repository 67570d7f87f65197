package me

import (
	"net/http"

	"chibo/internal/attendance"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// HerePage is where the square on the chair's screen leads, and where its letters
// are typed: GET /toi/bao-co-mat/{id}.
func HerePage(w http.ResponseWriter, r *page.Request) error { return here(w, r, 0, nil) }

func here(w http.ResponseWriter, r *page.Request, status int, done *ui.Note) error {
	var o whose
	err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = read(rd); err == nil {
			err = attendance.MayTell(rd, r.PathValue("id"))
		}
		return err
	})
	if err != nil {
		return err
	}
	p := frame(r, o, "checkin.here")
	if done != nil {
		p.Banner = done
		return r.Page(w, status, p, AheadSent("", nil, nil))
	}
	p.Sub, p.Primary = r.T("checkin.here.how"), form.Send(r.T("checkin.here.send"))
	return form.Answer(w, r, status, form.Page{Frame: p, Action: link.TellHere(r.PathValue("id")), After: []ui.Link{{Text: r.T("checkin.own.title"), Href: link.OwnCode(r.PathValue("id"))}},
		Inputs: []form.Input{{Kind: "text", Field: ui.Field{Name: "ma", Label: r.T("checkin.code"), Hint: r.T("checkin.code.hint"), Value: form.Typed(r, "ma", r.URL.Query().Get("ma")), Short: true, Autocomplete: "off", MaxLength: 40}}}})
}

// Here is POST: it is a proposal, which the scribe takes.
func Here(w http.ResponseWriter, r *page.Request) error {
	var a attendance.Answer
	err := r.Write(func(tx *store.Tx) (err error) { a, err = attendance.Tell(tx, r.PathValue("id"), r.Text("ma")); return })
	if err != nil {
		return r.Again(w, err, func(status int) error { return here(w, r, status, nil) })
	}
	done := &ui.Note{Kind: "ok", Text: r.T("checkin.here.done")}
	if a.Present > 0 {
		done.Text = r.T("checkin.here.present", "time", store.Clock(a.Present).Format("15:04"))
	}
	return here(w, r, 0, done)
}

// OwnCodePage is the member's own code for one who helps: GET /toi/ma-diem-danh/{id}.
func OwnCodePage(w http.ResponseWriter, r *page.Request) error {
	var o whose
	var m meeting.Meeting
	own := ""
	err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = read(rd); err == nil {
			if own, _, err = attendance.OwnCode(rd, r.PathValue("id")); err == nil {
				m, err = meeting.Get(rd, r.PathValue("id"))
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	p := frame(r, o, "checkin.own.title")
	p.Sub, p.Refresh = r.T("checkin.own.how"), 60
	ky := link.Period(m.Period, m.Kind, m.N)
	return r.Page(w, 0, p, OwnCode(r.URL.Path, r.Origin()+link.HelpCheckIn(o.cell.Slug, ky)+"?ma="+own, own[:3]+" "+own[3:6]))
}
