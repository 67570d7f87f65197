package i18n

import (
	"os"
	"slices"
	"testing"
	"testing/fstest"
)

// pseudo is a made language: it exists in this test alone.
func pseudo(t *testing.T) {
	t.Helper()
	all := fstest.MapFS{"more/qaa.yaml": {Data: []byte("layout.language.self: \"Qaa\"\nlayout.back: \"⟨back⟩\"\nstep.now: \"⟨{n}/{total} {title}⟩\"\n")}}
	for _, lang := range []string{"vi", "en"} {
		names, err := os.ReadDir(lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range names {
			data, err := os.ReadFile(lang + "/" + n.Name())
			if err != nil {
				t.Fatal(err)
			}
			all[lang+"/"+n.Name()] = &fstest.MapFile{Data: data}
		}
	}
	t.Cleanup(Use(all))
}

func TestAThirdLanguageIsOneFile(t *testing.T) {
	pseudo(t)
	if got := Languages(); !slices.Equal(got, []string{"vi", "en", "qaa"}) {
		t.Errorf("%v", got)
	}
	c := For("qaa")
	if c.Lang() != "qaa" || c.T("layout.back") != "⟨back⟩" || c.T("step.now", "n", 3, "total", 5, "title", "x") != "⟨3/5 x⟩" {
		t.Errorf("its own words: %s", c.T("layout.back"))
	}
	if c.T("layout.help") != For("vi").T("layout.help") || !c.Has("layout.help") {
		t.Errorf("what it lacks is said in Vietnamese: %s", c.T("layout.help"))
	}
	if hop := "meetingpage.close.title"; For("vi").Has(hop+".hop") && c.As("hop").T(hop) != For("vi").As("hop").T(hop) {
		t.Error("and in the same way of speaking")
	}
	if lacking := Lacking("qaa"); len(lacking) != len(For("vi").Keys())-3 || slices.Contains(lacking, "layout.back") || !slices.Contains(lacking, "layout.help") {
		t.Errorf("%d are listed as lacking", len(lacking))
	}
	if c.T("no.such.key") != "⟦no.such.key⟧" {
		t.Error("a key nobody knows is still seen")
	}
	if !Known("qaa") || Known("fr") {
		t.Error("what is known")
	}
}
