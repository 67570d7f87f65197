package rule

import (
	"time"

	"go.yaml.in/yaml/v3"
)

// Breach says within how many hours data that got out are told of, and under
// which headings.
type Breach struct {
	Ref      `yaml:"-"`
	Hours    int       `yaml:"hours"` // from finding out
	Headings []Heading `yaml:"headings"`
}

// Heading is one heading of a notice.
type Heading struct {
	Key string `yaml:"key"`
	VI  string `yaml:"vi"`
	EN  string `yaml:"en"`
}

// Breach gives the rule of that day.
func (b *Book) Breach(day string) Breach {
	v, ref := answer[Breach](b, "privacy.breach", day, Scope{})
	v.Ref = ref
	return v
}

// TellBy is the last moment to tell of what was found out at one, in milliseconds UTC.
func (b Breach) TellBy(found int64) int64 { return found + int64(b.Hours)*time.Hour.Milliseconds() }

func (b *Breach) check() error {
	if b.Hours < 1 || len(b.Headings) == 0 {
		return bad("hours từ 1; cần headings", "hours from 1, headings")
	}
	for _, h := range b.Headings {
		if h.Key == "" || h.VI == "" || h.EN == "" {
			return bad("mỗi đề mục cần key, vi và en", "a heading has key, vi and en")
		}
	}
	return nil
}

func (b *Breach) try(in *yaml.Node) (any, error) {
	var q struct {
		Found time.Time `yaml:"found"`
	}
	err := decodeInput(in, &q)
	until := time.UnixMilli(b.TellBy(q.Found.UnixMilli())).In(q.Found.Location())
	return map[string]any{"hours": b.Hours, "until": until.Format(time.RFC3339)}, err
}
