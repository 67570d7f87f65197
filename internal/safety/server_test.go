package safety

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"chibo/internal/api"
	"chibo/internal/app"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/web"
)

// server is one copy of the ward, serving.
type server struct {
	*made
	t       testing.TB
	db      *store.DB
	handler http.Handler
}

func serve(t testing.TB) *server { return serveAt(t, "") }

func serveAt(t testing.TB, address string) *server {
	t.Helper()
	m, err := build()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(m.dir, "chibo.sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "chibo.sqlite"), text, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(dir, "files"), os.DirFS(filepath.Join(m.dir, "files"))); err != nil {
		t.Fatal(err)
	}
	db, err := openAt(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	s := &server{made: m, t: t, db: db}
	// Who may have a paper is asked here, not how it looks: LibreOffice would take most of the time.
	made := func(context.Context, []byte) ([]byte, error) { return []byte("%PDF-1.7"), nil }
	calls := api.New(api.Deps{DB: db, Book: book, PDF: made, PersonFile: (&app.App{DB: db, Book: book}).PersonFile,
		Authenticate: func(ctx context.Context, token string) (store.Viewer, error) {
			k, err := session.FindToken(ctx, db, token)
			return k.Viewer(), err
		}})
	if s.handler, err = web.New(web.Options{DB: db, Book: book, URL: address, API: calls, PDF: made, Founder: (&app.App{DB: db}).Found, Practices: &app.Practices{App: &app.App{DB: db, Book: book}}}); err != nil {
		t.Fatal(err)
	}
	return s
}

type answer struct {
	status int
	header http.Header
	body   string
}

var addresses atomic.Int64 // every request from another address: the door's brake is tested elsewhere

// from names the address a request comes from, host whom it claims to ask, among
// the headers of send and raw.
const from, host = "from", "host"

// send asks the server; body nil is a GET without body, else a form.
func (s *server) send(g *guest, method, path string, form url.Values, headers ...string) answer {
	s.t.Helper()
	var body io.Reader
	if method != http.MethodGet {
		body = strings.NewReader(form.Encode())
	}
	return s.raw(g, method, path, body, headers...)
}

func (s *server) raw(g *guest, method, path string, body io.Reader, headers ...string) answer {
	s.t.Helper()
	r := httptest.NewRequest(method, "http://chibo.test/", body)
	u, err := url.Parse(path)
	if err != nil {
		s.t.Fatal(err)
	}
	r.URL.Path, r.URL.RawPath, r.URL.RawQuery, r.RequestURI = u.Path, u.RawPath, u.RawQuery, path
	n := addresses.Add(1)
	r.RemoteAddr = fmt.Sprintf("10.%d.%d.%d:4000", n>>16&255, n>>8&255, n&255)
	if body != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if g != nil && g.person != "" {
		if strings.HasPrefix(path, api.Prefix) {
			r.Header.Set("Authorization", "Bearer "+g.token)
			r.Header.Set("Content-Type", "application/json")
		} else {
			r.Header.Set("Cookie", "chibo="+g.cookie+"; __Host-chibo="+g.cookie)
		}
	}
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i] == from { // where the request comes from is no header
			r.RemoteAddr = headers[i+1] + ":4000"
			continue
		}
		if headers[i] == host {
			r.Host = headers[i+1]
			continue
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return answer{w.Code, w.Header(), w.Body.String()}
}
