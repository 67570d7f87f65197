package regulation

import (
	"fmt"
	"regexp"
	"strings"

	"chibo/internal/office/sheet"
	"chibo/internal/rule"
)

// Words of a sheet for what a table has codes for.
var (
	situations = map[string]string{"no_thematic": "tháng không có chuyên đề", "no_committee": "chi bộ chỉ có bí thư", "no_previous": "chưa có nghị quyết kỳ trước", "no_concern": "không có kiến nghị"}
	policies   = map[string]string{"award_max": "cho đủ điểm", "redistribute": "chia cho các mục cùng nhóm", "rescale": "quy về tổng điểm", "drop": "bỏ qua"}
)

// levelShape is one level as people write it: "từ 90%: 4", "trên 50: 5 điểm", "còn lại: 1".
var levelShape = regexp.MustCompile(`(?i)^(từ|trên|đến|dưới|còn lại|from|above|upto|up to|below|rest)\s*([0-9]+(?:[.,][0-9]+)?)?\s*%?\s*[:=]\s*([0-9]+(?:[.,][0-9]+)?)\s*(?:điểm|đ)?$`)

// measure reads what a criterion counts, or what it asks.
func (p *reader) measure(r sheet.Row, c *rule.Criterion) {
	if said := p.text(r, colMetric); said != "" {
		m, ok := rule.MetricSaid(said)
		if !ok {
			p.fail(r.Line, colMetric, fmt.Sprintf("không có số đo %q: chọn trong danh sách ở trang “Số đo” của tệp mẫu, hoặc để trống và đặt câu hỏi", said), fmt.Sprintf("unknown metric %q: choose one of the sheet of metrics, or leave it empty and ask", said))
			m.Name = rule.Metrics()[0].Name // named once; its levels are read all the same
		}
		c.Metric = m.Name
		c.Levels = p.levels(r)
		c.Unless = p.unless(r)
	}
	c.AskVI = p.text(r, colAsk)
	if c.Metric == "" && c.AskVI == "" {
		c.AskVI = "Mục này được bao nhiêu điểm?"
	}
	c.AskEN = c.AskVI
	when, policy := p.text(r, colWhen), p.text(r, colPolicy)
	if when == "" && policy == "" {
		return
	}
	c.NA = &rule.NA{When: coded(situations, when), Policy: coded(policies, policy)}
}

// coded finds a code by its words; unknown words stay, so that the check names them.
func coded(words map[string]string, text string) string {
	for code, said := range words {
		if strings.EqualFold(said, text) {
			return code
		}
	}
	return text
}

// raw is a cell with its lines: several levels often stand one below the other.
func (p *reader) raw(r sheet.Row, column string) string {
	if p.text(r, column) == "" {
		return ""
	}
	return r.Text(p.cols[column])
}

func pieces(text string) []string {
	var out []string
	for _, piece := range strings.FieldsFunc(text, func(r rune) bool { return r == ';' || r == '\n' || r == '\r' || r == '|' }) {
		if piece = strings.Join(strings.Fields(piece), " "); piece != "" {
			out = append(out, piece)
		}
	}
	return out
}

func (p *reader) levels(r sheet.Row) []rule.Level {
	var out []rule.Level
	for _, piece := range pieces(p.raw(r, colLevels)) {
		l, ok := levelOf(piece)
		if !ok {
			p.fail(r.Line, colLevels, fmt.Sprintf("mức %q: ghi như “từ 90: 4; từ 75: 3; còn lại: 1”", piece), fmt.Sprintf("level %q: write “from 90: 4; from 75: 3; rest: 1”", piece))
			continue
		}
		out = append(out, l)
	}
	return out
}

func levelOf(piece string) (rule.Level, bool) {
	m := levelShape.FindStringSubmatch(piece)
	if m == nil {
		return rule.Level{}, false
	}
	points, err := rule.ParsePoints(m[3])
	if err != nil {
		return rule.Level{}, false
	}
	l := rule.Level{Points: points}
	word := strings.ToLower(m[1])
	if word == "còn lại" || word == "rest" {
		return l, m[2] == ""
	}
	at, err := rule.ParsePoints(m[2])
	if err != nil {
		return rule.Level{}, false
	}
	switch word {
	case "từ", "from":
		l.From = &at
	case "trên", "above":
		l.Above = &at
	case "đến", "upto", "up to":
		l.UpTo = &at
	default:
		l.Below = &at
	}
	return l, true
}

// unless reads "số lượt vắng không lý do từ 1: 1".
func (p *reader) unless(r sheet.Row) []rule.Unless {
	var out []rule.Unless
	for _, piece := range pieces(p.raw(r, colUnless)) {
		name, rest := piece, ""
		for _, word := range []string{" từ ", " trên ", " đến ", " dưới ", " from ", " above ", " upto ", " below "} {
			if at := strings.LastIndex(piece, word); at > 0 {
				name, rest = piece[:at], strings.TrimSpace(piece[at:])
				break
			}
		}
		m, known := rule.MetricSaid(name)
		l, ok := levelOf(rest)
		if !known || !ok {
			p.fail(r.Line, colUnless, fmt.Sprintf("%q: ghi số đo, mốc và điểm, như “số lượt vắng không lý do từ 1: 1”", piece), fmt.Sprintf("%q: write metric, bound and points, as “unexcused from 1: 1”", piece))
			continue
		}
		out = append(out, rule.Unless{Metric: m.Name, From: l.From, Above: l.Above, UpTo: l.UpTo, Below: l.Below, Points: l.Points})
	}
	return out
}

var bandColumns = []sheet.Field{
	{Key: "min", Names: []string{"Từ điểm", "Điểm từ", "Từ", "From"}, Required: true},
	{Key: "word", Names: []string{"Xếp loại", "Loại", "Mức", "Word"}, Required: true},
}

// bands reads another sheet with the words for totals, where there is one.
func (p *reader) bands(book *sheet.Book, names []string, table string) {
	for _, s := range names {
		if s == table {
			continue
		}
		rows, err := book.Rows(s)
		if err != nil {
			continue
		}
		layout := sheet.Guess(rows, bandColumns)
		if layout.HeaderFrom == 0 || len(layout.Missing) > 0 {
			continue
		}
		var out []rule.TableBand
		for _, r := range rows {
			if r.Line <= layout.HeaderTo {
				continue
			}
			at, word := r.Text(layout.Columns["min"]), strings.TrimSpace(r.Text(layout.Columns["word"]))
			least, err := rule.ParsePoints(at)
			if err != nil || word == "" {
				p.problems = append(p.problems, rule.Problem{File: s, Line: r.Line, Column: letterOf(layout.Columns["min"]), What: rule.Said{VI: fmt.Sprintf("mức %q, %q: ghi điểm như 90 và tên loại", at, word), EN: fmt.Sprintf("band %q, %q: write points such as 90, and a word", at, word)}})
				continue
			}
			out = append(out, rule.TableBand{Min: least, WordVI: word})
		}
		if len(out) > 0 {
			p.table.Bands = out
			return
		}
	}
}
