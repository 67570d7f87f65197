package hall_test

import (
	"bytes"
	"fmt"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"chibo/internal/i18n"
	"chibo/internal/web/asset"
	"chibo/internal/web/webtest"
)

var keyNamed = regexp.MustCompile(`\bt\(\s*"([^"]+)"`)

// TestTheRoomPagesWordsExist: what the script says by name stands in both
// catalogues; the page would show the bare key.
func TestTheRoomPagesWordsExist(t *testing.T) {
	n := 0
	root := filepath.Join("..", "asset", "src")
	if err := filepath.WalkDir(root, func(name string, _ os.DirEntry, err error) error {
		if err != nil || !strings.HasPrefix(filepath.Ext(name), ".ts") {
			return err
		}
		text, err := os.ReadFile(name)
		for _, m := range keyNamed.FindAllSubmatch(text, -1) {
			n++
			for _, lang := range i18n.Languages() {
				if !i18n.For(lang).Has(string(m[1])) {
					t.Errorf("%s: %q has no words in %s", name, m[1], lang)
				}
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if n < 200 {
		t.Errorf("only %d words found in the sources", n)
	}
}

// TestTheShellIsTheSameForEverybody: signed in or not, it is one page, byte for
// byte; the worker names it and its files, and neither is kept by a cache.
func TestTheShellIsTheSameForEverybody(t *testing.T) {
	s := webtest.New(t)
	_, out := s.Get("", "/hop")
	_, in := s.Get(s.Cast.Hien.Person, "/hop")
	if out != in || !strings.Contains(out, `id="hop"`) {
		t.Error("the shell differs from person to person")
	}
	if strings.Contains(out, "<script>") || strings.Contains(out, " style=") {
		t.Error("the shell carries code or style in itself")
	}
	if status, body := s.Get("", "/hop.webmanifest"); status != http.StatusOK || !strings.Contains(body, `"start_url":"/hop"`) {
		t.Errorf("the manifest: %d %s", status, body)
	}
	for _, name := range []string{"mark-180.png", "mark-192.png", "mark-512.png"} {
		size, err := png.DecodeConfig(bytes.NewReader(asset.File(name)))
		if err != nil || name != fmt.Sprintf("mark-%d.png", size.Width) || size.Width != size.Height {
			t.Errorf("%s: %v %+v", name, err, size)
		}
	}
	if _, manifest := s.Get("", "/hop.webmanifest"); !strings.Contains(manifest, `"sizes":"192x192"`) || !strings.Contains(manifest, `"sizes":"512x512"`) || !strings.Contains(out, asset.Path("mark-180.png")) {
		t.Error("the home screens of phones get no picture of points")
	}
	if status, later := s.Get("", "/hop.loi"); status != http.StatusOK || !strings.Contains(later, "\nroompage.read.title|") || strings.Contains(out, "roompage.read.title|") {
		t.Errorf("the later words: %d", status)
	}
	status, worker := s.Get("", "/sw.js")
	if status != http.StatusOK || !strings.HasPrefix(worker, "const shell={") || !strings.Contains(worker, `"page":"/hop"`) {
		t.Errorf("the worker begins %.120s", worker)
	}
}
