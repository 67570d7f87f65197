package rule

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"chibo/internal/vi"
)

// Concerns says until when an answer is owed to what somebody raised, and about what
// one may raise something.
type Concerns struct {
	Ref        `yaml:"-"`
	AnswerDays int     `yaml:"answer_days"` // working days, the day it was raised not counted
	SoonDays   int     `yaml:"soon_days"`   // calendar days before the last one from which it is urgent
	Ages       []int   `yaml:"ages"`        // upper bounds in days of the groups a picture counts
	Topics     []Topic `yaml:"topics"`
}

// Topic is what a concern is about; Above tells that the committee above answers it
// more often than the cell.
type Topic struct {
	Key   string `yaml:"key"`
	VI    string `yaml:"vi"`
	EN    string `yaml:"en"`
	Above bool   `yaml:"above"`
}

// Concerns gives the rule of that day.
func (b *Book) Concerns(day string) Concerns {
	c, ref := answer[Concerns](b, "concern.clock", day, Scope{})
	c.Ref = ref
	return c
}

// DueOn is the last day to answer what was raised on a day.
func (c Concerns) DueOn(book *Book, raised string) (string, error) {
	return book.AddWorkingDays(raised, c.AnswerDays)
}

// Soon tells whether the last day is near.
func (c Concerns) Soon(due, today string) bool {
	return today <= due && vi.DaysBetween(today, due) <= c.SoonDays
}

// Age is the group of one raised so many days ago: the index of its bound, or
// len(Ages) beyond the last.
func (c Concerns) Age(days int) int {
	for i, bound := range c.Ages {
		if days <= bound {
			return i
		}
	}
	return len(c.Ages)
}

// Find gives a topic by its key.
func (c Concerns) Find(key string) (Topic, bool) {
	i := slices.IndexFunc(c.Topics, func(t Topic) bool { return t.Key == key })
	if i < 0 {
		return Topic{}, false
	}
	return c.Topics[i], true
}

func (c *Concerns) check() error {
	switch {
	case c.AnswerDays < 1 || c.AnswerDays > 200 || c.SoonDays < 0:
		return bad("answer_days từ 1 đến 200, soon_days không âm", "answer_days from 1 to 200, soon_days not below 0")
	case len(c.Ages) == 0 || !slices.IsSorted(c.Ages) || c.Ages[0] < 0:
		return bad("ages tăng dần, từ 0 trở lên", "ages rise from 0")
	case len(c.Topics) < 2:
		return bad("ít nhất hai mục trong topics", "two topics at least")
	}
	for i, t := range c.Topics {
		if t.Key == "" || t.VI == "" || t.EN == "" {
			return bad("mỗi mục trong topics cần key, vi và en", "a topic needs key, vi and en")
		}
		if slices.ContainsFunc(c.Topics[:i], func(o Topic) bool { return o.Key == t.Key }) {
			return bad("mục %s có hai lần trong topics", "the topic %s stands twice", t.Key)
		}
	}
	return nil
}

func (c *Concerns) try(in *yaml.Node) (any, error) {
	var q struct {
		Due   string `yaml:"due"`
		Today string `yaml:"today"`
		Days  int    `yaml:"days"`
		Topic string `yaml:"topic"`
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	t, known := c.Find(q.Topic)
	out := map[string]any{"age": c.Age(q.Days), "known": known, "above": t.Above, "answer_days": c.AnswerDays}
	if q.Due != "" {
		out["soon"] = c.Soon(q.Due, q.Today)
	}
	return out, nil
}
