package rule

import (
	"slices"
	"time"

	"go.yaml.in/yaml/v3"
)

// months gives the day so many months after another; where the month has no
// such day, its last one.
func months(from string, n int) (string, error) {
	start, err := parseDay(from)
	if err != nil {
		return "", err
	}
	end := start.AddDate(0, n, 0)
	if end.Day() != start.Day() {
		end = end.AddDate(0, 0, -end.Day())
	}
	return end.Format(time.DateOnly), nil
}

// Probation is how long a new member is on probation.
type Probation struct {
	Ref    `yaml:"-"`
	Months int `yaml:"months"`
}

// Probation gives the rule for a member admitted that day.
func (b *Book) Probation(day string) Probation {
	p, ref := answer[Probation](b, "member.probation", day, Scope{})
	p.Ref = ref
	return p
}

// End is the day the probation of one admitted on from is over; "" when the day cannot be read.
func (p Probation) End(from string) string { end, _ := months(from, p.Months); return end }

func (p *Probation) check() error {
	if p.Months < 1 {
		return bad("months từ 1", "months from 1")
	}
	return nil
}

func (p *Probation) try(in *yaml.Node) (any, error) {
	var q struct {
		From string `yaml:"from"`
	}
	err := decodeInput(in, &q)
	return map[string]any{"end": p.End(q.From)}, err
}

// Badges are the years of membership at which the Party badge is given.
type Badges struct {
	Ref   `yaml:"-"`
	Years []int `yaml:"years"`
}

// Badges gives the ladder of that day.
func (b *Book) Badges(day string) Badges {
	l, ref := answer[Badges](b, "badge.ladder", day, Scope{})
	l.Ref = ref
	return l
}

// Due is the badge whose day falls into [from, until) for one admitted on a day, and that day; 0 for none.
func (l Badges) Due(admitted, from, until string) (years int, day string) {
	for _, y := range l.Years {
		if day, err := months(admitted, 12*y); err == nil && day >= from && day < until {
			return y, day
		}
	}
	return 0, ""
}

func (l *Badges) check() error {
	if len(l.Years) == 0 || !slices.IsSorted(l.Years) || l.Years[0] < 1 {
		return bad("years: các mốc tăng dần", "years, rising")
	}
	return nil
}

func (l *Badges) try(in *yaml.Node) (any, error) {
	var q struct {
		Admitted string `yaml:"admitted"`
		From     string `yaml:"from"`
		Until    string `yaml:"until"`
	}
	err := decodeInput(in, &q)
	years, day := l.Due(q.Admitted, q.From, q.Until)
	return map[string]any{"years": years, "day": day}, err
}

// ExemptionReason is a class of reasons for an exemption; what ails somebody is never asked.
type ExemptionReason struct {
	Code      string `yaml:"code"`
	TitleVI   string `yaml:"title_vi"`
	TitleEN   string `yaml:"title_en"`
	MaxMonths int    `yaml:"max_months"` // under so many; 0: no limit
}

// Exemption is who may be exempt from activity, and for how long.
type Exemption struct {
	Ref     `yaml:"-"`
	Reasons []ExemptionReason `yaml:"reasons"`
}

// Exemption gives the rule of that day.
func (b *Book) Exemption(day string) Exemption {
	e, ref := answer[Exemption](b, "member.exemption", day, Scope{})
	e.Ref = ref
	return e
}

// Find gives a class by its code.
func (e Exemption) Find(code string) (ExemptionReason, bool) {
	i := slices.IndexFunc(e.Reasons, func(r ExemptionReason) bool { return r.Code == code })
	if i < 0 {
		return ExemptionReason{}, false
	}
	return e.Reasons[i], true
}

// TooLong tells whether [from, until) is longer than the class allows; without an end it is.
func (r ExemptionReason) TooLong(from, until string) bool {
	if r.MaxMonths == 0 {
		return false
	}
	end, err := months(from, r.MaxMonths)
	return err != nil || until == "" || until > end
}

func (e *Exemption) check() error {
	if len(e.Reasons) == 0 {
		return bad("thiếu reasons: các diện", "reasons are missing")
	}
	for _, r := range e.Reasons {
		if r.Code == "" || r.TitleVI == "" || r.TitleEN == "" || r.MaxMonths < 0 {
			return bad("mỗi diện cần code, title_vi, title_en", "a reason has code, title_vi, title_en")
		}
	}
	return nil
}

func (e *Exemption) try(in *yaml.Node) (any, error) {
	var q struct {
		Reason string `yaml:"reason"`
		From   string `yaml:"from"`
		Until  string `yaml:"until"`
	}
	err := decodeInput(in, &q)
	r, known := e.Find(q.Reason)
	return map[string]any{"known": known, "too_long": r.TooLong(q.From, q.Until)}, err
}

// Stay is how long a temporary stay in another cell may be.
type Stay struct {
	Ref         `yaml:"-"`
	MinMonths   int `yaml:"min_months"`
	MaxMonths   int `yaml:"max_months"`   // under so many
	StudyMonths int `yaml:"study_months"` // at most, for study
}

// Stay gives the rule of that day.
func (b *Book) Stay(day string) Stay {
	s, ref := answer[Stay](b, "member.stay", day, Scope{})
	s.Ref = ref
	return s
}

// Advice is what is unusual about a stay [from, until), as a code, or ""; it warns and never refuses.
func (s Stay) Advice(from, until string, study bool) string {
	if until == "" {
		return "stay_open"
	}
	least, err := months(from, s.MinMonths)
	if err != nil || until < least {
		return "stay_short"
	}
	most, limit := s.MaxMonths, false
	if study {
		most, limit = s.StudyMonths, true
	}
	end, err := months(from, most)
	if err != nil || until > end || until == end && !limit {
		return "stay_long"
	}
	return ""
}

func (s *Stay) check() error {
	if s.MinMonths < 0 || s.MaxMonths <= s.MinMonths || s.StudyMonths < s.MaxMonths {
		return bad("min_months, lớn hơn là max_months, lớn hơn nữa là study_months", "min_months, above it max_months, above it study_months")
	}
	return nil
}

func (s *Stay) try(in *yaml.Node) (any, error) {
	var q struct {
		From  string `yaml:"from"`
		Until string `yaml:"until"`
		Study bool   `yaml:"study"`
	}
	err := decodeInput(in, &q)
	return map[string]any{"advice": s.Advice(q.From, q.Until, q.Study)}, err
}

// Sending says where a member sent to strengthen another cell counts.
type Sending struct {
	Ref        `yaml:"-"`
	Counts     string `yaml:"counts"` // host, home or both: expected and voting there
	SentenceVI string `yaml:"sentence_vi"`
	SentenceEN string `yaml:"sentence_en"`
}

// Sending gives the rule of that day.
func (b *Book) Sending(day string) Sending {
	s, ref := answer[Sending](b, "member.sent", day, Scope{})
	s.Ref = ref
	return s
}

func (s *Sending) check() error {
	if s.SentenceVI == "" || s.SentenceEN == "" {
		return bad("cần sentence_vi và sentence_en", "sentence_vi and sentence_en are needed")
	}
	return oneOf("counts", s.Counts, "host", "home", "both")
}

func (s *Sending) try(in *yaml.Node) (any, error) {
	var q struct {
		Cell string `yaml:"cell"` // host, home
	}
	err := decodeInput(in, &q)
	return map[string]any{"counts": s.Counts, "votes": s.Counts == "both" || s.Counts == q.Cell}, err
}

// Care says when a comrade who stays away is asked whether help is needed.
type Care struct {
	Ref        `yaml:"-"`
	InARow     int      `yaml:"in_a_row"`     // meetings in a row without a known reason: ask
	InYear     int      `yaml:"in_year"`      // months of a year missed so: the cell considers
	DuesInYear int      `yaml:"dues_in_year"` // months of a year without dues: the cell considers
	Statuses   []string `yaml:"statuses"`     // marks that count as missed
}

// Care gives the rule of that day.
func (b *Book) Care(day string) Care {
	c, ref := answer[Care](b, "member.care", day, Scope{})
	c.Ref = ref
	return c
}

// Missed tells whether a mark counts as missed.
func (c Care) Missed(status string) bool { return slices.Contains(c.Statuses, status) }

// Judge looks at the months of a year in order, each missed or not, and at the months without dues: row is how
// many of the last in a row were missed, ask that it is time to ask, grave that the rule speaks of removal.
func (c Care) Judge(missed []bool, unpaid int) (row, year int, ask, grave bool) {
	for _, m := range missed {
		if !m {
			row = 0
			continue
		}
		row, year = row+1, year+1
	}
	grave = year >= c.InYear || unpaid >= c.DuesInYear
	return row, year, grave || row >= c.InARow, grave
}

func (c *Care) check() error {
	if c.InARow < 1 || c.InYear < c.InARow || c.DuesInYear < 1 || len(c.Statuses) == 0 {
		return bad("in_a_row từ 1, in_year không nhỏ hơn số ấy, dues_in_year từ 1; cần statuses", "in_a_row from 1, in_year at least that, dues_in_year from 1, statuses")
	}
	return nil
}

func (c *Care) try(in *yaml.Node) (any, error) {
	var q struct {
		Missed []bool `yaml:"missed"`
		Unpaid int    `yaml:"unpaid"`
	}
	err := decodeInput(in, &q)
	row, year, ask, grave := c.Judge(q.Missed, q.Unpaid)
	return map[string]any{"row": row, "year": year, "ask": ask, "grave": grave}, err
}
