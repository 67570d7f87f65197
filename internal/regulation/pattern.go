package regulation

import (
	"chibo/internal/rule"
)

// Patterns are the shipped rules another place lives by and a committee may adopt: the newest of each.
func Patterns(base *rule.Book) []rule.Rule {
	newest := map[string]int{}
	var out []rule.Rule
	for _, r := range base.Rules() {
		if r.Scope.Place == "" || !rule.Adoptable(r.Pack) {
			continue
		}
		if n, there := newest[r.ID]; there {
			out[n] = r
			continue
		}
		newest[r.ID] = len(out)
		out = append(out, r)
	}
	return out
}

// Copy writes a rule as the text of a proposal, under a source of the committee's own where one is given.
func Copy(r rule.Rule, source rule.Source) (string, error) {
	if source.Doc != "" {
		if source.Mark == "" {
			source.Mark = "V" // the office has the paper in hand
		}
		r.Source = source
	}
	text, err := r.YAML()
	return string(text), err
}
