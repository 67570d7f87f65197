package safety

import (
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"chibo/internal/access"
	"chibo/internal/api"
	"chibo/internal/i18n"
	"chibo/internal/web/link"
)

// A further language is one file: made here, it stands among the choices, is kept
// with the person and in the cookie, is spoken by pages and API, and says in
// Vietnamese what it lacks. A language nobody has is refused by staying as it was.
func TestAThirdLanguageNeedsNothingElse(t *testing.T) {
	all := fstest.MapFS{"more/qaa.yaml": {Data: []byte("layout.language.self: \"Qaa\"\nlayout.back: \"⟨back⟩\"\napi.error.not_found: \"⟨not here⟩\"\n")}}
	names, err := os.ReadDir("../i18n/vi")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		data, err := os.ReadFile("../i18n/vi/" + n.Name())
		if err != nil {
			t.Fatal(err)
		}
		all["vi/"+n.Name()] = &fstest.MapFile{Data: data}
	}
	t.Cleanup(i18n.Use(all))
	s := serve(t)
	g := s.guest(access.Secretary)
	if page := s.send(g, http.MethodGet, link.Language, nil); !strings.Contains(page.body, `value="qaa"`) || !strings.Contains(page.body, "Qaa") {
		t.Error("it is no choice")
	}
	for _, lang := range []string{"qaa", "khong-co"} {
		a := s.send(g, http.MethodPost, link.Language, url.Values{"lang": {lang}, "ve": {link.Language}})
		if a.status != http.StatusSeeOther {
			t.Fatalf("%s: %d", lang, a.status)
		}
		page := s.send(g, http.MethodGet, link.Language, nil)
		if own := strings.Contains(page.body, "⟨back⟩") && strings.Contains(page.body, `lang="qaa"`); own != (lang == "qaa") || !strings.Contains(page.body, "Cỡ chữ") {
			t.Errorf("%s: its own words: %v", lang, own)
		}
	}
	a := s.send(g, http.MethodGet, api.Prefix+"/meetings/khong-co", nil, "Accept-Language", "qaa")
	if a.status != http.StatusNotFound || !strings.Contains(a.body, "⟨not here⟩") {
		t.Errorf("the API: %d %s", a.status, a.body)
	}
}
