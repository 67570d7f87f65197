package rule

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// Watch says when reading many records in a short time is told to somebody.
type Watch struct {
	Ref          `yaml:"-"`
	Persons      int      `yaml:"persons"`
	Minutes      int      `yaml:"minutes"`
	QuietMinutes int      `yaml:"quiet_minutes"` // one alarm a viewer in so many
	EveryPerson  []string `yaml:"every_person"`  // looks at a list in which each person counts; others are one
}

// Watch gives the rule of that day.
func (b *Book) Watch(day string) Watch {
	w, ref := answer[Watch](b, "privacy.watch", day, Scope{})
	w.Ref = ref
	return w
}

// Counts is how many persons a look counts for that showed so many.
func (w Watch) Counts(what string, persons int) int {
	if slices.Contains(w.EveryPerson, what) {
		return max(persons, 1)
	}
	return 1
}

func (w *Watch) check() error {
	if w.Persons < 2 || w.Minutes < 1 || w.QuietMinutes < 1 {
		return bad("persons từ 2; minutes và quiet_minutes từ 1", "persons from 2, minutes and quiet_minutes from 1")
	}
	return nil
}

func (w *Watch) try(in *yaml.Node) (any, error) {
	var q struct {
		What   string `yaml:"what"`
		InIt   int    `yaml:"in_it"`
		Others int    `yaml:"others"`
	}
	err := decodeInput(in, &q)
	n := w.Counts(q.What, q.InIt) + q.Others
	return map[string]any{"persons": n, "alarm": n >= w.Persons}, err
}
