package account

import (
	"net/http"

	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
)

// ProvePage asks for the password again before a download; who has none, or has
// typed it within five minutes, is led on.
func ProvePage(w http.ResponseWriter, r *page.Request) error {
	var must bool
	if err := r.Read(func(rd *store.Reader) (err error) { must, err = session.MustProve(rd); return }); err != nil {
		return err
	}
	to := page.Local(r.FormValue("ve"))
	if !must {
		return r.See(w, to)
	}
	return r.AskProof(w, link.ProveAgain, page.Return(to), nil)
}

// Prove takes the password and leads back.
func Prove(w http.ResponseWriter, r *page.Request) error {
	to := page.Local(r.FormValue("ve"))
	if err := r.ProveBy(w, r.Raw("prove")); err != nil {
		return r.AskProof(w, link.ProveAgain, page.Return(to), err)
	}
	return r.See(w, to)
}
