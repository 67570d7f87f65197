package rule_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"chibo/internal/rule"
	"chibo/rules"
)

const oneExample = `- id: org.term.one
  pack: org.term
  version: 1
  from: 2025-07-01
  to:
  status: assumed
  source: {doc: Quy định 294-QĐ/TW, date: 2025-05-26, mark: V}
  params: {months: 60}
  text_vi: năm năm
  text_en: five years
  tests:
    - {name: five years, on: 2025-07-01, in: {from: 2025-07-01}, want: {months: 60}}
`

var oneRule = tripled(oneExample)

func TestLoadRefuses(t *testing.T) {
	second := strings.Replace(strings.Replace(oneRule, "org.term.one", "org.term.two", 1), "from: 2025-07-01", "from: 2026-01-01", 1)
	for _, c := range []struct{ name, text, want string }{
		{"an unknown key", oneRule + "  colour: red\n", `a.yaml:15: org.term.one: unknown key "colour"; the keys here are from, id,`},
		{"an unknown parameter", strings.Replace(oneRule, "{months: 60}", "{months: 60, weeks: 2}", 1), `a.yaml:8: org.term.one: unknown key "weeks"; the keys here are months`},
		{"a day that does not exist", strings.Replace(oneRule, "from: 2025-07-01", "from: 2025-02-31", 1), "a.yaml:4: org.term.one: from:"},
		{"to before from", strings.Replace(oneRule, "to:", "to: 2025-07-01", 1), "is not after from"},
		{"no source", strings.Replace(oneRule, "doc: Quy định 294-QĐ/TW, ", "", 1), "a source needs doc and mark"},
		{"no status", strings.Replace(oneRule, "status: assumed", "status:", 1), "status"},
		{"an unknown pack", strings.Replace(oneRule, "pack: org.term", "pack: org.terms", 1), `unknown pack "org.terms"`},
		{"a value nobody means", strings.Replace(oneRule, "months: 60", "months: 0", 1), "a.yaml:8: org.term.one: months"},
		{"a text for a number", strings.Replace(oneRule, "months: 60", "months: five", 1), "a.yaml:8:"},
		{"two rules on one day", oneRule + second, "a.yaml:15: org.term.two@1 overlaps org.term.one@1 at a.yaml:1"},
		{"the same rule twice", oneRule + oneRule, "stands already at a.yaml:1"},
		{"an anchor", strings.Replace(oneRule, "params: {", "params: &p {", 1), "anchors and aliases"},
		{"an empty file", "", "a.yaml:1: no rules"},
		{"not a list", "id: x\n", "a list of rules is expected"},
		{"two documents", oneRule + "---\n" + oneRule, "one YAML document a file"},
	} {
		_, err := rule.Load(fstest.MapFS{"a.yaml": {Data: []byte(c.text)}})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}

func TestNarrowerScopeWins(t *testing.T) {
	small := strings.NewReplacer("org.term.one", "org.size.all", "org.term", "org.size",
		"{months: 60}", "{min_official: 3, committee_from: 9, committee_max: 7}").Replace(oneRule)
	kind := strings.NewReplacer("org.size.all", "org.size.student", "version: 1", "version: 2\n  scope: {kind: student}").Replace(small)
	b := load(t, small+kind)
	for kind, want := range map[rule.OrgKind]string{"student": "org.size.student@2", "office": "org.size.all@1"} {
		if r, err := b.At("org.size", "2026-01-01", rule.Scope{Kind: kind}); err != nil || r.Ref.String() != want {
			t.Errorf("%s: %s, %v", kind, r.Ref, err)
		}
	}
}

// Whatever a file holds, it is refused or it answers; a committee may bring its own packs.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(oneRule))
	f.Add([]byte("- id: [\n"))
	names, _ := fs.Glob(rules.FS, "*.yaml")
	for _, name := range names {
		text, err := rules.FS.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		b, err := rule.Load(fstest.MapFS{"a.yaml": {Data: text}})
		if err != nil {
			return
		}
		b.RunTests()
		const day = "2026-12-03"
		b.Regime(day, rule.KindOffice)
		b.VoteBase(day, "regular").Count([]rule.Entitled{{ID: "a", Standing: "official", Activity: "exempt"}})
		for _, matter := range b.Matters(day, "regular") {
			if th := b.Threshold(day, "regular", matter); th.Needed(20) < 1 || th.Needed(20) > 21 {
				t.Errorf("%s needs %d of 20", matter, th.Needed(20))
			}
		}
		b.CellKinds(day).Match("bản")
		b.Agenda(day, rule.KindOffice, "regular").Minutes()
	})
}
