package rule

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Entitled is one member of the roll frozen for a vote.
type Entitled struct {
	ID       string `yaml:"id" json:"id"`
	Standing string `yaml:"standing" json:"standing"` // official, probationary
	Activity string `yaml:"activity" json:"activity"` // active, exempt, away, temporary_here, suspended, sent, sent_here
	Present  bool   `yaml:"present" json:"present"`
}

// VoteBase says who counts in the number a vote is measured against.
type VoteBase struct {
	Ref       `yaml:"-"`
	Standings []string    `yaml:"standings"` // who may vote at all
	Outside   []string    `yaml:"outside"`   // activities of people who belong to another cell
	Subtract  []Exclusion `yaml:"subtract"`
	VotersVI  string      `yaml:"voters_vi"` // what they are called; empty: đảng viên chính thức
}

// Exclusion takes members of one activity out of the base.
type Exclusion struct {
	Activity string `yaml:"activity"`
	When     string `yaml:"when"`   // always, or absent: whoever comes and votes counts
	Reason   string `yaml:"reason"` // stable code
	TextVI   string `yaml:"text_vi"`
}

// Subtraction is how many members one exclusion took out.
type Subtraction struct {
	Reason string `yaml:"reason" json:"reason"`
	N      int    `yaml:"n" json:"n"`
	TextVI string `yaml:"text_vi" json:"text_vi"`
}

// Base is the number a vote is measured against, with how it came about; it is kept with the vote.
type Base struct {
	Ref          `yaml:"-" json:"rule"`
	N            int           `yaml:"n" json:"n"`
	Official     int           `yaml:"official" json:"official"` // before anything is subtracted
	Members      []string      `yaml:"members" json:"members"`   // sorted ids
	Subtractions []Subtraction `yaml:"subtractions" json:"subtractions"`
	VotersVI     string        `yaml:"voters_vi" json:"voters_vi,omitempty"`
}

// VoteBase gives the rule on who counts in a vote that day in a meeting of the kind: a committee counts its
// members, any meeting of a cell its official ones.
func (b *Book) VoteBase(day, meetingKind string) VoteBase {
	v, ref := answer[VoteBase](b, "vote.base", day, Scope{Meeting: meetingKind})
	v.Ref = ref
	return v
}

// Count measures a roll whose ids are unique. The absent stay in the base, and so does an activity the rule
// does not name: a larger base only makes passing harder, while dropping someone would take a vote away.
func (v VoteBase) Count(roll []Entitled) Base {
	base := Base{Ref: v.Ref, VotersVI: v.VotersVI}
	taken := make([]int, len(v.Subtract))
	for _, m := range roll {
		if !slices.Contains(v.Standings, m.Standing) || slices.Contains(v.Outside, m.Activity) {
			continue
		}
		base.Official++
		if i := v.excludes(m); i >= 0 {
			taken[i]++
			continue
		}
		base.Members = append(base.Members, m.ID)
	}
	slices.Sort(base.Members)
	base.N = len(base.Members)
	for i, n := range taken {
		if n > 0 {
			base.Subtractions = append(base.Subtractions, Subtraction{v.Subtract[i].Reason, n, v.Subtract[i].TextVI})
		}
	}
	return base
}

func (v VoteBase) excludes(m Entitled) int {
	return slices.IndexFunc(v.Subtract, func(x Exclusion) bool {
		return x.Activity == m.Activity && (x.When == "always" || !m.Present)
	})
}

// Sentence says the base in Vietnamese, always: it is kept with the vote and printed in the minutes.
func (b Base) Sentence() string {
	var s strings.Builder
	fmt.Fprintf(&s, "%d %s", b.N, cmp.Or(b.VotersVI, "đảng viên chính thức"))
	if len(b.Subtractions) == 0 {
		return s.String() + ", tính cả đồng chí vắng mặt."
	}
	fmt.Fprintf(&s, ": %d đồng chí", b.Official)
	for _, x := range b.Subtractions {
		fmt.Fprintf(&s, ", trừ %d đồng chí %s", x.N, x.TextVI)
	}
	return s.String() + "."
}

func (v *VoteBase) check() error {
	if len(v.Standings) == 0 {
		return bad("thiếu standings: ai biểu quyết", "standings: who votes is missing")
	}
	for _, x := range v.Subtract {
		if x.Activity == "" || x.Reason == "" || x.TextVI == "" {
			return bad("subtract: cần activity, reason và text_vi", "subtract: activity, reason and text_vi are needed")
		}
		if err := oneOf("when", x.When, "always", "absent"); err != nil {
			return err
		}
	}
	return nil
}

func (v *VoteBase) try(in *yaml.Node) (any, error) {
	// Examples give groups ("22 active officials, 3 of them absent") because a roll of 25 lines hides its point.
	var q struct {
		Roll []struct {
			N        int    `yaml:"n"`
			Standing string `yaml:"standing"`
			Activity string `yaml:"activity"`
			Absent   int    `yaml:"absent"`
		} `yaml:"roll"`
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	var roll []Entitled
	for g, group := range q.Roll {
		if group.N < 0 || group.N > 10_000 {
			return nil, fmt.Errorf("a group of %d members", group.N)
		}
		for i := range group.N {
			roll = append(roll, Entitled{fmt.Sprintf("%d-%d", g, i), group.Standing, group.Activity, i >= group.Absent})
		}
	}
	base := v.Count(roll)
	taken := map[string]int{}
	for _, x := range base.Subtractions {
		taken[x.Reason] = x.N
	}
	return map[string]any{"base": base.N, "official": base.Official, "taken": taken, "sentence": base.Sentence()}, nil
}
