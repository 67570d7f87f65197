package rule

import (
	"strings"
)

// Plain says when the words of a task ask for a second look. All of it warns and
// never refuses.
type Plain struct {
	Syllables int      `yaml:"syllables"`  // one deed in so many; 0: no habit
	Joins     []string `yaml:"joins"`      // words that begin a second deed
	Vague     []string `yaml:"vague"`      // verbs that say nothing by themselves
	LeastDays int      `yaml:"least_days"` // between the meeting and the day it is due
}

// Long tells that a deed is longer than one breath.
func (p Plain) Long(deed string) bool {
	return p.Syllables > 0 && len(strings.Fields(deed)) > p.Syllables
}

// Two tells that a deed seems to hold two, and by which word.
func (p Plain) Two(deed string) (by string, two bool) {
	words := " " + spoken(deed) + " "
	for _, j := range p.Joins {
		j = spoken(j)
		if at := strings.Index(words, j); at > 1 && (len(j) == 1 || strings.Contains(words, " "+j+" ") || strings.Contains(words, ", "+j+" ")) {
			return j, true
		}
	}
	return "", false
}

// Empty tells that a deed begins with a verb that says nothing by itself; a measure
// makes it say something.
func (p Plain) Empty(deed, measure string) (verb string, empty bool) {
	if measure != "" {
		return "", false
	}
	words := spoken(deed) + " "
	for _, v := range p.Vague {
		if strings.HasPrefix(words, spoken(v)+" ") {
			return v, true
		}
	}
	return "", false
}
