package minutes

import (
	"chibo/internal/office/paper"
	"chibo/internal/quality"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// without says what becomes of the points of a line that does not apply.
var without = map[string]string{"award_max": "không áp dụng, tính đủ điểm", "redistribute": "không áp dụng, điểm chia cho các mục cùng nhóm", "rescale": "không áp dụng, tổng tính trên các mục còn lại", "drop": "không áp dụng, không tính điểm"}

// Scoring is the table of a meeting's score as its papers have it: every line with
// what was counted and the values side by side. What the committee confirmed stands
// there only where it is asked for, because it comes after the minutes are sealed.
// nil where the meeting was scored by one figure.
func Scoring(s quality.Sheet, above bool) *paper.Scoring {
	if len(s.Lines) == 0 || s.Table == "" {
		return nil
	}
	out := &paper.Scoring{Title: s.By.TitleVI, Basis: s.By.Source.Line(), Assumed: s.By.Status == rule.Assumed}
	for _, l := range s.Lines {
		row := paper.ScoreRow{Code: l.Code, Text: l.TextVI, Max: l.Max.String(), Self: shown(l.Self), Voted: shown(l.Voted), Why: s.Evidence(l, false)}
		if l.Suggestion.Known {
			row.Suggested = l.Suggestion.Points.String()
		}
		if row.Why == "" {
			row.Why = "chi bộ tự xét, không có số liệu"
		}
		if !l.Applies() {
			row.Self, row.Voted, row.Why = "–", "–", without[l.Suggestion.Policy]
		}
		if l.Reason != "" {
			row.Why += ". " + l.Reason
		}
		if above {
			row.Confirmed = shown(l.Confirmed)
		}
		out.Rows = append(out.Rows, row)
	}
	out.Total = paper.ScoreRow{Text: "Cộng", Max: s.By.Total.String(), Suggested: shown(s.Suggested), Self: shown(s.Self), Voted: shown(s.Voted), Why: s.Band}
	if above && s.Confirmed != nil {
		out.Total.Confirmed, out.Total.Why = shown(s.Confirmed), s.By.Word(*s.Confirmed)
		out.Above = &paper.ScoreAbove{Points: s.Confirmed.String(), Grade: s.By.Word(*s.Confirmed), Reason: s.ConfirmedReason, Decision: s.Decision, Day: vi.ShowDay(s.DecisionDay)}
	}
	return out
}

// annex is what the committee above confirmed, with all four values: it came after
// the minutes were sealed, so it stands behind the signatures and says so. It asks
// for no right: whoever holds the paper of the meeting reads it.
func annex(rd *store.Reader, book *rule.Book, id string) (*paper.Scoring, error) {
	if book == nil { // only the resolution is asked for
		return nil, nil
	}
	s, err := quality.Confirmed(rd, book, id)
	if err != nil || s.Confirmed == nil {
		return nil, err
	}
	out := Scoring(s, true)
	if out == nil {
		out = &paper.Scoring{Above: &paper.ScoreAbove{Points: s.Confirmed.String() + "/" + s.OutOf.String(), Grade: quality.WordOf(book, s.Score), Reason: s.ConfirmedReason, Decision: s.Decision, Day: vi.ShowDay(s.DecisionDay)}}
	}
	return out, nil
}

func shown(p *rule.Points) string {
	if p == nil {
		return ""
	}
	return p.String()
}
