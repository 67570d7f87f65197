package help_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"chibo/internal/i18n"
	"chibo/internal/web"
	"chibo/internal/web/help"
	"chibo/internal/web/link"
)

// Every page's "Trợ giúp" leads to a topic there is, and no topic is left over.
func TestEveryPageHasItsTopic(t *testing.T) {
	led := map[string]bool{}
	for _, r := range web.Routes(web.Options{}) {
		if r.Method != "GET" {
			continue
		}
		topic := link.HelpFor(r.Pattern)
		if !slices.Contains(help.Topics, topic) {
			t.Errorf("%s leads to the topic %q", r.Pattern, topic)
		}
		led[topic] = true
	}
	for _, topic := range help.Topics {
		if !led[topic] {
			t.Errorf("no page leads to %s", topic)
		}
	}
}

func TestSomePagesLeadToTheirOwn(t *testing.T) {
	for pattern, topic := range map[string]string{
		"/": "trang-dau", "/chi-bo/{cb}/sinh-hoat/{ky}/phong/bieu-quyet/{n}": "bieu-quyet", "/cap-uy/{cu}/hop/{ky}/bien-ban/{id}": "bien-ban",
		"/chi-bo/{cb}/sinh-hoat/{ky}/nhap-sau": "nhap-sau", "/toi": "phan-cua-toi", "/toi/ai-da-xem": "du-lieu", "/khong-co": "",
	} {
		if got := link.HelpFor(pattern); got != topic {
			t.Errorf("%s leads to %q", pattern, got)
		}
	}
}

// Plain: at most six sentences, each one sentence and short enough to be said
// aloud; the picture has words beside it for every number, and an alternative.
func TestTopicsAreShortAndPlain(t *testing.T) {
	stop, number := regexp.MustCompile(`[.?!;](\s|$)`), regexp.MustCompile(`<text[^>]*text-anchor="middle">(\d)</text>`)
	for _, topic := range help.Topics {
		drawing, err := os.ReadFile(filepath.Join("..", "asset", "src", help.Picture(topic)))
		if err != nil {
			t.Fatal(err)
		}
		for lang, most := range map[string]int{"vi": 20, "en": 22} {
			words := i18n.For(lang)
			said := help.Sentences(words, topic)
			if len(said) < 3 || len(said) > help.Most {
				t.Errorf("%s says %d sentences in %s", topic, len(said), lang)
			}
			for n, s := range said {
				if ends := stop.FindAllString(s, -1); lang == "vi" && len(ends) != 1 || !strings.HasSuffix(s, ".") {
					t.Errorf("%s %d is not one sentence: %s", topic, n+1, s)
				}
				if len(strings.Fields(s)) > most {
					t.Errorf("%s %d has %d words: %s", topic, n+1, len(strings.Fields(s)), s)
				}
			}
			if alt := words.T("help." + topic + ".picture"); len(alt) < 40 || strings.Contains(alt, "⟦") {
				t.Errorf("%s: the picture has no words: %q", topic, alt)
			}
			for _, m := range number.FindAllStringSubmatch(string(drawing), -1) {
				if n, _ := strconv.Atoi(m[1]); n > len(said) {
					t.Errorf("%s: the picture's %d has no sentence", topic, n)
				}
			}
		}
	}
}

// The drawings are of the product's own colours, without style, script or words.
func TestPicturesAreOfTheTokens(t *testing.T) {
	css, err := os.ReadFile(filepath.Join("..", "asset", "src", "style.css"))
	if err != nil {
		t.Fatal(err)
	}
	all, _ := filepath.Glob(filepath.Join("..", "asset", "src", "help", "*.svg"))
	if len(all) != len(help.Topics) {
		t.Errorf("%d pictures of %d topics", len(all), len(help.Topics))
	}
	colour := regexp.MustCompile(`#[0-9A-Fa-f]{3,6}\b`)
	for _, name := range all {
		drawing, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range colour.FindAllString(string(drawing), -1) {
			if !strings.Contains(string(css), ":"+c+";") && !strings.Contains(string(css), ":"+c+"\n") {
				t.Errorf("%s: %s is no token", name, c)
			}
		}
		for _, not := range []string{"<style", "style=", "<script", "href", "class="} {
			if strings.Contains(string(drawing), not) {
				t.Errorf("%s has %s", name, not)
			}
		}
		if len(drawing) > 8_000 {
			t.Errorf("%s weighs %d bytes", name, len(drawing))
		}
	}
}
