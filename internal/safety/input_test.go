package safety

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/web"
)

var (
	formTag  = regexp.MustCompile(`(?s)<form[^>]*action="([^"]*)"[^>]*>(.*?)</form>`)
	fieldTag = regexp.MustCompile(`<(?:input|textarea|select|button)[^>]*\sname="([^"]+)"[^>]*>`)
	valueTag = regexp.MustCompile(`\svalue="([^"]*)"`)
)

// usual are fields tried where no page with the form was found.
var usual = []string{"text", "title", "place", "reason", "note", "day", "due", "period", "version", "key", "member", "person", "org", "name", "result", "gist", "for", "minutes"}

// forms are the fields of every form on the pages a guest can open, by address.
func (s *server) forms(t *testing.T, g *guest, p place) map[string]url.Values {
	t.Helper()
	out := map[string]url.Values{}
	for _, r := range web.Routes(web.Options{}) {
		if r.Method != http.MethodGet {
			continue
		}
		for _, path := range s.fill(t, r.Pattern, p) {
			body := s.send(g, http.MethodGet, path+asked(r.Pattern, p), nil).body
			for _, f := range formTag.FindAllStringSubmatch(body, -1) {
				action, _, _ := strings.Cut(strings.ReplaceAll(f[1], "&amp;", "&"), "?")
				fields := out[action]
				if fields == nil {
					fields = url.Values{}
					out[action] = fields
				}
				for _, in := range fieldTag.FindAllStringSubmatch(f[2], -1) {
					value := ""
					if v := valueTag.FindStringSubmatch(in[0]); v != nil {
						value = v[1]
					}
					if !fields.Has(in[1]) {
						fields.Set(in[1], value)
					}
				}
			}
		}
	}
	return out
}

const script = `"><script>alert(1)</script><img src=x onerror=alert(1)>`

// bad is what is put into every field in turn; status is what must come of it,
// 0 for anything below 500.
var bad = []struct {
	name, value string
	status      int
}{
	{"a field of a hundred thousand letters", strings.Repeat("a", 100_000), http.StatusRequestEntityTooLarge},
	{"null bytes", "a\x00b", 0},
	{"no UTF-8", "a\xff\xfe\xc3", 0},
	{"a negative number", "-1", 0},
	{"a number beyond all", "99999999999999999999999999", 0},
	{"a day that is none", "31/02/2026", 0},
	{"a day beyond all", "99/99/99999", 0},
	{"an unknown id", "018f0000-0000-7000-8000-000000000000", 0},
	{"right to left", "\u202e\u200b\U0001F4A9", 0},
	{"SQL", "'; drop table person; --", 0},
	{"a program", script, 0},
}

// What a device in the hall sends and takes along is no form: offline's own tests break it.

// TestNoFormBreaks fills every field of every form with what does not belong
// there. No answer is our own fault, a refusal is a Vietnamese page, and what
// was typed comes back as text.
func TestNoFormBreaks(t *testing.T) {
	t.Parallel()
	m, err := build()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []access.Post{access.Secretary, access.Officer} {
		t.Run(string(name), func(t *testing.T) {
			t.Parallel()
			s := serve(t)
			g := m.guest(name)
			forms := s.forms(t, g, s.own)
			var todo []spoiling
			found := 0
			for _, r := range web.Routes(web.Options{}) {
				if r.Method != http.MethodPost || strings.HasPrefix(r.Pattern, "/thoat") || strings.HasPrefix(r.Pattern, "/hop/") || strings.HasSuffix(r.Pattern, "/mang-theo") || !s.allowed(g, "POST", r.Pattern, r.Action, s.own) {
					continue
				}
				for _, path := range s.fill(t, r.Pattern, s.own) {
					fields := forms[path]
					if fields == nil {
						fields = url.Values{}
						for _, f := range usual {
							fields.Set(f, "")
						}
					} else {
						found++
					}
					todo = append(todo, spoiling{r.Pattern, path, fields})
				}
			}
			if found < 10 {
				t.Errorf("only %d forms were found on the pages", found)
			}
			for part := range parts {
				t.Run(fmt.Sprint("part ", part+1), func(t *testing.T) {
					t.Parallel()
					s := serve(t)
					for i := part; i < len(todo); i += parts {
						s.spoil(t, g, todo[i].pattern, todo[i].path, todo[i].fields)
					}
					s.look(t, g)
				})
			}
		})
	}
}

// parts is over how many copies of the ward the forms of a guest are spread: on
// one alone this test would last as long as all the others.
const parts = 3

// spoiling is a form to be filled with what does not belong there.
type spoiling struct {
	pattern, path string
	fields        url.Values
}

// look opens every page: what was stored comes back as text.
func (s *server) look(t *testing.T, g *guest) {
	t.Helper()
	for _, r := range web.Routes(web.Options{}) {
		if r.Method != http.MethodGet {
			continue
		}
		for _, path := range s.fill(t, r.Pattern, s.own) {
			s.sane(t, "GET "+r.Pattern, s.send(g, http.MethodGet, path+asked(r.Pattern, s.own), nil))
		}
	}
}

func (s *server) spoil(t *testing.T, g *guest, pattern, path string, fields url.Values) {
	t.Helper()
	what := "POST " + pattern
	for _, b := range bad {
		for name := range fields { // one at a time: the others as the page gave them
			form := url.Values{}
			for k, v := range fields {
				form[k] = slices.Clone(v)
			}
			form.Del("key") // else the second sending would only repeat the answer to the first
			form.Set(name, b.value)
			a := s.send(g, http.MethodPost, path, form)
			s.sane(t, what+" with "+b.name+" in "+name, a)
			if b.status != 0 && a.status != b.status {
				t.Errorf("%s with %s in %s: %d, not %d", what, b.name, name, a.status, b.status)
			}
		}
		all := url.Values{}
		for name := range fields {
			all.Set(name, b.value)
		}
		s.sane(t, what+" with "+b.name+" everywhere", s.send(g, http.MethodPost, path, all))
	}
	s.sane(t, what+" without fields", s.send(g, http.MethodPost, path, url.Values{}))
	huge := s.raw(g, http.MethodPost, path, strings.NewReader("a="+strings.Repeat("a", 1<<20)))
	s.sane(t, what+" with a huge body", huge)
	if huge.status != http.StatusRequestEntityTooLarge {
		t.Errorf("%s with a huge body: %d", what, huge.status)
	}
	for _, kind := range []string{"application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=x", "text/plain", "\xff"} {
		s.sane(t, what+" as "+kind, s.raw(g, http.MethodPost, path, strings.NewReader("%zz=%&\x00;--x\r\n"), "Content-Type", kind))
	}
}

// sane is an answer that is no fault of ours, speaks Vietnamese and runs no
// program that came from outside.
func (s *server) sane(t *testing.T, what string, a answer) {
	t.Helper()
	if a.status >= 500 && a.status != http.StatusServiceUnavailable {
		t.Errorf("%s: %d %s", what, a.status, head(a.body))
	}
	html := strings.HasPrefix(a.header.Get("Content-Type"), "text/html")
	if a.status >= 400 && (!html || !strings.Contains(a.body, `lang="vi"`)) {
		t.Errorf("%s: %d is not a Vietnamese page: %s %s", what, a.status, a.header.Get("Content-Type"), head(a.body))
	}
	if html && (strings.Contains(a.body, "<script>alert") || strings.Contains(a.body, "<img src=x")) {
		t.Errorf("%s: what was typed comes back as a program", what)
	}
}
