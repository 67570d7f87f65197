package api

import (
	"chibo/internal/desk"
	"chibo/internal/report"
	"chibo/internal/store"
	"chibo/internal/task"
)

func (s *server) months() {
	read(s, "months.get", func(rd *store.Reader, in *struct {
		ByID
		Month string `path:"month" pattern:"^[0-9]{4}-(0[1-9]|1[0-2])$"`
		On    string `query:"on" format:"date" doc:"As it stood at the end of this day; today where it is missing or to come"`
	}) (Month, error) {
		b, err := desk.Of(rd, s.book(rd), in.ID, in.Month, orToday(in.On, rd))
		return wireMonth(b), err
	})
}

// Month is the month of an organisation.
type Month struct {
	Org      string        `json:"org"`
	Month    string        `json:"month"`
	At       Instant       `json:"at"`
	Cells    int           `json:"cells" doc:"Expected to hold a meeting"`
	Held     int           `json:"held"`
	OnTime   int           `json:"on_time"`
	Missing  int           `json:"missing" doc:"Without sealed papers"`
	Totals   report.Totals `json:"totals"`
	Items    []MonthCell   `json:"items" nullable:"false"`
	Expected int           `json:"expected" doc:"Members who should have come"`
	Present  int           `json:"present"`
	Steps    task.Steps    `json:"steps" doc:"How far the tasks given in the month before came"`
	Scores   int           `json:"scores_waiting" doc:"Scores the cells voted that wait for the committee"`
	Needs    []MonthNeed   `json:"needs" nullable:"false" doc:"Cells that need somebody, each once, the gravest reason first"`
}

// MonthNeed is a cell that needs somebody, and why.
type MonthNeed struct {
	Org     string        `json:"org"`
	Reasons []desk.Reason `json:"reasons" nullable:"false"`
}

// MonthCell is one cell in one month.
type MonthCell struct {
	Org          string   `json:"org"`
	Name         string   `json:"name"`
	Slug         string   `json:"slug"`
	Kind         string   `json:"kind"`
	Meeting      string   `json:"meeting,omitempty"`
	State        string   `json:"state" enum:"planned,held,sealed,not_due,late,silent,missed,none"`
	PlannedDay   string   `json:"planned_day,omitempty"`
	HeldDay      string   `json:"held_day,omitempty"`
	DueDay       string   `json:"due_day,omitempty"`
	OnTime       bool     `json:"on_time"`
	Members      int      `json:"members"`
	Expected     int      `json:"expected"`
	Present      int      `json:"present"`
	Minutes      int      `json:"minutes"`
	TasksGiven   int      `json:"tasks_given"`
	TasksDone    int      `json:"tasks_done"`
	TasksOverdue int      `json:"tasks_overdue"`
	SealedAt     *Instant `json:"sealed_at,omitempty"`
	ReportedAt   *Instant `json:"reported_at,omitempty"`
	RemindedOn   string   `json:"reminded_on,omitempty" doc:"The committee last asked after it"`
	MissedOn     string   `json:"missed_on,omitempty" doc:"The cell said that it does not meet"`
	MissedWhy    string   `json:"missed_why,omitempty" doc:"Key of rule cell.silence"`
	AcceptedOn   string   `json:"accepted_on,omitempty"`
}

func wireMonth(m desk.Board) Month {
	out := Month{Org: m.Org, Month: m.Month.Month, At: Instant(m.At), Cells: m.Totals.Cells, Held: m.Totals.Met, OnTime: m.Totals.OnTime, Missing: m.Totals.Waiting,
		Totals: m.Totals, Expected: m.Totals.Expected, Present: m.Totals.Present, Items: make([]MonthCell, 0, len(m.Rows)), Steps: m.Steps, Scores: m.Waiting, Needs: make([]MonthNeed, 0, len(m.Exceptions))}
	for _, f := range m.Exceptions {
		out.Needs = append(out.Needs, MonthNeed{f.Cell.Org, f.Reasons})
	}
	for _, r := range m.Rows {
		out.Items = append(out.Items, MonthCell{Org: r.Org, Name: r.Name, Slug: r.Slug, Kind: r.Kind, Meeting: r.Meeting, State: r.State, PlannedDay: r.PlannedDay, HeldDay: r.HeldDay,
			DueDay: r.DueDay, OnTime: r.OnTime, Members: r.Members, Expected: r.Expected, Present: r.Present, Minutes: r.Minutes, TasksGiven: r.TasksGiven, TasksDone: r.TasksDone,
			TasksOverdue: r.TasksOverdue, SealedAt: when(r.SealedAt), ReportedAt: when(r.ReportedAt),
			RemindedOn: r.RemindedOn, MissedOn: r.MissedOn, MissedWhy: r.MissedWhy, AcceptedOn: r.AcceptedOn})
	}
	return out
}
