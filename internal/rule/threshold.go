package rule

import (
	"sort"

	"go.yaml.in/yaml/v3"
)

// Threshold is the share of the base one matter needs.
type Threshold struct {
	Ref    `yaml:"-"`
	Num    int    `yaml:"num"`
	Den    int    `yaml:"den"`
	Strict bool   `yaml:"strict"` // more than num/den, not merely that much
	Secret bool   `yaml:"secret"` // by secret ballot only: an open vote is refused
	Text   string `yaml:"text_vi"`
}

// thresholds is the pack vote.threshold: one row a matter.
type thresholds struct {
	Matters map[string]Threshold `yaml:"matters"`
}

// Threshold gives what a matter needs that day in a meeting of the kind: ordinary, resolution, minutes, score, admission, recognition,
// expulsion, reprimand. A matter the rule does not name comes back without Ref and can never pass: guessing
// "ordinary" would admit a member by half the votes.
func (b *Book) Threshold(day, meetingKind, matter string) Threshold {
	all, ref := answer[thresholds](b, "vote.threshold", day, Scope{Meeting: meetingKind})
	t, known := all.Matters[matter]
	if !known {
		return Threshold{}
	}
	t.Ref = ref
	return t
}

// Matters names the matters the rule of that day knows for a kind of meeting, sorted.
func (b *Book) Matters(day, meetingKind string) []string {
	all, _ := answer[thresholds](b, "vote.threshold", day, Scope{Meeting: meetingKind})
	names := make([]string, 0, len(all.Matters))
	for name := range all.Matters {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// Needed is the least number of votes in favour that passes; more than the base when nothing can pass.
func (t Threshold) Needed(base int) int {
	switch {
	case t.Den <= 0 || base <= 0:
		return max(base, 0) + 1
	case t.Strict:
		return base*t.Num/t.Den + 1
	}
	return max(1, (base*t.Num+t.Den-1)/t.Den)
}

// Passed tells whether so many votes in favour are enough.
func (t Threshold) Passed(forVotes, base int) bool {
	return t.Den > 0 && base > 0 && forVotes >= t.Needed(base)
}

func (p *thresholds) check() error {
	if len(p.Matters) == 0 {
		return bad("thiếu matters: các việc biểu quyết", "matters are missing")
	}
	for name, t := range p.Matters {
		if t.Num < 1 || t.Den < t.Num || t.Den > 100 || t.Text == "" || (t.Strict && t.Num == t.Den) {
			return bad("việc %s: 0 < num/den <= 1 (strict: dưới 1) và cần text_vi", "matter %s: 0 < num/den <= 1 (strict: below 1) and text_vi", name)
		}
	}
	return nil
}

func (p *thresholds) try(in *yaml.Node) (any, error) {
	var q struct {
		Matter string `yaml:"matter"`
		Base   int    `yaml:"base"`
		For    int    `yaml:"for"`
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	t := p.Matters[q.Matter]
	return map[string]any{"needed": t.Needed(q.Base), "passed": t.Passed(q.For, q.Base), "secret": t.Secret}, nil
}
