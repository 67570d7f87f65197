package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// The components are shown where they were asked for at the start, to the machine
// itself; a server without --dev knows no such address.
func TestComponentsAreShownToDevelopersAlone(t *testing.T) {
	ask := func(dev bool, from, path string) *httptest.ResponseRecorder {
		h, err := New(Options{Dev: dev})
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.RemoteAddr = from
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	const here, away = "127.0.0.1:4000", "10.0.0.7:4000"
	index := ask(true, here, Components)
	if index.Code != http.StatusOK || strings.Count(index.Body.String(), Components+"/") < 9*5*2 {
		t.Errorf("the index: %d", index.Code)
	}
	for _, look := range []struct{ query, want string }{
		{"", `<html lang="vi">`}, {"?size=rat-lon&contrast=cao", `data-size="rat-lon" data-contrast="cao"`}, {"?contrast=cao&lang=en", `lang="en" data-contrast="cao"`},
	} {
		for _, name := range storyNames() {
			a := ask(true, here, Components+"/"+name+look.query)
			if a.Code != http.StatusOK || name == "nha" && !strings.Contains(a.Body.String(), look.want) || strings.Contains(a.Body.String(), "⟦") {
				t.Errorf("%s%s: %d", name, look.query, a.Code)
			}
		}
	}
	for what, a := range map[string]*httptest.ResponseRecorder{
		"from elsewhere": ask(true, away, Components), "a story from elsewhere": ask(true, away, Components+"/nha"), "no such story": ask(true, here, Components+"/khong-co"), "another size": ask(true, here, Components+"/nha?size=to"),
		"without --dev": ask(false, here, Components), "a story without --dev": ask(false, here, Components+"/nha"),
	} {
		if a.Code != http.StatusNotFound {
			t.Errorf("%s: %d", what, a.Code)
		}
	}
}
