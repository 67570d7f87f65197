package members

import (
	"net/http"
	"strings"

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

// typed is a field as it was typed, or as it is now while nobody has typed.
func typed(r *page.Request, name, now string) string {
	if r.Method == http.MethodPost {
		return r.FormValue(name)
	}
	return now
}

// inputNames are the names in the form of the fields of the rules.
var inputNames = map[string]string{"full_name": "full_name", "other_name": "other_name", "sex": "sex", "birth_date": "birth", "home_place": "home", "phone": "phone",
	"card_number": "card", "card_issuer": "card_issuer", "card_date": "card_day", "old_card_number": "old_card", "admission_date": "admitted_on", "note": "note"}

// current is what a record holds, by field, as a form shows it.
func current(m member.Member) map[string]string {
	return map[string]string{"full_name": m.FullName, "other_name": m.OtherName, "sex": m.Sex, "birth_date": birth(m), "home_place": m.Home, "phone": m.Phone, "card_number": m.Card,
		"card_issuer": m.CardIssuer, "card_date": vi.ShowDay(m.CardDay), "old_card_number": m.OldCard, "admission_date": vi.ShowDay(m.AdmittedOn), "note": m.Note}
}

// newer tells one whose form came second what the record holds by now, where
// that is not what was typed, so that nobody's words are lost unseen.
func newer(r *page.Request, m member.Member, on map[string]bool, today string) []ui.Note {
	now := current(m)
	var lines []string
	for _, f := range r.Book.Fields(today).Fields {
		name, asked := inputNames[f.Key]
		wrote := r.Text(name)
		if !asked || !on[f.Key] || vi.Clean(now[f.Key]) == wrote {
			continue
		}
		key := "memberpage.differs"
		if now[f.Key] != "" {
			key = "memberpage.differs.from"
		}
		lines = append(lines, r.T(key, "field", r.Either(f.TitleVI, f.TitleEN), "taken", shown(r, wrote), "detail", shown(r, now[f.Key])))
	}
	if len(lines) == 0 {
		return nil
	}
	return []ui.Note{{Kind: "info", Text: strings.Join(lines, " ")}}
}

// questions are the fields of a record, each with what it is kept for; those
// the committee has not chosen are not asked.
func questions(r *page.Request, m member.Member, on map[string]bool, today string) []form.Input {
	now, told := current(m), r.ToldOf(today)
	var out []form.Input
	for _, f := range r.Book.Fields(today).Fields {
		name, ok := inputNames[f.Key]
		if !ok || !on[f.Key] {
			continue
		}
		in := form.Input{Field: ui.Field{Name: name, Label: told[f.Key].Title, Value: typed(r, name, now[f.Key]), Hint: told[f.Key].Purpose, Optional: !f.Required, Autocomplete: "off"}}
		switch f.Key {
		case "sex":
			in.Kind, in.Options = "radios", []ui.Option{{Value: "male", Text: r.T("memberpage.sex.male")}, {Value: "female", Text: r.T("memberpage.sex.female")}}
		case "birth_date", "card_date", "admission_date":
			in.Kind = "date"
		case "phone":
			in.Type, in.InputMode = "tel", "tel"
		case "card_number", "old_card_number":
			in.InputMode = "numeric"
		case "note":
			in.Kind = "area"
		}
		out = append(out, in)
	}
	return out
}

// birthday reads a birth date that may be only a year or a month.
func birthday(r *page.Request, wrong *fault.Fields) (day, precision string) {
	s := r.Text("birth")
	if s == "" {
		return "", ""
	}
	day, p, err := vi.ParseDay(s)
	if err != nil {
		wrong.Add("birth", "day_form")
		return "", ""
	}
	return day, map[vi.Precision]string{vi.Full: "full", vi.Month: "month", vi.Year: "year"}[p]
}

// EditPage asks for a record anew: GET /dang-vien/{id}/sua.
func EditPage(w http.ResponseWriter, r *page.Request) error { return editForm(w, r, 0) }

func editForm(w http.ResponseWriter, r *page.Request, status int) error {
	var m member.Member
	var on map[string]bool
	var today string
	err := r.Read(func(rd *store.Reader) (err error) {
		if m, err = member.Get(rd, r.PathValue("id")); err != nil {
			return err
		}
		if err = access.Must(rd, access.RollEdit, m.Org); err != nil {
			return err
		}
		if m.Hidden { // an empty form would be saved over what is hidden
			return fault.New(fault.Conflict, "data_restricted")
		}
		today = rd.Today()
		on, err = member.Fields(rd, r.Book)
		return err
	})
	if err == nil {
		err = seen(r, m.PersonID, sawRecord)
	}
	if err != nil {
		return err
	}
	heading := r.T("memberpage.edit")
	var before []ui.Note
	if status == http.StatusConflict && r.Version() != m.Version {
		before = newer(r, m, on, today)
	}
	return form.Answer(w, r, status, form.Page{
		Frame:  ui.Page{Title: heading + " · " + m.OrgName, Where: m.OrgName, Heading: heading, Sub: m.FullName, Back: &ui.Link{Href: link.Member(m.ID)}, Primary: form.Send(r.T("memberpage.save"))},
		Action: link.EditMember(m.ID), Hidden: []form.Hidden{form.Version(m.Version)}, Before: before, Inputs: questions(r, m, on, today),
	})
}

// Edit keeps a record: POST /dang-vien/{id}/sua.
func Edit(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	in := member.Edited{ID: r.PathValue("id"), Version: r.Version(), FullName: r.Need("full_name", &wrong), OtherName: r.Text("other_name"), Sex: r.Text("sex"), Home: r.Text("home"), Phone: r.Text("phone"),
		Card: r.Text("card"), OldCard: r.Text("old_card"), CardIssuer: r.Text("card_issuer"), CardDay: r.Day("card_day", &wrong), AdmittedOn: r.Day("admitted_on", &wrong), Note: r.Long("note")}
	in.Birth, in.BirthPrecision = birthday(r, &wrong)
	err := wrong.Err()
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			_, err := store.Once(tx, r.Key(), in, func() (string, error) { m, err := member.Edit(tx, in); return m.ID, err })
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return editForm(w, r, status) })
	}
	return r.See(w, link.Member(in.ID))
}

// NewPage asks for a new member of a cell: GET /chi-bo/{cb}/dang-vien/moi.
func NewPage(w http.ResponseWriter, r *page.Request) error { return newForm(w, r, 0) }

func newForm(w http.ResponseWriter, r *page.Request, status int) error {
	var o org.Org
	var on map[string]bool
	var today string
	err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
			return err
		}
		if err = org.Must(rd, access.RollEdit, o.ID); err != nil {
			return err
		}
		today = rd.Today()
		on, err = member.Fields(rd, r.Book)
		return err
	})
	if err != nil {
		return err
	}
	heading := r.T("memberpage.new")
	p := form.Page{
		Frame:  ui.Page{Title: heading + " · " + o.Name, Where: o.Name, Heading: heading, Back: &ui.Link{Href: link.Members(o.Slug)}, Primary: form.Send(r.T("memberpage.enter"))},
		Action: link.NewMember(o.Slug), Inputs: questions(r, member.Member{}, on, today),
	}
	p.Inputs = append(p.Inputs,
		form.Input{Kind: "date", Field: ui.Field{Name: "official_on", Label: r.T("memberpage.f.official"), Value: typed(r, "official_on", ""), Hint: r.T("memberpage.f.official.hint"), Optional: true}},
		form.Input{Kind: "date", Field: ui.Field{Name: "from", Label: r.T("memberpage.f.from"), Value: typed(r, "from", vi.ShowDay(today))}},
		form.Input{Field: ui.Field{Name: "decision", Label: r.T("orgpage.f.decision"), Value: typed(r, "decision", ""), Optional: true}})
	return form.Answer(w, r, status, p)
}

// New enters a member: POST /chi-bo/{cb}/dang-vien/moi.
func New(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	in := member.New{AdmittedOn: r.Day("admitted_on", &wrong), OfficialOn: r.Day("official_on", &wrong), Card: r.Text("card"), OldCard: r.Text("old_card"), CardIssuer: r.Text("card_issuer"),
		CardDay: r.Day("card_day", &wrong), Note: r.Long("note"), From: r.NeedDay("from", &wrong), Decision: r.Text("decision")}
	in.Person = member.Person{FullName: r.Need("full_name", &wrong), OtherName: r.Text("other_name"), Sex: r.Text("sex"), Home: r.Text("home"), Phone: r.Text("phone")}
	in.Birth, in.BirthPrecision = birthday(r, &wrong)
	err := wrong.Err()
	id := ""
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			o, err := org.BySlug(tx.Reader, r.PathValue("cb"))
			if err != nil {
				return err
			}
			in := in
			in.Org = o.ID
			id, err = store.Once(tx, r.Key(), in, func() (string, error) { m, err := member.Enter(tx, r.Book, in); return m.ID, err })
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return newForm(w, r, status) })
	}
	return r.See(w, link.Member(id))
}

// kinds are the events a person may record, in the order they happen most.
var kinds = []string{member.Moved, member.Official, member.Exempted, member.Resumed, member.Away, member.TemporaryHere, member.Suspended, member.Ended}

// EventPage asks what happened to a member: GET /dang-vien/{id}/bien-dong.
func EventPage(w http.ResponseWriter, r *page.Request) error { return eventForm(w, r, 0) }

func eventForm(w http.ResponseWriter, r *page.Request, status int) error {
	var m member.Member
	var cells []ui.Option
	var today, corrects, old string
	err := r.Read(func(rd *store.Reader) (err error) {
		if m, err = member.Get(rd, r.PathValue("id")); err != nil {
			return err
		}
		if err = access.Must(rd, access.RollEdit, m.Org); err != nil {
			return err
		}
		today, cells, corrects, old = rd.Today(), nil, typed(r, "corrects", r.URL.Query().Get("dinh-chinh")), ""
		if old, err = corrected(rd, r, m.ID, corrects); err != nil {
			return err
		}
		all, err := org.Reach(rd, access.RollEdit, today)
		for _, o := range all {
			if o.Cell() {
				cells = append(cells, ui.Option{Value: o.ID, Text: o.Name})
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	var what []ui.Option
	if corrects != "" {
		what = append(what, ui.Option{Value: member.Correct, Text: r.T("memberpage.event.correct")})
	}
	for _, k := range kinds {
		what = append(what, ui.Option{Value: k, Text: r.T("memberpage.event." + k)})
	}
	heading := r.T("memberpage.event")
	p := form.Page{
		Frame:  ui.Page{Title: heading + " · " + m.OrgName, Where: m.OrgName, Heading: heading, Sub: m.FullName, Back: &ui.Link{Href: link.Member(m.ID)}, Primary: form.Send(r.T("memberpage.event.save"))},
		Action: link.MemberEvent(m.ID), Hidden: []form.Hidden{{Name: "corrects", Value: corrects}},
		Inputs: []form.Input{
			{Kind: "select", Field: ui.Field{Name: "kind", Label: r.T("memberpage.f.kind"), Value: typed(r, "kind", "")}, Options: what},
			{Kind: "select", Field: ui.Field{Name: "org", Label: r.T("memberpage.f.org"), Value: typed(r, "org", ""), Hint: r.T("memberpage.f.org.hint"), Optional: true}, Options: cells},
			{Kind: "date", Field: ui.Field{Name: "from", Label: r.T("orgpage.f.day"), Value: typed(r, "from", vi.ShowDay(today)), Hint: r.T("orgpage.f.day.hint")}},
			{Kind: "date", Field: ui.Field{Name: "until", Label: r.T("standing.f.until"), Value: typed(r, "until", ""), Hint: r.T("standing.f.until.event"), Optional: true}},
			{Field: ui.Field{Name: "reason", Label: r.T("memberpage.f.reason"), Value: typed(r, "reason", ""), Hint: r.T("memberpage.f.reason.hint"), Optional: true}},
			{Field: ui.Field{Name: "decision", Label: r.T("orgpage.f.decision"), Value: typed(r, "decision", ""), Hint: r.T("orgpage.f.decision.hint"), Optional: true}},
		},
		Effect: &ui.Note{Kind: "info", Text: r.T("memberpage.event.effect")},
	}
	if corrects != "" {
		p.Before = []ui.Note{{Kind: "info", Text: r.T("memberpage.correcting", "event", old)}}
	}
	return form.Answer(w, r, status, p)
}

// corrected says which entry is taken back.
func corrected(rd *store.Reader, r *page.Request, id, event string) (string, error) {
	if event == "" {
		return "", nil
	}
	all, err := member.Events(rd, id)
	for _, e := range all {
		if e.ID == event {
			return vi.ShowDay(e.From) + " · " + r.T("memberpage.event."+e.Kind), nil
		}
	}
	if err == nil {
		err = fault.Missing()
	}
	return "", err
}

// Event records it: POST /dang-vien/{id}/bien-dong.
func Event(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	in := member.Event{Member: r.PathValue("id"), Kind: r.Need("kind", &wrong), Org: r.Text("org"), From: r.NeedDay("from", &wrong), Until: untilOf(r, &wrong), Reason: r.Text("reason"), Decision: r.Text("decision"), Corrects: r.Text("corrects")}
	if in.Kind == member.Moved {
		r.Need("org", &wrong)
	}
	err := wrong.Err()
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			_, err := store.Once(tx, r.Key(), in, func() (bool, error) { return true, member.Record(tx, r.Book, in) })
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return eventForm(w, r, status) })
	}
	return r.See(w, link.Member(in.Member))
}
