package safety

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"chibo/internal/access"
	"chibo/internal/web"
)

// met remembers for each route and action whether somebody was let in and
// somebody refused.
type met struct {
	sync.Mutex
	in, out map[string]bool
}

func (m *met) note(key string, in bool) {
	m.Lock()
	defer m.Unlock()
	if in {
		m.in[key] = true
	} else {
		m.out[key] = true
	}
}

// TestEveryRouteForEveryPost opens every page and sends every form empty, as
// every post, in the own cell, in a sibling cell and above.
func TestEveryRouteForEveryPost(t *testing.T) {
	t.Parallel()
	m, err := build()
	if err != nil {
		t.Fatal(err)
	}
	routes := web.Routes(web.Options{})
	for _, r := range routes {
		if r.Method == "POST" && !ofPerson(r.Pattern) && slices.Contains(looks, wanted("POST", r.Pattern, r.Action, access.OfAll)[0]) {
			t.Errorf("POST %s asks only for %s: may whoever looks also change? Name in narrower what its room asks", r.Pattern, r.Action)
		}
	}
	seen := &met{in: map[string]bool{}, out: map[string]bool{}}
	t.Run("posts", func(t *testing.T) {
		for _, g := range m.guests {
			t.Run(g.name, func(t *testing.T) {
				t.Parallel()
				s := serve(t)
				for _, p := range []place{s.upper, s.sibling, s.own} {
					for _, method := range []string{"GET", "POST"} {
						for _, r := range routes {
							if r.Method == method && (p.cell || !strings.Contains(r.Pattern, "{id}") || strings.Contains(r.Pattern, "{cb}")) {
								for _, p.circle = range circles(r.Pattern) {
									s.knock(t, g, method, r.Pattern, r.Action, p, seen)
								}
							}
						}
					}
				}
			})
		}
	})
	for _, r := range routes {
		key := r.Method + " " + r.Pattern
		for _, in := range circles(r.Pattern) {
			if in != access.OfAll && !seen.out[key+" ("+string(in)+")"] {
				t.Errorf("%s: nobody was refused at a meeting of the %s", key, in)
			}
		}
		if hop(r.Pattern) { // its one meeting is past most of its steps; the cell's are walked
			continue
		}
		if !seen.in[key] && !ofPerson(r.Pattern) {
			t.Errorf("%s (%s): nobody was let in; the right is not exercised", key, r.Action)
		}
		if r.Action != access.Anyone && !seen.out[key] {
			t.Errorf("%s (%s): nobody was refused", key, r.Action)
		}
	}
}

// knock sends one request and judges the answer.
func (s *server) knock(t *testing.T, g *guest, method, pattern string, action access.Action, p place, seen *met) {
	t.Helper()
	key := method + " " + pattern
	if p.circle != access.OfAll {
		key += " (" + string(p.circle) + ")"
	}
	if key == "GET /chi-bo/{cb}" { // leads on to the meetings without looking; those are asked
		seen.note(key, true)
		seen.note(key, false)
		return
	}
	if method == "POST" && strings.HasPrefix(pattern, "/thoat") && g.person != "" {
		seen.note(key, true) // ends the session; walked in the web's own tests
		return
	}
	allowed := s.allowed(g, method, pattern, action, p)
	some := false
	for _, path := range s.fill(t, pattern, p) {
		a := s.send(g, method, path+asked(pattern, p), least(p))
		some = some || a.status != http.StatusNotFound && a.status != http.StatusUnauthorized
		switch {
		case a.status >= 500 && a.status != http.StatusServiceUnavailable:
			t.Errorf("%s as %s at %s: %d\n%s", key, g.name, p.name, a.status, head(a.body))
		case g.person == "" && !allowed:
			if a.status != http.StatusSeeOther || !strings.HasPrefix(a.header.Get("Location"), "/dang-nhap") {
				t.Errorf("%s as nobody: %d to %q, not to sign in", key, a.status, a.header.Get("Location"))
			}
			some = false
		case !allowed && a.status != http.StatusNotFound:
			t.Errorf("%s as %s at %s: %d, not 404 (wants %v)", key, g.name, p.name, a.status, wanted(method, pattern, action, p.circle))
		case allowed && a.status == http.StatusSeeOther && g.person != "" && strings.HasPrefix(a.header.Get("Location"), "/dang-nhap"):
			t.Errorf("%s as %s at %s: sent to sign in", key, g.name, p.name)
		}
	}
	if allowed && !some && p.cell && method == "POST" && p.circle == access.OfAll { // an earlier form may have taken it away
		fresh := serve(t)
		for _, path := range fresh.fill(t, pattern, p) {
			some = some || fresh.send(g, method, path+asked(pattern, p), least(p)).status != http.StatusNotFound
		}
	}
	seen.note(key, allowed && some)
	if !allowed {
		seen.note(key, false)
	}
	if allowed && !some && p.cell && !poorer(g, p) && !ofPerson(pattern) && p.circle == access.OfAll { // a committee's one meeting is past most of its steps
		t.Errorf("%s as %s at %s: allowed, yet 404", key, g.name, p.name)
	}
}

func ofPerson(pattern string) bool {
	return slices.ContainsFunc(personal, func(begins string) bool { return strings.HasPrefix(pattern, begins) })
}

// least are the fields without which a form cannot tell what it is about.
func least(p place) url.Values {
	return url.Values{"member": {p.member}, "person": {p.person}, "org": {p.org}, "step": {"2"}}
}

func head(s string) string { return s[:min(len(s), 300)] }

// asked is what an address needs behind the question mark.
func asked(pattern string, p place) string {
	switch {
	case strings.HasSuffix(pattern, "/toi/du-lieu/tai"):
		return "?dang=json"
	case strings.HasSuffix(pattern, "/thoi"), strings.HasSuffix(pattern, "/chuc-vu"):
		return "?to-chuc=" + p.org + "&nguoi=" + p.person
	}
	return ""
}
