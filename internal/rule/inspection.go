package rule

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"chibo/internal/vi"
)

// Programme is the law of inspection and supervision as far as it is kept: kinds, dated
// steps, results, and when a cell may supervise by theme.
type Programme struct {
	Ref         `yaml:"-"`
	Kinds       []Named  `yaml:"kinds"`
	Grounds     []Named  `yaml:"grounds"`      // on which a cell may supervise by theme
	MembersOver int      `yaml:"members_over"` // of a cell working in scattered places
	Steps       []Named  `yaml:"steps"`        // in their order
	Results     []Named  `yaml:"results"`
	Refused     []string `yaml:"refused"` // words of what may not be kept here
}

// Named is a word of a closed list.
type Named struct {
	Key        string `yaml:"key" json:"key"`
	VI         string `yaml:"vi" json:"vi"`
	EN         string `yaml:"en" json:"en"`
	AsksGround bool   `yaml:"asks_ground" json:"-"` // of a kind: a cell names on what ground
}

// Programme gives the rule of that day.
func (b *Book) Programme(day string) Programme {
	p, ref := answer[Programme](b, "inspection.programme", day, Scope{})
	p.Ref = ref
	return p
}

// FindNamed gives a word of a list by its key.
func FindNamed(all []Named, key string) (Named, bool) {
	i := slices.IndexFunc(all, func(n Named) bool { return n.Key == key })
	if i < 0 {
		return Named{}, false
	}
	return all[i], true
}

// May tells whether a cell may do this kind of thing on that ground: with a cell committee
// or not, with so many official members.
func (p Programme) May(kind, ground string, committee bool, members int) bool {
	k, known := FindNamed(p.Kinds, kind)
	if !known || !k.AsksGround {
		return known
	}
	switch ground {
	case "committee":
		return committee
	case "scattered":
		return members > p.MembersOver
	}
	_, known = FindNamed(p.Grounds, ground)
	return known
}

// Refuses tells whether a subject has words of what may not be kept here.
func (p Programme) Refuses(subject string) bool {
	s := " " + spoken(subject) + " "
	return slices.ContainsFunc(p.Refused, func(w string) bool { return strings.Contains(s, spoken(w)) }) || vi.Fold(subject) == ""
}

func (p *Programme) check() error {
	if p.MembersOver < 1 || len(p.Kinds) == 0 || len(p.Steps) == 0 || len(p.Results) == 0 {
		return bad("cần kinds, steps, results và members_over từ 1", "kinds, steps, results and members_over from 1 are needed")
	}
	for _, list := range [][]Named{p.Kinds, p.Grounds, p.Steps, p.Results} {
		for i, n := range list {
			if n.Key == "" || n.VI == "" || n.EN == "" {
				return bad("mỗi dòng cần key, vi và en", "a line needs key, vi and en")
			}
			if slices.ContainsFunc(list[:i], func(o Named) bool { return o.Key == n.Key }) {
				return bad("%s có hai lần", "%s stands twice", n.Key)
			}
		}
	}
	return nil
}

func (p *Programme) try(in *yaml.Node) (any, error) {
	var q struct {
		Kind      string `yaml:"kind"`
		Ground    string `yaml:"ground"`
		Committee bool   `yaml:"committee"`
		Members   int    `yaml:"members"`
		Subject   string `yaml:"subject"`
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	return map[string]any{"may": p.May(q.Kind, q.Ground, q.Committee, q.Members), "refused": p.Refuses(q.Subject)}, nil
}
