package counts

import (
	"bytes"
	"errors"
	"regexp"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/office/sheet"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Titles gives the heading of a column of the spreadsheet; official tables are Vietnamese.
type Titles func(name string) string

// The columns of the spreadsheet beside the figures.
const (
	colNumber = "number"
	colName   = "name"
	colTable  = "table"
)

// classColumns are the columns of the classes: as the cells voted, as confirmed above.
var classColumns = []string{"self_good", "self_fair", "self_average", "self_poor", "confirmed_good", "confirmed_fair", "confirmed_average", "confirmed_poor"}

// sheetColumns are all columns of the spreadsheet in their order. What only this program
// counts is not asked for.
func sheetColumns() []string {
	out := []string{colNumber, colName}
	for _, c := range Columns {
		if c.Name != "small" {
			out = append(out, c.Name)
		}
	}
	return append(append(out, colTable), classColumns...)
}

// Template is the spreadsheet of a month to be filled: a line for each committee whose
// months come this way, every figure blank.
func Template(rd *store.Reader, top, month string, titles Titles) ([]byte, error) {
	all, err := Committees(rd, top)
	if err != nil {
		return nil, err
	}
	s := sheet.Sheet{Name: titles("sheet") + " " + month, Title: titles("sheet") + " " + vi.ShowMonth(month), Frozen: true, Widths: []float64{11, 30}}
	for _, name := range sheetColumns() {
		s.Header = append(s.Header, titles(name))
	}
	for _, c := range all {
		if c.Way == BySheet && c.Of(month) {
			s.Rows = append(s.Rows, []any{int(c.Number), c.Name})
		}
	}
	var b bytes.Buffer
	err = sheet.Write(&b, []sheet.Sheet{s})
	return b.Bytes(), err
}

var (
	plainNumber   = regexp.MustCompile(`^[0-9]{1,8}$`)
	groupedNumber = regexp.MustCompile(`^[0-9]{1,3}(\.[0-9]{3}){1,2}$`)
)

// ReceiveSheet takes a filled spreadsheet in for the month the officer asked for. All
// its lines are good or none is taken; each wrong one is told with its line and column.
// A line without any figure says nothing. Where a signed state stands, it stays.
func ReceiveSheet(tx *store.Tx, book *rule.Book, top, month, name string, data []byte, titles Titles) ([]Taken, error) {
	if err := access.Must(tx.Reader, access.ProvinceKeep, top); err != nil {
		return nil, err
	}
	lines, err := readSheet(name, data, titles)
	if err != nil {
		return nil, err
	}
	all, err := Committees(tx.Reader, top)
	if err != nil {
		return nil, err
	}
	known := map[int64]Committee{}
	for _, c := range all {
		known[c.Number] = c
	}
	var wrong fault.Fields
	seen := map[int64]bool{}
	type good struct {
		c      Committee
		f      Figures
		before []Held
	}
	var take []good
	for _, l := range lines {
		c, there := known[l.number]
		switch {
		case !there:
			wrong.Add("file", "counts_line_unknown", "line", l.line, "text", l.said)
			continue
		case seen[l.number]:
			wrong.Add("file", "counts_line_twice", "line", l.line, "name", c.Name)
			continue
		}
		seen[l.number] = true
		was := len(wrong)
		for _, p := range l.problems {
			wrong.Add("file", p.Code, p.Args...)
		}
		l.check(book.Attention(tx.Today()), titles, &wrong)
		if l.empty || len(wrong) > was {
			continue
		}
		before, err := states(tx.Reader, c, month)
		if err != nil {
			return nil, err
		}
		switch {
		case inTime(tx.Reader, c, month) != nil:
			wrong.Add("file", "counts_line_month", "line", l.line, "name", c.Name, "month", vi.ShowMonth(month))
		case len(before) > 0 && before[0].Way != BySheet:
			wrong.Add("file", "counts_line_signed", "line", l.line, "name", c.Name)
		default:
			take = append(take, good{c, l.figures, before})
		}
	}
	if len(wrong) > 0 {
		return nil, wrong[:min(len(wrong), shown)].Err()
	}
	if len(take) == 0 {
		return nil, fault.Bad("file", "counts_sheet_empty")
	}
	var out []Taken
	for _, g := range take {
		t := Taken{Committee: g.c}
		if len(g.before) > 0 && same(g.before[0].Figures, g.f) {
			t.Held, t.Again = g.before[0], true
		} else if t, err = put(tx, t, g.before, Held{Committee: g.c.ID, Month: month, Way: BySheet, Figures: g.f}); err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

// shown is how many wrong places of a spreadsheet are told at once.
const shown = 30

// filled is one line of a spreadsheet.
type filled struct {
	line     int
	number   int64
	said     string // what stands as its number
	figures  Figures
	empty    bool
	problems []fault.Field
}

// check tells what cannot be in the line, by its columns.
func (l filled) check(law rule.Attention, titles Titles, wrong *fault.Fields) {
	var bad *fault.Error
	if !errors.As(l.figures.Check(law), &bad) {
		return
	}
	for _, f := range bad.Fields {
		name := f.Name
		if name == "tables" {
			name = colTable
		}
		code := map[string]string{"counts_more": "counts_line_more", "counts_small": "counts_line_small"}[f.Code]
		if code == "" {
			code = "counts_line_figure"
		}
		wrong.Add("file", code, append([]any{"line", l.line, "column", titles(name), "text", ""}, f.Args...)...)
	}
}

// readSheet finds the heading by its words, wherever it stands, and reads what is below.
func readSheet(name string, data []byte, titles Titles) ([]filled, error) {
	open, err := sheet.Open(name, data, sheet.Limits{Bytes: 2 << 20, Unpacked: 20 << 20, Cells: 50_000})
	if err == nil && len(open.Sheets()) == 0 {
		err = sheet.ErrNoSheet
	}
	if err != nil {
		return nil, fault.Bad("file", "counts_not_sheet")
	}
	rows, err := open.Rows(open.Sheets()[0])
	if err != nil {
		return nil, fault.Bad("file", "counts_not_sheet")
	}
	for i, r := range rows {
		at := map[string]int{}
		for _, column := range sheetColumns() {
			for j, c := range r.Cells {
				if _, taken := at[column]; !taken && vi.Fold(c.Text) == vi.Fold(titles(column)) {
					at[column] = j
				}
			}
		}
		if _, ok := at[colNumber]; ok && len(at) > 2 {
			return readLines(rows[i+1:], at, titles), nil
		}
	}
	return nil, fault.Bad("file", "counts_sheet_form", "column", titles(colNumber))
}

func readLines(rows []sheet.Row, at map[string]int, titles Titles) []filled {
	var out []filled
	for _, r := range rows {
		l := filled{line: r.Line, said: vi.Clean(r.Text(at[colNumber])), empty: true}
		number := func(column string) *int {
			j, ok := at[column]
			text := ""
			if ok {
				text = vi.Clean(r.Text(j))
			}
			if text == "" {
				return nil
			}
			l.empty = false
			n, ok := wholeNumber(text)
			if !ok {
				l.problems = append(l.problems, fault.Field{Name: "file", Code: "counts_line_figure", Args: []any{"line", r.Line, "column", titles(column), "text", cutText(text)}})
				return nil
			}
			return &n
		}
		for _, c := range Columns {
			*c.of(&l.figures) = number(c.Name)
		}
		l.classed(r.Text(columnAt(at, colTable)), number)
		if l.said == "" && l.empty {
			continue
		}
		n, _ := wholeNumber(l.said)
		l.number, l.said = int64(n), cutText(l.said)
		out = append(out, l)
	}
	return out
}

func columnAt(at map[string]int, column string) int {
	if j, ok := at[column]; ok {
		return j
	}
	return -1
}

// classed lays the classes of the line under its table; without any, there is no table.
func (l *filled) classed(table string, number func(string) *int) {
	var n [8]*int
	for i, column := range classColumns {
		n[i] = number(column)
	}
	of := func(n []*int) *Classes {
		var c Classes
		there := false
		for i, to := range []*int{&c.Good, &c.Fair, &c.Average, &c.Poor} {
			if n[i] != nil {
				*to, there = *n[i], true
			}
		}
		if !there {
			return nil
		}
		return &c
	}
	x := TableClasses{Table: strings.ToLower(vi.Clean(table)), Self: of(n[:4]), Confirmed: of(n[4:])}
	if !tableForm.MatchString(x.Table) {
		x.Table = ""
	}
	if l.figures.Tables = (Tables{}); x.Self != nil || x.Confirmed != nil {
		l.figures.Tables = Tables{x}
	}
}

// wholeNumber reads "1234" and "1.234".
func wholeNumber(text string) (int, bool) {
	if groupedNumber.MatchString(text) {
		text = strings.ReplaceAll(text, ".", "")
	}
	if !plainNumber.MatchString(text) {
		return 0, false
	}
	n, err := strconv.Atoi(text)
	return n, err == nil
}

// cutText keeps what is repeated in a message short.
func cutText(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}
