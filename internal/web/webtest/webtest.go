// Package webtest is a running site with the cast of one ward, for the tests of
// pages: it sends forms as people do and checks what every page owes.
package webtest

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"chibo/internal/counts/countstest"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/web"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
)

// Site is a running site with the cast of one ward, and the addresses in it.
type Site struct {
	DB     *storetest.DB
	Cast   meetingtest.Cast
	Ward   string // slug of the committee
	Cell   org.Org
	t      *testing.T
	pages  http.Handler
	secret map[string]string
}

// New founds the ward and signs its people in.
func New(t *testing.T) *Site {
	t.Helper()
	return On(t, storetest.SQLite(t))
}

// Beside is the same site served by a second program on the same database, with
// the same people signed in.
func (s *Site) Beside() *Site {
	s.t.Helper()
	second := *s
	second.DB = s.DB.Beside(s.t)
	second.serve()
	return &second
}

func (s *Site) serve() {
	s.t.Helper()
	pages, err := web.New(web.Options{DB: s.DB.DB, Book: meetingtest.Book, Sign: countstest.Key(1).Sign})
	if err != nil {
		s.t.Fatal(err)
	}
	s.pages = pages
}

// On is New on a database of either engine.
func On(t *testing.T, db *storetest.DB) *Site {
	t.Helper()
	s := &Site{t: t, DB: db, Cast: meetingtest.Ward(t, db), secret: map[string]string{}}
	db.Write(t, store.System, func(tx *store.Tx) error { // the committee's own row, which the settings are kept in
		_, err := tx.Exec(`insert into tenant (tenant, name, level, place, consent_no, consent_day, consent_text, settings, created_at) values ($1, '', '', '', '', '', '', '{}', 0)`)
		return err
	})
	s.serve()
	for _, who := range []string{s.Cast.Officer, s.Cast.Hien.Person, s.Cast.Tua.Person, s.Cast.Mai.Person, s.Cast.Huy.Person, s.Cast.Loc.Person, s.Cast.Khoa.Person, s.Cast.Neighbour.Person} {
		db.Write(t, store.System, func(tx *store.Tx) error {
			if _, err := session.Account(tx, who, "Người Thử"); err != nil {
				return err
			}
			begun, err := session.Begin(tx, who, "máy thử")
			s.secret[who] = begun.Secret
			return err
		})
	}
	db.Read(t, store.System, func(rd *store.Reader) error {
		top, err := org.Root(rd)
		if err != nil {
			return err
		}
		s.Ward = top.Slug
		s.Cell, err = org.Get(rd, s.Cast.Cell)
		return err
	})
	return s
}

// Serve sends one request as a person and gives status, Location and body.
func (s *Site) Serve(who string, r *http.Request) (int, string, string) {
	s.t.Helper()
	w := s.Answer(who, r)
	return w.Code, w.Header().Get("Location"), w.Body.String()
}

// Answer sends one request as a person and gives the whole answer.
func (s *Site) Answer(who string, r *http.Request) *httptest.ResponseRecorder {
	s.t.Helper()
	r.RemoteAddr = "127.0.0.1:1"
	r.AddCookie(&http.Cookie{Name: page.CookieName(false), Value: s.secret[who]})
	w := httptest.NewRecorder()
	s.pages.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() { // a proof gives the browser a new one
		if c.Name == page.CookieName(false) && c.Value != "" && s.secret[who] != "" {
			s.secret[who] = c.Value
		}
	}
	return w
}

// Get reads an address.
func (s *Site) Get(who, path string) (int, string) {
	s.t.Helper()
	code, _, body := s.Serve(who, httptest.NewRequest("GET", path, nil))
	return code, body
}

// Post sends a form, as the browser does: with a key of its own.
func (s *Site) Post(who, path string, pairs ...string) (int, string, string) {
	s.t.Helper()
	return s.PostOnce(who, path, store.NewID(), pairs...)
}

// PostOnce is Post with the key given, to send one form twice.
func (s *Site) PostOnce(who, path, key string, pairs ...string) (int, string, string) {
	s.t.Helper()
	v := url.Values{"key": {key}}
	for i := 0; i < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	r := httptest.NewRequest("POST", path, strings.NewReader(v.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return s.Serve(who, r)
}

// Must sends a form that must be taken, and gives the address it leads to.
func (s *Site) Must(who, path string, pairs ...string) string {
	s.t.Helper()
	code, to, body := s.Post(who, path, pairs...)
	if code != http.StatusSeeOther || strings.HasPrefix(to, link.SignIn) {
		s.t.Fatalf("POST %s %v: %d %s", path, pairs, code, Text(body))
	}
	return to
}

// Refuse sends a form that must be refused with a status and a sentence.
func (s *Site) Refuse(who, path string, status int, sentence string, pairs ...string) string {
	s.t.Helper()
	code, _, body := s.Post(who, path, pairs...)
	if code != status || !strings.Contains(Text(body), sentence) {
		s.t.Errorf("POST %s %v: %d, want %d %q: %s", path, pairs, code, status, sentence, Text(body))
	}
	return body
}

// Field is the value of a hidden field on a page as it was served.
func Field(body, name string) string {
	m := regexp.MustCompile(`<input[^>]*name="` + name + `"[^>]*value="([^"]*)"`).FindStringSubmatch(body)
	if m == nil {
		return ""
	}
	return html.UnescapeString(m[1])
}

// Upload chooses a file in the first step of an import.
func (s *Site) Upload(who, kind, name string, data []byte) (int, string, string) {
	s.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	_ = m.WriteField("kind", kind)
	_ = m.WriteField("key", store.NewID())
	f, err := m.CreateFormFile("file", name)
	if err == nil {
		_, err = f.Write(data)
	}
	if err != nil || m.Close() != nil {
		s.t.Fatal(err)
	}
	r := httptest.NewRequest("POST", link.Imports(s.Ward), &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return s.Serve(who, r)
}

// See reads a page and checks what every page owes: one h1, one next step,
// labels tied to their fields, nothing inline, no word missing.
func (s *Site) See(who, path string) string {
	s.t.Helper()
	code, body := s.Get(who, path)
	if code != http.StatusOK {
		s.t.Fatalf("GET %s: %d\n%s", path, code, Text(body))
	}
	s.Owes(path, body)
	return body
}

// Owes checks what every page owes on a body already read.
func (s *Site) Owes(path, body string) {
	s.t.Helper()
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	h1, primary, desk := 0, 0, strings.Contains(body, `class="page desk"`)
	ids, labels, fields := map[string]bool{}, map[string]bool{}, []string{}
	for n := range doc.Descendants() {
		at := map[string]string{}
		for _, a := range n.Attr {
			at[a.Key] = a.Val
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				s.t.Errorf("%s: inline %s", path, a.Key)
			}
		}
		if id := at["id"]; id != "" {
			if ids[id] {
				s.t.Errorf("%s: id %q twice", path, id)
			}
			ids[id] = true
		}
		if strings.Contains(" "+at["class"]+" ", " chinh ") {
			primary++
			if f := at["form"]; f != "" && !strings.Contains(body, `id="`+f+`"`) {
				s.t.Errorf("%s: the primary button sends no form", path)
			}
		}
		switch n.Data {
		case "h1":
			h1++
		case "label":
			labels[at["for"]] = true
		case "input", "select", "textarea":
			if at["type"] != "hidden" && at["type"] != "radio" && at["type"] != "checkbox" && at["type"] != "search" {
				fields = append(fields, at["id"])
			}
		}
	}
	if want := map[bool]int{true: 2, false: 1}[desk]; h1 != 1 || primary != want { // of a desk's two one is displayed
		s.t.Errorf("%s: %d h1, %d primary buttons", path, h1, primary)
	}
	for _, id := range fields {
		if !labels[id] {
			s.t.Errorf("%s: field %q has no label", path, id)
		}
	}
	if i := strings.Index(body, "⟦"); i >= 0 {
		s.t.Errorf("%s: words missing: %s", path, body[i:min(len(body), i+60)])
	}
}

// Links are the addresses on this site that a page leads to, each once.
func Links(body string) []string {
	var out []string
	for _, m := range regexp.MustCompile(`<a[^>]*href="(/[^"]*)"`).FindAllStringSubmatch(body, -1) {
		if href := html.UnescapeString(m[1]); !slices.Contains(out, href) {
			out = append(out, href)
		}
	}
	return out
}

// Text is what a person reads on a page.
func Text(body string) string {
	out := regexp.MustCompile(`(?s)<head>.*?</head>|<[^>]*>`).ReplaceAllString(body, " ")
	out = strings.NewReplacer("\u00a0", " ", "\u2060", "").Replace(html.UnescapeString(out))
	return strings.Join(strings.Fields(out), " ")
}

// TakeIn does what the job does.
func (s *Site) TakeIn(id string) {
	s.t.Helper()
	for done := false; !done; {
		s.DB.Write(s.t, store.System, func(tx *store.Tx) (err error) {
			done, err = member.CommitChunk(tx, meetingtest.Book, id, 200)
			return err
		})
	}
}

// SignIn gives a person another session, after the first one ran out.
func (s *Site) SignIn(who, secret string) { s.secret[who] = secret }
