package page

import (
	"crypto/rand"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/session"
	"chibo/internal/web/link"
	"chibo/internal/web/ui"
)

func statusOf(err error) int {
	switch fault.KindOf(err) {
	case fault.Invalid:
		return http.StatusUnprocessableEntity
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Conflict:
		return http.StatusConflict
	case fault.Unsigned:
		return http.StatusUnauthorized
	case fault.TooMany:
		return http.StatusTooManyRequests
	case fault.Busy, fault.Unavailable:
		return http.StatusServiceUnavailable
	case fault.TooLarge:
		return http.StatusRequestEntityTooLarge
	}
	return http.StatusInternalServerError
}

func fieldsOf(err error) []fault.Field {
	var e *fault.Error
	if errors.As(err, &e) {
		return e.Fields
	}
	return nil
}

// Sentence is what the catalogue says for a fault's code. A code without words
// of its own is told in general words, so that nobody ever reads a code.
func Sentence(words *i18n.Catalog, code string, args ...any) string {
	if words.Has("error." + code) {
		return words.T("error."+code, args...)
	}
	slog.Warn("fault without words", "code", code)
	return words.T("error.general")
}

// Say is the sentence of any fault.
func Say(words *i18n.Catalog, err error) string {
	var e *fault.Error
	if errors.As(err, &e) {
		return Sentence(words, e.Code, e.Args...)
	}
	return words.T("error.general")
}

// supportCode is four letters that can be read out over the phone: no 0 O 1 I L.
func supportCode() string {
	const letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
	b := make([]byte, 4)
	if _, err := rand.Read(b); err != nil {
		panic(err)
	}
	for i := range b {
		b[i] = letters[int(b[i])%len(letters)]
	}
	return string(b)
}

// fail answers a handler's error: a page, or a fragment for the script. What
// the person typed is shown, and can be sent again with the same key.
func (r *Request) fail(w http.ResponseWriter, err error) {
	if fault.KindOf(err) == fault.Internal {
		err = fault.Of(err, "general")
	}
	status := statusOf(err)
	h := w.Header()
	for _, name := range []string{"ETag", "Content-Disposition", "Content-Length", "Content-Encoding"} {
		h.Del(name)
	}
	h.Set("Cache-Control", "no-store")
	if status == http.StatusUnauthorized {
		r.toSignIn(w)
		return
	}
	problem := failure{Status: status}
	switch status {
	case http.StatusServiceUnavailable:
		h.Set("Retry-After", "5")
		problem.Again = true
	case http.StatusTooManyRequests:
		h.Set("Retry-After", "900")
	case http.StatusInternalServerError:
		problem.Code = supportCode()
		problem.Again = true
		slog.ErrorContext(r.Context(), "request failed", "code", problem.Code, "method", r.Method, "route", r.pattern(), "error", err.Error())
	}
	problem.Text = r.words(err, problem.Code)
	if text := r.tooLate(err); text != "" {
		problem.Text, problem.Own = text, true
	}
	problem.Typed = r.typed()
	r.problem = nil
	_ = r.Page(w, status, ui.Page{Title: problem.Text, Failed: true, Back: &ui.Link{Href: r.back()}, Heading: r.T("failure.title." + heading(err, status))}, failed(r, problem))
}

// failure is what the page of an error shows.
type failure struct {
	Status int
	Text   string
	Code   string  // support code of our own faults
	Typed  []typed // what the person had typed, kept on the page
	Again  bool    // offer to send it again
	Own    bool    // lead to one's own part, which still works
}

type typed struct{ Name, Value string }

// heading is the kind of a failure. That somebody was faster is said only of an
// edit on an older text; whatever else stands in the way has other words.
func heading(err error, status int) string {
	if status == http.StatusConflict && !fault.Is(err, "stale") {
		return "cannot"
	}
	return kindName(status)
}

func kindName(status int) string {
	switch status {
	case http.StatusNotFound:
		return "missing"
	case http.StatusUnprocessableEntity, http.StatusRequestEntityTooLarge:
		return "invalid"
	case http.StatusConflict:
		return "conflict"
	case http.StatusTooManyRequests:
		return "many"
	case http.StatusServiceUnavailable:
		return "busy"
	}
	return "ours"
}

func (r *Request) words(err error, code string) string {
	switch {
	case code != "":
		return r.T("error.e30", "minutes", 5, "code", code)
	case fault.KindOf(err) == fault.NotFound:
		return r.T("error.e08")
	}
	text := Say(r.Words, err)
	for _, f := range fieldsOf(err) {
		if s := Sentence(r.Words, f.Code, f.Args...); !strings.Contains(text, s) {
			text += " " + s
		}
	}
	return text
}

// secretFields are never written back into a page.
var secretFields = []string{"password", "old", "new", "code", "ma", proofField}

func (r *Request) typed() []typed {
	if r.Method != http.MethodPost || r.MultipartForm != nil {
		return nil
	}
	var out []typed
	for name, values := range r.PostForm {
		if slices.Contains(secretFields, name) {
			return nil
		}
		for _, v := range values {
			out = append(out, typed{name, v})
		}
	}
	slices.SortFunc(out, func(a, b typed) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// back is the page the person came from, when it is ours.
func (r *Request) back() string {
	if r.Method == http.MethodPost {
		return r.URL.Path
	}
	return link.Home
}

// toSignIn leads to the sign-in page and back again afterwards. A phone that was
// shut out, or has left by itself, forgets what it keeps.
func (r *Request) toSignIn(w http.ResponseWriter) {
	ask := url.Values{}
	if r.Method == http.MethodGet && r.URL.Path != link.Home {
		ask.Set("ve", r.URL.RequestURI())
	}
	if r.ended != "" {
		r.SignOut(w)
		if session.Idle(r.Context(), r.DB, r.ended) {
			ask.Set("why", "idle")
		}
	}
	to := link.SignIn
	if len(ask) > 0 {
		to += "?" + ask.Encode()
	}
	_ = r.See(w, to)
}
