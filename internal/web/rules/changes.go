package rules

import (
	"slices"
	"strings"

	"chibo/internal/rule"
	"chibo/internal/vi"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// changed is what a rule changes against the one before it.
type changed struct {
	Before string // whose words it changes; "" where none was
	Source string // its document, as the line above cites it
	Pairs  []ui.Pair
	Folds  []part // the same by matter, where they are many
}

// part is what changes in one matter of a rule.
type part struct {
	Title string
	Pairs []ui.Pair
}

// mostChanges is how many are shown without folding them away.
const mostChanges = 12

// changes lays a rule beside what holds the day before it begins: the committee's own, else the general one.
func changes(r *page.Request, x rule.Rule) changed {
	scope := x.Scope
	scope.Place = ""
	before, err := r.Book.At(x.Pack, vi.AddDays(x.From, -1), scope)
	if err != nil || before.Ref == x.Ref {
		return changed{}
	}
	out := changed{Source: before.Source.Line(), Before: r.T("rulepage.before", "source", before.Source.Line(), "ref", before.Ref.String())}
	var matters []string // of each pair
	was, table := before.Table()
	if now, is := x.Table(); is && table {
		out.Pairs, matters = tableChanges(r, was, now)
	} else {
		out.Pairs, matters = otherChanges(r, before, x)
	}
	if len(out.Pairs) > mostChanges {
		out.Folds = folded(r, out.Pairs, matters)
	}
	return out
}

// folded puts what changes under its matters, in the order they come up.
func folded(r *page.Request, pairs []ui.Pair, matters []string) []part {
	var out []part
	for n, p := range pairs {
		at := slices.IndexFunc(out, func(x part) bool { return x.Title == matters[n] })
		if at < 0 {
			at, out = len(out), append(out, part{Title: matters[n]})
		}
		out[at].Pairs = append(out[at].Pairs, p)
	}
	for n := range out {
		out[n].Title = r.T("rulepage.changes.n", "matter", out[n].Title, "n", len(out[n].Pairs))
	}
	return out
}

// otherChanges names each value by the way to it.
func otherChanges(r *page.Request, before, after rule.Rule) (out []ui.Pair, matters []string) {
	for _, d := range rule.Differences(before, after) {
		if otherTongue(r, d.Figure()) {
			continue
		}
		out = append(out, ui.Pair{Term: vi.Capital(label(r, after, d.Figure())), Text: nowAndWas(r, value(r, d.Now), value(r, d.Was))})
		matters = append(matters, vi.Capital(known(r, "rulekey.", strings.TrimSuffix(strings.TrimSuffix(d.Path[0], "_vi"), "_en"))))
	}
	return out, matters
}

func nowAndWas(r *page.Request, now, was string) string {
	switch {
	case was == "":
		return r.T("rulepage.added", "value", now)
	case now == "":
		return r.T("rulepage.dropped", "value", was)
	}
	return r.T("rulepage.nowwas", "value", now, "was", was)
}

// tableChanges speaks of a table line by line, each called by its code.
func tableChanges(r *page.Request, was, now rule.Table) (out []ui.Pair, matters []string) {
	matter := r.T("rulepage.ch.whole")
	add := func(p ui.Pair) { out, matters = append(out, p), append(matters, matter) }
	differ := func(term, a, b string) {
		if a != b {
			add(ui.Pair{Term: term, Text: nowAndWas(r, b, a)})
		}
	}
	differ(r.T("rulepage.ch.title"), r.Either(was.TitleVI, was.TitleEN), r.Either(now.TitleVI, now.TitleEN))
	differ(r.T("rulepage.col.total"), was.Total.String(), now.Total.String())
	if a, b := bandsText(r, was), bandsText(r, now); a != b {
		text := nowAndWas(r, b, a)
		add(ui.Pair{Term: r.T("rulepage.ch.bands"), Text: text, Vi: text}) // words of the table
	}
	for _, c := range now.Criteria {
		name := criterionName(r, c)
		matter = groupName(r, now, c)
		old, there := was.Criterion(c.Code)
		if !there {
			add(ui.Pair{Term: name, Text: r.T("rulepage.ch.new", "max", c.Max.String(), "how", how(r, c))})
			continue
		}
		differ(name+": "+r.T("rulepage.ch.name"), r.Either(old.TextVI, old.TextEN), r.Either(c.TextVI, c.TextEN))
		differ(name+": "+r.T("rulekey.max"), old.Max.String(), c.Max.String())
		differ(name+": "+r.T("rulepage.ch.how"), how(r, old), how(r, c))
		differ(name+": "+r.T("rulekey.na"), absentText(r, old), absentText(r, c))
	}
	for _, c := range was.Criteria {
		if _, there := now.Criterion(c.Code); !there {
			matter = groupName(r, was, c)
			add(ui.Pair{Term: criterionName(r, c), Text: r.T("rulepage.ch.gone", "max", c.Max.String())})
		}
	}
	return out, matters
}

// groupName is the heading a criterion stands under in its table.
func groupName(r *page.Request, t rule.Table, c rule.Criterion) string {
	for _, g := range t.Groups {
		if g.Code == c.Group {
			return g.Code + ". " + r.Either(g.TextVI, g.TextEN)
		}
	}
	return criterionName(r, c)
}

func criterionName(r *page.Request, c rule.Criterion) string {
	return r.T("rulepage.ch.line", "code", c.Code, "text", r.Either(c.TextVI, c.TextEN))
}

func bandsText(r *page.Request, t rule.Table) string {
	var parts []string
	for _, b := range t.Bands {
		parts = append(parts, r.T("rulepage.ch.band", "word", b.WordVI, "min", b.Min.String()))
	}
	return strings.Join(parts, "; ")
}

func absentText(r *page.Request, c rule.Criterion) string {
	if c.NA == nil {
		return ""
	}
	return r.T("scorepage.na."+c.NA.When) + " " + r.T("scorepage.policy."+c.NA.Policy)
}
