package privacy

import (
	"net/http"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/privacy"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

const (
	sawRequest = "request"
	sawConsent = "consent"
)

// comrade is the member a request or consent is typed for.
func comrade(rd *store.Reader, r *page.Request) (member.Member, error) {
	m, err := member.Known(rd, r.PathValue("id"))
	if err == nil {
		err = member.Must(rd, access.PrivacyFor, m.ID)
	}
	return m, err
}

// looked writes down whose matter was opened, with the viewer's post.
func looked(r *page.Request, person, what string) error {
	post, err := holds(r)
	if err != nil {
		return err
	}
	return r.Looked(person, what, post, 1)
}

// holds is the viewer's first post, "" of a member without one.
func holds(r *page.Request) (string, error) {
	posts, err := r.Posts()
	for _, p := range posts {
		if p.Post != access.Member {
			return string(p.Post), err
		}
	}
	return "", err
}

func frame(r *page.Request, m member.Member, key string) ui.Page {
	return ui.Page{Title: r.T(key, "name", m.FullName), Where: m.OrgName, Heading: r.T(key, "name", m.FullName), BarTitle: r.T("memberpage.bar"), Back: &ui.Link{Href: link.Member(m.ID)}}
}

// For are the requests typed for a comrade, and the form: GET /dang-vien/{id}/de-nghi.
func For(w http.ResponseWriter, r *page.Request) error { return typed(w, r, 0) }

func typed(w http.ResponseWriter, r *page.Request, status int) error {
	var m member.Member
	var all []privacy.Request
	var today string
	err := r.Read(func(rd *store.Reader) (err error) {
		if m, err = comrade(rd, r); err != nil {
			return err
		}
		today = rd.Today()
		all, err = privacy.TypedFor(rd, m.ID)
		return err
	})
	if err == nil {
		err = looked(r, m.PersonID, sawRequest)
	}
	if err != nil {
		return err
	}
	f := frame(r, m, "privacy.for.title")
	f.Sub, f.Primary = r.T("privacy.for.sub"), form.Send(r.T("privacy.ask.send"))
	manner := form.Input{Kind: "radios", Field: ui.Field{Name: "channel", Label: r.T("privacy.f.channel"), Value: form.Typed(r, "channel", "")}}
	for _, c := range privacy.Manners {
		manner.Options = append(manner.Options, ui.Option{Value: c, Text: r.T("privacy.channel." + c)})
	}
	inputs := append([]form.Input{manner, {Kind: "date", Field: ui.Field{Name: "asked_on", Label: r.T("privacy.f.asked"), Value: form.Typed(r, "asked_on", vi.ShowDay(today)), Hint: r.T("privacy.f.asked.hint")}}}, questions(r, today)...)
	inputs = append(inputs, form.Input{Kind: "check", Field: ui.Field{Name: "read_back", Label: r.T("privacy.f.readback", "name", m.FullName)}})
	return answer(w, r, status, form.Page{Frame: f, Action: link.Requests(m.ID), Inputs: inputs, After: printable(r, m.ID, all)}, Asked(cases(r, all, today, false)))
}

// AskFor types it down: POST /dang-vien/{id}/de-nghi.
func AskFor(w http.ResponseWriter, r *page.Request) error {
	if err := r.Read(func(rd *store.Reader) error { _, err := comrade(rd, r); return err }); err != nil {
		return err
	}
	var wrong fault.Fields
	in := privacy.Asking{Kind: r.Text("kind"), Field: r.Text("field"), Text: r.Long("text"), Channel: r.Text("channel"), AskedOn: r.NeedDay("asked_on", &wrong)}
	if !r.Tick("read_back") {
		wrong.Add("read_back", "privacy_readback")
	}
	err := wrong.Err()
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			_, err := store.Once(tx, r.Key(), in, func() (string, error) {
				q, err := privacy.AskFor(tx, r.Book, r.PathValue("id"), in)
				return q.ID, err
			})
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return typed(w, r, status) })
	}
	return r.See(w, link.Requests(r.PathValue("id")))
}

// ConsentFor is a comrade's ledger, and the form for a signed paper:
// GET /dang-vien/{id}/dong-y.
func ConsentFor(w http.ResponseWriter, r *page.Request) error { return onPaper(w, r, 0) }

func onPaper(w http.ResponseWriter, r *page.Request, status int) error {
	var m member.Member
	var ledger []privacy.Consent
	var today string
	err := r.Read(func(rd *store.Reader) (err error) {
		if m, err = comrade(rd, r); err != nil {
			return err
		}
		today = rd.Today()
		ledger, err = privacy.ConsentsOf(rd, m.ID)
		return err
	})
	if err == nil {
		err = looked(r, m.PersonID, sawConsent)
	}
	if err != nil {
		return err
	}
	f := frame(r, m, "privacy.consent.for")
	f.Sub, f.Primary = r.T("privacy.consent.for.sub"), form.Send(r.T("privacy.consent.save"))
	which := form.Input{Kind: "radios", Field: ui.Field{Name: "purpose", Label: r.T("privacy.f.purpose"), Value: form.Typed(r, "purpose", "")}}
	for _, a := range agreements(r, ledger, today, "", "") {
		which.Options = append(which.Options, ui.Option{Value: a.Key, Text: a.Title})
	}
	return answer(w, r, status, form.Page{Frame: f, Action: link.Consent(m.ID), Inputs: []form.Input{
		which,
		{Kind: "radios", Field: ui.Field{Name: "do", Label: r.T("privacy.f.said"), Value: form.Typed(r, "do", "")}, Options: []ui.Option{{Value: "give", Text: r.T("privacy.said.give")}, {Value: "withdraw", Text: r.T("privacy.said.withdraw")}}},
		{Field: ui.Field{Name: "paper", Label: r.T("privacy.f.paper"), Value: form.Typed(r, "paper", ""), Hint: r.T("privacy.f.paper.hint")}},
	}}, Agreed(agreements(r, ledger, today, m.Phone, ""), acts(r, ledger)))
}

// TakeConsent types it down: POST /dang-vien/{id}/dong-y.
func TakeConsent(w http.ResponseWriter, r *page.Request) error {
	if err := r.Read(func(rd *store.Reader) error { _, err := comrade(rd, r); return err }); err != nil {
		return err
	}
	var wrong fault.Fields
	purpose, do, paper := r.Need("purpose", &wrong), r.Need("do", &wrong), r.Need("paper", &wrong)
	if do != "" && do != "give" && do != "withdraw" {
		wrong.Add("do", "required")
	}
	err := wrong.Err()
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			_, err := store.Once(tx, r.Key(), []any{purpose, do, paper}, func() (bool, error) {
				return true, privacy.GiveFor(tx, r.Book, r.PathValue("id"), purpose, do == "give", paper)
			})
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return onPaper(w, r, status) })
	}
	return r.See(w, link.Consent(r.PathValue("id")))
}
