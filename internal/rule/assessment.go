package rule

import (
	"errors"

	"go.yaml.in/yaml/v3"
)

// Assessment is what register and impact assessment say beside the data
// themselves, and by when the assessment is filed.
type Assessment struct {
	Ref         `yaml:"-"`
	FileDays    int    `yaml:"file_days"`    // from the start of processing
	RenewMonths int    `yaml:"renew_months"` // kept current every so many
	BreachHours int    `yaml:"breach_hours"` // to tell of data that got out
	Measures    []Said `yaml:"measures"`
	Risks       []Said `yaml:"risks"`
}

// Assessment gives the rule of that day.
func (b *Book) Assessment(day string) Assessment {
	a, ref := answer[Assessment](b, "privacy.assessment", day, Scope{})
	a.Ref = ref
	return a
}

// FileBy is the last day to file it for processing that began on a day; "" when that cannot be read.
func (a Assessment) FileBy(start string) string { day, _ := after(start, a.FileDays); return day }

func (a *Assessment) check() error {
	if a.FileDays < 1 || a.RenewMonths < 1 || a.BreachHours < 1 || len(a.Measures) == 0 || len(a.Risks) == 0 {
		return errors.New("file_days, renew_months, breach_hours from 1, measures, risks")
	}
	for _, s := range append(a.Measures[:len(a.Measures):len(a.Measures)], a.Risks...) {
		if s.missing() {
			return errors.New("a measure and a risk have vi and en")
		}
	}
	return nil
}

func (a *Assessment) try(in *yaml.Node) (any, error) {
	var q struct {
		Start string `yaml:"start"`
	}
	err := decodeInput(in, &q)
	return map[string]any{"file": a.FileBy(q.Start), "breach_hours": a.BreachHours}, err
}
