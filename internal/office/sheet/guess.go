package sheet

import (
	"slices"
	"strings"

	"chibo/internal/vi"
)

// Field is something a list may have a column for.
type Field struct {
	Key      string
	Names    []string // titles people give the column, any spelling
	Required bool
}

// Layout says where the table of a sheet is and which column holds which field.
// Without a header HeaderFrom is 0.
type Layout struct {
	HeaderFrom, HeaderTo int // lines
	Columns              map[string]int
	Titles               []string // by column; two header lines are joined
	Missing              []string // keys of required fields without a column
}

// searchDepth is how many rows may stand above a header.
const searchDepth = 60

// longestTitle keeps notes and explanations from passing for column titles.
const longestTitle = 90

// Guess finds the header of a list and maps its columns to fields by their
// titles. It proposes; a person confirms.
func Guess(rows []Row, fields []Field) Layout {
	var best Layout
	bestHits := 0
	need := min(2, len(fields))
	for i := range rows[:min(len(rows), searchDepth)] {
		lines := 1
		if i+1 < len(rows) && secondLine(rows[i], rows[i+1]) {
			lines = 2
		}
		if hits := len(match(titles(rows[i:i+1], 1), fields)); lines == 1 && hits < need {
			continue
		}
		found := titles(rows[i:i+lines], lines)
		columns := match(found, fields)
		if len(columns) < need || len(columns) <= bestHits {
			continue
		}
		bestHits = len(columns)
		best = Layout{HeaderFrom: rows[i].Line, HeaderTo: rows[i+lines-1].Line, Columns: columns}
		for _, t := range found {
			best.Titles = append(best.Titles, t.whole)
		}
		if next := i + lines; next < len(rows) && columnNumbers(rows[next]) {
			best.HeaderTo = rows[next].Line
		}
	}
	for _, f := range fields {
		if _, ok := best.Columns[f.Key]; f.Required && !ok {
			best.Missing = append(best.Missing, f.Key)
		}
	}
	return best
}

// secondLine tells whether below continues the header above: each of its titles
// stands under a title that spans several columns, under a gap to its right, or
// repeats a title merged downwards.
func secondLine(above, below Row) bool {
	news := 0
	if len(filled(above)) < 2 {
		return false
	}
	for c, cell := range below.Cells {
		text := strings.TrimSpace(cell.Text)
		if text == "" {
			continue
		}
		top := strings.TrimSpace(above.Text(c))
		switch {
		case cell.Number, len([]rune(text)) > longestTitle, vi.Fold(text) == "":
			return false
		case cell.Merged && top == text:
			continue
		case cell.Merged:
			return false
		case top == "" && leftOf(above, c) == "":
			return false
		case top != "" && !spans(above, c):
			return false
		}
		if _, _, err := vi.ParseDay(text); err == nil {
			return false
		}
		news++
	}
	return news >= 2
}

// spans tells whether the title at column c covers the next column too.
func spans(r Row, c int) bool {
	if c >= len(r.Cells) {
		return false
	}
	if r.Cells[c].Merged {
		return true
	}
	next := c + 1
	if next >= len(r.Cells) {
		return false
	}
	return r.Cells[next].Merged && r.Cells[next].Text == r.Cells[c].Text || strings.TrimSpace(r.Cells[next].Text) == ""
}

func leftOf(r Row, c int) string {
	for c = min(c, len(r.Cells)) - 1; c >= 0; c-- {
		if t := strings.TrimSpace(r.Cells[c].Text); t != "" {
			return t
		}
	}
	return ""
}

// title is the name of a column: the whole of it and the part in its last line.
type title struct{ whole, last string }

func titles(header []Row, lines int) []title {
	width := 0
	for _, r := range header {
		width = max(width, len(r.Cells))
	}
	out := make([]title, width)
	for c := range out {
		top := vi.Clean(header[0].Text(c))
		bottom := ""
		if lines == 2 {
			bottom = vi.Clean(header[1].Text(c))
			if top == "" && bottom != "" {
				top = vi.Clean(leftOf(header[0], c))
			}
		} else if c > 0 && header[0].Cells[c].Merged && header[0].Cells[c-1].Text == header[0].Cells[c].Text {
			top = "" // a title row over the whole table is one title, not many
		}
		switch {
		case bottom == "" || bottom == top:
			out[c] = title{top, top}
		default:
			out[c] = title{strings.TrimSpace(top + " " + bottom), bottom}
		}
	}
	return out
}

// match gives each field the column whose title fits best; a column serves one field.
func match(found []title, fields []Field) map[string]int {
	type fit struct{ score, column, field int }
	var fits []fit
	for c, t := range found {
		if t.whole == "" || len([]rune(t.whole)) > longestTitle {
			continue
		}
		for f, field := range fields {
			best := 0
			for _, name := range field.Names {
				best = max(best, likeness(vi.Fold(t.whole), vi.Fold(t.last), vi.Fold(name)))
			}
			if best > 0 {
				fits = append(fits, fit{best, c, f})
			}
		}
	}
	slices.SortStableFunc(fits, func(a, b fit) int {
		if a.score != b.score {
			return b.score - a.score
		}
		if a.column != b.column {
			return a.column - b.column
		}
		return a.field - b.field
	})
	columns := map[string]int{}
	taken := map[int]bool{}
	for _, f := range fits {
		key := fields[f.field].Key
		if _, done := columns[key]; !done && !taken[f.column] {
			columns[key] = f.column
			taken[f.column] = true
		}
	}
	return columns
}

// likeness scores a folded name against a folded title: equal, at its start, or
// inside. Longer names say more, so they win among equals.
func likeness(whole, last, name string) int {
	words := func(s string) string { return " " + s + " " }
	bonus := min(len(name), 90)
	switch {
	case name == "":
		return 0
	case whole == name:
		return 500 + bonus
	case last == name:
		return 400 + bonus
	case strings.HasPrefix(words(last), words(name)), strings.HasPrefix(words(whole), words(name)):
		return 200 + bonus
	case strings.Contains(name, " ") && strings.Contains(words(whole), words(name)):
		return 100 + bonus
	}
	return 0
}

// columnNumbers tells a row that only numbers the columns: 1 2 3 or (1) (2) (3).
func columnNumbers(r Row) bool {
	cells := filled(r)
	if len(cells) < 3 {
		return false
	}
	letters := 0
	for i, text := range cells {
		folded := vi.Fold(text)
		if len(folded) == 1 && folded[0] == byte('a'+i) && letters == i {
			letters++
			continue
		}
		if folded != vi.Fold(vi.Number(int64(i-letters+1))) {
			return false
		}
	}
	return letters < len(cells)
}

// filled returns the texts of a row, a merged range once.
func filled(r Row) []string {
	var out []string
	for c, cell := range r.Cells {
		text := strings.TrimSpace(cell.Text)
		if text == "" || cell.Merged && c > 0 && r.Cells[c-1].Text == cell.Text {
			continue
		}
		out = append(out, text)
	}
	return out
}
