package rule_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"chibo/internal/rule"
)

func TestPointsAreExact(t *testing.T) {
	for text, want := range map[string]rule.Points{"0": 0, "4": 400, "4,5": 450, " 4.25 ": 425, "90,91": 9091, "0,05": 5, "100": 10000} {
		p, err := rule.ParsePoints(text)
		if err != nil || p != want {
			t.Errorf("%q: %d, %v", text, p, err)
		}
	}
	for _, text := range []string{"", "-1", "+1", "4,", ",5", "4,555", "4,5,5", "1e2", "bốn", "12345678", "٤"} {
		if p, err := rule.ParsePoints(text); err == nil {
			t.Errorf("%q was read as %s", text, p)
		}
	}
	for n := range rule.Points(20000) { // out and in again, by every door
		out, err := json.Marshal(n)
		var in rule.Points
		if err != nil || json.Unmarshal(out, &in) != nil || in != n {
			t.Fatalf("JSON of %d: %s, %d", n, out, in)
		}
		if back, err := rule.ParsePoints(n.String()); err != nil || back != n {
			t.Fatalf("text of %d: %s", n, n)
		}
	}
}

// drawn makes a sound table by chance: any shape a committee could write.
func drawn(rnd *rand.Rand) rule.Table {
	t := rule.Table{TitleVI: "Bảng", TitleEN: "Table", Bands: []rule.TableBand{{Min: 0, WordVI: "Kém"}}}
	list := rule.Metrics()
	for g := range 1 + rnd.IntN(5) {
		t.Groups = append(t.Groups, rule.Group{Code: fmt.Sprint(g + 1), TextVI: "Nhóm", TextEN: "Group"})
	}
	for n := range 1 + rnd.IntN(30) {
		c := rule.Criterion{Code: fmt.Sprintf("c%d", n), Group: t.Groups[rnd.IntN(len(t.Groups))].Code, TextVI: "Mục", TextEN: "Line", Max: rule.Points(1 + rnd.IntN(3000))}
		if rnd.IntN(3) == 0 {
			c.AskVI, c.AskEN = "Có không?", "Is it?"
		} else {
			c.Metric = list[rnd.IntN(len(list))].Name
			c.Levels = steps(rnd, c.Max)
		}
		if rnd.IntN(3) == 0 {
			c.NA = &rule.NA{When: rule.Situations[rnd.IntN(len(rule.Situations))], Policy: rule.Policies[rnd.IntN(len(rule.Policies))]}
		}
		t.Total += c.Max
		t.Criteria = append(t.Criteria, c)
	}
	if t.Total > 1 {
		t.Bands = []rule.TableBand{{Min: t.Total/2 + 1, WordVI: "Tốt"}, {Min: 0, WordVI: "Kém"}}
	}
	return t
}

// steps are levels by chance, the best first, in one direction.
func steps(rnd *rand.Rand, most rule.Points) []rule.Level {
	rising, bound, p := rnd.IntN(2) == 0, rule.Points(rnd.IntN(500)), most
	if rising {
		bound += 10000
	}
	var out []rule.Level
	for p > 0 && len(out) < rnd.IntN(7) {
		at, l := bound, rule.Level{Points: p}
		switch {
		case rising && rnd.IntN(2) == 0:
			l.From = &at
		case rising:
			l.Above = &at
		case rnd.IntN(2) == 0:
			l.UpTo = &at
		default:
			l.Below = &at
		}
		if rising {
			bound -= rule.Points(1 + rnd.IntN(2000))
		} else {
			bound += rule.Points(1 + rnd.IntN(2000))
		}
		out, p = append(out, l), p-rule.Points(1+rnd.IntN(int(p)))
	}
	return append(out, rule.Level{Points: max(p, 0)})
}

// TestEveryTableHoldsItsBounds: over tables and facts by chance, a known metric
// always gets points (no hole), never more than the most; more of a good thing
// never gives less; lines and what the policies add never pass the total, full
// lines reach all that can be reached, and one hundredth more on a line never
// makes the total smaller.
func TestEveryTableHoldsItsBounds(t *testing.T) {
	rnd := rand.New(rand.NewPCG(12, 3))
	for n := range 4000 {
		table := drawn(rnd)
		if faults := table.Faults(); len(faults) > 0 {
			t.Fatalf("case %d: %v", n, faults)
		}
		facts := rule.Facts{Of: map[string]rule.Fact{}, Not: map[string]bool{}}
		for _, m := range rule.Metrics() {
			den := int64(rnd.IntN(40))
			facts.Of[m.Name] = rule.Fact{Num: int64(rnd.IntN(60)), Den: den}
			if m.Unit == rule.Percent {
				facts.Of[m.Name] = rule.Fact{Num: int64(rnd.IntN(int(den) + 1)), Den: den}
			}
		}
		for _, s := range rule.Situations {
			facts.Not[s] = rnd.IntN(2) == 0
		}
		given, full, absent := map[string]rule.Points{}, map[string]rule.Points{}, map[string]string{}
		for i, s := range table.Suggest(facts) {
			c := table.Criteria[i]
			m, _ := rule.MetricOf(c.Metric)
			fact := facts.Of[c.Metric]
			if want := s.Policy == "award_max" || s.Policy == "" && c.Metric != "" && (m.Unit != rule.Percent || fact.Den > 0); s.Known != want {
				t.Fatalf("case %d, %s: known %v, want %v: %+v %+v", n, c, s.Known, want, c, fact)
			}
			if s.Points < 0 || s.Points > c.Max {
				t.Fatalf("case %d, %s: %s of %s", n, c, s.Points, c.Max)
			}
			if s.Known && s.Policy == "" && len(c.Levels) > 1 {
				better := rule.Facts{Of: map[string]rule.Fact{c.Metric: {Num: fact.Num + 1, Den: fact.Den}}}
				l := c.Levels[0]
				again := table.Suggest(better)[i].Points
				if up := l.From != nil || l.Above != nil; up && again < s.Points || !up && again > s.Points {
					t.Fatalf("case %d, %s: %d gave %s, one more gave %s: %+v", n, c, fact.Num, s.Points, again, c.Levels)
				}
			}
			if s.Policy != "" {
				absent[c.Code] = s.Policy
			}
			given[c.Code], full[c.Code] = rule.Points(rnd.IntN(int(c.Max)+1)), c.Max
		}
		sum, most := table.Sum(given, absent), table.Sum(full, absent)
		if sum.Points < 0 || sum.Points > sum.Reach || sum.Reach > table.Total || sum.Lines+sum.Added != sum.Points || sum.Added < 0 || sum.Word == "" {
			t.Fatalf("case %d: %+v of %s", n, sum, table.Total)
		}
		if left := most.Lines > 0; left && most.Points != most.Reach {
			t.Fatalf("case %d: full lines give %s of %s\n%+v", n, most.Points, most.Reach, absent)
		}
		for code, p := range given {
			if c, _ := table.Criterion(code); p < c.Max {
				given[code] = p + 1
				if more := table.Sum(given, absent); more.Points < sum.Points {
					t.Fatalf("case %d: a hundredth more on %s: %s instead of %s", n, code, more.Points, sum.Points)
				}
				given[code] = p
				break
			}
		}
	}
}

// Rounding never lifts a meeting into a better word: 89,99… stays 89,99.
func TestRoundingNeverLiftsAWord(t *testing.T) {
	table := rule.Table{TitleVI: "B", TitleEN: "T", Total: 10000, Bands: []rule.TableBand{{Min: 9000, WordVI: "Tốt"}, {Min: 0, WordVI: "Kém"}},
		Groups:   []rule.Group{{Code: "1", TextVI: "N", TextEN: "G"}},
		Criteria: []rule.Criterion{{Code: "a", Group: "1", TextVI: "M", TextEN: "L", Max: 9999, AskVI: "?", AskEN: "?"}, {Code: "b", Group: "1", TextVI: "M", TextEN: "L", Max: 1, AskVI: "?", AskEN: "?"}}}
	sum := table.Sum(map[string]rule.Points{"a": 8999}, map[string]string{"b": "rescale"})
	if sum.Points != 8999 || sum.Word != "Kém" {
		t.Errorf("%+v", sum)
	}
}

func TestAFaultyTableIsToldAllItsFaults(t *testing.T) {
	p := func(n rule.Points) *rule.Points { return &n }
	sound := func() rule.Table {
		return rule.Table{TitleVI: "B", TitleEN: "T", Total: 1000, Bands: []rule.TableBand{{Min: 500, WordVI: "Tốt"}, {Min: 0, WordVI: "Kém"}}, Groups: []rule.Group{{Code: "1", TextVI: "N", TextEN: "G"}},
			Criteria: []rule.Criterion{
				{Code: "1a", Group: "1", TextVI: "M", TextEN: "L", Max: 600, Metric: "attendance_rate", Levels: []rule.Level{{From: p(9000), Points: 600}, {From: p(5000), Points: 300}, {Points: 0}}},
				{Code: "1b", Group: "1", TextVI: "M", TextEN: "L", Max: 400, AskVI: "?", AskEN: "?"},
			}}
	}
	if table := sound(); len(table.Faults()) > 0 {
		t.Fatal(table.Faults())
	}
	for _, c := range []struct {
		name, kind string
		at         int
		spoil      func(x *rule.Table)
	}{
		{"points that do not sum", "sum", -1, func(x *rule.Table) { x.Criteria[1].Max = 399 }},
		{"an unknown metric", "metric", 0, func(x *rule.Table) { x.Criteria[0].Metric = "steps_walked" }},
		{"no catch-all", "levels", 0, func(x *rule.Table) { x.Criteria[0].Levels[2].From = p(100) }},
		{"a level nothing reaches", "levels", 0, func(x *rule.Table) { x.Criteria[0].Levels[1].From = p(9500) }},
		{"the same bound twice", "levels", 0, func(x *rule.Table) { x.Criteria[0].Levels[1].From = p(9000) }},
		{"two directions", "levels", 0, func(x *rule.Table) {
			x.Criteria[0].Levels[1].From, x.Criteria[0].Levels[1].UpTo = nil, p(5000)
		}},
		{"points that rise again", "levels", 0, func(x *rule.Table) { x.Criteria[0].Levels[1].Points = 600 }},
		{"more than the most", "levels", 0, func(x *rule.Table) { x.Criteria[0].Levels[0].Points = 601 }},
		{"no levels for a share", "levels", 0, func(x *rule.Table) { x.Criteria[0].Levels = nil }},
		{"neither metric nor question", "ask", 1, func(x *rule.Table) { x.Criteria[1].AskVI = "" }},
		{"a code twice", "code", 1, func(x *rule.Table) { x.Criteria[1].Code = "1a" }},
		{"a group nobody named", "group", 1, func(x *rule.Table) { x.Criteria[1].Group = "9" }},
		{"an unknown policy", "na", 1, func(x *rule.Table) { x.Criteria[1].NA = &rule.NA{When: "no_thematic", Policy: "forget"} }},
		{"a band hole", "bands", -1, func(x *rule.Table) { x.Bands[1].Min = 1 }},
		{"an unless of nothing", "unless", 0, func(x *rule.Table) { x.Criteria[0].Unless = []rule.Unless{{Metric: "unexcused"}} }},
	} {
		table := sound()
		c.spoil(&table)
		faults := table.Faults()
		if len(faults) != 1 || faults[0].Kind != c.kind || faults[0].At != c.at || faults[0].VI == "" || faults[0].EN == "" {
			t.Errorf("%s: %+v", c.name, faults)
		}
	}
}

// A table in a file says the line of the criterion that is wrong.
func TestAFaultKnowsItsLine(t *testing.T) {
	var table rule.Table
	err := yaml.Unmarshal([]byte("title_vi: B\ntitle_en: T\ntotal: 5\nbands: [{min: 0, word_vi: K}]\ngroups: [{code: a, text_vi: N, text_en: G}]\ncriteria:\n  - {code: x, group: a, text_vi: M, text_en: L, max: 5, metric: dance}\n"), &table)
	faults := table.Faults()
	if err != nil || len(faults) == 0 || faults[0].Line != 7 || !strings.Contains(faults[0].EN, "dance") {
		t.Errorf("%v %+v", err, faults)
	}
}

func TestTheTableOfTheDayAndKind(t *testing.T) {
	for _, c := range []struct{ day, kind, want string }{
		{"2026-12-03", "regular", "quality.table.hd42@1"},
		{"2026-12-03", "combined", "quality.table.hd42.combined@1"},
		{"2026-12-03", "thematic", "quality.table.hd42.thematic@1"},
		{"2025-10-27", "regular", "quality.table.hd12@1"},
		{"2026-12-03", "extraordinary", ""},
		{"2026-12-03", "committee", ""},
		{"2018-07-05", "regular", ""},
	} {
		table := book.Table(c.day, c.kind)
		if table.Ref.String() != c.want {
			t.Errorf("%s %s: %s, want %s", c.day, c.kind, table.Ref, c.want)
		}
		if again, ok := book.TableByRef(c.want); ok != table.Found() || again.TitleVI != table.TitleVI {
			t.Errorf("%s by its name: %v", c.want, ok)
		}
	}
	// A ward's table answers only in its own book, but is readable by name anywhere.
	if ward, ok := book.TableByRef("quality.table.an-phu@1"); !ok || len(ward.Criteria) != 28 || ward.Total != 10000 {
		t.Errorf("the ward's table: %v %+v", ok, ward)
	}
}
