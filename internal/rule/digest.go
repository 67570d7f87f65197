package rule

import (
	"slices"
	"time"

	"go.yaml.in/yaml/v3"
)

// Rhythm says when a person may be mailed what waits for him.
type Rhythm struct {
	Ref        `yaml:"-"`
	QuietFrom  string `yaml:"quiet_from"`  // HH:MM in Vietnam, from then on nothing is sent
	QuietUntil string `yaml:"quiet_until"` // HH:MM the next morning
	Hours      []int  `yaml:"hours"`       // one may choose from
	GiveUp     int    `yaml:"give_up"`     // days one after another on which no letter arrived
	SoonDays   int    `yaml:"soon_days"`   // within so many days a day is near
}

// Rhythm gives the rule of that day.
func (b *Book) Rhythm(day string) Rhythm {
	r, ref := answer[Rhythm](b, "digest.rhythm", day, Scope{})
	r.Ref = ref
	return r
}

// Quiet tells whether nothing is sent at HH:MM.
func (r Rhythm) Quiet(at string) bool { return at >= r.QuietFrom || at < r.QuietUntil }

// May tells whether an hour may be chosen.
func (r Rhythm) May(hour int) bool { return slices.Contains(r.Hours, hour) }

func (r *Rhythm) check() error {
	for _, at := range []string{r.QuietFrom, r.QuietUntil} {
		if _, err := time.Parse("15:04", at); err != nil || len(at) != 5 {
			return bad("quiet_from và quiet_until viết như 21:00", "quiet_from and quiet_until are written like 21:00")
		}
	}
	switch {
	case r.QuietFrom <= r.QuietUntil:
		return bad("quiet_from phải sau quiet_until", "quiet_from comes after quiet_until")
	case len(r.Hours) == 0 || r.GiveUp < 1 || r.GiveUp > 30 || r.SoonDays < 0 || r.SoonDays > 31:
		return bad("hours không trống, give_up từ 1 đến 30, soon_days từ 0 đến 31", "hours not empty, give_up from 1 to 30, soon_days from 0 to 31")
	}
	for _, h := range r.Hours {
		if h < 0 || h > 23 || r.Quiet(time.Date(2000, 1, 1, h, 0, 0, 0, time.UTC).Format("15:04")) {
			return bad("giờ %d nằm trong giờ yên lặng", "hour %d is quiet", h)
		}
	}
	return nil
}

func (r *Rhythm) try(in *yaml.Node) (any, error) {
	var q struct {
		At     string `yaml:"at"`
		Hour   int    `yaml:"hour"`
		Failed int    `yaml:"failed"`
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	return map[string]any{"quiet": r.Quiet(q.At), "may": r.May(q.Hour), "gives_up": q.Failed >= r.GiveUp}, nil
}
