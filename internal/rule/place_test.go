package rule_test

import (
	"strings"
	"testing"

	"chibo/internal/rule"
)

// What a place adopted answers in its book alone, before every other scope, and only on its days.
func TestAPlacesOwnRules(t *testing.T) {
	text := strings.NewReplacer("org.term.one", "local.term", "from: 2025-07-01\n", "from: 2026-12-10\n", "to:\n", "to: 2027-01-01\n",
		"months: 60", "months: 30", "on: 2025-07-01", "on: 2026-12-10").Replace(oneRule)
	own, err := rule.Parse("own.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	shipped := load(t, oneRule)
	mine, err := shipped.With("here", own)
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]string{"2026-12-09": "org.term.one@1", "2026-12-10": "local.term@1", "2026-12-31": "local.term@1", "2027-01-01": "org.term.one@1"} {
		if r, err := mine.At("org.term", day, rule.Scope{Level: "cell", Kind: "office"}); err != nil || r.Ref.String() != want {
			t.Errorf("%s: %s, %v", day, r.Ref, err)
		}
		if r, err := shipped.At("org.term", day, rule.Scope{}); err != nil || r.Ref.String() != "org.term.one@1" {
			t.Errorf("another place on %s: %s, %v", day, r.Ref, err)
		}
	}
	if r, ok := mine.ByRef("local.term@1"); !ok || r.Scope.Place != "here" {
		t.Errorf("%+v, %v", r, ok)
	}
	if f := mine.RunTests(); len(f) > 0 {
		t.Errorf("examples: %v", f)
	}
	if _, err := shipped.With("here", append(own, own[0].As("local.term", 2, "2026-12-20", ""))); err == nil || !strings.Contains(err.Error(), "overlaps") {
		t.Errorf("two on one day: %v", err)
	}
	if _, err := shipped.With("here", []rule.Rule{own[0].As("org.term.one", 1, "2026-12-10", "")}); err == nil || !strings.Contains(err.Error(), "stands already") {
		t.Errorf("a shipped name: %v", err)
	}
	// adopted for other days, the examples stay what they are
	later, err := shipped.With("here", []rule.Rule{own[0].As("local.term", 1, "2027-03-01", "")})
	if err != nil || len(later.RunTests()) > 0 {
		t.Errorf("later: %v, %v", err, later.RunTests())
	}
}
