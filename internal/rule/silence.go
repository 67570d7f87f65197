package rule

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"chibo/internal/vi"
)

// Silence says how often a committee asks after a month it knows nothing of, and for
// which reasons a cell may say that it does not meet.
type Silence struct {
	Ref        `yaml:"-"`
	RemindDays int     `yaml:"remind_days"` // between two reminders of one cell and month
	MonthsBack int     `yaml:"months_back"` // of how many months before this one a cell may still say so
	Reasons    []Unmet `yaml:"reasons"`
}

// Unmet is a reason why a cell does not meet in a month; Note asks for a sentence of
// its own.
type Unmet struct {
	Key  string `yaml:"key"`
	VI   string `yaml:"vi"`
	EN   string `yaml:"en"`
	Note bool   `yaml:"note"`
}

// Silence gives the rule of that day.
func (b *Book) Silence(day string) Silence {
	s, ref := answer[Silence](b, "cell.silence", day, Scope{})
	s.Ref = ref
	return s
}

// MayRemind tells whether a cell reminded on a day, or never (""), may be reminded today.
func (s Silence) MayRemind(reminded, today string) bool {
	return reminded == "" || vi.DaysBetween(reminded, today) >= s.RemindDays
}

// MaySay tells whether a cell may say today of a month that it does not meet.
func (s Silence) MaySay(month, today string) bool {
	first := vi.MonthOf(today)
	for range s.MonthsBack {
		first = vi.PrevMonth(first)
	}
	return month >= first && month <= vi.MonthOf(today)
}

// Find gives a reason by its key.
func (s Silence) Find(key string) (Unmet, bool) {
	i := slices.IndexFunc(s.Reasons, func(u Unmet) bool { return u.Key == key })
	if i < 0 {
		return Unmet{}, false
	}
	return s.Reasons[i], true
}

func (s *Silence) check() error {
	switch {
	case s.RemindDays < 1 || s.RemindDays > 31 || s.MonthsBack < 0 || s.MonthsBack > 12:
		return bad("remind_days từ 1 đến 31, months_back từ 0 đến 12", "remind_days from 1 to 31, months_back from 0 to 12")
	case len(s.Reasons) == 0:
		return bad("ít nhất một lý do trong reasons", "one reason at least")
	}
	for i, u := range s.Reasons {
		if u.Key == "" || u.VI == "" || u.EN == "" {
			return bad("mỗi lý do trong reasons cần key, vi và en", "a reason needs key, vi and en")
		}
		if slices.ContainsFunc(s.Reasons[:i], func(o Unmet) bool { return o.Key == u.Key }) {
			return bad("lý do %s có hai lần", "the reason %s stands twice", u.Key)
		}
	}
	return nil
}

func (s *Silence) try(in *yaml.Node) (any, error) {
	var q struct {
		Reminded string `yaml:"reminded"`
		Today    string `yaml:"today"`
		Month    string `yaml:"month"`
		Reason   string `yaml:"reason"`
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	u, known := s.Find(q.Reason)
	out := map[string]any{"known": known, "note": u.Note}
	if q.Today != "" {
		out["may_remind"] = s.MayRemind(q.Reminded, q.Today)
	}
	if q.Month != "" {
		out["may_say"] = s.MaySay(q.Month, q.Today)
	}
	return out, nil
}
