package rule

import (
	"fmt"
	"slices"
	"time"

	"go.yaml.in/yaml/v3"
)

// Committee is the law of a committee's own meetings: how often, how long.
type Committee struct {
	Ref        `yaml:"-"`
	Months     int `yaml:"months"`      // at least one meeting in so many months
	MinMinutes int `yaml:"min_minutes"` // 0: no figure
}

// Committee gives the law in force that day for a kind of committee's meeting (cell_committee, committee,
// standing); for a meeting of a cell it is zero, without Ref.
func (b *Book) Committee(day, meetingKind string) Committee {
	c, ref := answer[Committee](b, "regime.committee", day, Scope{Meeting: meetingKind})
	c.Ref = ref
	return c
}

// Owed tells whether in a month (YYYY-MM) a meeting is still to be held, given the months of those held.
func (c Committee) Owed(month string, held []string) bool {
	if c.Months < 1 {
		return false
	}
	t, err := time.Parse("2006-01", month)
	if err != nil {
		return false
	}
	for n := range c.Months {
		if slices.Contains(held, t.AddDate(0, -n, 0).Format("2006-01")) {
			return false
		}
	}
	return true
}

func (c *Committee) check() error {
	if c.Months < 1 || c.Months > 12 || c.MinMinutes < 0 {
		return bad("months từ 1 đến 12, min_minutes từ 0", "months are 1 to 12, min_minutes from 0")
	}
	return nil
}

func (c *Committee) try(in *yaml.Node) (any, error) {
	var q struct {
		Held  []string `yaml:"held"`
		Month string   `yaml:"month"`
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	return map[string]any{"owed": c.Owed(q.Month, q.Held), "minutes": c.MinMinutes}, nil
}

// Issuer is in whose name the papers of a meeting go out.
type Issuer struct {
	Ref      `yaml:"-"`
	Letters  string `yaml:"letters" json:"letters"`     // behind the number: CB
	Series   string `yaml:"series" json:"series"`       // cell, committee: whose numbers run on
	OnBehalf string `yaml:"on_behalf" json:"on_behalf"` // above the signature: T/M CHI BỘ
}

// Issuer gives the rule in force that day for a kind of meeting.
func (b *Book) Issuer(day, meetingKind string) Issuer {
	i, ref := answer[Issuer](b, "doc.issuer", day, Scope{Meeting: meetingKind})
	i.Ref = ref
	return i
}

func (i *Issuer) check() error {
	if i.Letters == "" || i.OnBehalf == "" {
		return bad("cần letters và on_behalf", "letters and on_behalf are needed")
	}
	return oneOf("series", i.Series, "cell", "committee")
}

func (i *Issuer) try(in *yaml.Node) (any, error) {
	var q struct {
		Number int    `yaml:"number"`
		Type   string `yaml:"type"` // letters of the kind of paper
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	return map[string]any{"text": fmt.Sprintf("%02d-%s/%s", q.Number, q.Type, i.Letters), "letters": i.Letters, "series": i.Series, "on_behalf": i.OnBehalf}, nil
}

// Thematic is how often a cell holds a thematic meeting.
type Thematic struct {
	Ref    `yaml:"-"`
	Months int `yaml:"months"` // at least one in each span of so many months of the year
}

// Thematic gives the rule in force that day.
func (b *Book) Thematic(day string) Thematic {
	t, ref := answer[Thematic](b, "regime.thematic", day, Scope{})
	t.Ref = ref
	return t
}

func (t *Thematic) check() error {
	if t.Months < 1 || 12%t.Months != 0 {
		return bad("months chia hết năm: 1, 2, 3, 4, 6 hoặc 12", "months divide the year: 1, 2, 3, 4, 6 or 12")
	}
	return nil
}

func (t *Thematic) try(in *yaml.Node) (any, error) {
	var q struct {
		Held  []string `yaml:"held"`
		Month string   `yaml:"month"`
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	return map[string]any{"months": t.Months, "owed": t.Owed(q.Month, q.Held)}, nil
}

// Owed tells whether in the span of a month (YYYY-MM) a theme is still to be held, given the months of those held.
func (t *Thematic) Owed(month string, held []string) bool {
	at, err := time.Parse("2006-01", month)
	if err != nil || t.Months < 1 {
		return false
	}
	first := at.AddDate(0, -((int(at.Month()) - 1) % t.Months), 0)
	for n := range t.Months {
		if slices.Contains(held, first.AddDate(0, n, 0).Format("2006-01")) {
			return false
		}
	}
	return true
}
