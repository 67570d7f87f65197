package me

import (
	"net/http"

	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

var precisions = map[string]vi.Precision{"full": vi.Full, "month": vi.Month, "year": vi.Year}

// Fact is one thing kept about the member: its value where the page shows it,
// for what, on which ground, who reads it and how long it is kept.
type Fact struct {
	Term      string
	Text      string
	Why       string
	Basis     string
	Readers   string
	Kept      string
	Sensitive bool
}

// facts are all fields of the member's record that hold something, and beside
// them all else that the rules say is kept about persons, without values: those
// stand on the own pages and in the file.
func facts(rd *store.Reader, r *page.Request, o whose) (values, others []Fact, err error) {
	var held map[string]string
	if o.is {
		if held, err = record(rd, r, o); err != nil {
			return nil, nil, err
		}
	}
	column := map[string]bool{}
	for _, f := range r.Book.Fields(rd.Today()).Fields {
		column[f.Key] = true
	}
	for _, t := range r.Told(rd.Today()) {
		f := Fact{t.Title, held[t.Key], t.Purpose, t.Basis, t.Readers, t.Kept, t.Sensitive}
		switch {
		case !column[t.Key]:
			others = append(others, f)
		case f.Text != "":
			values = append(values, f)
		}
	}
	return values, others, nil
}

// record is the member's record by the keys of the rules.
func record(rd *store.Reader, r *page.Request, o whose) (map[string]string, error) {
	m := o.member
	identity, err := member.Identity(rd, rd.Viewer().Person)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return nil, err
	}
	var ethnicity, religion string // no page of others shows them; the person sees that they are kept
	if err := rd.Get([]any{&ethnicity, &religion}, `select ethnicity, religion from person where tenant = $1 and id = $2`, rd.Viewer().Person); err != nil {
		return nil, err
	}
	held := map[string]string{"ethnicity": ethnicity, "religion": religion, "full_name": m.FullName, "other_name": m.OtherName, "home_place": m.Home, "phone": m.Phone, "card_number": m.Card, "card_issuer": m.CardIssuer,
		"card_date": vi.ShowDay(m.CardDay), "old_card_number": m.OldCard, "organisation": m.OrgName, "admission_date": vi.ShowDay(m.AdmittedOn), "official_date": vi.ShowDay(m.OfficialOn),
		"activity": r.T("memberpage.activity." + m.Activity), "activity_from": vi.ShowDay(m.Since), "note": m.Note, "identity_number": identity}
	if held["phone"], _, err = member.OwnPhone(rd); err != nil { // also where it is withheld from others
		return nil, err
	}
	if m.Sex != "" {
		held["sex"] = r.T("memberpage.sex." + m.Sex)
	}
	if m.Birth != "" {
		held["birth_date"] = vi.ShowDayAt(m.Birth, precisions[m.BirthPrecision])
	}
	return held, nil
}

// Data is what the system holds about the member, field by field.
type Data struct {
	Facts, Others []Fact
	Files         []ui.Link
	Ask           string
}

// Mydata shows what is kept: GET /toi/du-lieu.
func Mydata(w http.ResponseWriter, r *page.Request) error {
	var o whose
	d := Data{Ask: r.T("mepage.data.ask"), Files: []ui.Link{{Text: r.T("privacy.ask.row"), Href: link.OwnRequests}, {Text: r.T("privacy.consent.row"), Href: link.OwnConsent}, {Text: r.T("mepage.data.json"), Href: link.MyDataFile("json")}}}
	err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = read(rd); err != nil {
			return err
		}
		d.Facts, d.Others, err = facts(rd, r, o)
		return err
	})
	if err != nil {
		return err
	}
	if !o.is {
		d.Facts = []Fact{{Term: r.T("mepage.data.name"), Text: r.Session.Name, Why: r.T("mepage.nomember")}}
	}
	p := frame(r, o, "mepage.mydata.title")
	p.Sub = r.T("mepage.data.sub")
	p.Primary = &ui.Action{Text: r.T("mepage.data.take"), Href: link.MyDataFile("xlsx"), Icon: "download"}
	return r.Page(w, 0, p, ShowData(d))
}
