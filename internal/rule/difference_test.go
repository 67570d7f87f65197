package rule_test

import (
	"strings"
	"testing"

	"chibo/internal/rule"
)

const limitsOf = `- id: quality.table.x
  pack: quality.table
  version: 1
  from: 2027-01-01
  status: local
  source: {doc: x, mark: I}
  params:
    title_vi: Bảng
    title_en: Table
    total: 100
    bands: [{min: 50, word_vi: Tốt}, {min: 0, word_vi: Kém}]
    groups: [{code: A, text_vi: a, text_en: a}]
    criteria:
      - {code: "1", group: A, text_vi: Một, text_en: One, max: 40, ask_vi: Thế nào, ask_en: How so}
      - {code: "2", group: A, text_vi: Hai, text_en: Two, max: 60, ask_vi: Thế nào, ask_en: How so}
  text_vi: x
  text_en: x
  tests:
    - {name: a, on: 2027-01-01, in: {full: true}, want: {total: 100}}
    - {name: b, on: 2027-01-01, in: {full: true}, want: {word: Tốt}}
    - {name: c, on: 2027-01-01, in: {full: false}, want: {open: 2}}
`

// A line put in between changes nothing below it: lines are called by their code.
func TestDifferencesGoByCode(t *testing.T) {
	one := func(text string) rule.Rule {
		all, err := rule.Parse("x.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return all[0]
	}
	before := one(limitsOf)
	after := one(strings.Replace(limitsOf, `      - {code: "2", group: A, text_vi: Hai, text_en: Two, max: 60,`, `      - {code: "1a", group: A, text_vi: Mới, text_en: New, max: 10, ask_vi: Thế nào, ask_en: How so}
      - {code: "2", group: A, text_vi: Hai, text_en: Two, max: 50,`, 1))
	if same := rule.Differences(before, before); len(same) > 0 {
		t.Errorf("a rule differs from itself: %+v", same)
	}
	said := map[string]string{}
	for _, d := range rule.Differences(before, after) {
		said[d.Figure().Name()] = d.Was + ">" + d.Now
	}
	if said["criteria.2.max"] != "60>50" || said["criteria.1a.max"] != ">10" || len(said) != 8 {
		t.Errorf("%v", said)
	}
	gone := rule.Differences(after, before)
	if len(gone) != 8 || gone[len(gone)-1].Now != "" {
		t.Errorf("%+v", gone)
	}
}
