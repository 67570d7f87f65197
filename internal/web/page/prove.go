package page

import (
	"net/http"
	"slices"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/ui"
)

// proofField is the password typed again, beside the fields of the form itself.
const proofField = "prove"

// Prove stands before a step that cannot be taken back. Whoever has no password
// goes on: his own enrolled device is the proof, and the record says so. Whoever
// has one is asked for it once in five minutes; what he typed goes along, so that
// nothing is typed twice. It reports whether the request is answered already.
func (r *Request) Prove(w http.ResponseWriter) (answered bool, err error) {
	var must bool
	if err := r.Read(func(rd *store.Reader) (err error) {
		if must, err = session.MustProve(rd); err == nil && !must {
			must, err = session.Stale(rd, r.Session)
		}
		return err
	}); err != nil || !must {
		return false, err
	}
	if r.Method != http.MethodPost { // a download: back to it afterwards
		return true, r.See(w, link.ProveAgain+"?ve="+queryEscape(r.URL.RequestURI()))
	}
	if !r.PostForm.Has(proofField) {
		return true, r.AskProof(w, r.URL.RequestURI(), r.kept(), nil)
	}
	typed := r.PostForm.Get(proofField)
	r.PostForm.Del(proofField)
	r.Form.Del(proofField)
	if err := r.ProveBy(w, typed); err != nil {
		return true, r.AskProof(w, r.URL.RequestURI(), r.kept(), err)
	}
	return false, nil
}

// ProveBy takes the password typed and gives the browser its new token.
func (r *Request) ProveBy(w http.ResponseWriter, password string) error {
	s, err := session.Prove(r.Context(), r.DB, r.Session, password, proofField)
	if err == nil {
		r.Session = s.Session
		r.SignIn(w, s)
	}
	return err
}

// kept are the fields of the form at hand, to be sent again with the password.
func (r *Request) kept() []typed {
	var out []typed
	for name, values := range r.PostForm {
		for _, v := range values {
			out = append(out, typed{name, v})
		}
	}
	slices.SortStableFunc(out, func(a, b typed) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// AskProof shows the page that asks for the password again: its form leads to an
// address of ours with the fields it keeps. problem is what was wrong with the
// last try; what the person cannot mend is returned.
func (r *Request) AskProof(w http.ResponseWriter, to string, keep []typed, problem error) error {
	status := http.StatusForbidden // no part of a page: the script then asks for the whole
	if r.Method == http.MethodGet {
		status = http.StatusOK
	}
	if problem != nil {
		if kind := fault.KindOf(problem); kind != fault.Invalid && kind != fault.TooMany {
			return problem
		}
		r.problem, status = problem, statusOf(problem)
	}
	title := r.T("door.prove.title")
	p := ui.Page{Title: title, Heading: title, Where: r.Session.Name, Back: &ui.Link{Href: r.back()}, Primary: &ui.Action{Text: r.T("door.prove.button"), Form: "f"}}
	return r.Page(w, status, p, proofForm(r, to, keep))
}

// Return is the hidden field that leads back to an address after a proof.
func Return(to string) []typed { return []typed{{"ve", to}} }
