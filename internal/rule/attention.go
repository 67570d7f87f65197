package rule

import (
	"go.yaml.in/yaml/v3"

	"chibo/internal/vi"
)

// Attention says from when a committee's desk asks it to look at a cell, and
// which groups are too small to be counted apart.
type Attention struct {
	Ref        `yaml:"-"`
	FewPercent int `yaml:"few_percent"` // of those expected; fewer present than that is few
	ScoreDays  int `yaml:"score_days"`  // a voted score may wait so many days for the committee's word
	UnreadDays int `yaml:"unread_days"` // a paper sent down may stay unopened so many days; 0 or missing: none is asked after
	GroupLeast int `yaml:"group_least"` // persons: a smaller group is never shown by itself, nor left over by subtraction
}

// Attention gives the rule of that day.
func (b *Book) Attention(day string) Attention {
	a, ref := answer[Attention](b, "desk.attention", day, Scope{})
	a.Ref = ref
	return a
}

// Few tells of how many came of how many expected; of nobody expected nothing is said.
func (a Attention) Few(present, expected int) bool {
	return expected > 0 && 100*present < a.FewPercent*expected
}

// Waits tells whether a score voted on a day has waited too long today.
func (a Attention) Waits(voted, today string) bool {
	return vi.DaysBetween(voted, today) > a.ScoreDays
}

// Unread tells whether a paper sent on a day has stayed unopened too long today.
func (a Attention) Unread(sent, today string) bool {
	return a.UnreadDays > 0 && vi.DaysBetween(sent, today) > a.UnreadDays
}

// Small tells of a group that is not shown by itself.
func (a Attention) Small(persons int) bool { return persons > 0 && persons < a.GroupLeast }

func (a *Attention) check() error {
	if a.FewPercent < 1 || a.FewPercent > 100 || a.ScoreDays < 1 || a.UnreadDays < 0 || a.GroupLeast < 2 {
		return bad("few_percent từ 1 đến 100, score_days từ 1, unread_days từ 0, group_least từ 2", "few_percent from 1 to 100, score_days from 1, unread_days from 0, group_least from 2")
	}
	return nil
}

func (a *Attention) try(in *yaml.Node) (any, error) {
	var q struct {
		Present  int    `yaml:"present"`
		Expected int    `yaml:"expected"`
		Voted    string `yaml:"voted"`
		Today    string `yaml:"today"`
		Sent     string `yaml:"sent"`
		Group    int    `yaml:"group"`
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	out := map[string]any{"few": a.Few(q.Present, q.Expected), "small": a.Small(q.Group)}
	if q.Voted != "" {
		out["waits"] = a.Waits(q.Voted, q.Today)
	}
	if q.Sent != "" {
		out["unread"] = a.Unread(q.Sent, q.Today)
	}
	return out, nil
}
