// Package matter keeps the yearly list of matters that stand under the supervision of
// members and staff in the cell of an office, a school, a health station: what, which office
// of the unit answers for it, by what day the cell hears of it, and what it heard. The rules
// say which kinds of cell make one. A line is a draft until a meeting adopts it; what was
// adopted is not rewritten: it is reported on, or taken off with a reason. Nobody is named,
// and none of it goes upwards.
package matter

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Matter is one line of a list.
type Matter struct {
	ID          string `json:"id"`
	Org         string `json:"org"`
	Year        int    `json:"year"`
	What        string `json:"what"`
	Office      string `json:"office"`     // of the unit that answers for it, never a name
	ReportOn    string `json:"report_on"`  // the cell hears of it by then
	AdoptedOn   string `json:"adopted_on"` // empty: a draft
	Meeting     string `json:"meeting"`    // that adopted it, or empty
	Paper       string `json:"paper"`      // number of the resolution or the minutes, as typed
	Outcome     string `json:"outcome"`    // what the cell heard
	ReportedOn  string `json:"reported_on"`
	ClosedOn    string `json:"closed_on"` // taken off after it was adopted
	CloseReason string `json:"close_reason"`
	Version     int64  `json:"version"`
	Late        bool   `json:"late"`
}

// Open tells whether the cell still waits to hear of it.
func (m Matter) Open() bool { return m.AdoptedOn != "" && m.ReportedOn == "" && m.ClosedOn == "" }

// List is a cell's list of a year.
type List struct {
	Org     string   `json:"org"`
	Year    int      `json:"year"`
	Makes   bool     `json:"makes"` // the rules want one of a cell of its kind
	Assumed bool     `json:"assumed"`
	Source  string   `json:"source"`
	Matters []Matter `json:"matters"` // by day
}

// Drafts are the lines no meeting adopted yet.
func (l List) Drafts() (n int) {
	for _, m := range l.Matters {
		if m.AdoptedOn == "" {
			n++
		}
	}
	return n
}

const matters = `select m.id, m.org, m.year, m.what, m.office, m.report_on, m.adopted_on, m.meeting, m.paper, m.outcome, m.reported_on, m.closed_on, m.close_reason, m.version from matter m`

func scanner(today string) func(store.Scan) (Matter, error) {
	return func(row store.Scan) (m Matter, err error) {
		err = row(&m.ID, &m.Org, &m.Year, &m.What, &m.Office, &m.ReportOn, &m.AdoptedOn, &m.Meeting, &m.Paper, &m.Outcome, &m.ReportedOn, &m.ClosedOn, &m.CloseReason, &m.Version)
		m.Late = m.Open() && m.ReportOn < today
		return
	}
}

// makes gives the rule for a cell.
func makes(rd *store.Reader, book *rule.Book, cell string) (rule.Supervised, error) {
	o, err := org.Get(rd, cell)
	if err != nil {
		return rule.Supervised{}, err
	}
	return book.Supervised(rd.Today(), rule.OrgKind(o.Kind)), nil
}

// Year reads a cell's list: for its members what was adopted, drafts for those who write it.
func Year(rd *store.Reader, book *rule.Book, cell string, year int) (List, error) {
	l := List{Org: cell, Year: year}
	writes, err := access.Can(rd, access.DutyEdit, cell)
	if err != nil {
		return l, err
	}
	if !writes {
		if err := access.Must(rd, access.DutyView, cell); err != nil {
			return l, err
		}
	}
	law, err := makes(rd, book, cell)
	if err != nil {
		return l, err
	}
	l.Makes, l.Assumed, l.Source = law.Makes, law.Status == rule.Assumed, law.Source.Line()
	l.Matters, err = store.All(rd, scanner(rd.Today()), matters+` where m.tenant = $1 and m.org = $2 and m.year = $3 order by m.report_on, m.id`, cell, year)
	l.Matters = slices.DeleteFunc(l.Matters, func(m Matter) bool { return !writes && m.AdoptedOn == "" })
	return l, err
}

// Get reads one line, for the members of its cell once it is adopted.
func Get(rd *store.Reader, id string) (Matter, error) {
	m, err := store.One(rd, scanner(rd.Today()), matters+` where m.tenant = $1 and m.id = $2`, id)
	if err != nil {
		return m, err
	}
	if writes, err := access.Can(rd, access.DutyEdit, m.Org); err != nil || writes {
		return m, err
	}
	if err := access.Must(rd, access.DutyView, m.Org); err != nil || m.AdoptedOn == "" {
		return Matter{}, fault.Missing().Because(err)
	}
	return m, nil
}

// Due are the lines a meeting on a day should hear of: adopted, not reported on, and their
// day comes before the month of the meeting is over. For the members of the cell.
func Due(rd *store.Reader, cell, day string) ([]Matter, error) {
	if err := access.Must(rd, access.DutyView, cell); err != nil {
		return nil, err
	}
	end := vi.AddDays(vi.NextMonth(vi.MonthOf(day))+"-01", -1)
	return store.All(rd, scanner(rd.Today()), matters+` where m.tenant = $1 and m.org = $2 and m.adopted_on <> '' and m.adopted_on <= $3 and m.reported_on = '' and m.closed_on = '' and m.report_on <= $4 order by m.report_on, m.id`, cell, day, end)
}
