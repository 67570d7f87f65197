package rule

import (
	"time"

	"go.yaml.in/yaml/v3"
)

// Assessment is what register and impact assessment say beside the data
// themselves, and by when the assessment is filed.
type Assessment struct {
	Ref         `yaml:"-"`
	FileDays    int    `yaml:"file_days"`    // from the start of processing
	RenewMonths int    `yaml:"renew_months"` // kept current every so many
	RemindDays  int    `yaml:"remind_days"`  // before the day, on the officer's home
	Measures    []Said `yaml:"measures"`
	Risks       []Said `yaml:"risks"`
}

// Assessment gives the rule of that day.
func (b *Book) Assessment(day string) Assessment {
	a, ref := answer[Assessment](b, "privacy.assessment", day, Scope{})
	a.Ref = ref
	return a
}

// DueBy is the last day to file it, or to renew what was filed last; "" where no
// start is known.
func (a Assessment) DueBy(start, filed string) string {
	if filed == "" {
		return a.FileBy(start)
	}
	t, err := parseDay(filed)
	if err != nil {
		return ""
	}
	due := t.AddDate(0, a.RenewMonths, 0)
	if due.Day() != t.Day() { // no such day in that month: its last
		due = due.AddDate(0, 0, -due.Day())
	}
	return due.Format(time.DateOnly)
}

// FileBy is the last day to file it for processing that began on a day; "" when that cannot be read.
func (a Assessment) FileBy(start string) string { day, _ := after(start, a.FileDays); return day }

func (a *Assessment) check() error {
	if a.FileDays < 1 || a.RenewMonths < 1 || a.RemindDays < 1 || len(a.Measures) == 0 || len(a.Risks) == 0 {
		return bad("file_days, renew_months, remind_days từ 1; cần measures và risks", "file_days, renew_months, remind_days from 1, measures, risks")
	}
	for _, s := range append(a.Measures[:len(a.Measures):len(a.Measures)], a.Risks...) {
		if s.missing() {
			return bad("mỗi biện pháp, mỗi rủi ro cần vi và en", "a measure and a risk have vi and en")
		}
	}
	return nil
}

func (a *Assessment) try(in *yaml.Node) (any, error) {
	var q struct {
		Start string `yaml:"start"`
		Filed string `yaml:"filed"`
	}
	err := decodeInput(in, &q)
	return map[string]any{"file": a.FileBy(q.Start), "due": a.DueBy(q.Start, q.Filed)}, err
}
