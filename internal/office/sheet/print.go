package sheet

import (
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

const (
	paperA4  = 9   // the number of A4 in the file format
	upright  = 95  // characters that still read well across an A4 sheet standing upright
	widest   = 200 // and lying; a wider list goes on beside
	mostHead = 200
)

// lay sets how a sheet comes out of a printer, so that nobody has to: A4, across
// where it is wide, all columns on one page as long as they can be read, the
// heading row on every page, what
// it is above and the page below. It comes before the rows: the first row closes
// the part of the file it stands in.
func lay(f *excelize.File, name string, s Sheet) error {
	paper, wide, tall, fit, centred := paperA4, 1+int(s.across()/widest), 0, true, true
	orientation := "portrait"
	if s.across() > upright {
		orientation = "landscape"
	}
	top, bottom, side, edge := 0.8, 0.7, 0.5, 0.3 // inches
	title := s.Title
	if title == "" {
		title = name
	}
	if runes := []rune(title); len(runes) > mostHead {
		title = string(runes[:mostHead])
	}
	if err := f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := f.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &paper, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &tall}); err != nil {
		return err
	}
	if err := f.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{Top: &top, Bottom: &bottom, Left: &side, Right: &side, Header: &edge, Footer: &edge, Horizontally: &centred}); err != nil {
		return err
	}
	if err := f.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddHeader: "&C&B" + strings.ReplaceAll(printable(title), "&", "&&"), OddFooter: "&RTrang &P/&N"}); err != nil {
		return err
	}
	if len(s.Header) == 0 {
		return nil
	}
	return f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "'" + strings.ReplaceAll(name, "'", "''") + "'!$1:$1", Scope: name})
}

// columns is how many columns the sheet has.
func (s Sheet) columns() int {
	n := len(s.Header)
	for _, r := range s.Rows {
		n = max(n, len(r))
	}
	return n
}

// width is that of a column in characters.
func (s Sheet) width(c int) float64 {
	if c < len(s.Widths) && s.Widths[c] > 0 {
		return min(s.Widths[c], excelize.MaxColumnWidth)
	}
	return defaultWidth
}

// height is that of a row in points: as many lines as its longest text needs in
// its column. Not every program that opens the file works it out by itself.
func (s Sheet) height(values []any) float64 {
	most := 1
	for c, v := range values {
		x, _ := v.(excelize.Cell)
		text, _ := x.Value.(string)
		n := 0
		for _, part := range strings.Split(text, "\n") {
			room := -1.0
			for _, word := range strings.Fields(part) {
				long := float64(utf8.RuneCountInString(word))
				if room -= long + 1; room < 0 {
					n, room = n+1, s.width(c)*0.9-long
				}
			}
		}
		most = max(most, n)
	}
	return float64(15 * min(most, 27)) // a row ends at 409 points
}

// across is the width of all columns.
func (s Sheet) across() (sum float64) {
	for c := range s.columns() {
		sum += s.width(c)
	}
	return sum
}
