package sheet

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Form is somebody else's table, an .xlsx whose cells ask for named figures. What it
// looks like stays as it is; only the cells that ask are written.
type Form struct {
	data   []byte
	sheets []string
	cells  map[place]Cell
	inside map[place]bool // covered by a merged range, and not its first cell
}

type place struct {
	sheet        string
	line, column int // column from 0
}

// Ask is a cell that asks: by marks in its text, or because somebody chose it.
type Ask struct {
	Sheet string
	Cell  string // "C5"
	Names []string
	Text  string // as it stands in the form; "" where the cell was chosen
}

// FormError names the cell that stands in the way. Code: form_mark (a mark that is
// none), form_formula (the cell is computed), form_merged (it is covered by another),
// form_address (no such cell), form_sheet (no such sheet), form_locked (the sheet is
// protected).
type FormError struct{ Code, Sheet, Cell string }

func (e *FormError) Error() string { return "sheet: " + e.Code + " " + e.Sheet + "!" + e.Cell }

// formLimits bound a form: a table people fill in, no list of thousands.
var formLimits = Limits{Bytes: 2 << 20, Unpacked: 30 << 20, Cells: 50_000}

// OpenForm reads a form from a stranger: what Open refuses is refused, and a protected
// sheet too.
func OpenForm(data []byte) (*Form, error) {
	book, err := Open("bieu.xlsx", data, formLimits)
	if err != nil {
		return nil, err
	}
	f := &Form{data: data, sheets: book.Sheets(), cells: map[place]Cell{}, inside: map[place]bool{}}
	for _, s := range book.work.sheets {
		if err := locked(book.work, s); err != nil {
			return nil, err
		}
		rows, merges, err := book.work.read(s.name, book.limits)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			for c, cell := range r.Cells {
				if cell.Text != "" || cell.Formula {
					f.cells[place{s.name, r.Line, c}] = cell
				}
			}
		}
		for _, m := range merges {
			for line := m.FromLine; line <= m.ToLine && line-m.FromLine < 1000; line++ {
				for c := m.FromColumn; c <= m.ToColumn && c-m.FromColumn < 1000; c++ {
					if line != m.FromLine || c != m.FromColumn {
						f.inside[place{s.name, line, c}] = true
					}
				}
			}
		}
	}
	return f, nil
}

// errLocked ends the reading of a part at its protection.
var errLocked = &Error{"locked"}

func locked(w *workbook, s sheetPart) error {
	err := decodePart(w.archive, s.part, func(_ *xml.Decoder, el xml.StartElement) error {
		if el.Name.Local == "sheetProtection" && isTrue(attr(el, "sheet")) {
			return errLocked
		}
		return nil
	})
	if errors.Is(err, errLocked) {
		return &FormError{"form_locked", s.name, ""}
	}
	return err
}

// Sheets are the names of its sheets.
func (f *Form) Sheets() []string { return f.sheets }

// Asks lists the cells with marks, in the order of the sheets.
func (f *Form) Asks() ([]Ask, error) {
	var out []Ask
	for _, s := range f.sheets {
		var here []Ask
		for at, c := range f.cells {
			if at.sheet != s || f.inside[at] || !strings.Contains(c.Text, "{{") {
				continue
			}
			a := Ask{Sheet: s, Cell: at.name(), Text: c.Text}
			if c.Formula {
				return nil, &FormError{"form_formula", s, a.Cell}
			}
			parts, ok := pieces(c.Text)
			if !ok {
				return nil, &FormError{"form_mark", s, a.Cell}
			}
			for _, p := range parts {
				if p.name != "" {
					a.Names = append(a.Names, p.name)
				}
			}
			here = append(here, a)
		}
		slices.SortFunc(here, func(a, b Ask) int {
			return cmp.Or(cmp.Compare(len(a.Cell), len(b.Cell)), strings.Compare(a.Cell, b.Cell))
		})
		out = append(out, here...)
	}
	return out, nil
}

// At is the cell somebody chose for one figure: "C5", "Trang 2, C5" or "'Trang 2'!C5"; without a sheet
// the first one.
func (f *Form) At(address, name string) (Ask, error) {
	sheet, cell := f.sheets[0], strings.TrimSpace(address)
	if i := strings.LastIndexAny(cell, "!,"); i >= 0 {
		sheet, cell = strings.Trim(strings.TrimSpace(cell[:i]), "'"), strings.TrimSpace(cell[i+1:])
	}
	cell = strings.ToUpper(strings.ReplaceAll(cell, "$", ""))
	if !slices.Contains(f.sheets, sheet) {
		return Ask{}, &FormError{"form_sheet", sheet, cell}
	}
	column, line, err := excelize.CellNameToCoordinates(cell)
	if err != nil {
		return Ask{}, &FormError{"form_address", sheet, cell}
	}
	at := place{sheet, line, column - 1}
	switch c := f.cells[at]; {
	case f.inside[at]:
		return Ask{}, &FormError{"form_merged", sheet, cell}
	case c.Formula:
		return Ask{}, &FormError{"form_formula", sheet, cell}
	}
	return Ask{Sheet: sheet, Cell: at.name(), Names: []string{name}}, nil
}

func (p place) name() string {
	s, err := excelize.CoordinatesToCellName(p.column+1, p.line)
	if err != nil { // beyond what a sheet has: nobody finds it
		return strconv.Itoa(p.line)
	}
	return s
}

// Fill writes the form with its cells filled: value gives a figure by name (a number
// or a text), nil where nobody knows it. Then the cell is blank and note says why.
// What other cells compute from them is computed when the file is opened.
func (f *Form) Fill(w io.Writer, asks []Ask, value func(name string) any, note func(name string) string) error {
	x, err := excelize.OpenReader(bytes.NewReader(f.data), excelize.Options{UnzipSizeLimit: formLimits.Unpacked, UnzipXMLSizeLimit: formLimits.Unpacked})
	if err != nil {
		return ErrTruncated
	}
	defer x.Close()
	for _, a := range asks {
		if formula, err := x.GetCellFormula(a.Sheet, a.Cell); err != nil || formula != "" {
			return &FormError{"form_formula", a.Sheet, a.Cell}
		}
		v, missing := a.value(value)
		if err := x.SetCellValue(a.Sheet, a.Cell, v); err != nil {
			return fmt.Errorf("%s!%s: %w", a.Sheet, a.Cell, err)
		}
		if len(missing) == 0 {
			continue
		}
		var lines []string
		for _, name := range missing {
			lines = append(lines, note(name))
		}
		if err := x.DeleteComment(a.Sheet, a.Cell); err != nil {
			return fmt.Errorf("%s!%s: %w", a.Sheet, a.Cell, err)
		}
		if err := x.AddComment(a.Sheet, excelize.Comment{Cell: a.Cell, Author: "chibo", Text: printable(strings.Join(lines, "\n")), Width: 260, Height: 80}); err != nil {
			return fmt.Errorf("%s!%s: %w", a.Sheet, a.Cell, err)
		}
	}
	if err := x.UpdateLinkedValue(); err != nil { // else a reader shows the sums of the empty form
		return err
	}
	return x.Write(w)
}

// value is what a cell becomes, and the names nobody knows a figure of.
func (a Ask) value(of func(string) any) (v any, missing []string) {
	for _, name := range a.Names {
		if of(name) == nil {
			missing = append(missing, name)
		}
	}
	parts, ok := pieces(strings.TrimSpace(a.Text))
	if a.Text == "" || ok && len(parts) == 1 && parts[0].name != "" { // the figure alone stays a number
		return of(a.Names[0]), missing
	}
	var b strings.Builder
	for _, p := range parts {
		if p.name == "" {
			b.WriteString(p.text)
		} else if v := of(p.name); v != nil {
			b.WriteString(spoken(v))
		}
	}
	return printable(b.String()), missing
}

// spoken is a figure inside a sentence.
func spoken(v any) string {
	if x, ok := v.(float64); ok {
		return strings.ReplaceAll(strconv.FormatFloat(x, 'f', -1, 64), ".", ",")
	}
	return fmt.Sprint(v)
}
