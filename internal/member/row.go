package member

import (
	"errors"
	"strings"

	"chibo/internal/office/sheet"
	"chibo/internal/vi"
)

// row gathers what is understood of one line.
type row struct {
	ImportRow
	cells  sheet.Row
	layout sheet.Layout
	today  string
}

func newRow(r sheet.Row, layout sheet.Layout, today string) *row {
	return &row{ImportRow: ImportRow{Line: r.Line, Cells: map[string]string{}, Taken: map[string]string{}, Verdict: "ok", Findings: []Finding{}}, cells: r, layout: layout, today: today}
}

// note tells something; doubt leaves the row out until a person accepts it;
// refuse leaves it out for good.
func (r *row) note(field, code, taken, detail string) {
	r.Findings = append(r.Findings, Finding{field, code, taken, detail, "import.hint." + code})
}

func (r *row) doubt(field, code, taken, detail string) {
	r.note(field, code, taken, detail)
	if r.Verdict == "ok" {
		r.Verdict = "doubtful"
	}
}

func (r *row) refuse(field, code, taken, detail string) {
	r.note(field, code, taken, detail)
	r.Verdict = "refused"
}

func (r *row) cell(key string) (sheet.Cell, bool) {
	c, ok := r.layout.Columns[key]
	if !ok || c >= len(r.cells.Cells) {
		return sheet.Cell{}, false
	}
	return r.cells.Cells[c], true
}

// text reads a cell: cleaned, from an old encoding if it is in one, and with
// a word where the cell holds a formula.
func (r *row) text(key string) string {
	c, ok := r.cell(key)
	if !ok {
		return ""
	}
	r.Cells[key] = c.Text
	s := vi.Clean(c.Text)
	if fixed, was := vi.FromLegacy(s); was != vi.NotLegacy {
		r.note(key, "legacy_encoding", fixed, string(was))
		s = fixed
	}
	if c.Formula {
		if s == "" {
			r.doubt(key, "formula_empty", "", "")
		} else {
			r.note(key, "formula", s, "")
		}
	}
	if strings.ContainsRune(s, '•') { // our own export hides what must not travel
		return ""
	}
	return s
}

func (r *row) day(key string) string {
	s := r.text(key)
	if s == "" {
		return ""
	}
	day, precision, err := vi.ParseDay(s)
	switch {
	case errors.Is(err, vi.ErrImpossible):
		r.doubt(key, "date_impossible", "", s)
	case err != nil:
		r.doubt(key, "date_unreadable", "", s)
	case day == "1900-01-01" || day == "1900-01-00":
		r.doubt(key, "date_placeholder", "", s)
	case precision != vi.Full && key == "birth_date":
		if precision == vi.Year {
			r.plan.New.BirthPrecision = "year"
			r.note(key, "year_only", vi.ShowDayAt(day, precision), s)
		} else {
			r.plan.New.BirthPrecision = "month"
			r.note(key, "month_only", vi.ShowDayAt(day, precision), s)
		}
		r.Taken[key] = vi.ShowDayAt(day, precision)
		return day
	case precision != vi.Full:
		r.doubt(key, "date_incomplete", "", s)
	default:
		r.Taken[key] = vi.ShowDay(day)
		return day
	}
	return ""
}

// number reads a 12-digit number that a spreadsheet may have robbed of its
// leading zeros.
func (r *row) number(key string) string {
	s := digits(r.text(key))
	c, _ := r.cell(key)
	switch {
	case s == "":
		return ""
	case !allDigits(s):
		r.doubt(key, "number_unreadable", "", s)
		return ""
	case len(s) == 11 || c.Number && len(s) >= 9 && len(s) < 12:
		s = strings.Repeat("0", 12-len(s)) + s
		r.note(key, "leading_zero", s, "")
	case len(s) != 12:
		r.doubt(key, "number_length", "", s)
		return ""
	}
	r.Taken[key] = s
	return s
}

// hide leaves only the last four digits of a field readable in the preview.
func (r *row) hide(key string) {
	r.Cells[key], r.Taken[key] = Mask(r.Cells[key]), Mask(r.Taken[key])
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Field == key {
			f.Taken, f.Detail = Mask(f.Taken), Mask(f.Detail)
		}
	}
}
