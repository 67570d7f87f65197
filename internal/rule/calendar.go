package rule

import (
	"fmt"
	"time"

	"go.yaml.in/yaml/v3"
)

// Holiday is a day off.
type Holiday struct {
	Day    string `yaml:"day"`
	NameVI string `yaml:"name_vi"`
}

// Holidays are the days off of one year, and the Saturdays worked in exchange.
type Holidays struct {
	Ref    `yaml:"-"`
	Days   []Holiday `yaml:"days"`
	Worked []string  `yaml:"worked"`
}

// Holidays gives the public holidays of a year. A year whose decision has not been shipped has none, and its
// Ref is not found: the page then says that working days are counted by weekends only.
func (b *Book) Holidays(year int) Holidays {
	r := b.pick("calendar.holidays", fmt.Sprintf("%04d-01-01", year), Scope{})
	if r == nil {
		return Holidays{}
	}
	h, ok := r.params.(*Holidays)
	if !ok {
		return Holidays{}
	}
	out := *h
	out.Ref = r.Ref
	return out
}

// Name is the holiday's name, empty on other days.
func (h Holidays) Name(day string) string {
	for _, d := range h.Days {
		if d.Day == day {
			return d.NameVI
		}
	}
	return ""
}

// working tells whether offices work that day.
func (h Holidays) working(t time.Time) bool {
	day := t.Format(time.DateOnly)
	for _, w := range h.Worked {
		if w == day {
			return true
		}
	}
	return t.Weekday() != time.Saturday && t.Weekday() != time.Sunday && h.Name(day) == ""
}

// IsWorkingDay tells whether offices work that day.
func (b *Book) IsWorkingDay(day string) (bool, error) {
	t, err := parseDay(day)
	if err != nil {
		return false, err
	}
	return b.Holidays(t.Year()).working(t), nil
}

// AddWorkingDays is the nth working day after a day, the day itself not counted: a limit of 2 working days
// from Friday ends on Tuesday. n is 0 to 10000; 0 gives the day itself.
func (b *Book) AddWorkingDays(day string, n int) (string, error) {
	t, err := parseDay(day)
	if err != nil {
		return "", err
	}
	if n < 0 || n > 10_000 {
		return "", fmt.Errorf("rule: %d working days", n)
	}
	holidays := b.Holidays(t.Year())
	for year := t.Year(); n > 0; {
		t = t.AddDate(0, 0, 1)
		if t.Year() != year {
			year = t.Year()
			holidays = b.Holidays(year)
		}
		if holidays.working(t) {
			n--
		}
	}
	return t.Format(time.DateOnly), nil
}

func (h *Holidays) check() error {
	if len(h.Days) == 0 {
		return bad("thiếu days: các ngày", "days are missing")
	}
	last := ""
	for _, d := range h.Days {
		if _, err := parseDay(d.Day); err != nil {
			return err
		}
		if d.Day <= last || d.NameVI == "" || d.Day[:4] != h.Days[0].Day[:4] {
			return bad("ngày %s: xếp theo thứ tự, cùng một năm, có name_vi", "day %s: in order, of one year, with name_vi", d.Day)
		}
		last = d.Day
	}
	for _, w := range h.Worked {
		if _, err := parseDay(w); err != nil {
			return err
		}
	}
	return nil
}

func (h *Holidays) try(in *yaml.Node) (any, error) {
	var q struct {
		Day string `yaml:"day"`
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	t, err := parseDay(q.Day)
	if err != nil {
		return nil, err
	}
	return map[string]any{"working": h.working(t), "name": h.Name(q.Day)}, nil
}
