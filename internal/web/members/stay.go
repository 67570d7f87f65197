package members

import (
	"net/http"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// StayPage asks for a temporary stay: GET /dang-vien/{id}/tam-thoi.
func StayPage(w http.ResponseWriter, r *page.Request) error { return stayForm(w, r, 0, "") }

// StrengthenPage asks for a sending to strengthen another cell:
// GET /dang-vien/{id}/tang-cuong.
func StrengthenPage(w http.ResponseWriter, r *page.Request) error { return sentForm(w, r, 0) }

// elsewhere reads the member and the other cells he may go to.
func elsewhere(r *page.Request) (m member.Member, cells []ui.Option, today string, err error) {
	err = r.Read(func(rd *store.Reader) (err error) {
		if m, err = member.Get(rd, r.PathValue("id")); err != nil {
			return err
		}
		if err = access.Must(rd, access.RollEdit, m.Org); err != nil {
			return err
		}
		today, cells = rd.Today(), nil
		all, err := org.Reach(rd, access.RollEdit, today)
		for _, o := range all {
			if o.Cell() && o.ID != m.Org {
				cells = append(cells, ui.Option{Value: o.ID, Text: o.Name})
			}
		}
		return err
	})
	if err == nil {
		err = seen(r, m.PersonID, sawRecord)
	}
	return m, cells, today, err
}

// where are the questions both pages ask.
func where(r *page.Request, cells []ui.Option, today string) []form.Input {
	return []form.Input{
		{Kind: "select", Field: ui.Field{Name: "org", Label: r.T("standing.f.host"), Value: typed(r, "org", ""), Hint: r.T("standing.f.host.hint"), Optional: true}, Options: cells},
		{Field: ui.Field{Name: "place", Label: r.T("standing.f.place"), Value: typed(r, "place", ""), Hint: r.T("standing.f.place.hint"), Optional: true}},
		{Kind: "date", Field: ui.Field{Name: "from", Label: r.T("standing.f.begin"), Value: typed(r, "from", vi.ShowDay(today))}},
		{Kind: "date", Field: ui.Field{Name: "until", Label: r.T("standing.f.until"), Value: typed(r, "until", ""), Optional: true}},
		{Field: ui.Field{Name: "decision", Label: r.T("standing.f.paper"), Value: typed(r, "decision", ""), Hint: r.T("standing.f.paper.hint"), Optional: true}},
	}
}

func stayForm(w http.ResponseWriter, r *page.Request, status int, advice string) error {
	m, cells, today, err := elsewhere(r)
	if err != nil {
		return err
	}
	heading := r.T("standing.stay")
	p := form.Page{Frame: ui.Page{Title: heading + " · " + m.OrgName, Where: m.OrgName, Heading: heading, Sub: m.FullName, Back: &ui.Link{Href: link.Member(m.ID)}, Primary: form.Send(r.T("standing.stay.save"))},
		Action: link.Stay(m.ID), Hidden: []form.Hidden{{Name: "aware", Value: advice}}, Effect: &ui.Note{Kind: "info", Text: ruleText(r, r.Book.Stay(today).Ref.String())}}
	if advice != "" {
		law := r.Book.Stay(today)
		p.Before = []ui.Note{{Kind: "warn", Text: r.T("standing.advice."+advice, "least", law.MinMonths, "most", law.MaxMonths, "study", law.StudyMonths)}}
	}
	p.Inputs = append([]form.Input{{Kind: "radios", Field: ui.Field{Name: "kind", Label: r.T("standing.f.kind"), Value: typed(r, "kind", member.Away)},
		Options: []ui.Option{{Value: member.Away, Text: r.T("memberpage.event.away")}, {Value: member.TemporaryHere, Text: r.T("memberpage.event.temporary_here")}}}}, where(r, cells, today)...)
	chosen := []string{}
	if r.Method == http.MethodPost && r.Tick("study") {
		chosen = append(chosen, "1")
	}
	p.Inputs = append(p.Inputs, form.Input{Kind: "check", Field: ui.Field{Name: "study", Label: r.T("standing.f.study"), Value: "1"}, Chosen: chosen})
	return form.Answer(w, r, status, p)
}

// Stay writes a temporary stay down: POST /dang-vien/{id}/tam-thoi. A length the
// rule does not foresee is said once; sent again it is kept.
func Stay(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	in := member.Event{Member: r.PathValue("id"), Kind: r.Text("kind"), Org: r.Text("org"), Place: r.Text("place"), From: r.NeedDay("from", &wrong), Until: untilOf(r, &wrong), Decision: r.Text("decision")}
	if in.Kind != member.Away && in.Kind != member.TemporaryHere {
		wrong.Add("kind", "event_kind")
	}
	err := wrong.Err()
	if err == nil {
		law := r.Book.Stay(in.From)
		if advice := law.Advice(in.From, in.Until, r.Tick("study")); advice != "" && (in.Until == "" || in.Until > in.From) && r.Text("aware") != advice {
			return stayForm(w, r, http.StatusOK, advice)
		}
		err = keepEvent(r, in)
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return stayForm(w, r, status, "") })
	}
	return r.See(w, link.Member(in.Member))
}

func keepEvent(r *page.Request, in member.Event) error {
	return r.Write(func(tx *store.Tx) error {
		_, err := store.Once(tx, r.Key(), in, func() (bool, error) { return true, member.Record(tx, r.Book, in) })
		return err
	})
}

func sentForm(w http.ResponseWriter, r *page.Request, status int) error {
	m, cells, today, err := elsewhere(r)
	if err != nil {
		return err
	}
	law := r.Book.Sending(today)
	heading := r.T("standing.sent")
	return form.Answer(w, r, status, form.Page{
		Frame:  ui.Page{Title: heading + " · " + m.OrgName, Where: m.OrgName, Heading: heading, Sub: m.FullName, Back: &ui.Link{Href: link.Member(m.ID)}, Primary: form.Send(r.T("standing.sent.save"))},
		Action: link.Strengthen(m.ID), Inputs: where(r, cells, today), Effect: &ui.Note{Kind: "info", Text: r.Either(law.SentenceVI, law.SentenceEN)},
	})
}

// Strengthen writes a sending down: POST /dang-vien/{id}/tang-cuong. Where the
// member counts meanwhile is the rule's word of that day, kept with the event.
func Strengthen(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	in := member.Event{Member: r.PathValue("id"), Kind: member.Sent, Org: r.Text("org"), Place: r.Text("place"), From: r.NeedDay("from", &wrong), Until: untilOf(r, &wrong), Decision: r.Text("decision")}
	err := wrong.Err()
	if err == nil {
		err = keepEvent(r, in)
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return sentForm(w, r, status) })
	}
	return r.See(w, link.Member(in.Member))
}
