package api

import (
	"context"
	"regexp"

	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/quality"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// ScorePoint is one meeting of the month with the value that counts now.
type ScorePoint struct {
	Month     string       `json:"month"`
	Kind      string       `json:"kind"`
	Day       string       `json:"day"`
	Suggested *float64     `json:"suggested"`
	Self      *float64     `json:"self"`
	Voted     *float64     `json:"voted"`
	Confirmed *float64     `json:"confirmed"`
	Word      string       `json:"word"`
	Groups    []ScoreGroup `json:"groups" nullable:"false" doc:"By the table's own groups; none where the meeting was scored by one figure"`
}

// ScoreGroup is the points of a group of criteria.
type ScoreGroup struct {
	Code   string  `json:"code"`
	Points float64 `json:"points"`
	Max    float64 `json:"max"`
}

// ScoreRun is the meetings scored by one table: totals of two tables are never laid side by side.
type ScoreRun struct {
	Table  string       `json:"table,omitempty"`
	Points []ScorePoint `json:"points" nullable:"false"`
}

// ScoreLift is a criterion on which the last meetings lost most.
type ScoreLift struct {
	Code     string  `json:"code"`
	Text     string  `json:"text"`
	Lost     float64 `json:"lost" doc:"On average, a meeting"`
	Meetings int     `json:"meetings"`
	Evidence string  `json:"evidence,omitempty" doc:"Of the last meeting; names nobody"`
}

// ScoreTrend is a cell's twelve months.
type ScoreTrend struct {
	Runs []ScoreRun  `json:"runs" nullable:"false"`
	Lift []ScoreLift `json:"lift" nullable:"false"`
}

// ScoreYear is a cell's year by the committee's own rule.
type ScoreYear struct {
	Year   string         `json:"year"`
	Rule   string         `json:"rule,omitempty" doc:"Empty: the committee has adopted none, and there is no word"`
	Word   string         `json:"word,omitempty"`
	Words  map[string]int `json:"words" doc:"How many months got which word"`
	Tables []string       `json:"tables" nullable:"false"`
	Months []ScorePoint   `json:"months" nullable:"false"`
}

func wirePoint(p quality.Point) ScorePoint {
	out := ScorePoint{p.Period, p.Kind, p.Day, figure(p.Values.Suggested), figure(p.Values.Self), figure(p.Values.Voted), figure(p.Values.Confirmed), p.Word, []ScoreGroup{}}
	for _, g := range p.Groups {
		out.Groups = append(out.Groups, ScoreGroup{g.Code, float64(g.Points) / 100, float64(g.Max) / 100})
	}
	return out
}

var (
	monthShape = regexp.MustCompile(`^20\d\d-(0[1-9]|1[0-2])$`)
	yearShape  = regexp.MustCompile(`^20\d\d$`)
)

// trends are how a cell's meetings have been scored over time.
func (s *server) trends() {
	readSaying(s, "scores.trend", func(ctx context.Context, rd *store.Reader, in *struct {
		ByID
		Until string `query:"until" maxLength:"7" doc:"YYYY-MM, the last of the twelve months; none: this one"`
	}) (ScoreTrend, error) {
		until := in.Until
		if until == "" {
			until = vi.MonthOf(rd.Today())
		}
		if !monthShape.MatchString(until) {
			return ScoreTrend{}, fault.Bad("until", "wrong_form", "field", "until")
		}
		t, err := quality.TrendOf(rd, s.book(rd), in.ID, until)
		out := ScoreTrend{Runs: []ScoreRun{}, Lift: []ScoreLift{}}
		for _, r := range t.Runs {
			run := ScoreRun{Table: r.By.Ref.String(), Points: []ScorePoint{}}
			for _, p := range r.Points {
				run.Points = append(run.Points, wirePoint(p))
			}
			out.Runs = append(out.Runs, run)
		}
		english := i18n.From(ctx).Lang() == "en"
		for _, l := range t.Lift {
			out.Lift = append(out.Lift, ScoreLift{l.Line.Code, rule.Said{VI: l.Line.TextVI, EN: l.Line.TextEN}.In(i18n.From(ctx).Lang()), float64(l.Lost) / 100, l.Meetings, l.Evidence(english)})
		}
		return out, err
	})
	read(s, "scores.year", func(rd *store.Reader, in *struct {
		ByID
		Year string `path:"year" maxLength:"4"`
	}) (ScoreYear, error) {
		if !yearShape.MatchString(in.Year) {
			return ScoreYear{}, fault.Missing()
		}
		y, err := quality.YearOf(rd, s.book(rd), in.ID, in.Year)
		out := ScoreYear{Year: in.Year, Rule: y.By.Ref.String(), Word: y.Word, Words: y.Words, Tables: append([]string{}, y.Tables...), Months: []ScorePoint{}}
		for _, p := range y.Months {
			out.Months = append(out.Months, wirePoint(p))
		}
		return out, err
	})
}
