package ui

import (
	"encoding/base64"
	"fmt"
	"math"
	"strings"

	"chibo/internal/office/docx"
)

// sheetClass says how the sheet lies: A4 upright is the rule.
func sheetClass(p docx.Page) string {
	switch {
	case p.Width > p.Height:
		return "sheet turned"
	case p.Width < 160:
		return "sheet half"
	case p.Left < 10:
		return "sheet four"
	}
	return "sheet"
}

// pages are the parts of a paper, each a sheet of its own.
func pages(d docx.Document) []docx.Document {
	return append([]docx.Document{d}, d.More...)
}

// titleOf is the number of the block with the largest letters: the paper's
// name, which is the heading of the page; -1 where there is none.
func titleOf(d docx.Document) int {
	at, largest := -1, 0.0
	for i, b := range d.Blocks {
		p, ok := b.(docx.Paragraph)
		if !ok {
			continue
		}
		for _, r := range p.Runs {
			if size := sizeOf(d, r); r.Text != "" && size > largest {
				at, largest = i, size
			}
		}
	}
	return at
}

func sizeOf(d docx.Document, r docx.Run) float64 {
	switch {
	case r.Size > 0:
		return r.Size
	case d.Size > 0:
		return d.Size
	}
	return 14
}

// paragraphClass turns the looks of a paragraph into words of the stylesheet:
// the pages carry no styles of their own.
func paragraphClass(d docx.Document, p docx.Paragraph) string {
	var c []string
	c = append(c, [...]string{"l", "c", "r", "j"}[p.Align])
	if p.FirstLine > 0 {
		c = append(c, "in")
	}
	if p.After > 0 {
		c = append(c, "gap")
	}
	if p.Before >= 30 {
		c = append(c, "name")
	}
	if p.Break != docx.NoBreak {
		c = append(c, "new")
	}
	if p.Rule {
		c = append(c, "ruled")
	}
	if len(p.Runs) > 0 {
		c = append(c, letters(sizeOf(d, p.Runs[0])))
	}
	return strings.Join(c, " ")
}

// letters is the class of a size in points, as the stylesheet knows it.
func letters(size float64) string {
	return fmt.Sprintf("s%.0f", math.Max(12, math.Min(22, math.Round(size))))
}

// shown leaves out what only a word processor can work out: page numbers.
func shown(runs []docx.Run) []docx.Run {
	var out []docx.Run
	for _, r := range runs {
		if r.Field == docx.NoField && (r.Picture != nil || r.Text != "") {
			out = append(out, r)
		}
	}
	return out
}

func picture(p *docx.Picture) string {
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(p.PNG)
}

// columnShare is the width of a column in hundredths of the table.
func columnShare(t docx.Table, i int) string {
	total := 0.0
	for _, w := range t.Widths {
		total += w
	}
	return fmt.Sprintf("%.0f%%", 100*t.Widths[i]/total)
}

// cellClass tells boxes to sign in from other cells.
func cellClass(r docx.Row, t docx.Table) string {
	switch {
	case t.Cut:
		return "card"
	case r.MinHeight > 0:
		return "sign"
	}
	return ""
}

// sideClass is the class of a table without lines: the letterhead is the first
// block of a paper, the signatures come later.
func sideClass(i int) string {
	if i == 0 {
		return "lh"
	}
	return "sig"
}
