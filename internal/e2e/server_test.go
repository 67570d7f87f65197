// Package e2e walks through the running program as its people do: a real
// browser at the size of a small phone, the real server, a clock that the test
// steps, because a meeting can only be opened on its day.
package e2e

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"

	"chibo/internal/app"
	"chibo/internal/config"
	"chibo/internal/demo"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/web/link"
)

func TestMain(m *testing.M) {
	code := m.Run()
	if chrome.stop != nil {
		chrome.stop()
	}
	if sample.dir != "" {
		_ = os.RemoveAll(sample.dir)
	}
	os.Exit(code)
}

// server is a running chibo whose clock stands still until the test moves it.
type server struct {
	app  *app.App
	url  string
	ward demo.Ward
	now  atomic.Int64

	elsewhere map[string]int64 // persons of another committee on the server, by its number
}

// today is the day on which the sample ward has been made: two months lived,
// the next one not yet planned by most cells.
var today = time.Date(2026, 11, 24, 8, 0, 0, 0, store.Vietnam)

var sample struct {
	once sync.Once
	dir  string
	ward demo.Ward
	err  error
}

// open starts a server on the data of a folder.
func open(t *testing.T, dir string) *server {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	a, err := app.Open(ctx, config.Config{Data: dir, Addr: "127.0.0.1:0"})
	if err != nil {
		stop()
		t.Fatal(err)
	}
	s := &server{app: a}
	s.now.Store(today.UnixMilli())
	whole := a.DB
	a.DB = whole.WithClock(func() time.Time { return time.UnixMilli(s.now.Load()) })
	ready, ended := make(chan string, 1), make(chan error, 1)
	go func() { ended <- a.Serve(ctx, func(address string) { ready <- address }) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if err := whole.Close(); err != nil {
			t.Error(err)
		}
	})
	select {
	case s.url = <-ready:
	case err := <-ended:
		t.Fatal(err)
	}
	return s
}

// lived is a server with the sample ward of two months.
func lived(t *testing.T) *server {
	t.Helper()
	chromium(t) // before the ward is made for nothing
	sample.once.Do(func() {
		ctx := context.Background()
		if sample.dir, sample.err = os.MkdirTemp("", "chibo-e2e-"); sample.err != nil {
			return
		}
		a, err := app.Open(ctx, config.Config{Data: sample.dir})
		if err != nil {
			sample.err = err
			return
		}
		sample.ward, sample.err = demo.Make(ctx, a.DB, a.Book, today, 2, io.Discard)
		if err := a.Close(); sample.err == nil {
			sample.err = err
		}
	})
	if sample.err != nil {
		t.Fatal(sample.err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(sample.dir)); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(dir, "keys"), 0o700); err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	s := open(t, dir)
	s.ward = sample.ward
	return s
}

// as writes on behalf of a person of the sample ward, past the browser.
func (s *server) as(t *testing.T, person string, fn func(tx *store.Tx) error) {
	t.Helper()
	if err := s.app.DB.Write(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: person}, fn); err != nil {
		t.Fatal(err)
	}
}

// at moves the clock: "2026-12-03 19:30".
func (s *server) at(t *testing.T, moment string) {
	t.Helper()
	m, err := time.ParseInLocation("2006-01-02 15:04", moment, store.Vietnam)
	if err != nil {
		t.Fatal(err)
	}
	s.now.Store(m.UnixMilli())
}

// read looks into the data as a person, past the pages.
func (s *server) read(t *testing.T, person string, fn func(rd *store.Reader) error) {
	t.Helper()
	if err := s.app.DB.Read(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: person}, fn); err != nil {
		t.Fatal(err)
	}
}

// link makes a one-time link for a person, as a secretary hands it over.
func (s *server) link(t *testing.T, tenant int64, person string) string {
	t.Helper()
	var e session.Enrolment
	if err := s.app.DB.Write(context.Background(), store.Viewer{Tenant: tenant, Person: store.System}, func(tx *store.Tx) (err error) {
		var name string
		if err := tx.Get([]any{&name}, `select full_name from person where tenant = $1 and id = $2`, person); err != nil {
			return err
		}
		if _, err := session.Account(tx, person, name); err != nil {
			return err
		}
		e, err = session.Issue(tx, person, session.Printed)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return link.Activate(e.Link)
}

// signIn opens a phone and signs a person in through the pages.
func (s *server) signIn(t *testing.T, person, who string) *visitor {
	t.Helper()
	v := s.phone(t, who)
	v.enter(person)
	return v
}

// enter goes in by a one-time link, as on a phone of one's own.
func (v *visitor) enter(person string) {
	v.t.Helper()
	tenant := int64(demo.Tenant)
	if other, ok := v.s.elsewhere[person]; ok {
		tenant = other
	}
	v.visit(v.s.link(v.t, tenant, person))
	v.fill("device", "own")
	v.primary()
	if at := v.at(); strings.HasPrefix(at, link.EnterCode) || strings.HasPrefix(at, link.SignIn) {
		v.t.Fatalf("%s signed in and stands at %s:\n%s", v.who, at, v.text())
	}
}

func (s *server) get(t *testing.T, path string, cookies []*network.Cookie) (int, http.Header, []byte) {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, s.url+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cookies {
		req.AddCookie(&http.Cookie{Name: c.Name, Value: c.Value})
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, res.Header, b
}
