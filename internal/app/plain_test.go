package app

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestOnlyPagesAreLedToHTTPS(t *testing.T) {
	h := toHTTPS("chibo.example")
	for _, c := range []struct {
		method, path string
		status       int
		to           string
	}{
		{"GET", "/chi-bo/x?a=1", 301, "https://chibo.example/chi-bo/x?a=1"}, {"HEAD", "/", 301, "https://chibo.example/"},
		{"GET", "/api/v1/me", 403, ""}, {"POST", "/dang-nhap", 403, ""}, {"GET", "//other.example/x", 301, "https://chibo.example//other.example/x"},
	} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(c.method, "http://other.example/", nil)
		r.URL.Path, r.URL.RawQuery = c.path, ""
		if c.path == "/chi-bo/x?a=1" {
			r.URL.Path, r.URL.RawQuery = "/chi-bo/x", "a=1"
		}
		h.ServeHTTP(w, r)
		if w.Code != c.status || w.Header().Get("Location") != c.to {
			t.Errorf("%s %s: %d %q", c.method, c.path, w.Code, w.Header().Get("Location"))
		}
		if w.Code == http.StatusForbidden && w.Header().Get("Location") != "" {
			t.Error("refused and led on")
		}
	}
}
