package page

import (
	"context"
	"net/http"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/ui"
)

// Practices makes and ends practice meetings: the hall's, because that needs
// every room.
type Practices interface {
	// Begin opens a practice on the device of a session, making it when there is none.
	Begin(ctx context.Context, own session.Session) (session.Started, error)
	// End wipes the practice of the session's person.
	End(ctx context.Context, own session.Session) error
}

// PracticeRoute stands before the route of a request made in a practice meeting,
// for the request log and the metrics.
const PracticeRoute = "TẬP DƯỢT "

func practiceCookie(secure bool) string { return cookieName("chibo-tap", secure) }

// practise lets the viewer's practice win while it lives: with its own cookie,
// for the person it was made for, and only while he is signed in himself.
func (r *Request) practise() error {
	c, err := r.Cookie(practiceCookie(r.Secure))
	if err != nil || !r.Signed() {
		return nil //nolint:nilerr // no cookie: no practice
	}
	s, err := session.FindPractice(r.Context(), r.DB, r.Session, c.Value, r.finder())
	if kind := fault.KindOf(err); kind == fault.Unsigned || kind == fault.NotFound { // it is over
		return nil
	}
	if err != nil {
		return err
	}
	r.own, r.Session, r.Viewer = r.Session, s, s.Viewer()
	return nil
}

// Practising reports whether this request is made in a practice meeting.
func (r *Request) Practising() bool { return store.Practising(r.Viewer.Tenant) }

// MayPractise reports whether practice meetings can be made on this server.
func (r *Request) MayPractise() bool { return r.practices != nil && !r.Practising() }

// BeginPractice gives the browser a practice meeting beside its own session.
func (r *Request) BeginPractice(w http.ResponseWriter) error {
	if r.practices == nil {
		return fault.Missing()
	}
	if r.Practising() {
		return nil
	}
	s, err := r.practices.Begin(r.Context(), r.Session)
	if err != nil {
		return err
	}
	http.SetCookie(w, &http.Cookie{Name: practiceCookie(r.Secure), Value: s.Secret, Path: "/", HttpOnly: true, Secure: r.Secure, SameSite: http.SameSiteLaxMode})
	return nil
}

// EndPractice wipes the practice meeting and gives the request back to the
// viewer's own session. Without one there is nothing to do.
func (r *Request) EndPractice(w http.ResponseWriter) error {
	if !r.Practising() {
		return nil
	}
	if err := r.practices.End(r.Context(), r.own); err != nil {
		return err
	}
	http.SetCookie(w, &http.Cookie{Name: practiceCookie(r.Secure), Path: "/", MaxAge: -1, HttpOnly: true, Secure: r.Secure, SameSite: http.SameSiteLaxMode})
	r.Session, r.Viewer, r.own = r.own, r.own.Viewer(), session.Session{}
	r.posts, r.loaded = nil, false
	return nil
}

// practiceStrip is what stands above every page of a practice meeting: that
// nothing here is real, the way out, and what to press next.
func (r *Request) practiceStrip() *ui.Practice {
	if !r.Practising() {
		return nil
	}
	strip := &ui.Practice{End: link.EndPractice}
	p, ok, err := r.Role()
	if err != nil || !ok {
		return strip
	}
	_ = r.Read(func(rd *store.Reader) error { // without a hint the strip still says what it must
		m, err := meeting.Find(rd, p.Org, vi.MonthOf(rd.Today()), meeting.Regular)
		if err != nil {
			return err
		}
		hint, at, err := practiceHint(rd, r.Book, m)
		if err == nil && hint != "" {
			strip.Next, strip.At = r.T("practice.next."+hint), at(p.OrgSlug, m.Period)
		}
		return err
	})
	return strip
}

// practiceHint names the step of today's meeting that comes next and its page:
// open, call the roll, go through the agenda to the end. Afterwards there is none.
func practiceHint(rd *store.Reader, book *rule.Book, m meeting.Meeting) (string, func(slug, period string) string, error) {
	if m.At(meeting.Closed) {
		return "", nil, nil
	}
	if !m.At(meeting.InSession) {
		return "open", link.Room, nil
	}
	lacking, err := meeting.Missing(rd, book, m.ID, "close")
	if err != nil || len(lacking) > 0 {
		return "roll", link.RollCall, err
	}
	return "run", link.Room, nil
}
