// Package counts carries a committee's month up: numbers of cells and meetings, never
// a name, a cell or a word of anybody. A committee makes its month's counts from what
// room report counts, signs them and keeps what it made; the committee above keeps one
// state of each month of each committee below it, from the same server, from a signed
// file or from a spreadsheet, with everything that stood there before (docs/adr/0077).
package counts

import (
	"regexp"

	"chibo/internal/fault"
	"chibo/internal/rule"
)

// Figures are the numbers of a committee's month. What nobody knows is nil, never 0.
type Figures struct {
	Cells        *int   `json:"cells" doc:"Cells that should meet in the month"`
	Held         *int   `json:"held"`
	OnTime       *int   `json:"on_time"`
	Silent       *int   `json:"silent" doc:"Past the report's day, nothing known"`
	Missed       *int   `json:"missed" doc:"Said that they do not meet"`
	Sealed       *int   `json:"sealed" doc:"Minutes and resolution sealed"`
	Members      *int   `json:"members"`
	Expected     *int   `json:"expected" doc:"Over the meetings held; meetings of fewer than five expected are left out"`
	Present      *int   `json:"present"`
	Small        *int   `json:"small" doc:"Meetings left out of the attendance, too few persons to split"`
	Given        *int   `json:"tasks_given"`
	Done         *int   `json:"tasks_done"`
	Overdue      *int   `json:"tasks_overdue"`
	Concerns     *int   `json:"concerns" doc:"Matters waiting for an answer"`
	ConcernsLate *int   `json:"concerns_late" doc:"Past their day; null where fewer than five wait"`
	Tables       Tables `json:"tables"`
}

// Tables are the classes of the month's meetings, by scoring table, ordered by its
// name: two tables are never added.
type Tables []TableClasses

// TableClasses are the meetings scored with one table. Table is "id@version", empty
// where nobody wrote it down; Confirmed is nil while the committee confirmed none.
type TableClasses struct {
	Table     string   `json:"table"`
	Self      *Classes `json:"self" doc:"As the cells voted"`
	Confirmed *Classes `json:"confirmed" doc:"As the committee confirmed"`
}

// Classes count meetings: tốt, khá, trung bình, kém, and words of a committee's own.
type Classes struct {
	Good    int `json:"good"`
	Fair    int `json:"fair"`
	Average int `json:"average"`
	Poor    int `json:"poor"`
	Other   int `json:"other"`
}

// Sum is how many meetings were classed.
func (c Classes) Sum() int { return c.Good + c.Fair + c.Average + c.Poor + c.Other }

func (c *Classes) add(o Classes) {
	c.Good, c.Fair, c.Average, c.Poor, c.Other = c.Good+o.Good, c.Fair+o.Fair, c.Average+o.Average, c.Poor+o.Poor, c.Other+o.Other
}

// Column is one figure by its name, as files, tables and the catalogue call it
// (counts.f.NAME).
type Column struct {
	Name string
	of   func(*Figures) **int
}

// Of reads the figure; nil is not known.
func (c Column) Of(f Figures) *int { return *c.of(&f) }

// Columns are all single figures in the order of tables.
var Columns = []Column{
	{"cells", func(f *Figures) **int { return &f.Cells }},
	{"held", func(f *Figures) **int { return &f.Held }},
	{"on_time", func(f *Figures) **int { return &f.OnTime }},
	{"silent", func(f *Figures) **int { return &f.Silent }},
	{"missed", func(f *Figures) **int { return &f.Missed }},
	{"sealed", func(f *Figures) **int { return &f.Sealed }},
	{"members", func(f *Figures) **int { return &f.Members }},
	{"expected", func(f *Figures) **int { return &f.Expected }},
	{"present", func(f *Figures) **int { return &f.Present }},
	{"small", func(f *Figures) **int { return &f.Small }},
	{"tasks_given", func(f *Figures) **int { return &f.Given }},
	{"tasks_done", func(f *Figures) **int { return &f.Done }},
	{"tasks_overdue", func(f *Figures) **int { return &f.Overdue }},
	{"concerns", func(f *Figures) **int { return &f.Concerns }},
	{"concerns_late", func(f *Figures) **int { return &f.ConcernsLate }},
}

// ordered are the pairs of which the second is counted among the first.
var ordered = [][2]string{{"cells", "held"}, {"held", "on_time"}, {"cells", "silent"}, {"cells", "missed"}, {"held", "sealed"}, {"expected", "present"}, {"held", "small"}, {"concerns", "concerns_late"}}

const (
	most   = 1_000_000 // of anything a committee of one commune counts
	tables = 20        // in use at once
)

var tableForm = regexp.MustCompile(`^([a-z0-9][a-z0-9._-]{0,99}@[0-9]{1,4})?$`)

func column(name string) Column {
	for _, c := range Columns {
		if c.Name == name {
			return c
		}
	}
	panic("counts: no column " + name)
}

// Check finds what cannot be: more held than cells, a group of persons too small to be
// split. The field of each finding is the name of a column.
func (f Figures) Check(law rule.Attention) error {
	var wrong fault.Fields
	for _, c := range Columns {
		if n := c.Of(f); n != nil && (*n < 0 || *n > most) {
			wrong.Add(c.Name, "counts_range", "most", most)
		}
	}
	for _, pair := range ordered {
		whole, part := column(pair[0]).Of(f), column(pair[1]).Of(f)
		if part != nil && whole != nil && *part > *whole {
			wrong.Add(pair[1], "counts_more", "part", *part, "whole", *whole)
		}
	}
	if f.Present != nil && (f.Expected == nil || law.Small(*f.Expected)) {
		wrong.Add("present", "counts_small", "least", law.GroupLeast)
	}
	if f.ConcernsLate != nil && (f.Concerns == nil || law.Small(*f.Concerns)) {
		wrong.Add("concerns_late", "counts_small", "least", law.GroupLeast)
	}
	f.checkTables(&wrong)
	return wrong.Err()
}

func (f Figures) checkTables(wrong *fault.Fields) {
	before, self, confirmed := "", 0, 0
	if len(f.Tables) > tables {
		wrong.Add("tables", "counts_tables")
		return
	}
	for i, t := range f.Tables {
		if !tableForm.MatchString(t.Table) || i > 0 && t.Table <= before {
			wrong.Add("tables", "counts_tables")
			return
		}
		before = t.Table
		for _, c := range []*Classes{t.Self, t.Confirmed} {
			if c != nil && (min(c.Good, c.Fair, c.Average, c.Poor, c.Other) < 0 || max(c.Good, c.Fair, c.Average, c.Poor, c.Other) > most) {
				wrong.Add("tables", "counts_range", "most", most)
				return
			}
		}
		if t.Self != nil {
			self += t.Self.Sum()
		}
		if t.Confirmed != nil {
			confirmed += t.Confirmed.Sum()
		}
	}
	if f.Held != nil && max(self, confirmed) > *f.Held {
		wrong.Add("tables", "counts_more", "part", max(self, confirmed), "whole", *f.Held)
	}
}

// Late are the meetings held on another day than the regime's; nil is not known.
func (f Figures) Late() *int {
	if f.Held == nil || f.OnTime == nil {
		return nil
	}
	return some(*f.Held - *f.OnTime)
}

func some(n int) *int { return &n }
