// Package asset holds what the browser loads besides pages: script, stylesheet, fonts and icons.
// The files are built by the bundle command into dist and embedded; names carry a hash of the
// content, so they are cached for a year and a new version is simply a new address.
//
// With an empty dist (a fresh checkout before npm) everything still builds and serves:
// pages come unstyled, forms work, and one log line says which command is missing.
package asset

import (
	"embed"
	"encoding/json"
	"io/fs"
	"log/slog"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
)

// Prefix is the path under which Handler serves; the bundler writes it into font addresses.
const Prefix = "/assets/"

//go:embed all:dist
var embedded embed.FS

var built = open(embedded)

// set is one build: the files and the map from plain to hashed names.
type set struct {
	files    fs.FS
	manifest map[string]string
	icons    map[string]string
	island   IslandNeeds
}

// IslandNeeds is what the script of the room page names: whole keys of the
// catalogue, beginnings of keys, and icons, which the shell page carries; and the
// files it comes in: Parts all but the entry, Preload those the entry begins with.
type IslandNeeds struct {
	Parts    []string `json:"parts"`
	Preload  []string `json:"preload"`
	Keys     []string `json:"keys"`
	Prefixes []string `json:"prefixes"`
	Icons    []string `json:"icons"`
	// What only the later parts say; it comes with them.
	LaterKeys     []string `json:"later_keys"`
	LaterPrefixes []string `json:"later_prefixes"`
}

func open(all fs.FS) set {
	dist, err := fs.Sub(all, "dist")
	if err != nil {
		panic(err) // the embed pattern above guarantees the folder
	}
	s := set{files: dist, manifest: map[string]string{}}
	for name, into := range map[string]any{"manifest.json": &s.manifest, "icons.json": &s.icons, "island.json": &s.island} {
		data, err := fs.ReadFile(dist, name)
		if err != nil {
			continue
		}
		if err := json.Unmarshal(data, into); err != nil {
			panic("asset: " + name + ": " + err.Error())
		}
	}
	return s
}

// Built reports whether the browser files are embedded. Browser tests ask before they start.
func Built() bool { return len(built.manifest) > 0 }

// Path is the address of a file by its plain name: app.js, style.css, mark.svg.
// A name that was not built keeps its plain form, which answers 404 and harms nothing.
func Path(name string) string {
	if hashed, ok := built.manifest[name]; ok {
		return Prefix + hashed
	}
	return Prefix + name
}

// Icon is what is drawn inside the svg element of an icon: 24 units a side for those of
// icons.txt, 20 for the marks of cells.svg. It stands in the page itself: a page shows a
// handful, a file of all would be an eighth of a first visit.
func Icon(name string) string { return built.icons[name] }

// Island is what the room page's script says and draws.
func Island() IslandNeeds { return built.island }

// File is the content of a built file by its plain name; nil before the first build.
func File(name string) []byte {
	data, err := fs.ReadFile(built.files, built.manifest[name])
	if err != nil {
		return nil
	}
	return data
}

var warnOnce sync.Once

// Handler serves the built files below Prefix, compressed when the browser accepts it.
func Handler() http.Handler {
	if !Built() {
		warnOnce.Do(func() {
			slog.Warn("browser files are not built, pages will be unstyled",
				"run", "npm ci --ignore-scripts --omit=dev (in internal/web/asset), then go run ./internal/web/asset/bundle")
		})
	}
	return built
}

// ServeHTTP answers one file.
func (s set) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	name, below := strings.CutPrefix(r.URL.Path, Prefix)
	kind := contentTypes[path.Ext(name)]
	if !below || kind == "" || !fs.ValidPath(name) {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Add("Vary", "Accept-Encoding")
	for _, enc := range encodings {
		if !accepts(r.Header.Get("Accept-Encoding"), enc.name) {
			continue
		}
		data, err := fs.ReadFile(s.files, name+enc.ext)
		if err != nil {
			continue
		}
		if enc.name != "identity" {
			h.Set("Content-Encoding", enc.name)
		}
		h.Set("Content-Type", kind)
		h.Set("Content-Length", strconv.Itoa(len(data)))
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		if r.Method == http.MethodGet {
			_, _ = w.Write(data)
		}
		return
	}
	http.NotFound(w, r)
}

var contentTypes = map[string]string{
	".js":   "text/javascript; charset=utf-8",
	".css":  "text/css; charset=utf-8",
	".png":  "image/png",
	".svg":  "image/svg+xml",
	".woff": "font/woff",
}

// encodings in order of preference; identity is last and always allowed.
var encodings = []struct{ name, ext string }{{"br", ".br"}, {"gzip", ".gz"}, {"identity", ""}}

// accepts reads an Accept-Encoding header. "q=0" means the browser refuses that encoding.
func accepts(header, encoding string) bool {
	if encoding == "identity" {
		return true
	}
	for part := range strings.SplitSeq(header, ",") {
		name, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		if !strings.EqualFold(strings.TrimSpace(name), encoding) {
			continue
		}
		q, given := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q=")
		if !given {
			return true
		}
		v, err := strconv.ParseFloat(q, 64)
		return err == nil && v > 0
	}
	return false
}
