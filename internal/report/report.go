// Package report counts. A row of cell_month holds what one cell did in one
// month; it is recomputed from that cell's few rows when something of the month
// is settled (minutes sealed, a task closed), and derived again and compared
// every night. The ward's desk reads those rows: two statements for 20 cells or
// 20,000, numbers only, never a name of a person. It reads other rooms' tables
// by SQL and writes only its own.
package report

import (
	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// The states of a cell in a month, relative to today and the report's day.
const (
	Planned = "planned" // has a day, which is still to come
	Held    = "held"    // met, and still in time to finish its papers
	Sealed  = "sealed"  // minutes and resolution sealed
	NotDue  = "not_due" // the day has come, news is not due yet
	Late    = "late"    // met, but the papers are overdue
	Missed  = "missed"  // the cell said that it does not meet, and did not
	Silent  = "silent"  // the report's day is over and nothing is known
	None    = "none"    // no day registered, still in time
	New     = "new"     // founded when the day of all cells was over: nothing is owed
)

// CellRow is one cell in one month.
type CellRow struct {
	Org          string `json:"org"`
	Name         string `json:"name"`
	Slug         string `json:"slug"`
	Kind         string `json:"kind"`
	Month        string `json:"month"`
	Thematic     bool   `json:"-"` // a thematic sitting was held in the month; Months alone says it
	path         string // place in the tree, by which rows follow one another
	Meeting      string `json:"meeting"`
	State        string `json:"state"`
	PlannedDay   string `json:"planned_day"`
	Place        string `json:"place"`
	StartsAt     int64  `json:"starts_at"`
	HeldDay      string `json:"held_day"`
	DueDay       string `json:"due_day"` // last day of the report; empty when the rule has none
	OnTime       bool   `json:"on_time"` // met on the rule's day, or the day it registered where there is none
	Reason       bool   `json:"reason"`  // another day was registered with a reason
	Members      int    `json:"members"`
	Expected     int    `json:"expected"`
	Present      int    `json:"present"`
	Minutes      int    `json:"minutes"`
	TasksGiven   int    `json:"tasks_given"`
	TasksDone    int    `json:"tasks_done"`
	TasksOverdue int    `json:"tasks_overdue"`
	SealedAt     int64  `json:"sealed_at"`
	ReportedAt   int64  `json:"reported_at"`
	GoneOn       string `json:"gone_on"` // met, then merged, dissolved or moved away within the month, from this day
	unheld
}

// unheld is what was said of a month without a meeting (room silence).
type unheld struct {
	RemindedOn string `json:"reminded_on"` // the committee asked after it
	MissedOn   string `json:"missed_on"`   // the cell said that it does not meet
	MissedWhy  string `json:"missed_why"`  // key of rule cell.silence
	AcceptedOn string `json:"accepted_on"` // the committee took its word
}

// Totals add the rows up. Waiting is how many cells are still missing ("còn
// thiếu n"): those without sealed papers that owe them. The members of a cell that is gone
// count where they went.
type Totals struct {
	Cells        int `json:"cells"`
	Met          int `json:"met"`
	OnTime       int `json:"on_time"`
	Planned      int `json:"planned"`
	Held         int `json:"held"`
	Sealed       int `json:"sealed"`
	NotDue       int `json:"not_due"`
	Late         int `json:"late"`
	Silent       int `json:"silent"`
	Missed       int `json:"missed"`
	None         int `json:"none"`
	New          int `json:"new"`
	Waiting      int `json:"waiting"`
	Members      int `json:"members"`
	Expected     int `json:"expected"`
	Present      int `json:"present"`
	TasksGiven   int `json:"tasks_given"`
	TasksDone    int `json:"tasks_done"`
	TasksOverdue int `json:"tasks_overdue"`
}

// Month is the desk of a subtree for one month.
type Month struct {
	Org    string    `json:"org"`
	Month  string    `json:"month"`
	At     int64     `json:"at"` // what is known at this moment
	On     string    `json:"on"` // the day of that moment
	Rows   []CellRow `json:"rows"`
	Totals Totals    `json:"totals"`
}

// raw is a cell of a month as the statement gives it.
type raw struct {
	CellRow
	founded                       string // the first day the cell stood in any tree
	startsAt, createdAt, openedAt int64
}

const rowColumns = `coalesce(m.id, ''), coalesce(m.day, ''), coalesce(m.day_reason, ''), coalesce(m.place, ''), coalesce(m.starts_at, 0), coalesce(m.created_at, 0), coalesce(m.opened_at, 0), coalesce(m.sealed_at, 0), coalesce(m.reported_at, 0),
	coalesce(c.members, 0), coalesce(c.expected, 0), coalesce(c.present, 0), coalesce(c.minutes_long, 0), coalesce(c.tasks_given, 0), coalesce(c.tasks_done, 0), coalesce(c.tasks_overdue, 0)`

func (r *raw) tail(reason *string) []any {
	return []any{&r.Meeting, &r.PlannedDay, reason, &r.Place, &r.startsAt, &r.createdAt, &r.openedAt, &r.SealedAt, &r.ReportedAt,
		&r.Members, &r.Expected, &r.Present, &r.Minutes, &r.TasksGiven, &r.TasksDone, &r.TasksOverdue}
}

// asOf forgets what happened after a moment: a month read as it stood then.
func (r *raw) asOf(until int64) {
	if r.createdAt > until {
		r.Meeting, r.PlannedDay, r.Place, r.Reason, r.startsAt = "", "", "", false, 0
	}
	if r.openedAt > until {
		r.openedAt = 0
	}
	if r.SealedAt > until { // the row of the month was counted at sealing
		r.SealedAt, r.Expected, r.Present, r.Minutes, r.TasksGiven, r.TasksDone = 0, 0, 0, 0, 0, 0
	}
	if r.ReportedAt > until {
		r.ReportedAt = 0
	}
}

// Ward reads the month of every cell below an organisation, as the tree stood
// at the month's end (or stands today), in the order of the tree. A cell that met
// and was then merged, dissolved or moved away stands there with its meeting.
func Ward(rd *store.Reader, book *rule.Book, org, month string) (Month, error) {
	return WardAt(rd, book, org, month, rd.Today())
}

// WardAt reads the month as it stood at the end of a day: what came later is
// not known yet. A day to come is today. A meeting moved since stands on its
// last day: where it stood before is not kept.
func WardAt(rd *store.Reader, book *rule.Book, org, month, on string) (Month, error) {
	if err := access.Must(rd, access.MonthView, org); err != nil {
		return Month{}, err
	}
	on = min(on, rd.Today())
	out := Month{Org: org, Month: month, At: min(rd.Now(), store.DayEnd(on)), On: on}
	day := min(vi.AddDays(firstAfter(month), -1), on)
	all, err := store.All(rd, func(scan store.Scan) (r raw, err error) {
		reason := ""
		r.Month = month
		err = scan(append([]any{&r.Org, &r.Name, &r.Slug, &r.Kind, &r.path, &r.founded}, r.tail(&reason)...)...)
		r.Reason = reason != ""
		return
	}, `select e.org, e.name, o.slug, e.kind, e.path, `+founded+`, `+rowColumns+below+`
		left join meeting m on m.tenant = e.tenant and m.org = e.org and m.period = $4 and `+meeting.WhereOfMonth+`
		left join cell_month c on c.tenant = e.tenant and c.month = $4 and c.org = e.org
		where `+top+`
		order by e.path, e.position, e.org, m.kind desc, m.n`, org, day, month)
	if err != nil {
		return Month{}, err
	}
	live, err := counts(rd, day)
	if err != nil {
		return Month{}, err
	}
	words, err := wordsOf(rd, month, month, on)
	if err != nil {
		return Month{}, err
	}
	kinds, past := book.CellKinds(day), on < rd.Today()
	for _, r := range all {
		if k, ok := kinds.Find(rule.OrgKind(r.Kind)); ok && !k.Cell {
			continue
		}
		if n := len(out.Rows); n > 0 && out.Rows[n-1].Org == r.Org { // a second sitting of the month
			continue
		}
		r.asOf(out.At)
		if n := live[r.Org]; past || on < firstAfter(month) { // the month runs, or ran then: what was counted at sealing has moved on
			r.Members, r.TasksOverdue = n.members, n.overdue
		} else if r.SealedAt == 0 {
			r.Members = n.members
		}
		r.unheld = words[key{r.Org, month}]
		out.Rows = append(out.Rows, judge(rd, book, r, on))
	}
	if err := out.gone(rd, book, day); err != nil {
		return out, err
	}
	for _, r := range out.Rows {
		out.Totals.add(r)
	}
	return out, nil
}

// below and top are the cells of a subtree on the day $3, $2 being its top.
const (
	below = `
		from org_edge top
		join org_edge e on e.tenant = top.tenant and e.path >= top.path and e.path < substr(top.path, 1, length(top.path) - 1) || '/'
			and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)
		join org o on o.tenant = e.tenant and o.id = e.org`
	top = `top.tenant = $1 and top.org = $2 and top.valid_from <= $3 and (top.valid_to is null or top.valid_to > $3)`
)

// founded is the first day of a cell in any tree.
const founded = `(select min(f.valid_from) from org_edge f where f.tenant = e.tenant and f.org = e.org)`

// Cell reads the last months of one cell, the newest first.
func Cell(rd *store.Reader, book *rule.Book, org string, months int) ([]CellRow, error) {
	if err := access.Must(rd, access.MonthView, org); err != nil {
		return nil, err
	}
	first := vi.MonthOf(rd.Today())
	for range max(min(months, 120), 1) - 1 {
		first = vi.PrevMonth(first)
	}
	all, err := store.All(rd, func(scan store.Scan) (r raw, err error) {
		reason := ""
		err = scan(append([]any{&r.Org, &r.Name, &r.Slug, &r.Kind, &r.Month}, r.tail(&reason)...)...)
		r.Reason = reason != ""
		return
	}, `select e.org, e.name, o.slug, e.kind, m.period, `+rowColumns+`
		from meeting m
		join org o on o.tenant = m.tenant and o.id = m.org
		join org_edge e on e.tenant = m.tenant and e.org = m.org and e.valid_from <= m.day and (e.valid_to is null or e.valid_to > m.day)
		left join cell_month c on c.tenant = m.tenant and c.month = m.period and c.org = m.org
		where m.tenant = $1 and m.org = $2 and m.period >= $3 and `+meeting.WhereOfMonth+`
		order by m.period desc, m.kind desc, m.n`, org, first)
	if err != nil {
		return nil, err
	}
	words, err := ownWords(rd, org, first)
	if err != nil {
		return nil, err
	}
	var out []CellRow
	for _, r := range all {
		if n := len(out); n > 0 && out[n-1].Month == r.Month {
			continue
		}
		r.unheld = words[r.Month]
		out = append(out, judge(rd, book, r, rd.Today()))
	}
	return out, nil
}

// asAt is the day whose tree a month is shown in: its last, or today while it
// runs or is still to come.
func asAt(rd *store.Reader, month string) string {
	if last := vi.AddDays(firstAfter(month), -1); last < rd.Today() {
		return last
	}
	return rd.Today()
}

// firstAfter is the first day after a month.
func firstAfter(month string) string { return vi.NextMonth(month) + "-01" }

type count struct{ members, overdue int }

// counts gives every cell's number of members that day and of tasks overdue at
// its end, in one statement. A task taken over by a merger counts where it is
// today, and one reported since counts as reported.
func counts(rd *store.Reader, day string) (map[string]count, error) {
	type line struct {
		org, what string
		n         int
	}
	all, err := store.All(rd, func(scan store.Scan) (l line, err error) { err = scan(&l.org, &l.what, &l.n); return }, `
		select s.org, 'members', count(*) from member_span s where s.tenant = $1 and s.from_day <= $2 and (s.to_day is null or s.to_day > $2) and s.standing <> 'ended' group by s.org
		union all
		select t.org, 'overdue', count(*) from task t where t.tenant = $1 and t.circle = '' and t.assigned_on <= $2 and (t.closed_on is null or t.closed_on > $2) and t.state <> 'reported' and t.due < $2 group by t.org`, day)
	out := map[string]count{}
	for _, l := range all {
		c := out[l.org]
		if l.what == "members" {
			c.members = l.n
		} else {
			c.overdue = l.n
		}
		out[l.org] = c
	}
	return out, err
}

func (t *Totals) add(r CellRow) {
	t.Cells++
	if r.HeldDay != "" {
		t.Met++
	}
	if r.OnTime {
		t.OnTime++
	}
	switch r.State {
	case Planned:
		t.Planned++
	case Held:
		t.Held++
	case Sealed:
		t.Sealed++
	case NotDue:
		t.NotDue++
	case Late:
		t.Late++
	case Silent:
		t.Silent++
	case Missed:
		t.Missed++
	case None:
		t.None++
	case New:
		t.New++
	}
	if r.State != Sealed && r.State != New {
		t.Waiting++
	}
	if r.GoneOn == "" {
		t.Members += r.Members
	}
	t.Expected += r.Expected
	t.Present += r.Present
	t.TasksGiven += r.TasksGiven
	t.TasksDone += r.TasksDone
	t.TasksOverdue += r.TasksOverdue
}
