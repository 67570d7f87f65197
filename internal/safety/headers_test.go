package safety

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/demo"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/web"
)

// csp is written out here once more: a wider one is a decision, not a slip.
const csp = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; media-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types htmx app"

// TestEveryAnswerIsFenced looks at the headers of every page, for who may see
// it, who may not and nobody, and for inline code, which the fence would stop.
func TestEveryAnswerIsFenced(t *testing.T) {
	t.Parallel()
	s := serveAt(t, "https://chibo.test")
	for _, g := range []*guest{s.guest(access.Secretary), s.guest(access.Officer), s.guest("nobody")} {
		for _, r := range web.Routes(web.Options{}) {
			if r.Method != http.MethodGet {
				continue
			}
			for _, path := range s.fill(t, r.Pattern, s.own) {
				a := s.send(g, http.MethodGet, path+asked(r.Pattern, s.own), nil)
				for name, want := range map[string]string{
					"Content-Security-Policy": csp, "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
					"Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin", "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
				} {
					if got := a.header.Get(name); got != want {
						t.Errorf("%s: %s is %q", r.Pattern, name, got)
					}
				}
				if a.header.Get("X-Route") != "" {
					t.Errorf("%s: the route's name leaves with the answer", r.Pattern)
				}
				if c := a.header.Get("Cache-Control"); r.Pattern == "/sw.js" || r.Pattern == "/hop.loi" || r.Pattern == "/hop.webmanifest" { // files without a word of anybody; the browser asks for the newest
					if a.status != http.StatusOK || c != "no-cache" {
						t.Errorf("%s: %d, Cache-Control is %q", r.Pattern, a.status, c)
					}
				} else if a.status == http.StatusOK && !strings.Contains(c, "no-store") && !strings.Contains(c, "private") {
					t.Errorf("%s: Cache-Control is %q", r.Pattern, c)
				}
				for _, inline := range []string{"<style", " style=", " onclick=", "javascript:", "<script>"} {
					if strings.Contains(a.body, inline) {
						t.Errorf("%s holds %q", r.Pattern, inline)
					}
				}
			}
		}
	}
}

// TestNoForeignPageSendsAForm: every form, sent by another site's page in a
// signed-in browser, is refused before anything is done.
func TestNoForeignPageSendsAForm(t *testing.T) {
	t.Parallel()
	s := serveAt(t, "https://chibo.test")
	for _, g := range []*guest{s.guest(access.Secretary), s.guest(access.Officer)} {
		for _, r := range web.Routes(web.Options{}) {
			if r.Method != http.MethodPost {
				continue
			}
			for _, path := range s.fill(t, r.Pattern, s.own) {
				for _, header := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.test"}} {
					if a := s.send(g, http.MethodPost, path, least(s.own), header...); a.status != http.StatusForbidden {
						t.Errorf("POST %s with %v: %d", r.Pattern, header, a.status)
					}
				}
			}
		}
	}
	if a := s.send(s.guest(access.Secretary), http.MethodGet, "/may", nil); a.status != http.StatusOK {
		t.Errorf("after all that she is no longer signed in: %d", a.status)
	}
}

// TestTheCookieStaysAtHome looks at the flags of the session's cookie.
func TestTheCookieStaysAtHome(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		address, name string
		secure        bool
	}{{"https://chibo.test", "__Host-chibo", true}, {"", "chibo", false}} {
		s := serveAt(t, c.address)
		var e session.Enrolment
		if err := s.db.Write(t.Context(), store.Viewer{Tenant: demo.Tenant, Person: store.System}, func(tx *store.Tx) (err error) {
			e, err = session.Issue(tx, s.own.person, session.Printed)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		a := s.send(nil, http.MethodPost, "/kich-hoat/"+e.Link, url.Values{"device": {"own"}})
		found := false
		for _, k := range (&http.Response{Header: a.header}).Cookies() {
			found = found || k.Name == c.name
			if k.Name == c.name && (!k.HttpOnly || k.Secure != c.secure || k.SameSite != http.SameSiteLaxMode || k.Path != "/" || k.Domain != "") {
				t.Errorf("%+v", k)
			}
		}
		if !found {
			t.Errorf("no cookie %s: %d %v", c.name, a.status, a.header["Set-Cookie"])
		}
	}
}
