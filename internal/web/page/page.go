// Package page is the desk every handler works at: one request with its viewer,
// database, rules and words, and the answers a handler may give. A handler
// returns an error and the adapter speaks to the person; it never writes an
// error itself.
//
//	func Save(w http.ResponseWriter, r *page.Request) error {
//		var wrong fault.Fields
//		place := r.Text("place")
//		day := r.Day("day", &wrong)
//		err := wrong.Err()
//		if err == nil {
//			err = r.Write(func(tx *store.Tx) error { … })
//		}
//		if err != nil {
//			return r.Again(w, err, form(place, day)) // 422 with what was typed
//		}
//		return r.See(w, link.Meeting(slug, period))
//	}
package page

import (
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/desk"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/regulation"
	"chibo/internal/rule"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/ui"
)

// Handler answers one request. Errors become pages.
type Handler func(w http.ResponseWriter, r *Request) error

// Route is one line of the route table.
type Route struct {
	Method  string
	Pattern string
	Action  access.Action
	Handler Handler
	Meeting bool // the action is asked in the circle of the meeting the address names
	Real    bool // reaches out of a practice meeting: refused in one
	Prove   bool // whoever has a password types it again: a step that cannot be taken back
	Alone   bool // a page that asks again by itself, with or without script: no use of a session
}

// Request is one request with all that a handler needs.
type Request struct {
	*http.Request
	DB      *store.DB
	Book    *rule.Book      // of the viewer's committee: the shipped rules and its own
	Viewer  store.Viewer    // zero Person when nobody is signed in
	Session session.Session // zero when nobody is signed in
	Words   *i18n.Catalog
	Size    string // size of type: "", lon, rat-lon
	High    bool   // high contrast, chosen on this device
	Secure  bool   // served by https

	books     *regulation.Books
	Boards    *desk.Shelf // the committees' desks as read last; of calls that meet no page none
	origin    string
	pdf       PDF
	looks     *looks
	practices Practices
	own       session.Session // the viewer's own, while Session is that of his practice
	route     *Route
	ended     string // a cookie that finds no session any more
	problem   error  // what a form is shown again for
	posts     []Post
	loaded    bool
	mark      string // of the changes told before anything was read
}

// Post is one post the viewer holds today.
type Post struct {
	access.Grant
	OrgName string
	OrgSlug string
	Kind    string // kind of the organisation: "ward" or a kind of cell
}

// Signed reports whether somebody is signed in.
func (r *Request) Signed() bool { return r.Viewer.Person != "" }

// T gives the words of a key in the person's language.
func (r *Request) T(key string, args ...any) string { return r.Words.T(key, args...) }

// Either is what a rule says in both languages, in the person's: rules speak
// Vietnamese and English, whatever languages the catalogue has.
func (r *Request) Either(vi, en string) string {
	if r.Words.Lang() == "en" {
		return en
	}
	return vi
}

// DayOfWeek is "thứ Năm" in the person's language.
func (r *Request) DayOfWeek(day string) string {
	return r.T("meetingpage.weekday." + strconv.Itoa(vi.DayOfWeek(day)))
}

// Books is the shipped rules alone, against which a committee's own are compared.
func (r *Request) Books() *rule.Book { return r.books.Base() }

// Under gives the request the rules of a committee known by other means than the viewer's session: a phone's pass.
func (r *Request) Under(tenant int64) error { return r.under(tenant) }

func (r *Request) under(tenant int64) (err error) {
	r.Book, err = r.books.Of(r.Context(), tenant)
	return err
}

// home is the viewer's committee; in a practice meeting his own, whose rules he practises.
func (r *Request) home() int64 {
	if r.Practising() {
		return r.own.Tenant
	}
	return r.Viewer.Tenant
}

// Read runs fn on one snapshot as the viewer.
func (r *Request) Read(fn func(*store.Reader) error) error {
	return r.DB.Read(r.Context(), r.Viewer, fn)
}

// Write runs fn in one transaction as the viewer.
func (r *Request) Write(fn func(*store.Tx) error) error {
	return r.DB.Write(r.Context(), r.Viewer, fn)
}

// Posts lists what the viewer holds today, read once a request.
func (r *Request) Posts() ([]Post, error) {
	if r.loaded || !r.Signed() {
		return r.posts, nil
	}
	err := r.Read(func(rd *store.Reader) (err error) { r.posts, err = posts(rd); return })
	r.loaded = err == nil
	return r.posts, err
}

func posts(rd *store.Reader) ([]Post, error) {
	grants, err := access.Grants(rd)
	if err != nil {
		return nil, err
	}
	var out []Post
	for _, g := range grants {
		p := Post{Grant: g}
		if err := rd.Get([]any{&p.OrgName, &p.OrgSlug, &p.Kind}, `
			select e.name, o.slug, e.kind from org_edge e join org o on o.tenant = e.tenant and o.id = e.org
			where e.tenant = $1 and e.org = $2 and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)`, g.Org, rd.Today()); err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// Fragment reports whether the page's script asks for a part, not the whole page.
func (r *Request) Fragment() bool { return r.Header.Get("HX-Request") == "true" }

// Page answers with a page; a fragment request gets only the body. p.Lang,
// p.Size, p.Contents, p.Help and p.Leaves are filled in.
func (r *Request) Page(w http.ResponseWriter, status int, p ui.Page, body templ.Component) error {
	ctx := i18n.With(r.Context(), r.Words)
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Add("Vary", "HX-Request")
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-store")
	}
	summary := r.summary()
	if len(summary) > 0 {
		body = templ.Join(ui.ErrorSummary(summary), body)
		p.Failed = true
	}
	if status == 0 {
		status = http.StatusOK
	}
	if r.Fragment() {
		w.WriteHeader(status)
		return written(body.Render(ctx, w))
	}
	p.Lang, p.Size = r.Words.Lang(), r.Size
	if r.High {
		p.Contrast = "cao"
	}
	if p.Help == "" {
		p.Help = help(r.pattern())
	}
	r.follows(&p)
	if r.Session.Shared {
		p.Scripts = append(p.Scripts, "leave.js")
		p.Leaves = &ui.Leaving{Minutes: session.SharedIdle, Out: link.SignOut, Tell: link.Devices}
	}
	p.Practice = r.practiceStrip()
	r.tellLastDay(&p)
	r.onPaper(&p)
	if p.Contents == nil && r.Signed() {
		p.Contents = &ui.Link{Href: link.Contents}
	}
	w.WriteHeader(status)
	return written(ui.Layout(p).Render(templ.WithChildren(ctx, body), w))
}

// help is the topic that explains a page; the index where no topic does.
func help(pattern string) string {
	if topic := link.HelpFor(pattern); topic != "" {
		return link.HelpOn(topic)
	}
	return link.Help
}

// written drops the error of a page already begun: the browser has gone.
func written(error) error { return nil }

// Part answers with a fragment alone, whatever was asked.
func (r *Request) Part(w http.ResponseWriter, status int, body templ.Component) error {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	return written(body.Render(i18n.With(r.Context(), r.Words), w))
}

// Again shows a form again with what was typed, under a summary of what to
// correct, when err is the person's to mend (422, 409, 429); any other error is
// returned for the adapter. show draws the page; inside it Wrong says what is
// wrong with a field.
func (r *Request) Again(w http.ResponseWriter, err error, show func(status int) error) error {
	switch fault.KindOf(err) {
	case fault.Invalid, fault.Conflict, fault.TooMany, fault.TooLarge:
		r.problem = err
		return show(statusOf(err))
	}
	return err
}

// Wrong is the sentence about one field of a form shown again, or "".
func (r *Request) Wrong(name string) string {
	for _, f := range fieldsOf(r.problem) {
		if f.Name == name {
			return Sentence(r.Words, f.Code, f.Args...)
		}
	}
	return ""
}

// summary lists everything to correct; the fault itself when no field is named.
func (r *Request) summary() []ui.Wrong {
	if r.problem == nil {
		return nil
	}
	var out []ui.Wrong
	for _, f := range fieldsOf(r.problem) {
		out = append(out, ui.Wrong{ID: f.Name, Text: Sentence(r.Words, f.Code, f.Args...)})
	}
	if len(out) == 0 {
		out = []ui.Wrong{{ID: "noi-dung", Text: Say(r.Words, r.problem)}}
	}
	return out
}

// See sends the browser on after a write: 303, or HX-Redirect for the script.
func (r *Request) See(w http.ResponseWriter, address string) error {
	if r.Fragment() {
		w.Header().Set("HX-Redirect", address)
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r.Request, address, http.StatusSeeOther)
	return nil
}

// Local is an address on this server that came from outside (a "ve" field), or
// the home page when it is anything else.
func Local(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//") || strings.ContainsAny(address, "\\\r\n\t") {
		return link.Home
	}
	return address
}

// Origin is the address of this server, for links that are printed or shown to
// another device: the one it was started with, never what a request claims to
// have asked for. Without one only this machine can reach it.
func (r *Request) Origin() string {
	if r.origin != "" {
		return r.origin
	}
	host := r.Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	if ip := net.ParseIP(strings.Trim(host, "[]")); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return "http://localhost"
	}
	return "http://" + r.Host
}
