package safety

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/demo"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/web"
)

// code makes a one-time code for a person, as the program itself.
func (s *server) code(person string) session.Enrolment {
	s.t.Helper()
	var e session.Enrolment
	if err := s.db.Write(s.t.Context(), store.Viewer{Tenant: demo.Tenant, Person: store.System}, func(tx *store.Tx) (err error) {
		e, err = session.Issue(tx, person, session.Printed)
		return err
	}); err != nil {
		s.t.Fatal(err)
	}
	return e
}

// cookie is the session an answer gives, "" for none.
func (a answer) cookie() string {
	for _, c := range (&http.Response{Header: a.header}).Cookies() {
		if c.Name == "chibo" {
			return c.Value
		}
	}
	return ""
}

func (s *server) as(cookie, method, path string, more ...string) answer {
	s.t.Helper()
	return s.send(nil, method, path, url.Values{}, append([]string{"Cookie", "chibo=" + cookie}, more...)...)
}

func regexpFirst(text, pattern string) string {
	if m := regexp.MustCompile(pattern).FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}

// TestASessionSetBeforeIsNotKept: a cookie planted in a browser before its owner
// signs in is replaced, and never becomes his.
func TestASessionSetBeforeIsNotKept(t *testing.T) {
	t.Parallel()
	s := serve(t)
	thief := s.guest(access.Member)
	for _, planted := range []string{"9900001." + strings.Repeat("a", 43), thief.cookie, ""} {
		e := s.code(s.own.person)
		a := s.send(nil, http.MethodPost, "/kich-hoat/"+e.Link, url.Values{"device": {"own"}}, "Cookie", "chibo="+planted)
		got := a.cookie()
		if a.status != http.StatusSeeOther || got == "" || got == planted {
			t.Errorf("planted %q, got %q (%d)", planted, got, a.status)
		}
		if a := s.as(got, http.MethodGet, "/toi"); a.status != http.StatusOK {
			t.Errorf("the owner: %d", a.status)
		}
	}
	if a := s.as("9900001."+strings.Repeat("a", 43), http.MethodGet, "/toi"); a.status != http.StatusSeeOther {
		t.Errorf("the planted secret opens %d", a.status)
	}
	if a := s.as(thief.cookie, http.MethodGet, "/dang-vien/"+s.own.member); a.status != http.StatusNotFound {
		t.Errorf("the thief's own session has grown: %d", a.status)
	}
}

// TestAStolenCookieEndsWithItsSession: it works elsewhere, as a stolen key does,
// until the owner ends that line of his list from another device; then nowhere.
func TestAStolenCookieEndsWithItsSession(t *testing.T) {
	t.Parallel()
	s := serve(t)
	phone := s.send(nil, http.MethodPost, "/kich-hoat/"+s.code(s.own.person).Link, url.Values{"device": {"own"}}).cookie()
	desk := s.send(nil, http.MethodPost, "/kich-hoat/"+s.code(s.own.person).Link, url.Values{"device": {"own"}}).cookie()
	elsewhere := []string{from, "203.0.113.9", "User-Agent", "khác hẳn"}
	if a := s.as(phone, http.MethodGet, "/toi", elsewhere...); a.status != http.StatusOK {
		t.Fatalf("stolen: %d", a.status)
	}
	list := s.as(desk, http.MethodGet, "/may")
	end := regexpFirst(list.body, `action="(/may/[^"]+/thoat)"[^>]*>\s*<button[^>]*aria-label="Thoát khỏi máy đó:`)
	if list.status != http.StatusOK || end == "" {
		t.Fatalf("the list: %d %s", list.status, list.body)
	}
	if a := s.as(desk, http.MethodPost, end); a.status != http.StatusSeeOther {
		t.Fatalf("ending it: %d", a.status)
	}
	for _, more := range [][]string{nil, elsewhere} {
		if a := s.as(phone, http.MethodGet, "/toi", more...); a.status != http.StatusSeeOther || !strings.HasPrefix(a.header.Get("Location"), "/dang-nhap") {
			t.Errorf("after the end: %d %s", a.status, a.header.Get("Location"))
		}
	}
	if a := s.as(desk, http.MethodGet, "/toi"); a.status != http.StatusOK {
		t.Errorf("the other device: %d", a.status)
	}
}

// TestNothingIsReplayed: after signing out the cookie is dead, the browser is told
// to forget, and a form that signed in once signs in no more.
func TestNothingIsReplayed(t *testing.T) {
	t.Parallel()
	s := serve(t)
	e := s.code(s.own.person)
	c := s.send(nil, http.MethodPost, "/kich-hoat/"+e.Link, url.Values{"device": {"own"}}).cookie()
	before := s.as(c, http.MethodGet, "/toi/du-lieu")
	if before.status != http.StatusOK || before.header.Get("Cache-Control") != "no-store" {
		t.Errorf("before: %d %q", before.status, before.header.Get("Cache-Control"))
	}
	out := s.as(c, http.MethodPost, "/thoat")
	if out.status != http.StatusSeeOther || !strings.Contains(out.header.Get("Clear-Site-Data"), "cache") || !strings.Contains(out.header.Get("Set-Cookie"), "Max-Age=0") {
		t.Errorf("signing out: %d %v", out.status, out.header)
	}
	for _, again := range []answer{s.as(c, http.MethodGet, "/toi/du-lieu"), s.as(c, http.MethodPost, "/may/moi"), s.as(c, http.MethodPost, "/thoat")} {
		if !strings.Contains(again.header.Get("Clear-Site-Data"), "cache") {
			t.Error("a browser whose session is over keeps what it has")
		}
		if again.status != http.StatusSeeOther || again.header.Get("Location") == "/toi/du-lieu" || again.cookie() != "" {
			t.Errorf("replayed: %d %s", again.status, again.header.Get("Location"))
		}
	}
	if a := s.send(nil, http.MethodPost, "/kich-hoat/"+e.Link, url.Values{"device": {"own"}}); a.status == http.StatusSeeOther || a.cookie() != "" {
		t.Errorf("the activation form once more: %d", a.status)
	}
	if a := s.raw(nil, http.MethodGet, "/api/v1/me", nil, "Authorization", "Bearer "+c); a.status != http.StatusUnauthorized {
		t.Errorf("the cookie as a token: %d", a.status)
	}
}

// TestNoCacheIsDeceived: no page answers under a name that looks like a file, so
// that a cache between keeps nobody's page; and what is answered may not be kept.
func TestNoCacheIsDeceived(t *testing.T) {
	t.Parallel()
	s := serve(t)
	g := s.guest(access.Secretary)
	for _, r := range web.Routes(web.Options{}) {
		if r.Method != http.MethodGet || r.Action == access.Anyone {
			continue
		}
		path := s.fill(t, r.Pattern, s.own)[0]
		for _, odd := range []string{"/x.css", ";.js", ".css", "%2Fx.css", "/..%2f.png", "%3Fx.css", "/%00.js", "//x.ico"} {
			a := s.send(g, http.MethodGet, path+odd, nil)
			if a.status == http.StatusOK || a.status >= 500 {
				t.Errorf("GET %s%s: %d", r.Pattern, odd, a.status)
			}
			if c := a.header.Get("Cache-Control"); a.status != http.StatusMovedPermanently && a.status != http.StatusTemporaryRedirect && !strings.Contains(c, "no-store") {
				t.Errorf("GET %s%s: %d with Cache-Control %q", r.Pattern, odd, a.status, c)
			}
		}
		if a := s.send(g, http.MethodGet, path+"?x.css", nil); a.status == http.StatusOK && strings.Contains(a.header.Get("Cache-Control"), "public") {
			t.Errorf("GET %s?x.css may be kept by all", r.Pattern)
		}
	}
}

// TestRefusalsAreFencedToo: no frame may hold an error either, nor guess its kind.
func TestRefusalsAreFencedToo(t *testing.T) {
	t.Parallel()
	s := serveAt(t, "https://chibo.test")
	g := s.guest(access.Secretary)
	huge := strings.Repeat("a", 2<<20)
	for what, c := range map[string]struct {
		a    answer
		want int
	}{
		"not found":         {s.send(g, http.MethodGet, "/khong-co", nil), 404},
		"not allowed":       {s.send(g, http.MethodGet, "/cap-uy/"+s.rootSlug+"/dang-vien", nil), 404},
		"wrong method":      {s.send(g, "PUT", "/may", url.Values{}), 404},
		"not signed in":     {s.send(nil, http.MethodGet, "/toi", nil), 303},
		"foreign site":      {s.send(g, http.MethodPost, "/thoat", url.Values{}, "Sec-Fetch-Site", "cross-site"), 403},
		"too large":         {s.raw(g, http.MethodPost, "/may/mat-khau", strings.NewReader("a="+huge)), 413},
		"wrong form":        {s.send(g, http.MethodPost, "/may/mat-khau", url.Values{"password": {"ngắn"}}), 422},
		"call not found":    {s.send(g, http.MethodGet, "/api/v1/khong-co", nil), 404},
		"call without key":  {s.send(nil, http.MethodGet, "/api/v1/me", nil), 401},
		"call, wrong form":  {s.raw(g, http.MethodPost, "/api/v1/meetings", strings.NewReader("{")), 400},
		"measures, outside": {s.send(nil, http.MethodGet, "/metrics", nil), 404},
	} {
		if c.a.status != c.want && (c.want != 404 || c.a.status != 405) {
			t.Errorf("%s: %d, not %d", what, c.a.status, c.want)
		}
		h := c.a.header
		if h.Get("X-Frame-Options") != "DENY" || h.Get("Content-Security-Policy") != csp || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Strict-Transport-Security") == "" {
			t.Errorf("%s: %v", what, h)
		}
		if h.Get("Cache-Control") != "no-store" && c.a.status != 403 && what != "measures, outside" {
			t.Errorf("%s: Cache-Control %q", what, h.Get("Cache-Control"))
		}
	}
}

// TestAHallBehindOneAddress: thirty come in by their squares within a minute from
// one address, while one of them mistypes his code until he has to wait.
func TestAHallBehindOneAddress(t *testing.T) {
	t.Parallel()
	s := serve(t)
	people, err := s.names()
	if err != nil {
		t.Fatal(err)
	}
	hall := []string{from, "198.51.100.7"}
	for range 6 {
		s.send(nil, http.MethodPost, "/kich-hoat", url.Values{"code": {fmt.Sprint(demo.Tenant) + "-00000000"}}, hall...)
	}
	for i, p := range people[:30] {
		e := s.code(p.person)
		if a := s.send(nil, http.MethodGet, "/kich-hoat/"+e.Link, nil, hall...); a.status != http.StatusOK {
			t.Fatalf("comrade %d looks: %d", i, a.status)
		}
		if a := s.send(nil, http.MethodPost, "/kich-hoat/"+e.Link, url.Values{"device": {"own"}}, hall...); a.status != http.StatusSeeOther {
			t.Fatalf("comrade %d comes in: %d", i, a.status)
		}
	}
	refused := 0
	for range 200 {
		if a := s.send(nil, http.MethodGet, "/kich-hoat/"+strings.Repeat("1.x", 3), nil, hall...); a.status == http.StatusTooManyRequests {
			refused++
		}
	}
	if refused == 0 {
		t.Error("two hundred tries in a minute were all looked at")
	}
}

// TestOnesOwnDevicesThroughTheAPI: a person lists and ends his own, nobody else's;
// a new code is told once and kept nowhere, whatever key comes with the call.
func TestOnesOwnDevicesThroughTheAPI(t *testing.T) {
	t.Parallel()
	s := serve(t)
	secretary, other := s.guest(access.Secretary), s.guest(access.Member)
	var list struct {
		Items []struct {
			ID      string
			Kind    string
			Current bool
		}
	}
	a := s.send(secretary, http.MethodGet, "/api/v1/me/sessions", nil)
	if err := json.Unmarshal([]byte(a.body), &list); err != nil || a.status != http.StatusOK || len(list.Items) < 2 {
		t.Fatalf("%d %s", a.status, a.body)
	}
	for _, x := range list.Items {
		if x.Kind != session.Device {
			continue
		}
		if a := s.raw(other, http.MethodDelete, "/api/v1/me/sessions/"+x.ID, nil); a.status != http.StatusNotFound {
			t.Errorf("another ends it: %d", a.status)
		}
		if a := s.raw(secretary, http.MethodDelete, "/api/v1/me/sessions/"+x.ID, nil); a.status != http.StatusOK {
			t.Errorf("its owner ends it: %d %s", a.status, a.body)
		}
	}
	if a := s.send(secretary, http.MethodGet, "/toi", nil); a.status != http.StatusSeeOther {
		t.Errorf("the device that was ended: %d", a.status)
	}
	for _, path := range []string{"/enrolments", "/sessions/end"} {
		a := s.raw(secretary, http.MethodPost, "/api/v1/people/"+s.own.person+path, strings.NewReader(`{"kind":"printed"}`), "Idempotency-Key", "một lần")
		var k struct{ Link, Code string }
		if err := json.Unmarshal([]byte(a.body), &k); err != nil || a.status != http.StatusCreated || len(k.Code) != 8 || !strings.HasPrefix(k.Link, "/kich-hoat/") {
			t.Fatalf("%s: %d %s", path, a.status, a.body)
		}
		var n int
		if err := s.db.Raw().QueryRow(`select count(*) from idempotency where answer like '%' || ? || '%'`, k.Code).Scan(&n); err != nil || n != 0 {
			t.Errorf("the code is kept in %d answers, %v", n, err)
		}
		if a := s.send(nil, http.MethodGet, k.Link, nil); a.status != http.StatusOK {
			t.Errorf("the link: %d", a.status)
		}
	}
}

// TestAPoisonedHostPrintsNoForeignDoor: the address on a slip is the one the server
// was started with, whatever the request claims to have asked for.
func TestAPoisonedHostPrintsNoForeignDoor(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{"https://chibo.test": "chibo.test/kich-hoat", "": "http://localhost/kich-hoat"} {
		s := serveAt(t, address)
		for _, path := range []string{"/cap-ma/" + s.own.person, "/cap-ma/" + s.own.person + "/mat-may", "/may/moi"} {
			for _, kind := range []string{"scanned", "printed"} {
				a := s.send(s.guest(access.Secretary), http.MethodPost, path, url.Values{"kind": {kind}}, host, "evil.example", "X-Forwarded-Host", "evil.example", "Forwarded", "host=evil.example")
				if a.status != http.StatusOK || strings.Contains(a.body, "evil") || !strings.Contains(a.body, want) || !strings.Contains(a.body, `src="data:image/png;base64,`) {
					t.Errorf("%s at %q: %d, evil %v, %q %v", path, address, a.status, strings.Contains(a.body, "evil"), want, strings.Contains(a.body, want))
				}
			}
		}
	}
}
