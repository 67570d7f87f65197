// Package rules is where officers read the rules a committee works by, try them on examples, and propose and
// agree to rules of the committee's own. What the pages say comes from rule and regulation.
package rules

import (
	"slices"
	"strconv"
	"strings"

	"chibo/internal/regulation"
	"chibo/internal/rule"
	"chibo/internal/vi"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// groups are the matters a person looks for, in the order of a month's work; the packs of each.
var groups = []struct {
	key   string
	packs []string
}{
	{"meeting", []string{"regime.month", "regime.length", "regime.thematic", "report.deadline", "meeting.papers", "agenda.template", "agenda.study", "cell.duty", "matter.list", "regime.committee", "calendar.holidays"}},
	{"score", []string{"quality.table", "quality.bands", "quality.rollup"}},
	{"vote", []string{"vote.base", "vote.threshold", "resolution.limits"}},
	{"member", []string{"member.probation", "member.exemption", "member.stay", "member.sent", "member.care", "care.asked", "badge.ladder", "dues.place", "duty.limits", "member.status"}},
	{"paper", []string{"doc.types", "doc.numbering", "doc.layout", "doc.issuer", "handbook.boxes"}},
	{"org", []string{"org.size", "org.term", "org.kinds", "import.fields"}},
	{"data", nil},
	{"other", nil},
}

// groupOf finds the matter of a pack.
func groupOf(pack string) string {
	for _, g := range groups {
		for _, p := range g.packs {
			if p == pack {
				return g.key
			}
		}
	}
	if strings.HasPrefix(pack, "privacy.") {
		return "data"
	}
	return "other"
}

// known gives a word of the catalogue, or the key as it stands: a rule may say what no page foresaw.
func known(r *page.Request, prefix, key string) string {
	if r.Words.Has(prefix + key) {
		return r.T(prefix + key)
	}
	return key
}

func packName(r *page.Request, pack string) string { return known(r, "rulepack.", pack) }

// name is the pack in words, and for whom it holds.
func name(r *page.Request, x rule.Rule) string {
	out := packName(r, x.Pack)
	if s := scope(r, x.Scope); s != "" {
		out += ": " + s
	}
	return out
}

func scope(r *page.Request, s rule.Scope) string {
	var parts []string
	for prefix, value := range map[string]string{"rulelevel.": s.Level, "rulekind.": string(s.Kind), "rulemeeting.": s.Meeting} {
		if value != "" {
			parts = append(parts, known(r, prefix, value))
		}
	}
	if len(parts) == 2 && parts[0] > parts[1] { // a map has no order
		parts[0], parts[1] = parts[1], parts[0]
	}
	return strings.Join(parts, ", ")
}

// status is how far a rule may be trusted, as a mark.
func status(r *page.Request, x rule.Rule) ui.Tag {
	switch {
	case x.Scope.Place == regulation.Place:
		return ui.Tag{Kind: "ok", Icon: "badge-check", Text: r.T("rulepage.status.own")}
	case x.Scope.Place != "":
		return ui.Tag{Kind: "mute", Icon: "book-open", Text: r.T("rulepage.status.pattern")}
	case x.Status == rule.Official:
		return ui.Tag{Kind: "ok", Icon: "circle-check", Text: r.T("rulepage.status.official")}
	case x.Status == rule.Local:
		return ui.Tag{Kind: "mute", Icon: "info", Text: r.T("rulepage.status.local")}
	}
	return ui.Tag{Kind: "warn", Icon: "hourglass", Text: r.T("rulepage.status.assumed")}
}

func days(r *page.Request, from, to string) string {
	if to == "" {
		return r.T("rulepage.days.open", "from", vi.ShowDay(from))
	}
	return r.T("rulepage.days", "from", vi.ShowDay(from), "to", vi.ShowDay(to))
}

// figures say values under their names. Texts in the other language are left out.
func figures(r *page.Request, x rule.Rule, all []rule.Figure, most int) (out []ui.Pair, left int) {
	for _, f := range all {
		if otherTongue(r, f) || f.Value == "" {
			continue
		}
		if len(out) == most {
			left++
			continue
		}
		out = append(out, ui.Pair{Term: label(r, x, f), Text: value(r, f.Value)})
	}
	return out, left
}

// figureFolds puts values under the part of the rule they belong to; what stands by itself comes first.
func figureFolds(r *page.Request, x rule.Rule, all []rule.Figure) []part {
	own := part{Title: r.T("rulepage.h.figures")}
	var out []part
	for _, f := range all {
		if otherTongue(r, f) || f.Value == "" {
			continue
		}
		at := min(len(f.Path)-1, 2)
		p := ui.Pair{Term: vi.Capital(label(r, x, rule.Figure{Path: f.Path[at:]})), Text: value(r, f.Value)}
		if at == 0 {
			own.Pairs = append(own.Pairs, p)
			continue
		}
		title := vi.Capital(label(r, x, rule.Figure{Path: f.Path[:at]}))
		n := slices.IndexFunc(out, func(g part) bool { return g.Title == title })
		if n < 0 {
			n, out = len(out), append(out, part{Title: title})
		}
		out[n].Pairs = append(out[n].Pairs, p)
	}
	if len(own.Pairs) > 0 {
		out = append([]part{own}, out...)
	}
	return out
}

// otherTongue tells a text in the language the person does not read: the same is there in hers.
func otherTongue(r *page.Request, f rule.Figure) bool {
	last := f.Path[len(f.Path)-1]
	return strings.HasSuffix(last, "_"+r.Either("en", "vi")) || last == r.Either("en", "vi")
}

// label says the way to a figure: keys in words, a code of a table as its criterion, a metric as what it counts,
// places in a list as numbers.
func label(r *page.Request, x rule.Rule, f rule.Figure) string {
	var parts []string
	for n, p := range f.Path {
		if said := called(r, x, f.Path[:n], p); said != "" {
			parts = append(parts, said)
			continue
		}
		if strings.HasPrefix(p, "ask_") { // what people are asked, not whom one asks after
			p = "question"
		}
		p = strings.TrimSuffix(strings.TrimSuffix(p, "_vi"), "_en")
		if _, err := strconv.Atoi(p); err == nil && len(parts) > 0 {
			parts[len(parts)-1] += " " + p
			continue
		}
		if p == "vi" || p == "en" {
			continue
		}
		parts = append(parts, known(r, "rulekey.", p))
	}
	return strings.Join(parts, ", ")
}

// called says a code by what the pack itself calls it; "" where it has no words for it.
func called(r *page.Request, x rule.Rule, way []string, p string) string {
	if len(way) == 0 {
		return ""
	}
	switch way[len(way)-1] {
	case "lines", "points", "na", "criteria":
		if t, is := x.Table(); is {
			if c, ok := t.Criterion(p); ok {
				return criterionName(r, c)
			}
		}
	case "facts":
		return metricName(r, p)
	case "matters":
		if r.Words.Has("rulevalue." + p) {
			return r.T("rulevalue." + p)
		}
	}
	return ""
}

// metricName says a metric in words; "" for what is none.
func metricName(r *page.Request, v string) string {
	m, _ := rule.MetricOf(v)
	return r.Either(m.VI, m.EN)
}

func value(r *page.Request, v string) string {
	switch {
	case v == "true":
		return r.T("rulepage.yes")
	case v == "false":
		return r.T("rulepage.no")
	case len(v) == 10 && vi.ValidDay(v):
		return vi.ShowDay(v)
	case metricName(r, v) != "":
		return metricName(r, v)
	case r.Words.Has("rulevalue." + v):
		return r.T("rulevalue." + v)
	}
	return v
}
