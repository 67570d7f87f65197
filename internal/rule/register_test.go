package rule_test

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"chibo/internal/rule"
	"chibo/rules"
)

const oneRegister = `- id: source.one
  pack: source.register
  version: 1
  from: 2000-01-01
  to:
  status: assumed
  source: {doc: Sổ, mark: I}
  params:
    documents:
      - {key: a, doc: Quy định 294-QĐ/TW, date: 2025-05-26, issuer: Trung ương, from: 2025-07-01, to: 2026-07-26, replaced_by: b}
      - {key: b, doc: Quy định 208-QĐ/TW, date: 2026-07-26, issuer: Trung ương, from: 2026-07-26}
  text_vi: sổ
  text_en: register
  tests:
    - {name: in force, on: 2026-12-03, in: {doc: Quy định 208-QĐ/TW, date: 2026-07-26, on: 2026-12-03}, want: {in_force: true}}
    - {name: replaced, on: 2026-12-03, in: {doc: Quy định 294-QĐ/TW, date: 2025-05-26, on: 2026-12-03}, want: {in_force: false, replaced_by: b}}
    - {name: unknown, on: 2026-12-03, in: {doc: x}, want: {known: false}}
`

// A rule is in force only on days its document is; what an officer must mend is named with its line.
func TestTheRegister(t *testing.T) {
	closed := strings.Replace(oneRule, "to:", "to: 2026-07-26", 1)
	next := strings.NewReplacer("org.term.one", "org.term.two", "from: 2025-07-01\n", "from: 2026-09-01\n", "to: 2026-07-26", "to:", "294-QĐ/TW, date: 2025-05-26", "208-QĐ/TW, date: 2026-07-26", "on: 2025-07-01", "on: 2026-09-01").Replace(closed)
	for _, c := range []struct{ name, rules, register, want string }{
		{"as it should be", closed, oneRegister, ""},
		{"on days after the document", oneRule, oneRegister, "a.yaml:7: org.term.one@1: Quy định 294-QĐ/TW is in force from 2025-07-01 to 2026-07-26"},
		{"on days before it", strings.Replace(closed, "from: 2025-07-01\n", "from: 2025-06-30\n", 1), oneRegister, "reach outside"},
		{"a number with another day", strings.Replace(closed, "date: 2025-05-26", "date: 2025-05-27", 1), oneRegister, "has no text of 2025-05-27; there is 2025-05-26"},
		{"a hole between two", closed + next, oneRegister, "a.yaml:18: from 2026-07-26 to 2026-09-01 no rule is in force"},
		{"documents in a circle", closed, strings.Replace(oneRegister, "from: 2026-07-26}", "from: 2026-07-26, to: 2027-01-01, replaced_by: a}", 1), "in a circle"},
		{"replaced by what is not there", closed, strings.Replace(oneRegister, "replaced_by: b", "replaced_by: c", 1), `replaced by "c", which the register lacks`},
		{"two examples", strings.Replace(closed, "    - {name: five years, on: 2025-07-01, in: {from: 2025-07-01}, want: {months: 60}}\n", "", 1), oneRegister, "a.yaml:11: org.term.one: 2 worked examples; at least 3"},
		{"an unknown kind", strings.Replace(closed, "  from:", "  scope: {kind: choir}\n  from:", 1), oneRegister, `a.yaml:4: org.term.one: scope.kind "choir" is unknown`},
		{"no day at all", strings.Replace(closed, "from: 2025-07-01\n", "from: tomorrow\n", 1), oneRegister, "a.yaml:4: org.term.one: from:"},
		{"several at once", strings.Replace(strings.Replace(closed, "version: 1", "version: 0", 1), "status: assumed", "status: sure", 1), oneRegister, `status "sure"`},
	} {
		_, err := rule.Load(fstest.MapFS{"a.yaml": {Data: []byte(c.rules)}, "b.yaml": {Data: []byte(c.register)}})
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
		for _, p := range rule.Problems(err) {
			if p.Line < 1 || p.File == "" || p.What.VI == "" || p.What.VI == p.What.EN {
				t.Errorf("%s: without a place or a Vietnamese sentence: %+v", c.name, p)
			}
		}
	}
}

// Every number a shipped rule cites stands in the register, but for those of the law that come in pairs.
func TestShippedRulesCiteKnownDocuments(t *testing.T) {
	register := book.Register("2026-12-03")
	number := regexp.MustCompile(`\d+-(QĐ|HD|CT)/`)
	for _, r := range book.Rules() {
		if _, known := register.Find(r.Source); !known && number.MatchString(r.Source.Doc) && !strings.ContainsAny(r.Source.Doc, ",;") && r.Scope.Place == "" {
			t.Errorf("%s: %s of %s is not in the register", r.Ref, r.Source.Doc, r.Source.Date)
		}
	}
	if names, _ := fs.Glob(rules.FS, "*.yaml"); len(names) < 20 {
		t.Errorf("files: %v", names)
	}
}

// Asking for less is told from asking for more, pack by pack.
func TestLooserIsNamed(t *testing.T) {
	for _, c := range []struct {
		ref, old, new string
		looser        int
	}{
		{"regime.length.hd42@1", "min_minutes: 90", "min_minutes: 100", 0},
		{"regime.length.hd42@1", "min_minutes: 90", "min_minutes: 60", 1},
		{"regime.month.hd42@1", "attendance_target: 90", "attendance_target: 80", 1},
		{"regime.month.hd42@1", "day: 3", "day: 5", 1},
		{"report.deadline.hd42@1", "report_days: 2", "report_days: 1", 0},
		{"report.deadline.hd42@1", "report_days: 2", "report_days: 0", 1},
		{"report.deadline.hd42@1", "papers_lead_hours: 24", "papers_lead_hours: 12", 1},
		{"regime.thematic.hd42@1", "months: 3", "months: 2", 0},
		{"regime.thematic.hd42@1", "months: 3", "months: 6", 1},
		{"resolution.limits.short@1", "max_tasks: 5", "max_tasks: 9", 1},
		{"care.asked.local@1", "months: 3", "months: 1", 0},
		{"member.care.qd208@1", "in_a_row: 2", "in_a_row: 3", 1},
		{"privacy.watch.local@1", "persons: ", "persons: 9", 1},
	} {
		r, ok := book.ByRef(c.ref)
		text, err := r.YAML()
		if !ok || err != nil || !strings.Contains(string(text), c.old) {
			t.Errorf("%s: %v, %v\n%s", c.ref, ok, err, text)
			continue
		}
		mine, err := rule.Parse("own.yaml", []byte(strings.Replace(string(text), c.old, c.new, 1)))
		if err != nil {
			t.Errorf("%s: %v", c.ref, err)
			continue
		}
		got := book.Compare(mine[0])
		if len(got.Looser) != c.looser || got.Unclear || got.Same || got.Shipped.Ref != r.Ref {
			t.Errorf("%s, %s: %+v", c.ref, c.new, got)
		}
	}
	// a pack without an order: any change wants a text from above, none at all does not
	r, _ := book.ByRef("vote.threshold.qd208@1")
	if got := book.Compare(r); !got.Same || got.Loosens() {
		t.Errorf("the same: %+v", got)
	}
	text, _ := r.YAML()
	mine, err := rule.Parse("own.yaml", []byte(strings.Replace(string(text), "num: 2, den: 3", "num: 3, den: 4", 1)))
	if err != nil {
		t.Fatal(err)
	}
	if got := book.Compare(mine[0]); !got.Unclear || !got.Loosens() {
		t.Errorf("a change: %+v", got)
	}
}

// A rule written out is read back as the same rule, and an example answers as it stands and with other figures.
func TestWrittenOutAndTried(t *testing.T) {
	for _, r := range book.Rules() {
		text, err := r.YAML()
		if err != nil {
			t.Fatal(err)
		}
		again, err := rule.Parse("again.yaml", text)
		if err != nil || len(again) != 1 || again[0].Ref != r.Ref {
			t.Errorf("%s: %v", r.Ref, err)
			continue
		}
		if got := book.Compare(again[0]); !got.Same && r.Scope.Place == "" {
			t.Errorf("%s is not the same after it was written out", r.Ref)
		}
		for n := range r.Examples() {
			if _, err := r.Try(n, nil); err != nil {
				t.Errorf("%s, example %d: %v", r.Ref, n, err)
			}
		}
	}
	r, _ := book.ByRef("vote.threshold.qd208@1")
	answer, err := r.Try(0, map[string]string{"for": "10"})
	said := ""
	for _, f := range answer {
		said += f.Name() + "=" + f.Value + " "
	}
	if err != nil || !strings.Contains(said, "passed=false") || !strings.Contains(said, "needed=11") {
		t.Errorf("%s, %v", said, err)
	}
	if _, err := r.Try(0, map[string]string{"for": "many of us: [x"}); err == nil {
		t.Error("a text for a number was taken")
	}
	if _, err := r.Try(99, nil); err == nil {
		t.Error("an example that is not there answered")
	}
}
