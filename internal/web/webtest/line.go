package webtest

import (
	"bufio"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"chibo/internal/web/page"
)

// Line is a page's open line over a real connection.
type Line struct {
	Status int
	Header http.Header
	Said   chan string // the data of each beat; closed when the line has ended
	Whole  *strings.Builder
}

// Over serves the site on a real connection.
func (s *Site) Over(t *testing.T) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(s.pages)
	t.Cleanup(func() { server.CloseClientConnections(); server.Close() })
	return server
}

// Listen opens a line as a person, the way a browser does.
func (s *Site) Listen(t *testing.T, server *httptest.Server, who, path string) *Line {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept", "text/event-stream")
	r.Header.Set("Accept-Encoding", "gzip")
	r.AddCookie(&http.Cookie{Name: page.CookieName(false), Value: s.secret[who]})
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(r) //nolint:bodyclose // the goroutine below does, at the line's end
	if err != nil {
		t.Fatal(err)
	}
	l := &Line{Status: answer.StatusCode, Header: answer.Header, Said: make(chan string, 100), Whole: &strings.Builder{}}
	go func() {
		defer close(l.Said)
		defer answer.Body.Close()
		for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
			l.Whole.WriteString(lines.Text() + "\n") // read after the end only
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				l.Said <- data
			}
		}
	}()
	return l
}

// Hears waits for a beat.
func (l *Line) Hears(within time.Duration) bool {
	select {
	case _, open := <-l.Said:
		return open
	case <-time.After(within):
		return false
	}
}

// Ends waits for the end of the line and tells how long it took.
func (l *Line) Ends(within time.Duration) (time.Duration, bool) {
	begun := time.Now()
	for end := time.After(within); ; {
		select {
		case _, open := <-l.Said:
			if !open {
				return time.Since(begun), true
			}
		case <-end:
			return within, false
		}
	}
}
