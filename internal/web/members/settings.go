package members

import (
	"net/http"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// SettingsPage asks which optional fields the committee keeps: GET /cap-uy/{cu}/cai-dat.
func SettingsPage(w http.ResponseWriter, r *page.Request) error { return settingsForm(w, r, 0) }

func settingsForm(w http.ResponseWriter, r *page.Request, status int) error {
	var top org.Org
	var on map[string]bool
	var today string
	err := r.Read(func(rd *store.Reader) (err error) {
		if top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		if err = access.Must(rd, access.Settings, top.ID); err != nil {
			return err
		}
		today = rd.Today()
		on, err = member.Fields(rd, r.Book)
		return err
	})
	if err != nil {
		return err
	}
	in := form.Input{Kind: "ticks", Field: ui.Field{Name: "fields", Label: r.T("memberpage.settings.fields"), Hint: r.T("memberpage.settings.hint")}}
	told := r.ToldOf(today)
	for _, f := range r.Book.Fields(today).Fields {
		if f.DefaultOn {
			continue
		}
		in.Options = append(in.Options, ui.Option{Value: f.Key, Text: told[f.Key].Title, Second: told[f.Key].Purpose + " " + told[f.Key].Basis})
		if on[f.Key] {
			in.Chosen = append(in.Chosen, f.Key)
		}
	}
	if r.Method == http.MethodPost {
		in.Chosen = r.Texts("fields")
	}
	heading := r.T("wardpage.settings")
	return form.Answer(w, r, status, form.Page{
		Frame:  ui.Page{Title: heading + " · " + top.Name, Where: top.Name, Heading: heading, Sub: r.T("memberpage.settings.sub"), Back: &ui.Link{Href: link.Committee(top.Slug)}, Primary: form.Send(r.T("memberpage.settings.save"))},
		Action: link.Settings(top.Slug),
		Inputs: []form.Input{in, {Field: ui.Field{Name: "decision", Label: r.T("memberpage.settings.decision"), Value: typed(r, "decision", ""), Hint: r.T("memberpage.settings.decision.hint")}}},
		Effect: &ui.Note{Kind: "info", Text: r.T("memberpage.settings.effect")},
	})
}

// Settings keeps the choice, with the decision behind it: POST /cap-uy/{cu}/cai-dat.
func Settings(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	decision := r.Need("decision", &wrong)
	chosen := map[string]bool{}
	for _, key := range r.Texts("fields") {
		chosen[key] = true
	}
	err := wrong.Err()
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			_, err := store.Once(tx, r.Key(), []any{chosen, decision}, func() (bool, error) { return true, choose(tx, r, chosen, decision) })
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return settingsForm(w, r, status) })
	}
	return r.See(w, link.Settings(r.PathValue("cu")))
}

func choose(tx *store.Tx, r *page.Request, chosen map[string]bool, decision string) error {
	top, err := org.BySlug(tx.Reader, r.PathValue("cu"))
	if err != nil {
		return err
	}
	return member.ChooseFields(tx, r.Book, top.ID, chosen, decision)
}
