package paper

import (
	"cmp"

	"chibo/internal/office/docx"
)

// Scoring is the table by which a meeting was scored, filled in: four values side
// by side, never one over another. Figures are texts, "" where nobody gave one.
type Scoring struct {
	Title   string // of the table
	Basis   string // its source
	Assumed bool   `json:",omitempty"` // the table is only assumed
	Rows    []ScoreRow
	Total   ScoreRow
	Above   *ScoreAbove `json:",omitempty"` // what the committee decided; it comes after the minutes are sealed
}

// ScoreRow is one criterion.
type ScoreRow struct {
	Code, Text, Max, Suggested, Self, Voted string
	Confirmed                               string `json:",omitempty"`
	Why                                     string // what was counted and the cell's reason
}

// ScoreAbove is the committee's decision on the score.
type ScoreAbove struct{ Points, Grade, Reason, Decision, Day string }

// scoring draws the table; nothing where there is none.
func (s *sheet) scoring(t *Scoring) {
	if t == nil {
		return
	}
	cols := []column{{"Mục", 12, true}, {"Nội dung", 0, false}, {"Tối đa", 13, true}, {"Gợi ý", 13, true}, {"Tự chấm", 15, true}, {"Biểu quyết", 15, true}}
	if t.Above != nil {
		cols = append(cols, column{"Xác nhận", 15, true})
	}
	cols = append(cols, column{"Căn cứ, lý do", 48, false})
	row := func(r ScoreRow) []string {
		out := []string{r.Code, r.Text, r.Max, cmp.Or(r.Suggested, "–"), cmp.Or(r.Self, "–"), cmp.Or(r.Voted, "–")}
		if t.Above != nil {
			out = append(out, cmp.Or(r.Confirmed, "–"))
		}
		return append(out, r.Why)
	}
	rows := make([][]string, 0, len(t.Rows)+1)
	for _, r := range t.Rows {
		rows = append(rows, row(r))
	}
	if len(rows) == 0 { // one figure
		s.above(t.Above)
		return
	}
	s.table(cols, append(rows, row(t.Total)), 0)
	basis := "Bảng: " + t.Title + " (" + t.Basis
	if t.Assumed {
		basis += "; tạm áp dụng, chờ đảng ủy xác nhận"
	}
	s.para(docx.Run{Text: sentence(basis + ")"), Italic: true})
	s.above(t.Above)
}

// above is the committee's decision in a sentence.
func (s *sheet) above(a *ScoreAbove) {
	if a != nil {
		text := "Cấp trên xác nhận " + a.Points + " điểm, xếp loại " + a.Grade + ". Theo " + small(bare(a.Decision)) + ", ngày " + a.Day
		if a.Reason != "" {
			text += ". Lý do: " + bare(a.Reason)
		}
		s.text(sentence(text))
	}
}
