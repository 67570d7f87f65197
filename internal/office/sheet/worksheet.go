package sheet

import (
	"encoding/xml"
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
	part := ""
	for _, s := range w.sheets {
		if s.name == name {
			part = s.part
			break
		}
	}
	if part == "" {
		return nil, nil, ErrNoSheet
	}
	var (
		rows   []Row
		merges []Merge
		line   int
		cells  int
		column = -1
	)
	err := decodePart(w.archive, part, func(dec *xml.Decoder, el xml.StartElement) error {
		switch el.Name.Local {
		case "row":
			before := line
			line, column = line+1, -1
			if n, err := strconv.Atoi(attr(el, "r")); err == nil && n > 0 {
				line = n
			}
			if line <= before {
				// Two rows of one number: no telling which one a person would see.
				return ErrTruncated
			}
			if line > excelize.TotalRows {
				return ErrTooManyCells
			}
		case "c":
			var c storedCell
			if err := dec.DecodeElement(&c, &el); err != nil {
				return err
			}
			column++
			if c.Ref != "" {
				col, row, err := excelize.CellNameToCoordinates(c.Ref)
				if err != nil {
					return err
				}
				column = col - 1
				if row != line {
					// A cell that claims another row would end up in the wrong person.
					return ErrTruncated
				}
			}
			if column >= excelize.MaxColumns {
				return ErrTooManyCells
			}
			if cells++; cells > lim.Cells {
				return ErrTooManyCells
			}
			cell := w.cell(c)
			if cell.Text == "" && !cell.Formula {
				return nil
			}
			if len(rows) == 0 || rows[len(rows)-1].Line != line {
				rows = append(rows, Row{Line: line})
			}
			row := &rows[len(rows)-1]
			if gap := column + 1 - len(row.Cells); gap > 0 {
				if cells += gap - 1; cells > lim.Cells {
					return ErrTooManyCells
				}
				row.Cells = append(row.Cells, make([]Cell, gap)...)
			}
			row.Cells[column] = cell
		case "mergeCell":
			if m, ok := mergeRange(attr(el, "ref")); ok {
				merges = append(merges, m)
			}
			if len(merges) > lim.Cells/10+100 {
				return ErrTooManyCells
			}
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	rows, err = spread(rows, merges, lim.Cells)
	return rows, merges, err
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
