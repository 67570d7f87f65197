package regulation

import (
	"bytes"
	"fmt"
	"strings"

	"chibo/internal/office/sheet"
	"chibo/internal/rule"
)

// WriteTable writes a scoring table as the sheet ReadTable reads: change it, bring it back.
func WriteTable(t rule.Table) ([]byte, error) {
	main := sheet.Sheet{Name: "Bảng điểm", Title: t.TitleVI, Frozen: true, Widths: []float64{8, 8, 60, 12, 34, 40, 34, 50, 26, 26}}
	for _, f := range columnsOf {
		main.Header = append(main.Header, f.Names[0])
	}
	group := ""
	for _, c := range t.Criteria {
		if c.Group != group {
			group = c.Group
			for _, g := range t.Groups {
				if g.Code == group {
					main.Rows = append(main.Rows, []any{g.Code, g.Code, g.TextVI})
				}
			}
		}
		metric, when, policy := "", "", ""
		if m, ok := rule.MetricOf(c.Metric); ok {
			metric = m.VI
		}
		if c.NA != nil {
			when, policy = situations[c.NA.When], policies[c.NA.Policy]
		}
		main.Rows = append(main.Rows, []any{c.Code, c.Group, c.TextVI, c.Max.String(), metric, levelsText(c.Levels), unlessText(c.Unless), c.AskVI, when, policy})
	}
	main.Rows = append(main.Rows, []any{"", "", "Tổng cộng", t.Total.String()})
	bands := sheet.Sheet{Name: "Xếp loại", Header: []string{"Từ điểm", "Loại"}}
	for _, b := range t.Bands {
		bands.Rows = append(bands.Rows, []any{b.Min.String(), b.WordVI})
	}
	metrics := sheet.Sheet{Name: "Số đo", Header: []string{"Máy tự đếm được"}, Widths: []float64{70}}
	for _, m := range rule.Metrics() {
		metrics.Rows = append(metrics.Rows, []any{m.VI})
	}
	var out bytes.Buffer
	err := sheet.Write(&out, []sheet.Sheet{main, bands, metrics})
	return out.Bytes(), err
}

func boundText(b rule.Bound) string {
	switch {
	case b.From != nil:
		return "từ " + b.From.String()
	case b.Above != nil:
		return "trên " + b.Above.String()
	case b.UpTo != nil:
		return "đến " + b.UpTo.String()
	case b.Below != nil:
		return "dưới " + b.Below.String()
	}
	return "còn lại"
}

func levelsText(all []rule.Level) string {
	var parts []string
	for _, l := range all {
		parts = append(parts, boundText(l.Bound())+": "+l.Points.String())
	}
	return strings.Join(parts, "; ")
}

func unlessText(all []rule.Unless) string {
	var parts []string
	for _, u := range all {
		m, _ := rule.MetricOf(u.Metric)
		parts = append(parts, fmt.Sprintf("%s %s: %s", m.VI, boundText(u.Bound()), u.Points.String()))
	}
	return strings.Join(parts, "; ")
}
