// Package hall is what the browser needs of us to run a meeting without a
// network: the shell of the room page, its service worker and web manifest. The
// shell is the same for everybody and holds no personal data; what is done on the
// device is written in TypeScript (asset/src/hall). The page on which a meeting is
// taken along, and what phones send, are in internal/web/offline. Decisions in
// docs/adr/0046.
package hall

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"

	"chibo/internal/i18n"
	"chibo/internal/web/asset"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
)

// Shell is GET /hop: the room page without any meeting in it.
func Shell(w http.ResponseWriter, r *page.Request) error {
	return r.Part(w, http.StatusOK, shell(words(r.Words)))
}

// Worker is GET /sw.js: the service worker with the version and the files of the
// shell before it. A byte of the shell changed is another worker, so that phones
// that carry an older one fetch it (design/frontend.md, trap 6).
func Worker(w http.ResponseWriter, r *page.Request) error {
	var b bytes.Buffer
	if err := shell(words(r.Words)).Render(i18n.With(r.Context(), r.Words), &b); err != nil {
		return err
	}
	files := []string{asset.Path("hall.js"), asset.Path("style.css"), asset.Path("mark.svg"), link.HallWords}
	for _, part := range asset.Island().Parts {
		files = append(files, asset.Prefix+part)
	}
	script := asset.File("sw.js")
	sum := sha256.New()
	sum.Write(b.Bytes())
	sum.Write([]byte(laterWords(r.Words)))
	sum.Write(script)
	sum.Write([]byte(strings.Join(files, " ")))
	about, err := json.Marshal(map[string]any{"version": hex.EncodeToString(sum.Sum(nil)[:8]), "page": link.Hall, "files": files})
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/javascript; charset=utf-8")
	h.Set("Cache-Control", "no-cache")
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write(append([]byte("const shell="+string(about)+";\n"), script...)) // the browser may have gone
	return nil
}

// Words is GET /hop.loi: what the pages of the room say that its first screens do
// not need. It is kept with the shell and as much the same for everybody.
func Words(w http.ResponseWriter, r *page.Request) error {
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Cache-Control", "no-cache")
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write([]byte(laterWords(r.Words))) // the browser may have gone
	return nil
}

// Manifest is GET /hop.webmanifest: how the room stands on the home screen.
func Manifest(w http.ResponseWriter, r *page.Request) error {
	b, err := json.Marshal(map[string]any{
		"name": r.T("hallpage.app"), "short_name": r.T("hallpage.app.short"), "lang": r.Words.Lang(), "id": link.Hall, "start_url": link.Hall, "scope": link.Hall,
		"display": "standalone", "background_color": "#F6F5F1", "theme_color": "#B0121B",
		"icons": []map[string]string{
			{"src": asset.Path("mark-192.png"), "sizes": "192x192", "type": "image/png", "purpose": "any maskable"},
			{"src": asset.Path("mark-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "any maskable"},
			{"src": asset.Path("mark.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}},
	})
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/manifest+json")
	h.Set("Cache-Control", "no-cache")
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write(b) // the browser may have gone
	return nil
}

// words are those the room page says: the keys its script names, and all whose
// beginning it names ("attendance." and what it puts behind), a line each, the key
// before a bar. As JSON in an attribute they would weigh a fifth more.
func words(c *i18n.Catalog) string {
	island := asset.Island()
	return wordsOf(c, island.Keys, island.Prefixes)
}

// laterWords are those of the parts that come later.
func laterWords(c *i18n.Catalog) string {
	island := asset.Island()
	return wordsOf(c, island.LaterKeys, island.LaterPrefixes)
}

func wordsOf(c *i18n.Catalog, keys, prefixes []string) string {
	out := map[string]string{}
	put := func(key string) {
		if c.Has(key) {
			out[key] = c.T(key)
		}
	}
	for _, key := range keys {
		put(key)
	}
	for _, key := range c.Keys() {
		for _, begins := range prefixes {
			rest, ok := strings.CutPrefix(key, begins)
			if ok && !strings.Contains(rest, ".") {
				put(key)
			}
		}
	}
	var b strings.Builder
	for _, key := range slices.Sorted(maps.Keys(out)) {
		b.WriteString(key + "|" + out[key] + "\n")
	}
	return b.String()
}
