// Package form is the page that is one form: the officer's and the member's
// pages ask most of their questions this way. What was typed stays typed, and
// each wrong field says so above itself.
package form

import (
	"net/http"
	"strconv"

	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// Input is one question. Kind: text, area, date, select, radios, ticks, check,
// file or note (a heading between the questions).
type Input struct {
	ui.Field
	Kind    string
	Options []ui.Option
	Chosen  []string
	Accept  string
}

// Hidden is a value the form carries along.
type Hidden struct{ Name, Value string }

// Page is a page around one form.
type Page struct {
	Frame  ui.Page
	Action string
	Key    string
	Upload bool
	Hidden []Hidden
	Before []ui.Note
	Inputs []Input
	Effect *ui.Note // what will happen, where it cannot be undone
	After  []ui.Link
}

// ID names the form for the button in the sticky bar.
const ID = "bieu-mau"

// Send is the primary button of such a page.
func Send(text string) *ui.Action { return &ui.Action{Text: text, Form: ID} }

// Version carries the version of what is edited.
func Version(n int64) Hidden { return Hidden{"version", strconv.FormatInt(n, 10)} }

// Typed is what a field holds: what was sent when the form is shown again, else
// what is stored.
func Typed(r *page.Request, name, stored string) string {
	if r.Method == http.MethodPost {
		return r.FormValue(name)
	}
	return stored
}

// Answer shows the form, with what is wrong above each field.
func Answer(w http.ResponseWriter, r *page.Request, status int, p Page) error {
	for i := range p.Inputs {
		p.Inputs[i].Error = r.Wrong(p.Inputs[i].Name)
	}
	if p.Key == "" && status == http.StatusUnprocessableEntity {
		p.Key = r.Key()
	}
	return r.Page(w, status, p.Frame, show(p))
}
