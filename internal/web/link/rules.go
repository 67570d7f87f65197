package link

import "net/url"

// Rules is what applies in a committee; RulesOn the same on a chosen day.
func Rules(slug string) string          { return Committee(slug) + "/quy-dinh" }
func RulesOn(slug, query string) string { return Rules(slug) + "?" + query }

// Rule is one rule by its stored name (id@version); TryRule works an example, RuleFile is the rule as a file.
func Rule(slug, ref string) string          { return Rules(slug) + "/xem/" + url.PathEscape(ref) }
func TryRule(slug, ref string) string       { return Rule(slug, ref) + "/thu" }
func RuleFile(slug, ref, ext string) string { return Rule(slug, ref) + "/tai/quy-dinh." + ext }

// ProposeRule is where the office brings a rule of the committee's own; OwnRules lists them, OwnRule is one.
func ProposeRule(slug string) string { return Rules(slug) + "/de-nghi" }
func OwnRules(slug string) string    { return Rules(slug) + "/rieng" }
func OwnRule(slug, id string) string { return OwnRules(slug) + "/" + id }

// CellRules is what applies to a cell.
func CellRules(slug string) string { return Cell(slug) + "/quy-dinh" }

func init() {
	for word, means := range map[string]string{"quy-dinh": "rules", "xem": "view", "rieng": "of the committee's own", "thu": "try on an example"} {
		Nouns[word] = means
	}
}
