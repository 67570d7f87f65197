package asset

import (
	"net/http/httptest"
	"testing"
	"testing/fstest"
)

func sample() set {
	return open(fstest.MapFS{
		"dist/manifest.json": {Data: []byte(`{"app.js":"app-1.js"}`)},
		"dist/icons.json":    {Data: []byte(`{"check":"<path/>"}`)},
		"dist/app-1.js":      {Data: []byte("plain")},
		"dist/app-1.js.br":   {Data: []byte("brotli")},
		"dist/app-1.js.gz":   {Data: []byte("gzip")},
		"dist/a.woff":        {Data: []byte("font")},
	})
}

func TestServesTheEncodingTheBrowserAccepts(t *testing.T) {
	for _, tc := range []struct{ path, accept, body, encoding, kind string }{
		{"/assets/app-1.js", "gzip, deflate, br", "brotli", "br", "text/javascript; charset=utf-8"},
		{"/assets/app-1.js", "gzip", "gzip", "gzip", "text/javascript; charset=utf-8"},
		{"/assets/app-1.js", "br;q=0, gzip;q=0.5", "gzip", "gzip", "text/javascript; charset=utf-8"},
		{"/assets/app-1.js", "", "plain", "", "text/javascript; charset=utf-8"},
		{"/assets/a.woff", "br, gzip", "font", "", "font/woff"},
	} {
		r := httptest.NewRequest("GET", tc.path, nil)
		r.Header.Set("Accept-Encoding", tc.accept)
		w := httptest.NewRecorder()
		sample().ServeHTTP(w, r)
		if w.Body.String() != tc.body || w.Header().Get("Content-Encoding") != tc.encoding || w.Header().Get("Content-Type") != tc.kind {
			t.Errorf("%s accepting %q: %q %v", tc.path, tc.accept, w.Body, w.Header())
		}
		if w.Header().Get("Vary") != "Accept-Encoding" || w.Header().Get("Cache-Control") != "public, max-age=31536000, immutable" {
			t.Errorf("%s: caching headers %v", tc.path, w.Header())
		}
	}
}

func TestUnknownFilesAreNotFound(t *testing.T) {
	for _, p := range []string{"/assets/app.js", "/assets/", "/assets/manifest.json", "/assets/icons.json", "/assets/.gitkeep", "/assets/../asset.go", "/assets/app-1.js.br"} {
		r := httptest.NewRequest("GET", "/", nil)
		r.URL.Path = p
		w := httptest.NewRecorder()
		sample().ServeHTTP(w, r)
		if w.Code != 404 {
			t.Errorf("%s: %d", p, w.Code)
		}
		if w.Header().Get("Cache-Control") != "" {
			t.Errorf("%s: a missing file must not be cached", p)
		}
	}
}

func TestWorksBeforeTheFirstBuild(t *testing.T) {
	empty := open(fstest.MapFS{"dist/.gitkeep": {}})
	w := httptest.NewRecorder()
	empty.ServeHTTP(w, httptest.NewRequest("GET", "/assets/app.js", nil))
	if w.Code != 404 {
		t.Errorf("status %d", w.Code)
	}
	if Path("never-built.js") != "/assets/never-built.js" {
		t.Error("a name without a build keeps its plain form")
	}
}

// A first visit over a slow network must stay light: script and style within 21 kB.
func TestWireBudget(t *testing.T) {
	if !Built() {
		t.Skip("run go run ./internal/web/asset/bundle first")
	}
	total := 0
	for _, name := range []string{"app.js", "style.css"} {
		r := httptest.NewRequest("GET", Path(name), nil)
		r.Header.Set("Accept-Encoding", "br")
		w := httptest.NewRecorder()
		Handler().ServeHTTP(w, r)
		if w.Code != 200 {
			t.Fatalf("%s: %d", name, w.Code)
		}
		total += w.Body.Len()
		t.Logf("%s %d", name, w.Body.Len())
	}
	if total > 21_500 {
		t.Errorf("first visit needs %d bytes without fonts", total)
	}
}
