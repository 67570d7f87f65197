package i18n

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// English is whole; a key that Vietnamese has not is said by nobody.
func TestBothLanguagesKnowTheSameKeys(t *testing.T) {
	if lacking := Lacking("en"); len(lacking) > 0 {
		t.Errorf("en lacks %v", lacking)
	}
	for _, lang := range Languages() {
		for _, key := range For(lang).Keys() {
			if !For("vi").Has(key) {
				t.Errorf("vi lacks %s of %s", key, lang)
			}
		}
	}
}

func TestEveryLanguageSaysItsOwnName(t *testing.T) {
	seen := map[string]bool{}
	for _, lang := range Languages() {
		name := For(lang).words["layout.language.self"]
		if name == "" || seen[name] {
			t.Errorf("%s calls itself %q", lang, name)
		}
		seen[name] = true
	}
}

// What a further language still lacks is told, not failed: it may begin small.
func TestLackingOfFurtherLanguages(t *testing.T) {
	for _, lang := range Languages()[2:] {
		t.Logf("%s lacks %d keys: %v", lang, len(Lacking(lang)), Lacking(lang))
	}
}

var placeholder = regexp.MustCompile(`\{(\w+)\}`)

func TestPlaceholdersAreTheSameInBothLanguages(t *testing.T) {
	names := func(s string) []string {
		found := placeholder.FindAllString(s, -1)
		slices.Sort(found)
		return slices.Compact(found)
	}
	vi := For("vi")
	for _, lang := range Languages()[1:] {
		other := For(lang)
		for _, key := range other.Keys() {
			if a, b := names(vi.words[key]), names(other.words[key]); !slices.Equal(a, b) {
				t.Errorf("%s: vi has %v, %s has %v", key, a, lang, b)
			}
		}
	}
}

func TestWordsAreComposedAndNotEmpty(t *testing.T) {
	for _, lang := range Languages() {
		c := For(lang)
		for _, key := range c.Keys() {
			text := c.words[key]
			if !norm.NFC.IsNormalString(text) {
				t.Errorf("%s %s is not NFC", lang, key)
			}
			if strings.TrimSpace(text) == "" || strings.Contains(text, "  ") {
				t.Errorf("%s %s is empty or has doubled spaces: %q", lang, key, text)
			}
		}
	}
}

// Words a secretary would not say, or that blame. The list is A25 of the design.
func TestVietnameseAvoidsBannedWords(t *testing.T) {
	banned := []string{"bạn", "vui lòng", "người dùng", "dashboard", "submit", "check-in", "ok", "thất bại", "hãy", "xin lỗi"}
	word := regexp.MustCompile(`[\p{L}\p{M}-]+`)
	for _, key := range For("vi").Keys() {
		text := strings.ToLower(For("vi").words[key])
		joined := " " + strings.Join(word.FindAllString(text, -1), " ") + " "
		for _, b := range banned {
			if strings.Contains(joined, " "+b+" ") {
				t.Errorf("%s says %q: %s", key, b, text)
			}
		}
		if strings.Contains(text, "!") {
			t.Errorf("%s shouts: %s", key, text)
		}
	}
}

// A number and the word it counts must not part at the end of a line.
func TestNumbersKeepTheirNoun(t *testing.T) {
	loose := regexp.MustCompile(`\{(count|total|minutes|days|hours|limit|need|sum|left)\} \p{L}|\b(lúc|ngày|tháng|bước) \{`)
	for _, key := range For("vi").Keys() {
		if m := loose.FindString(For("vi").words[key]); m != "" {
			t.Errorf("%s: use a no-break space in %q", key, m)
		}
	}
}

func TestRefusalsAreShort(t *testing.T) {
	for _, key := range For("vi").Keys() {
		if strings.HasPrefix(key, "error.") && len(strings.Fields(For("vi").words[key])) > 45 {
			t.Errorf("%s is too long to be read aloud", key)
		}
	}
}

func TestT(t *testing.T) {
	vi := For("vi")
	if got := vi.T("step.now", "n", 3, "total", 5, "title", "Thông {n} báo"); got != "Bước\u00a03/5: Thông {n} báo" {
		t.Errorf("%q", got)
	}
	if got := vi.T("no.such.key"); got != "⟦no.such.key⟧" {
		t.Errorf("%q", got)
	}
	if !slices.Contains(Missing(), "vi:no.such.key") {
		t.Error("a missing key is counted")
	}
	ctx := With(context.Background(), For("en"))
	if T(ctx, "layout.back") != "Back" || T(context.Background(), "layout.back") != "Quay lại" {
		t.Error("the context chooses the language, Vietnamese without one")
	}
	if For("fr").Lang() != "vi" {
		t.Error("an unknown language gets Vietnamese")
	}
}
