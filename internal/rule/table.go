package rule

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"
)

// Table is the table by which a meeting is scored (never a person): pack
// quality.table, chosen by the day and the kind of meeting.
type Table struct {
	Ref      `yaml:"-"`
	TitleVI  string      `yaml:"title_vi"`
	TitleEN  string      `yaml:"title_en"`
	Total    Points      `yaml:"total"`
	Step     Points      `yaml:"step,omitempty"` // what one press of + adds; 0 is half a point
	Bands    []TableBand `yaml:"bands"`          // the best first, the last from 0
	Groups   []Group     `yaml:"groups"`
	Criteria []Criterion `yaml:"criteria"`
}

// TableBand is one word and the least points it begins with.
type TableBand struct {
	Min    Points `yaml:"min"`
	WordVI string `yaml:"word_vi"`
}

// Group is a heading over criteria; a trend is drawn by group.
type Group struct {
	Code   string `yaml:"code"`
	TextVI string `yaml:"text_vi"`
	TextEN string `yaml:"text_en"`
}

// Criterion is one line of the table. With a metric and levels it suggests points;
// with Ask it is a plain question that only people can answer, beside which Shows
// may lay what was counted.
type Criterion struct {
	Code   string   `yaml:"code"`
	Group  string   `yaml:"group"`
	TextVI string   `yaml:"text_vi"`
	TextEN string   `yaml:"text_en"`
	Max    Points   `yaml:"max"`
	Metric string   `yaml:"metric,omitempty"`
	Levels []Level  `yaml:"levels,omitempty"` // the best first; the last has no bound and takes all that is left
	Unless []Unless `yaml:"unless,omitempty"`
	AskVI  string   `yaml:"ask_vi,omitempty"`
	AskEN  string   `yaml:"ask_en,omitempty"`
	Shows  []string `yaml:"shows,omitempty"` // metrics laid beside a question, without points
	NA     *NA      `yaml:"na,omitempty"`

	line int // in its file; 0 where it came from elsewhere
}

// UnmarshalYAML keeps the line beside what stands there, for whoever must mend it.
func (c *Criterion) UnmarshalYAML(node *yaml.Node) error {
	type plain Criterion
	err := node.Decode((*plain)(c))
	c.line = node.Line
	return err
}

// Bound is one comparison with a metric; at most one of the four is set. From and
// UpTo take the bound in, Above and Below do not.
type Bound struct {
	From  *Points
	Above *Points
	UpTo  *Points
	Below *Points
}

// Level is the points a criterion gets within a bound.
type Level struct {
	From   *Points `yaml:"from,omitempty"`
	Above  *Points `yaml:"above,omitempty"`
	UpTo   *Points `yaml:"upto,omitempty"`
	Below  *Points `yaml:"below,omitempty"`
	Points Points  `yaml:"points"`
}

// Unless takes a criterion down to Points where another metric lies within a bound.
type Unless struct {
	Metric string  `yaml:"metric"`
	From   *Points `yaml:"from,omitempty"`
	Above  *Points `yaml:"above,omitempty"`
	UpTo   *Points `yaml:"upto,omitempty"`
	Below  *Points `yaml:"below,omitempty"`
	Points Points  `yaml:"points"`
}

// NA says when a criterion does not apply, and what becomes of its points.
type NA struct {
	When   string `yaml:"when"`
	Policy string `yaml:"policy"`
}

// Bound gives the level's comparison.
func (l Level) Bound() Bound { return Bound{l.From, l.Above, l.UpTo, l.Below} }

// Bound gives its comparison.
func (u Unless) Bound() Bound { return Bound{u.From, u.Above, u.UpTo, u.Below} }

// set is how many of the four comparisons stand.
func (b Bound) set() int {
	n := 0
	for _, p := range []*Points{b.From, b.Above, b.UpTo, b.Below} {
		if p != nil {
			n++
		}
	}
	return n
}

// rising tells whether more is better (from, above) and gives the number.
func (b Bound) rising() (bool, Points) {
	for _, p := range []*Points{b.From, b.Above} {
		if p != nil {
			return true, *p
		}
	}
	for _, p := range []*Points{b.UpTo, b.Below} {
		if p != nil {
			return false, *p
		}
	}
	return true, 0
}

// holds tells whether a fact lies within the bound; none at all holds everything.
func (b Bound) holds(f Fact, unit string) bool {
	return (b.From == nil || f.against(unit, *b.From) >= 0) &&
		(b.Above == nil || f.against(unit, *b.Above) > 0) &&
		(b.UpTo == nil || f.against(unit, *b.UpTo) <= 0) &&
		(b.Below == nil || f.against(unit, *b.Below) < 0)
}

// Table gives the table in force on the day of a meeting for its kind. It is not
// Found for kinds and days without one: there a meeting is scored by one figure.
func (b *Book) Table(day, meetingKind string) Table {
	r := b.pick("quality.table", day, Scope{Meeting: meetingKind})
	if r == nil {
		return Table{}
	}
	return tableOf(*r)
}

// TableByRef finds the very table a result was made with, in force or not.
func (b *Book) TableByRef(stored string) (Table, bool) {
	r, ok := b.ByRef(stored)
	if !ok {
		return Table{}, false
	}
	t := tableOf(r)
	return t, t.Found()
}

func tableOf(r Rule) Table {
	t, ok := r.params.(*Table)
	if !ok {
		return Table{}
	}
	out := *t
	out.Ref = r.Ref
	return out
}

// Press is what one press of + adds.
func (t Table) Press() Points {
	if t.Step > 0 {
		return t.Step
	}
	return 50
}

// Criterion finds a line by its code.
func (t Table) Criterion(code string) (Criterion, bool) {
	n := slices.IndexFunc(t.Criteria, func(c Criterion) bool { return c.Code == code })
	if n < 0 {
		return Criterion{}, false
	}
	return t.Criteria[n], true
}

// Word is the word for so many points; empty outside the scale.
func (t Table) Word(p Points) string {
	if p < 0 || p > t.Total {
		return ""
	}
	for _, band := range t.Bands {
		if p >= band.Min {
			return band.WordVI
		}
	}
	return ""
}

// Measured tells whether the criterion suggests points by itself.
func (c Criterion) Measured() bool { return c.Metric != "" }

// level gives the points within the first level that holds. Without levels a
// yes is all the points and a no is none.
func (c Criterion) level(f Fact) Points {
	m, _ := MetricOf(c.Metric)
	if len(c.Levels) == 0 {
		if f.Num > 0 {
			return c.Max
		}
		return 0
	}
	for _, l := range c.Levels {
		if l.Bound().holds(f, m.Unit) {
			return l.Points
		}
	}
	return 0 // check has seen to it that the last level holds everything
}

// String names the criterion in an error.
func (c Criterion) String() string { return fmt.Sprintf("criterion %s", c.Code) }
