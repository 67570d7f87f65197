package page

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"log/slog"
	"net/http"
	"net/url"
	"runtime/debug"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/desk"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/regulation"
	"chibo/internal/session"
	"chibo/internal/store"
)

// Desk is what all requests share.
type Desk struct {
	DB     *store.DB
	Books  *regulation.Books
	Secure bool   // served by https: the cookie is __Host-chibo
	Origin string // "https://name", as phones open it; empty on loopback
	PDF    PDF    // nil: LibreOffice without a cache
	looks  looks
	boards desk.Shelf // of the committees' desks

	Practices Practices // nil: there are no practice meetings
}

// Mux makes the handler of a route table. A route without method, pattern,
// action or handler, or with an action the policy does not know, stops the
// start: nothing is open by forgetting.
func (d *Desk) Mux(routes []Route) *http.ServeMux {
	mux := http.NewServeMux()
	for i := range routes {
		rt := &routes[i]
		if rt.Method == "" || rt.Pattern == "" || rt.Handler == nil {
			panic(fmt.Sprintf("route %d %s %s: incomplete", i, rt.Method, rt.Pattern))
		}
		if _, known := access.Actions()[rt.Action]; !known && rt.Action != access.Anyone && rt.Action != access.SignedIn {
			panic(fmt.Sprintf("route %s %s: action %q is not in the policy", rt.Method, rt.Pattern, rt.Action))
		}
		pattern := rt.Pattern
		if pattern == "/" {
			pattern = "/{$}"
		}
		mux.Handle(rt.Method+" "+pattern, d.adapt(rt))
	}
	mux.Handle("/", d.adapt(&Route{Pattern: "/", Action: access.Anyone, Handler: func(http.ResponseWriter, *Request) error { return fault.Missing() }}))
	return mux
}

func (d *Desk) adapt(rt *Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		r := &Request{Request: hr, DB: d.DB, Book: d.Books.Base(), books: d.Books, Secure: d.Secure, origin: d.Origin, pdf: d.PDF, looks: &d.looks, Boards: &d.boards, practices: d.Practices, route: rt, mark: d.mark(), Words: i18n.For("vi")}
		w.Header().Set("X-Route", rt.Pattern) // for the request log; taken off before it leaves
		sent := &watched{ResponseWriter: w}
		defer func() {
			switch p := recover(); {
			case p == nil:
			case p == http.ErrAbortHandler || sent.begun: //nolint:errorlint // the very value, as net/http compares it
				panic(http.ErrAbortHandler)
			default:
				r.fail(w, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
			}
		}()
		err, answered := r.enter(), false
		atDoor := err != nil
		if r.Practising() {
			w.Header().Set("X-Route", PracticeRoute+rt.Pattern)
		}
		if err == nil && rt.Prove {
			answered, err = r.Prove(sent)
		}
		if err == nil && !answered {
			err = rt.Handler(sent, r)
		}
		switch {
		case err == nil:
		case sent.begun:
			slog.ErrorContext(hr.Context(), "request failed after its answer had begun", "route", rt.Pattern, "error", err.Error())
		case errors.Is(err, context.Canceled) && hr.Context().Err() != nil: // the browser has gone
			w.WriteHeader(499)
		default:
			r.refused(w, err, atDoor)
			r.fail(w, err)
		}
	})
}

// mark names the moment before a request reads anything.
func (d *Desk) mark() string {
	if d.DB == nil { // a page without data
		return ""
	}
	return d.DB.Live().Mark()
}

// greet knows the person by the cookie, and the language and size of type.
func (r *Request) greet() error {
	if c, err := r.Cookie(cookieName("ngon-ngu", false)); err == nil {
		r.Words = i18n.For(c.Value)
	}
	if c, err := r.Cookie(cookieName("co-chu", false)); err == nil && c.Value != "" {
		r.Size = size(c.Value)
	}
	if c, err := r.Cookie(cookieName("tuong-phan", false)); err == nil {
		r.High = c.Value == "cao"
	}
	if c, err := r.Cookie(CookieName(r.Secure)); err == nil {
		s, err := r.finder()(r.Context(), r.DB, c.Value)
		switch {
		case err == nil && store.Practising(s.Tenant): // its place is the other cookie
		case err == nil:
			r.Session, r.Viewer = s, s.Viewer()
			r.Words = i18n.For(s.Lang)
			if s.TextSize != "" {
				r.Size = size(s.TextSize)
			}
		case fault.KindOf(err) != fault.Unsigned:
			return err
		default:
			r.ended = c.Value
		}
	}
	return r.practise()
}

// enter finds who is there, in which language, and whether he may be here.
func (r *Request) enter() error {
	if err := r.greet(); err != nil {
		return err
	}
	if err := r.under(r.home()); err != nil {
		return err
	}
	r.Request = r.WithContext(i18n.With(r.Context(), r.Words)) // what is said before the page is drawn is in its language too
	if r.Method == http.MethodPost {
		if err := r.parse(); err != nil {
			return err
		}
	}
	if r.route.Real && r.Practising() {
		return fault.New(fault.Conflict, "practice_only")
	}
	switch r.route.Action {
	case access.Anyone:
		return nil
	case access.SignedIn:
		if !r.Signed() {
			return fault.New(fault.Unsigned, "unsigned")
		}
		return nil
	}
	if !r.Signed() {
		return fault.New(fault.Unsigned, "unsigned")
	}
	return r.Read(func(rd *store.Reader) error { // the room asks again for the organisation at hand
		may := access.MustAny
		if r.route.Meeting {
			may = access.MustInAny
		}
		if err := may(rd, r.route.Action); err != nil {
			return err
		}
		ps, err := posts(rd)
		if err == nil {
			r.posts, r.loaded = ps, true
		}
		return err
	})
}

func size(s string) string {
	for _, known := range session.TextSizes {
		if s == known {
			return s
		}
	}
	return ""
}

func (r *Request) pattern() string {
	if r.route == nil {
		return ""
	}
	return r.route.Pattern
}

// watched knows whether an answer has begun.
type watched struct {
	http.ResponseWriter
	begun bool
}

func (w *watched) WriteHeader(status int)      { w.begun = true; w.ResponseWriter.WriteHeader(status) }
func (w *watched) Write(b []byte) (int, error) { w.begun = true; return w.ResponseWriter.Write(b) }

// Unwrap lets http.ResponseController reach the connection.
func (w *watched) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// CookieName is the session cookie: __Host- needs https, which loopback lacks.
func CookieName(secure bool) string { return cookieName("chibo", secure) }

func cookieName(name string, secure bool) string {
	if secure {
		return "__Host-" + name
	}
	return name
}

// SignIn gives the browser its session. A shared device's cookie goes with the
// browser's window.
func (r *Request) SignIn(w http.ResponseWriter, s session.Started) {
	c := &http.Cookie{Name: CookieName(r.Secure), Value: s.Secret, Path: "/", HttpOnly: true, Secure: r.Secure, SameSite: http.SameSiteLaxMode}
	if !s.Shared {
		c.MaxAge = 400 * 24 * 3600 // the server decides; it ends ninety days after the last use
	}
	http.SetCookie(w, c)
}

// SignOut takes the session from the browser, with what it cached.
func (r *Request) SignOut(w http.ResponseWriter) {
	http.SetCookie(w, &http.Cookie{Name: CookieName(r.Secure), Path: "/", MaxAge: -1, HttpOnly: true, Secure: r.Secure, SameSite: http.SameSiteLaxMode})
	w.Header().Set("Clear-Site-Data", `"cache", "storage"`)
}

// Choose keeps a choice of one who is not signed in: language, size of type.
func (r *Request) Choose(w http.ResponseWriter, name, value string) {
	http.SetCookie(w, &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: 400 * 24 * 3600, HttpOnly: true, Secure: r.Secure, SameSite: http.SameSiteLaxMode})
}

// NotModified marks the page with a version and reports whether the browser has
// that one already; then 304 is answered and the handler returns nil. version
// names all that the page shows, such as store time or row versions; viewer,
// language and size are added here. A shared device keeps no pages.
func (r *Request) NotModified(w http.ResponseWriter, version string) bool {
	if r.Session.Shared {
		return false
	}
	w.Header().Set("ETag", r.tag(version))
	w.Header().Set("Cache-Control", "private, no-cache")
	w.Header().Add("Vary", "Cookie")
	if r.Has(version) {
		w.WriteHeader(http.StatusNotModified)
		return true
	}
	return false
}

// Has reports whether the browser holds this page in this version already; a
// handler that asks before it reads on spares itself the reading.
func (r *Request) Has(version string) bool {
	if r.Session.Shared || r.Header.Get("If-None-Match") == "" {
		return false
	}
	tag := r.tag(version)
	for candidate := range strings.SplitSeq(r.Header.Get("If-None-Match"), ",") {
		if strings.TrimSpace(candidate) == tag {
			return true
		}
	}
	return false
}

func (r *Request) tag(version string) string {
	h := fnv.New64a()
	for _, part := range []string{r.route.Pattern, r.URL.RequestURI(), version, r.Viewer.Person, strconv.FormatInt(r.Viewer.Tenant, 10), r.Words.Lang(), r.Size, strconv.FormatBool(r.High), strconv.FormatBool(r.Fragment()), build} {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	return `W/"` + strconv.FormatUint(h.Sum64(), 36) + `"`
}

func queryEscape(s string) string { return url.QueryEscape(s) }
