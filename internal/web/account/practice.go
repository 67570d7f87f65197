package account

import (
	"net/http"

	"chibo/internal/fault"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// PracticePage tells what a practice meeting is before it begins.
func PracticePage(w http.ResponseWriter, r *page.Request) error {
	if r.Practising() {
		return r.See(w, link.Home)
	}
	if !r.MayPractise() {
		return fault.Missing()
	}
	heading := r.T("practice.title")
	return r.Page(w, 0, ui.Page{Title: heading, Heading: heading, Where: r.T("layout.product"), Back: &ui.Link{Href: link.Home},
		Primary: &ui.Action{Text: r.T("practice.begin"), Form: "f"}}, practicePage(r))
}

// BeginPractice makes the practice meeting and leads into it.
func BeginPractice(w http.ResponseWriter, r *page.Request) error {
	if err := r.BeginPractice(w); err != nil {
		return err
	}
	return r.See(w, link.Home)
}

// EndPractice wipes the practice meeting: back to one's own pages.
func EndPractice(w http.ResponseWriter, r *page.Request) error {
	if err := r.EndPractice(w); err != nil {
		return err
	}
	return r.See(w, link.Home)
}
