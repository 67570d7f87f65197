package account

import (
	"net/http"
	"strings"

	"chibo/internal/offline"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// enrolled is what the pages of another person's code show.
type enrolled struct {
	session.Whose
	Live session.Live
	Self bool // the viewer himself, who shuts his phones out on his own page
}

func readEnrolled(r *page.Request) (e enrolled, err error) {
	err = r.Read(func(rd *store.Reader) (err error) {
		id := r.PathValue("id")
		if e.Live, err = session.LiveOf(rd, id); err == nil { // which asks for the right first
			e.Whose, err = session.Of(rd, id)
		}
		return err
	})
	e.Self = e.Person == r.Viewer.Person
	return e, err
}

// EnrolPage asks how a person's code reaches him, and leads on from a lost phone.
func EnrolPage(w http.ResponseWriter, r *page.Request) error {
	e, err := readEnrolled(r)
	if err != nil {
		return err
	}
	p := own(r, "account.enrol.title", link.Home)
	p.Primary = &ui.Action{Text: r.T("account.enrol.button"), Form: "f"}
	return r.Page(w, 0, p, enrolForm(r, e))
}

// Enrol makes the code. The room refuses whoever may not enrol this person.
func Enrol(w http.ResponseWriter, r *page.Request) error {
	var e session.Enrolment
	err := r.Write(func(tx *store.Tx) (err error) { e, err = session.Issue(tx, r.PathValue("id"), kindOf(r)); return })
	if err != nil {
		return err
	}
	return handOver(w, r, e, "account.enrol.title", link.Enrol(e.Person))
}

// LostPage says what ends when a phone is lost or changed.
func LostPage(w http.ResponseWriter, r *page.Request) error {
	e, err := readEnrolled(r)
	if err == nil && e.Self {
		return r.See(w, link.Devices)
	}
	if err != nil {
		return err
	}
	p := own(r, "account.signin.lost", link.Enrol(e.Person))
	p.Heading = r.T("door.lost.heading", "name", e.Name)
	p.Primary = &ui.Action{Text: r.T("door.lost.button"), Form: "f"}
	return r.Page(w, 0, p, lostForm(r, e))
}

// Lost ends everything of the person that is signed in, at once, and shows the
// code for the new phone.
func Lost(w http.ResponseWriter, r *page.Request) error {
	var e session.Enrolment
	err := r.Write(func(tx *store.Tx) (err error) {
		if e, err = session.Lost(tx, r.PathValue("id"), kindOf(r)); err != nil {
			return err
		}
		return offline.Lost(tx, r.PathValue("id"), "")
	})
	if err != nil {
		return err
	}
	return handOver(w, r, e, "account.signin.lost", link.Enrol(e.Person))
}

func kindOf(r *page.Request) string {
	if r.Raw("kind") == session.Printed {
		return session.Printed
	}
	return session.Scanned
}

// handOver shows a link and a code once; they cannot be shown again. A code that
// lives three days is a slip of paper, the other stands on this screen.
func handOver(w http.ResponseWriter, r *page.Request, e session.Enrolment, key, back string) error {
	typed, err := session.Typed(r.Context(), r.DB, e)
	if err != nil {
		return err
	}
	h := handed{Enrolment: e, Typed: typed, Address: r.Origin() + link.Activate(e.Link), Enter: r.Origin() + link.EnterCode}
	p := own(r, key, back)
	if e.Printed {
		p.Print, p.Title = true, r.T("door.slip")
		return r.Page(w, 0, p, slip(r, h))
	}
	p.Heading = r.T("door.scan")
	p.Primary = &ui.Action{Text: r.T("door.done"), Href: back}
	return r.Page(w, 0, p, onScreen(r, h))
}

// handed is a code on its way to its person.
type handed struct {
	session.Enrolment
	Typed   string // the code as it is typed
	Address string // behind the QR
	Enter   string // where the code is typed
}

// short is an address as it is read out and typed: without what browsers add.
func short(address string) string { return strings.TrimPrefix(address, "https://") }
