package privacy

import (
	"cmp"
	"net/http"
	"strings"

	"chibo/internal/org"
	"chibo/internal/privacy"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// remembered is how far back alarms are listed: a year.
const remembered = 365 * 24 * 3600_000

// Alarms lists who opened many records in a short time: GET /cap-uy/{cu}/rieng-tu/canh-bao.
func Alarms(w http.ResponseWriter, r *page.Request) error {
	var top org.Org
	var all []privacy.Alarm
	if err := r.Read(func(rd *store.Reader) (err error) {
		if top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		all, err = privacy.Alarms(rd, top.ID, rd.Now()-remembered)
		return err
	}); err != nil {
		return err
	}
	f := ui.Page{Title: r.T("privacy.alarm.title") + " · " + top.Name, Where: top.Name, Heading: r.T("privacy.alarm.title"), Sub: r.T("privacy.alarm.sub"), Back: &ui.Link{Href: link.Committee(top.Slug)},
		Primary: &ui.Action{Text: r.T("memberpage.back"), Href: link.Committee(top.Slug)}}
	var rows []ui.Row
	for _, a := range all {
		t := ui.Tag{Kind: "warn", Icon: "eye", Text: r.T("privacy.alarm.new")}
		if a.SeenAt != 0 {
			t = ui.Tag{Kind: "ok", Icon: "circle-check", Text: r.T("privacy.alarm.settled")}
		} else if f.Primary.Href == link.Committee(top.Slug) {
			f.Primary = &ui.Action{Text: r.T("privacy.alarm.next"), Href: link.PrivacyAlarm(top.Slug, a.ID)}
		}
		rows = append(rows, ui.Row{Href: link.PrivacyAlarm(top.Slug, a.ID), Icon: "eye", Title: who(r, a), Second: what(r, a), Tag: &t})
	}
	return r.Page(w, 0, f, ShowAlarms(rows))
}

func who(r *page.Request, a privacy.Alarm) string {
	return a.Name + ", " + strings.ToLower(r.T("post."+cmp.Or(a.Post, "member")))
}

func what(r *page.Request, a privacy.Alarm) string {
	return r.T("privacy.alarm.what", "count", a.Persons, "minutes", a.Minutes, "at", store.Clock(a.At).Format("15:04 02/01/2006"))
}

// AlarmPage is one of them: GET /cap-uy/{cu}/rieng-tu/canh-bao/{id}.
func AlarmPage(w http.ResponseWriter, r *page.Request) error { return alarm(w, r, 0) }

func alarm(w http.ResponseWriter, r *page.Request, status int) error {
	var top org.Org
	var a privacy.Alarm
	if err := r.Read(func(rd *store.Reader) (err error) {
		if top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		a, err = privacy.Raised(rd, r.PathValue("id"))
		return err
	}); err != nil {
		return err
	}
	back := link.PrivacyAlarms(top.Slug)
	p := form.Page{Frame: ui.Page{Title: r.T("privacy.alarm.title"), Where: top.Name, Heading: who(r, a), Sub: what(r, a), Back: &ui.Link{Href: back}}, Action: link.PrivacyAlarm(top.Slug, a.ID),
		Before: []ui.Note{{Kind: "info", Text: r.T("privacy.alarm.whose")}}}
	if a.SeenAt != 0 {
		p.Before = append(p.Before, ui.Note{Kind: "ok", Text: r.T("privacy.alarm.done", "at", store.Clock(a.SeenAt).Format("15:04 02/01/2006"), "text", a.Note)})
		p.Frame.Primary = &ui.Action{Text: r.T("memberpage.back"), Href: back}
		return form.Answer(w, r, status, p)
	}
	p.Inputs = []form.Input{{Kind: "area", Field: ui.Field{Name: "text", Label: r.T("privacy.alarm.f"), Value: form.Typed(r, "text", ""), Hint: r.T("privacy.alarm.f.hint")}}}
	p.Frame.Primary = form.Send(r.T("privacy.alarm.settle"))
	return form.Answer(w, r, status, p)
}

// Settle says what was found out: POST /cap-uy/{cu}/rieng-tu/canh-bao/{id}.
func Settle(w http.ResponseWriter, r *page.Request) error {
	id, text := r.PathValue("id"), r.Long("text")
	var slug string
	err := r.Read(func(rd *store.Reader) error {
		top, err := org.BySlug(rd, r.PathValue("cu"))
		slug = top.Slug
		return err
	})
	if err != nil {
		return err
	}
	err = r.Write(func(tx *store.Tx) error {
		_, err := store.Once(tx, r.Key(), []any{id, text}, func() (bool, error) { return true, privacy.Settle(tx, id, text) })
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return alarm(w, r, status) })
	}
	return r.See(w, link.PrivacyAlarms(slug))
}
