package offline_test

import (
	"encoding/json"
	"os"
	"slices"
	"testing"

	"chibo/internal/offline"
	"chibo/internal/rule"
)

// sumCase is one case of testdata/sum.json, which the script's tests read too: a table,
// what was given on its lines, and what it comes to.
type sumCase struct {
	Table offline.PacketTable    `json:"table"`
	Given map[string]rule.Points `json:"given"`
	Want  struct {
		Points rule.Points `json:"points"`
		Open   []string    `json:"open"`
	} `json:"want"`
}

// TestSumCases: a phone adds a table up as the rule does, to the hundredth, whatever
// becomes of lines that do not apply.
func TestSumCases(t *testing.T) {
	text, err := os.ReadFile("testdata/sum.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []sumCase
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	added := 0
	for n, c := range all {
		table, absent := rule.Table{Total: c.Table.Total}, map[string]string{}
		for _, g := range c.Table.Groups {
			table.Groups = append(table.Groups, rule.Group{Code: g})
		}
		for _, l := range c.Table.Lines {
			table.Criteria = append(table.Criteria, rule.Criterion{Code: l.Code, Group: l.Group, Max: l.Max})
			if l.NA != "" {
				absent[l.Code] = l.NA
			}
		}
		s := table.Sum(c.Given, absent)
		if s.Points != c.Want.Points || !slices.Equal(s.Open, c.Want.Open) {
			t.Errorf("case %d: %s and open %v, wanted %s and %v", n, s.Points, s.Open, c.Want.Points, c.Want.Open)
		}
		if s.Added > 0 {
			added++
		}
	}
	if len(all) < 40 || added < 10 {
		t.Errorf("%d cases, %d with points added", len(all), added)
	}
}
