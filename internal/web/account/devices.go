package account

import (
	"net/http"

	"chibo/internal/i18n"
	"chibo/internal/offline"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

func signOutOf(id string) func(*store.Tx) error {
	return func(tx *store.Tx) error { return session.SignOut(tx, id) }
}

// devices is what the page of one's devices shows.
type devices struct {
	List     []session.Entry
	Password bool
}

// Devices lists where the viewer is signed in and who handed out the code.
func Devices(w http.ResponseWriter, r *page.Request) error {
	var d devices
	err := r.Read(func(rd *store.Reader) (err error) {
		if d.List, err = session.Mine(rd); err != nil {
			return err
		}
		d.Password, err = session.HasPassword(rd)
		return err
	})
	if err != nil {
		return err
	}
	return r.Page(w, 0, own(r, "account.devices.title", link.Home), devicesPage(r, d))
}

// own is the frame of a page of one's own.
func own(r *page.Request, key, back string) ui.Page {
	return ui.Page{Title: r.T(key), Heading: r.T(key), Where: r.Session.Name, Back: &ui.Link{Href: back}}
}

// EndDevice signs one device out; the present one leads to the sign-in page.
func EndDevice(w http.ResponseWriter, r *page.Request) error {
	id := r.PathValue("id")
	if id != r.Session.ID { // to leave oneself is never held up
		if answered, err := r.Prove(w); answered || err != nil {
			return err
		}
	}
	if err := r.Write(signOutOf(id)); err != nil {
		return err
	}
	if id == r.Session.ID {
		r.SignOut(w)
		return r.See(w, link.SignIn)
	}
	return r.See(w, link.Devices)
}

// SignOutEverywhere ends all other sessions, and notes that the list was seen.
func SignOutEverywhere(w http.ResponseWriter, r *page.Request) error {
	err := r.Write(func(tx *store.Tx) error {
		if err := session.SignOutEverywhere(tx); err != nil {
			return err
		}
		return offline.Lost(tx, r.Viewer.Person, r.Session.ID)
	})
	if err != nil {
		return err
	}
	return r.See(w, link.Devices)
}

// NewDevice makes a one-time code for the viewer's own further device.
func NewDevice(w http.ResponseWriter, r *page.Request) error {
	var e session.Enrolment
	err := r.Write(func(tx *store.Tx) (err error) {
		if err = session.Seen(tx); err != nil {
			return err
		}
		e, err = session.Issue(tx, r.Viewer.Person, session.Scanned)
		return err
	})
	if err != nil {
		return err
	}
	return handOver(w, r, e, "account.devices.new", link.Devices)
}

// OwnPasswordPage sets, changes or removes the viewer's password.
func OwnPasswordPage(w http.ResponseWriter, r *page.Request) error {
	return ownPasswordPage(w, r, http.StatusOK)
}

func ownPasswordPage(w http.ResponseWriter, r *page.Request, status int) error {
	var has bool
	if err := r.Read(func(rd *store.Reader) (err error) { has, err = session.HasPassword(rd); return }); err != nil {
		return err
	}
	p := own(r, "account.ownpassword.title", link.Devices)
	p.Primary = &ui.Action{Text: r.T("account.ownpassword.button"), Form: "f"}
	return r.Page(w, status, p, ownPassword(r, has))
}

// SetPassword saves it.
func SetPassword(w http.ResponseWriter, r *page.Request) error {
	if err := session.SetPassword(r.Context(), r.DB, r.Viewer, r.Raw("old"), r.Raw("password")); err != nil {
		return r.Again(w, err, func(status int) error { return ownPasswordPage(w, r, status) })
	}
	return r.See(w, link.Devices)
}

// LanguagePage chooses language, size of type and contrast.
func LanguagePage(w http.ResponseWriter, r *page.Request) error {
	return r.Page(w, 0, door(r, "account.language.title", link.Home, nil), choices(r))
}

// languages are the choices there are, each under the name it gives itself.
func languages() []ui.Option {
	var out []ui.Option
	for _, lang := range i18n.Languages() {
		out = append(out, ui.Option{Value: lang, Lang: lang, Text: i18n.For(lang).T("layout.language.self")})
	}
	return out
}

// SetLanguage keeps the choice with the person, and in a cookie before sign-in.
func SetLanguage(w http.ResponseWriter, r *page.Request) error {
	lang := i18n.For(r.Raw("lang")).Lang()
	if r.Signed() {
		if err := r.Write(func(tx *store.Tx) error { return session.SetLanguage(tx, lang) }); err != nil {
			return err
		}
	}
	r.Choose(w, "ngon-ngu", lang)
	return r.See(w, page.Local(r.FormValue("ve")))
}

// SetContrast keeps the choice of high contrast on this device: it is a matter of
// the screen and the light as much as of the eyes.
func SetContrast(w http.ResponseWriter, r *page.Request) error {
	choice := "thuong"
	if r.Raw("contrast") == "cao" {
		choice = "cao"
	}
	r.Choose(w, "tuong-phan", choice)
	return r.See(w, page.Local(r.FormValue("ve")))
}

// SetTextSize keeps the size of type in the same two places.
func SetTextSize(w http.ResponseWriter, r *page.Request) error {
	size := r.Raw("size")
	if r.Signed() {
		if err := r.Write(func(tx *store.Tx) error { return session.SetTextSize(tx, size) }); err != nil {
			return err
		}
	}
	r.Choose(w, "co-chu", size)
	return r.See(w, page.Local(r.FormValue("ve")))
}
