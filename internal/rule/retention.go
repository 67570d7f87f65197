package rule

import (
	"slices"
	"time"

	"go.yaml.in/yaml/v3"
)

// Keeping is how long data of a class are kept after what they are about ended.
type Keeping struct {
	Key    string `yaml:"key"`
	Title  Said   `yaml:"title"`
	Months int    `yaml:"months"`
	Days   int    `yaml:"days"` // instead of months; neither: no time fixed beforehand
	VI     string `yaml:"vi"`
	EN     string `yaml:"en"`
}

// Text is the time in words.
func (k Keeping) Text() Said { return Said{k.VI, k.EN} }

// Fixed tells whether a time is fixed: without one nothing goes by itself.
func (k Keeping) Fixed() bool { return k.Months > 0 || k.Days > 0 }

// Before is the day before which whatever ended is past its time today; "" where
// no time is fixed, or today is no day. Where the month has no such day it is the
// last of that month, so that nothing goes too early.
func (k Keeping) Before(today string) string {
	t, err := parseDay(today)
	if err != nil || !k.Fixed() {
		return ""
	}
	if k.Days > 0 {
		return t.AddDate(0, 0, -k.Days).Format(time.DateOnly)
	}
	back := t.AddDate(0, -k.Months, 0)
	if back.Day() != t.Day() {
		back = back.AddDate(0, 0, -back.Day())
	}
	return back.Format(time.DateOnly)
}

// Retention is the classes of how long data are kept.
type Retention struct {
	Ref     `yaml:"-"`
	Batch   int       `yaml:"batch"` // rows taken away in one transaction
	Classes []Keeping `yaml:"classes"`
}

// Retention gives the classes of that day.
func (b *Book) Retention(day string) Retention {
	v, ref := answer[Retention](b, "privacy.retention", day, Scope{})
	v.Ref = ref
	return v
}

// Find gives a class by its key.
func (r Retention) Find(key string) (Keeping, bool) {
	i := slices.IndexFunc(r.Classes, func(k Keeping) bool { return k.Key == key })
	if i < 0 {
		return Keeping{}, false
	}
	return r.Classes[i], true
}

func (r *Retention) check() error {
	for _, k := range r.Classes {
		if k.Key == "" || k.Title.missing() || k.Text().missing() || k.Months < 0 || k.Days < 0 || k.Months > 0 && k.Days > 0 {
			return bad("loại dữ liệu %q: cần key, title, vi, en và months hoặc days, không cả hai", "class %q: key, title, vi, en, and months or days, not both", k.Key)
		}
	}
	if len(r.Classes) == 0 || r.Batch < 1 {
		return bad("cần classes; batch từ 1", "classes, and batch from 1")
	}
	return nil
}

func (r *Retention) try(in *yaml.Node) (any, error) {
	var q struct {
		Key   string `yaml:"key"`
		Today string `yaml:"today"`
	}
	err := decodeInput(in, &q)
	k, _ := r.Find(q.Key)
	return map[string]any{"months": k.Months, "days": k.Days, "before": k.Before(q.Today)}, err
}
