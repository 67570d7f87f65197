package sheet

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Sheet is one sheet to write. Values are strings, whole numbers, floats, bools,
// time.Time (written as a day) or nil; anything else is written as it prints.
type Sheet struct {
	Name   string
	Title  string // above every printed page; empty prints the name
	Header []string
	Widths []float64 // in characters, by column; a missing or zero width takes the default
	Rows   [][]any
	Frozen bool // the header stays while the rest scrolls
}

const defaultWidth = 16

// Write writes sheets as an .xlsx file. Texts are always stored as texts: one
// that begins like a formula stays what somebody typed, and is marked so that it
// does not come alive when its cell is edited.
func Write(w io.Writer, sheets []Sheet) error {
	f := excelize.NewFile()
	defer f.Close()
	styles, err := newLook(f)
	if err != nil {
		return err
	}
	names := map[string]bool{}
	for i, s := range sheets {
		name := sheetName(s.Name, i, names)
		if i == 0 {
			err = f.SetSheetName("Sheet1", name)
		} else {
			_, err = f.NewSheet(name)
		}
		if err != nil {
			return fmt.Errorf("sheet %q: %w", name, err)
		}
		if err := writeSheet(f, name, s, styles); err != nil {
			return fmt.Errorf("sheet %q: %w", name, err)
		}
	}
	return f.Write(w)
}

// look holds the cell styles of a workbook.
type look struct{ header, text, quoted, number, day int }

func newLook(f *excelize.File) (look, error) {
	var l look
	var err error
	style := func(s excelize.Style) int {
		id, e := f.NewStyle(&s)
		if e != nil {
			err = e
		}
		return id
	}
	var lines []excelize.Border // of the cells: on paper a table without them is not read across
	for _, side := range []string{"left", "right", "top", "bottom"} {
		lines = append(lines, excelize.Border{Type: side, Color: "808080", Style: 1})
	}
	l.header = style(excelize.Style{
		Border:    lines,
		Font:      &excelize.Font{Bold: true},
		Alignment: &excelize.Alignment{WrapText: true, Horizontal: "center", Vertical: "center"},
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"F2F2F2"}},
	})
	l.text = style(excelize.Style{Border: lines, NumFmt: 49, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	l.number = style(excelize.Style{Border: lines, Alignment: &excelize.Alignment{Vertical: "top"}})
	dayFormat := "dd/mm/yyyy"
	l.day = style(excelize.Style{Border: lines, CustomNumFmt: &dayFormat, Alignment: &excelize.Alignment{Vertical: "top"}})
	// Excelize does not offer the quote prefix, so a style that no other cell shares gets it by hand.
	l.quoted = style(excelize.Style{Border: lines, NumFmt: 49, Alignment: &excelize.Alignment{Vertical: "top"}})
	if err != nil {
		return l, err
	}
	yes := true
	f.Styles.CellXfs.Xf[l.quoted].QuotePrefix = &yes
	return l, nil
}

func writeSheet(f *excelize.File, name string, s Sheet, l look) error {
	if err := lay(f, name, s); err != nil {
		return err
	}
	sw, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for c := range s.columns() {
		if err := sw.SetColWidth(c+1, c+1, s.width(c)); err != nil {
			return err
		}
	}
	line := 0
	put := func(values []any) error {
		line++
		return sw.SetRow(fmt.Sprintf("A%d", line), values, excelize.RowOpts{Height: s.height(values)})
	}
	if len(s.Header) > 0 {
		if s.Frozen {
			err := sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
			if err != nil {
				return err
			}
		}
		var cells []any
		for _, h := range s.Header {
			cells = append(cells, excelize.Cell{StyleID: l.header, Value: printable(h)})
		}
		if err := put(cells); err != nil {
			return err
		}
	}
	for _, r := range s.Rows {
		cells := make([]any, len(r))
		for c, v := range r {
			cells[c] = l.cell(v)
		}
		if err := put(cells); err != nil {
			return err
		}
	}
	return sw.Flush()
}

func (l look) cell(v any) any {
	switch v := v.(type) {
	case nil:
		return excelize.Cell{StyleID: l.number}
	case time.Time:
		return excelize.Cell{StyleID: l.day, Value: v}
	case bool, int, int8, int16, int32, int64, uint, uint8, uint16, uint32, uint64, float32, float64:
		return excelize.Cell{StyleID: l.number, Value: v}
	}
	text := fmt.Sprint(v)
	if text == "" {
		return excelize.Cell{StyleID: l.number}
	}
	style := l.text
	if startsFormula(text) {
		style = l.quoted
	}
	return excelize.Cell{StyleID: style, Value: printable(text)}
}

// startsFormula tells whether a spreadsheet program may run s as a formula.
func startsFormula(s string) bool {
	return s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0]))
}

// printable drops what XML cannot hold; one such byte would make the whole file
// unreadable.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == utf8.RuneError || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)
}

// sheetName makes a name that spreadsheet programs accept and that is not taken.
func sheetName(name string, index int, taken map[string]bool) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) {
			return '-'
		}
		return r
	}, printable(name))
	name = strings.Trim(strings.TrimSpace(name), "'")
	if name == "" {
		name = fmt.Sprintf("Trang %d", index+1)
	}
	cut := func(s string, n int) string { return string([]rune(s)[:min(n, len([]rune(s)))]) }
	name = cut(name, excelize.MaxSheetNameLength)
	for n, base := 2, name; taken[strings.ToLower(name)]; n++ {
		name = fmt.Sprintf("%s (%d)", cut(base, excelize.MaxSheetNameLength-6), n)
	}
	taken[strings.ToLower(name)] = true
	return name
}

// WriteCSV writes rows as UTF-8 with a byte order mark, without which Excel
// spoils Vietnamese. Texts that could run as formulas get an apostrophe in front;
// numbers, negative ones too, stay.
func WriteCSV(w io.Writer, header []string, rows [][]any) error {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if len(header) > 0 {
		record := make([]string, len(header))
		for i, h := range header {
			record[i] = harmless(h)
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	for _, r := range rows {
		record := make([]string, len(r))
		for i, v := range r {
			switch v := v.(type) {
			case nil:
			case time.Time:
				record[i] = v.Format("02/01/2006")
			case int, int8, int16, int32, int64, float32, float64:
				record[i] = fmt.Sprint(v)
			default:
				record[i] = harmless(fmt.Sprint(v))
			}
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func harmless(s string) string {
	s = printable(s)
	if startsFormula(s) {
		return "'" + s
	}
	return s
}
