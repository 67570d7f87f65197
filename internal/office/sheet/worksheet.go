package sheet

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// storedCell is a cell as the file holds it.
type storedCell struct {
	Ref     string    `xml:"r,attr"`
	Type    string    `xml:"t,attr"`
	Style   int       `xml:"s,attr"`
	Value   string    `xml:"v"`
	Formula *struct{} `xml:"f"`
	Inline  richText  `xml:"is"`
}

// read streams one sheet and returns its rows with the merged ranges filled.
func (w *workbook) read(name string, lim Limits) ([]Row, []Merge, error) {
	at := slices.IndexFunc(w.sheets, func(s sheetPart) bool { return s.name == name })
	if at < 0 {
		return nil, nil, ErrNoSheet
	}
	in := reading{book: w, most: lim.Cells, column: -1}
	err := decodePart(w.archive, w.sheets[at].part, func(dec *xml.Decoder, el xml.StartElement) error {
		switch el.Name.Local {
		case "row":
			return in.row(el)
		case "c":
			return in.cell(dec, el)
		case "mergeCell":
			return in.merge(el)
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	rows, err := spread(in.rows, in.merges, lim.Cells)
	return rows, in.merges, err
}

// reading is how far one sheet has been read.
type reading struct {
	book   *workbook
	rows   []Row
	merges []Merge
	line   int // number of the row at hand
	column int // index of the last cell in it, -1 before the first
	cells  int // all so far, with the empty ones that a gap makes
	most   int // cells allowed
}

func (in *reading) row(el xml.StartElement) error {
	before := in.line
	in.line, in.column = in.line+1, -1
	if n, err := strconv.Atoi(attr(el, "r")); err == nil && n > 0 {
		in.line = n
	}
	if in.line <= before {
		// Two rows of one number: no telling which one a person would see.
		return ErrTruncated
	}
	if in.line > excelize.TotalRows {
		return ErrTooManyCells
	}
	return nil
}

func (in *reading) cell(dec *xml.Decoder, el xml.StartElement) error {
	var c storedCell
	if err := dec.DecodeElement(&c, &el); err != nil {
		return err
	}
	in.column++
	if c.Ref != "" {
		col, row, err := excelize.CellNameToCoordinates(c.Ref)
		if err != nil {
			return err
		}
		in.column = col - 1
		if row != in.line {
			// A cell that claims another row would end up in the wrong person.
			return ErrTruncated
		}
	}
	if in.column >= excelize.MaxColumns {
		return ErrTooManyCells
	}
	if in.cells++; in.cells > in.most {
		return ErrTooManyCells
	}
	cell := in.book.cell(c)
	if cell.Text == "" && !cell.Formula {
		return nil
	}
	if len(in.rows) == 0 || in.rows[len(in.rows)-1].Line != in.line {
		in.rows = append(in.rows, Row{Line: in.line})
	}
	row := &in.rows[len(in.rows)-1]
	if gap := in.column + 1 - len(row.Cells); gap > 0 {
		if in.cells += gap - 1; in.cells > in.most {
			return ErrTooManyCells
		}
		row.Cells = append(row.Cells, make([]Cell, gap)...)
	}
	row.Cells[in.column] = cell
	return nil
}

func (in *reading) merge(el xml.StartElement) error {
	if m, ok := mergeRange(attr(el, "ref")); ok {
		in.merges = append(in.merges, m)
	}
	if len(in.merges) > in.most/10+100 {
		return ErrTooManyCells
	}
	return nil
}

func (w *workbook) cell(c storedCell) Cell {
	out := Cell{Formula: c.Formula != nil}
	switch c.Type {
	case "s":
		if i, err := strconv.Atoi(strings.TrimSpace(c.Value)); err == nil && i >= 0 && i < len(w.strings) {
			out.Text = w.strings[i]
		}
	case "inlineStr":
		out.Text = c.Inline.text()
	case "str", "e":
		out.Text = unescape(c.Value)
	case "b":
		out.Text = map[bool]string{true: "TRUE", false: "FALSE"}[isTrue(c.Value)]
	case "d":
		out.Text = isoDate(c.Value)
	default:
		if c.Value == "" {
			break
		}
		out.Number, out.Style = true, general
		if c.Style >= 0 && c.Style < len(w.formats) {
			out.Style = w.formats[c.Style]
		}
		out.Text = showNumber(strings.TrimSpace(c.Value), out.Style, w.mac)
	}
	return out
}

func mergeRange(ref string) (Merge, bool) {
	from, to, ok := strings.Cut(ref, ":")
	if !ok {
		return Merge{}, false
	}
	c1, r1, err1 := excelize.CellNameToCoordinates(from)
	c2, r2, err2 := excelize.CellNameToCoordinates(to)
	if err1 != nil || err2 != nil {
		return Merge{}, false
	}
	return Merge{min(r1, r2), min(c1, c2) - 1, max(r1, r2), max(c1, c2) - 1}, true
}
