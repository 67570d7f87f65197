package internal

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"chibo/internal/i18n"
)

var (
	// A subject's own short form: func word(r *page.Request, key string, …) string { return r.T("dutypage."+key, …) }
	shortForm = regexp.MustCompile(`func (\w+)\(r \*page\.Request, key string[^)]*\) string \{\s*return r\.T\("([a-z.]+)"\+key`)
	spoken    = regexp.MustCompile(`\b(\w+)\((?:ctx, |r, |r\.Words, )?"([a-z_0-9]+(?:\.[a-z_0-9]+)*)"(\s*\+)?`)
)

// TestEveryWordAPageSaysIsInTheCatalogue reads the pages: a key written out in a
// call that speaks has its sentence. A state nobody had seen on a test's page once
// stood on the ward's desk as its key.
func TestEveryWordAPageSaysIsInTheCatalogue(t *testing.T) {
	known, said := i18n.For("vi"), 0
	folders := map[string]map[string]string{}
	files := map[string]string{}
	err := filepath.WalkDir("web", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files[path] = string(text)
		forms := folders[filepath.Dir(path)]
		if forms == nil {
			forms = map[string]string{"T": "", "tag": ""}
			folders[filepath.Dir(path)] = forms
		}
		for _, m := range shortForm.FindAllStringSubmatch(string(text), -1) {
			forms[m[1]] = m[2]
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for path, text := range files {
		for _, m := range spoken.FindAllStringSubmatch(text, -1) {
			prefix, speaks := folders[filepath.Dir(path)][m[1]]
			if !speaks || m[3] != "" {
				continue
			}
			said++
			if key := prefix + m[2]; !known.Has(key) {
				t.Errorf("%s says %s, which no catalogue knows", path, key)
			}
		}
	}
	if said < 500 {
		t.Errorf("only %d sentences were found: does the test still read the pages?", said)
	}
}
