package rule

import (
	"go.yaml.in/yaml/v3"
)

// Asking is after how many months without being asked after a comrade is named
// to the secretary.
type Asking struct {
	Ref    `yaml:"-"`
	Months int `yaml:"months"`
}

// Asking gives the rule of that day.
func (b *Book) Asking(day string) Asking {
	a, ref := answer[Asking](b, "care.asked", day, Scope{})
	a.Ref = ref
	return a
}

// Unasked tells whether one asked after on a day (or known since) has gone
// unasked for so long today.
func (a Asking) Unasked(last, today string) bool {
	since, err := months(today, -a.Months)
	return err == nil && last <= since
}

func (a *Asking) check() error {
	if a.Months < 1 {
		return bad("months từ 1", "months from 1")
	}
	return nil
}

func (a *Asking) try(in *yaml.Node) (any, error) {
	var q struct {
		Today string `yaml:"today"`
		Last  string `yaml:"last"`
	}
	err := decodeInput(in, &q)
	return map[string]any{"unasked": a.Unasked(q.Last, q.Today)}, err
}
