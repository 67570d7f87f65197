package api

import (
	"math"
	"strconv"

	"chibo/internal/fault"
	"chibo/internal/quality"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// figure is points as a number of at most two decimals; nil is nobody's value.
func figure(p *rule.Points) *float64 {
	if p == nil {
		return nil
	}
	n := float64(*p) / 100
	return &n
}

// points reads a number exactly: more than two decimals are refused, not rounded.
func points(n float64, field string) (rule.Points, error) {
	p, err := rule.ParsePoints(strconv.FormatFloat(math.Abs(n), 'f', -1, 64))
	if err != nil {
		return 0, fault.Bad(field, "score_form")
	}
	if n < 0 {
		p = -p
	}
	return p, nil
}

// ScoreLine is one criterion of a meeting's score.
type ScoreLine struct {
	Code      string   `json:"code"`
	Group     string   `json:"group"`
	Text      string   `json:"text" doc:"In Vietnamese, as the table has it"`
	Max       float64  `json:"max"`
	Ask       string   `json:"ask,omitempty" doc:"The question, where only people can judge"`
	Evidence  string   `json:"evidence,omitempty" doc:"What was counted; names nobody"`
	Policy    string   `json:"policy,omitempty" doc:"It does not apply: award_max, redistribute, rescale, drop"`
	Suggested *float64 `json:"suggested"`
	Self      *float64 `json:"self"`
	Reason    string   `json:"reason,omitempty"`
	Voted     *float64 `json:"voted"`
	Confirmed *float64 `json:"confirmed"`
}

// ScoreSheet is a meeting's table filled in.
type ScoreSheet struct {
	Score
	Table string      `json:"table,omitempty" doc:"id@version; empty where the meeting is scored by one figure"`
	OutOf float64     `json:"out_of"`
	Open  []string    `json:"open" nullable:"false" doc:"Criteria nobody has judged yet; while there is one, there is no total"`
	Lines []ScoreLine `json:"lines" nullable:"false"`
	Above ScoreAbove  `json:"above"`
	Asked *ScoreAsked `json:"question,omitempty" doc:"What the committee asked before confirming"`
}

// ScoreAbove is the committee's decision.
type ScoreAbove struct {
	Reason   string `json:"reason,omitempty"`
	Decision string `json:"decision,omitempty"`
	Day      string `json:"day,omitempty"`
	Answer   string `json:"answer,omitempty" doc:"The cell asks to look again"`
}

func wireSheet(s quality.Sheet) ScoreSheet {
	out := ScoreSheet{Score: wireScore(s.Score), Table: s.By.Ref.String(), OutOf: float64(s.OutOf) / 100, Open: []string{}, Lines: []ScoreLine{}, Above: ScoreAbove{s.ConfirmedReason, s.Decision, s.DecisionDay, s.Answer}}
	if s.By.Found() {
		out.OutOf, out.Open = float64(s.By.Total)/100, append(out.Open, s.Sum.Open...)
	}
	if q := s.Question; q.Text != "" {
		out.Asked = &ScoreAsked{q.Text, q.ByName, store.Clock(q.At), q.Reply, q.ReplyName, nil}
		if q.ReplyAt > 0 {
			at := store.Clock(q.ReplyAt)
			out.Asked.ReplyAt = &at
		}
	}
	for _, l := range s.Lines {
		line := ScoreLine{Code: l.Code, Group: l.Group, Text: l.TextVI, Max: float64(l.Max) / 100, Ask: l.AskVI, Evidence: s.Evidence(l, false), Policy: l.Suggestion.Policy, Self: figure(l.Self), Reason: l.Reason, Voted: figure(l.Voted), Confirmed: figure(l.Confirmed)}
		if l.Suggestion.Known {
			line.Suggested = figure(&l.Suggestion.Points)
		}
		out.Lines = append(out.Lines, line)
	}
	return out
}

// GivenLine is what the cell gives one criterion; points null: not judged yet.
type GivenLine struct {
	Code   string   `json:"code" maxLength:"40"`
	Points *float64 `json:"points"`
	Reason string   `json:"reason,omitempty" maxLength:"1000"`
}

// scoring are the score by lines, who fills it in, and what the committee decides.
func (s *server) scoring() {
	read(s, "score.sheet", func(rd *store.Reader, in *ByID) (ScoreSheet, error) {
		x, err := quality.Read(rd, s.book(rd), in.ID)
		return wireSheet(x), err
	})
	write(s, "score.lines", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Lines   []GivenLine `json:"lines" nullable:"false" maxItems:"200"`
			Version int64       `json:"version,omitempty"`
		}
	}) (ScoreSheet, error) {
		var given []quality.Given
		for _, l := range in.Body.Lines {
			g := quality.Given{Code: l.Code, Reason: l.Reason}
			if l.Points != nil {
				p, err := points(*l.Points, "p."+l.Code)
				if err != nil {
					return ScoreSheet{}, err
				}
				g.Points = &p
			}
			given = append(given, g)
		}
		x, err := quality.ProposeLines(tx, s.book(tx), in.ID, in.Body.Version, given)
		return wireSheet(x), err
	})
	write(s, "score.scorer", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Person string `json:"person,omitempty" maxLength:"64" doc:"Empty: nobody; chair and scribe fill it in"`
		}
	}) (struct{}, error) {
		return struct{}{}, quality.NameScorer(tx, in.ID, in.Body.Person)
	})
	read(s, "score.above", func(rd *store.Reader, in *ByID) (ScoreSheet, error) {
		x, _, err := quality.Above(rd, s.book(rd), in.ID)
		return wireSheet(x), err
	})
	write(s, "score.confirm", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Lines    map[string]float64 `json:"lines,omitempty" doc:"Only those decided otherwise than the cell voted"`
			Points   *float64           `json:"points,omitempty" doc:"Only where the meeting was scored by one figure"`
			Reason   string             `json:"reason,omitempty" maxLength:"4000"`
			Decision string             `json:"decision" maxLength:"300"`
			Day      string             `json:"day" format:"date"`
			Version  int64              `json:"version"`
		}
	}) (ScoreSheet, error) {
		c := quality.Confirmation{Version: in.Body.Version, Lines: map[string]rule.Points{}, Reason: in.Body.Reason, Decision: in.Body.Decision, DecisionDay: in.Body.Day}
		for code, n := range in.Body.Lines {
			p, err := points(n, "p."+code)
			if err != nil {
				return ScoreSheet{}, err
			}
			c.Lines[code] = p
		}
		if in.Body.Points != nil {
			p, err := points(*in.Body.Points, "points")
			if err != nil {
				return ScoreSheet{}, err
			}
			c.Points = &p
		}
		x, err := quality.Confirm(tx, s.book(tx), in.ID, c)
		return wireSheet(x), err
	})
	write(s, "score.answer", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Text string `json:"text" maxLength:"1000"`
		}
	}) (struct{}, error) {
		return struct{}{}, quality.Answered(tx, in.ID, in.Body.Text)
	})
	s.scoreQuestion()
	s.scoreDesk()
}
