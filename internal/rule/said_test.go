package rule

import (
	"strings"
	"testing"
)

// TestFaultsSpeakBothLanguages: what a pack's check says of a rule that says nothing is a sentence in Vietnamese and
// another in English.
func TestFaultsSpeakBothLanguages(t *testing.T) {
	for pack, make := range packTypes {
		err := make().check()
		if err == nil {
			continue // nothing said is a rule too
		}
		for _, p := range Problems(placed(lined(err, 7), "x.yaml", 1, pack)) {
			if p.What.VI == p.What.EN || p.What.VI == "" || !strings.HasPrefix(p.In("vi"), "x.yaml:7: ") {
				t.Errorf("%s says %q in both languages", pack, p.In("vi"))
			}
		}
	}
	for text, want := range map[string]string{
		"- id: [": "dòng", "- id: x\n  version: một\n": "cần số nguyên", "- id: a: b": "dấu hai chấm",
	} {
		_, err := Parse("x.yaml", []byte(text))
		if ps := Problems(err); len(ps) == 0 || !strings.Contains(ps[0].In("vi"), want) || strings.Contains(ps[0].In("en"), want) {
			t.Errorf("%q: %v", text, Problems(err))
		}
	}
}
