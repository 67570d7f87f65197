package rule

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// Suggestion is what the facts suggest for one criterion.
type Suggestion struct {
	Code   string
	Known  bool // false: people judge
	Points Points
	Policy string // the criterion does not apply, and this becomes of its points; else empty
}

// Suggest lays the facts beside every criterion, in the table's order. It is a
// function of the facts alone: the same facts suggest the same points for ever.
func (t Table) Suggest(f Facts) []Suggestion {
	out := make([]Suggestion, 0, len(t.Criteria))
	for _, c := range t.Criteria {
		out = append(out, c.suggest(f))
	}
	return out
}

func (c Criterion) suggest(f Facts) Suggestion {
	s := Suggestion{Code: c.Code}
	if c.NA != nil && f.Not[c.NA.When] {
		s.Policy = c.NA.Policy
		if s.Policy == "award_max" {
			s.Known, s.Points = true, c.Max
		}
		return s
	}
	fact, ok := f.known(c.Metric)
	if !ok {
		return s
	}
	s.Known, s.Points = true, c.level(fact)
	for _, u := range c.Unless {
		other, ok := f.known(u.Metric)
		m, _ := MetricOf(u.Metric)
		if ok && u.Bound().holds(other, m.Unit) {
			s.Points = min(s.Points, u.Points)
		}
	}
	return s
}

// Sum is a total and how it came about.
type Sum struct {
	Points Points     // the total
	Lines  Points     // of it, what stands on the lines
	Added  Points     // of it, what the rules for "does not apply" add
	Reach  Points     // the most this meeting could have: less than the table's total where points are left out
	Word   string     // of the table's bands
	Open   []string   // criteria nobody has judged yet; they count nothing
	Groups []GroupSum // in the table's order
}

// GroupSum is what one group got, of what it could get.
type GroupSum struct {
	Code   string
	Points Points
	Max    Points
}

// Sum adds the points given by code and applies what the table does with criteria
// that do not apply (their code to its policy). Whatever is added is cut off
// below a hundredth, so the total is never above what one may reach, and no
// meeting comes into a better word by rounding.
func (t Table) Sum(given map[string]Points, absent map[string]string) Sum {
	out := Sum{Reach: t.Total}
	per := map[string]*share{}
	for _, g := range t.Groups {
		per[g.Code] = &share{}
	}
	var all share
	for _, c := range t.Criteria {
		g := per[c.Group]
		if g == nil {
			continue // check refuses such a table
		}
		switch absent[c.Code] {
		case "drop":
			out.Reach -= c.Max
			continue
		case "rescale":
			all.left += c.Max
			continue
		case "redistribute":
			g.left += c.Max
			continue
		}
		p, judged := given[c.Code]
		if absent[c.Code] == "award_max" {
			p, judged = c.Max, true
		}
		if !judged {
			out.Open = append(out.Open, c.Code)
		}
		p = max(0, min(p, c.Max))
		g.got, g.most = g.got+p, g.most+c.Max
		out.Lines += p
	}
	for _, group := range t.Groups {
		g := per[group.Code]
		all.got += g.got
		all.most += g.most
		if g.most == 0 { // nobody left in the group to take them
			all.left += g.left
			g.left = 0
		}
		more := g.got.part(g.left, g.most)
		all.got, all.most = all.got+more, all.most+g.left
		out.Groups = append(out.Groups, GroupSum{group.Code, g.got + more, g.most + g.left})
	}
	out.Points = all.got + all.got.part(all.left, all.most)
	out.Added = out.Points - out.Lines
	out.Word = t.Word(out.Points)
	return out
}

// share is what was got of what could be got, and what is left over to spread.
type share struct{ got, most, left Points }

// SuggestedSum is the sum of what the facts suggest, with the cell's own figures where
// facts are silent.
func (t Table) SuggestedSum(list []Suggestion, own map[string]Points) Sum {
	given, absent := map[string]Points{}, map[string]string{}
	for _, s := range list {
		if s.Policy != "" {
			absent[s.Code] = s.Policy
		}
		if p, ok := own[s.Code]; ok && !s.Known {
			given[s.Code] = p
		}
		if s.Known {
			given[s.Code] = s.Points
		}
	}
	return t.Sum(given, absent)
}

// try: facts, situations that hold, and the cell's own figures; out come the
// suggested points by code, the total, its word, and what nobody judged.
func (t *Table) try(in *yaml.Node) (any, error) {
	var q struct {
		Facts  map[string]Fact   `yaml:"facts"`
		Not    []string          `yaml:"not"`
		Points map[string]Points `yaml:"points"`
		Full   bool              `yaml:"full"` // the cell gives the most wherever facts are silent
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	facts := Facts{Of: q.Facts, Not: map[string]bool{}}
	for name := range q.Facts {
		if _, ok := MetricOf(name); !ok {
			return nil, oneOf("facts", name)
		}
	}
	for _, name := range q.Not {
		if err := oneOf("not", name, Situations...); err != nil {
			return nil, err
		}
		facts.Not[name] = true
	}
	list, own := t.Suggest(facts), map[string]Points{}
	if q.Full {
		for _, c := range t.Criteria {
			own[c.Code] = c.Max
		}
	}
	for code, p := range q.Points {
		own[code] = p
	}
	lines, na := map[string]Points{}, map[string]string{}
	for _, s := range list {
		if s.Known {
			lines[s.Code] = s.Points
		}
		if s.Policy != "" {
			na[s.Code] = s.Policy
		}
	}
	sum := t.SuggestedSum(list, own)
	slices.Sort(sum.Open)
	return map[string]any{"lines": lines, "na": na, "total": sum.Points, "added": sum.Added, "reach": sum.Reach, "word": sum.Word, "open": len(sum.Open)}, nil
}
