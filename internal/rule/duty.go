package rule

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// Duties are the limits of the standing duties a cell gives its members each year.
type Duties struct {
	Ref              `yaml:"-"`
	Least            int      `yaml:"least"`              // duties of one member in one year, from
	Most             int      `yaml:"most"`               // to
	GivenTo          []string `yaml:"given_to"`           // activities; others have none
	HearWithinMonths int      `yaml:"hear_within_months"` // every member reports at least once in so many months
	LeastPerMeeting  int      `yaml:"least_per_meeting"`  // who report at one meeting, at least
}

// Duties gives the limits in force that day.
func (b *Book) Duties(day string) Duties {
	d, ref := answer[Duties](b, "duty.limits", day, Scope{})
	d.Ref = ref
	return d
}

// Gives tells whether who stands so may be given a standing duty.
func (d Duties) Gives(activity string) bool { return slices.Contains(d.GivenTo, activity) }

// PerMeeting is how many of so many members report at one month's meeting, so that all are heard in time.
func (d Duties) PerMeeting(members int) int {
	within := max(d.HearWithinMonths, 1)
	return min(max(d.LeastPerMeeting, (members+within-1)/within), members)
}

func (d *Duties) check() error {
	if d.Least < 0 || d.Most < max(d.Least, 1) || d.HearWithinMonths < 1 || d.LeastPerMeeting < 1 {
		return bad("least từ 0, most không nhỏ hơn least, hear_within_months và least_per_meeting từ 1", "least from 0, most from least, hear_within_months and least_per_meeting from 1")
	}
	for _, a := range d.GivenTo {
		if err := oneOf("given_to", a, "active", "exempt", "away", "temporary_here", "suspended"); err != nil {
			return err
		}
	}
	return nil
}

func (d *Duties) try(in *yaml.Node) (any, error) {
	var q struct {
		Activity string `yaml:"activity"`
		Members  int    `yaml:"members"`
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	return map[string]any{"gives": d.Gives(q.Activity), "least": d.Least, "most": d.Most, "per_meeting": d.PerMeeting(q.Members)}, nil
}
