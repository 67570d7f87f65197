// Package account holds the pages of the door: sign in, activate a device with a
// one-time link or code, found a new server's committee, one's own devices,
// password, language and size of type, and handing out codes to others.
package account

import (
	"net/http"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/session"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// door is the frame of a page before sign-in.
func door(r *page.Request, key, back string, primary *ui.Action) ui.Page {
	title := r.T(key)
	p := ui.Page{Title: title, Heading: title, Primary: primary, Where: r.T("layout.product")}
	if back != "" {
		p.Back = &ui.Link{Href: back}
	}
	return p
}

// SignInPage offers the ways in.
func SignInPage(w http.ResponseWriter, r *page.Request) error {
	if r.Signed() {
		return r.See(w, page.Local(r.FormValue("ve")))
	}
	p := door(r, "account.signin.title", "", &ui.Action{Text: r.T("account.signin.code"), Href: link.EnterCode, Icon: "qr-code"})
	if r.FormValue("why") == "idle" {
		p.Banner = &ui.Note{Kind: "info", Text: page.Sentence(r.Words, "e05", "minutes", session.SharedIdle)}
	}
	return r.Page(w, 0, p, signIn(r))
}

// PasswordPage is the form of name and password.
func PasswordPage(w http.ResponseWriter, r *page.Request) error {
	return passwordPage(w, r, http.StatusOK)
}

func passwordPage(w http.ResponseWriter, r *page.Request, status int) error {
	p := door(r, "account.password.title", link.SignIn, &ui.Action{Text: r.T("account.password.button"), Form: "f"})
	return r.Page(w, status, p, passwordForm(r))
}

// SignIn signs in by name and password.
func SignIn(w http.ResponseWriter, r *page.Request) error {
	s, err := session.SignIn(r.Context(), r.DB, r.Raw("name"), r.Raw("password"), deviceOf(r), r.Raw("device") == "shared")
	if err != nil {
		return r.Again(w, err, func(status int) error { return passwordPage(w, r, status) })
	}
	r.SignIn(w, s)
	return r.See(w, page.Local(r.FormValue("ve")))
}

// CodePage takes the eight digits of a slip.
func CodePage(w http.ResponseWriter, r *page.Request) error { return codePage(w, r, http.StatusOK) }

func codePage(w http.ResponseWriter, r *page.Request, status int) error {
	p := door(r, "account.code.title", link.SignIn, &ui.Action{Text: r.T("account.code.button"), Form: "f"})
	return r.Page(w, status, p, codeForm(r))
}

// EnterCode looks the typed code up and shows whom it is for.
func EnterCode(w http.ResponseWriter, r *page.Request) error {
	code := strings.ReplaceAll(r.Text("code"), " ", "")
	if _, err := session.Peek(r.Context(), r.DB, code, page.From(r.Request)); err != nil {
		if fault.Is(err, session.CodeDead) {
			err = fault.Bad("code", session.CodeDead)
		}
		return r.Again(w, err, func(status int) error { return codePage(w, r, status) })
	}
	return r.See(w, link.Activate(code))
}

// ActivatePage shows whom a link is for and asks what this device is. Looking
// uses nothing up: a preview of the link by a messenger harms nobody.
func ActivatePage(w http.ResponseWriter, r *page.Request) error {
	in, err := session.Peek(r.Context(), r.DB, r.PathValue("ma"), page.From(r.Request))
	if err != nil {
		return r.Again(w, err, func(status int) error { return codePage(w, r, status) })
	}
	p := door(r, "account.activate.title", link.SignIn, &ui.Action{Text: r.T("account.activate.button"), Form: "f"})
	return r.Page(w, 0, p, activateForm(r, in))
}

// Activate uses the link, once, and signs this device in.
func Activate(w http.ResponseWriter, r *page.Request) error {
	s, err := session.Redeem(r.Context(), r.DB, r.PathValue("ma"), page.From(r.Request), deviceOf(r), r.Raw("device") == "shared")
	if err != nil {
		return r.Again(w, err, func(status int) error { return codePage(w, r, status) })
	}
	r.SignIn(w, s)
	return r.See(w, link.Activated)
}

// Activated says that this device is in and until when.
func Activated(w http.ResponseWriter, r *page.Request) error {
	p := own(r, "door.in.title", "")
	p.Back, p.Where = nil, r.T("layout.product")
	p.Primary = &ui.Action{Text: r.T("error.e08.button"), Href: link.Home}
	return r.Page(w, 0, p, activated(r))
}

// RecoverPage says what to do about a lost phone.
func RecoverPage(w http.ResponseWriter, r *page.Request) error {
	return r.Page(w, 0, door(r, "account.recover.title", link.SignIn, &ui.Action{Text: r.T("account.signin.code"), Href: link.EnterCode, Icon: "qr-code"}), recoverText(r))
}

// SignOut ends this session, and before it the practice meeting under way.
func SignOut(w http.ResponseWriter, r *page.Request) error {
	if err := r.EndPractice(w); err != nil {
		return err
	}
	if err := r.Write(signOutOf(r.Session.ID)); err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	r.SignOut(w)
	if r.Raw("why") == "idle" {
		return r.See(w, link.SignIn+"?why=idle")
	}
	return r.See(w, link.SignIn)
}

// deviceOf names the device roughly, so that its owner knows it again in the
// list; the words are the catalogue's.
func deviceOf(r *page.Request) string {
	agent := r.UserAgent()
	for _, d := range []struct{ mark, name string }{
		{"iPhone", "iphone"}, {"iPad", "ipad"}, {"Android", "android"}, {"Windows", "windows"}, {"Macintosh", "mac"}, {"CrOS", "chromebook"}, {"Linux", "linux"},
	} {
		if strings.Contains(agent, d.mark) {
			return d.name
		}
	}
	return "other"
}

func deviceName(r *page.Request, name string) string {
	if key := "account.device." + name; r.Words.Has(key) {
		return r.T(key)
	}
	return name
}
