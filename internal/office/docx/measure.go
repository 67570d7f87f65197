package docx

import (
	"math"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Advance widths of Times New Roman for ASCII 32-126, in thousandths of the
// size. Liberation Serif and Tinos share them. Letters with marks are as wide
// as their base letter; the horned ones are listed apart.
var (
	regular = [...]int{250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541}
	bold    = [...]int{250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581, 500, 333, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520}

	regularMore = map[rune]int{'Đ': 722, 'đ': 500, 'ơ': 529, 'Ư': 776, 'ư': 542, '–': 500, '…': 1000, '·': 333, '\u00a0': 250}
	boldMore    = map[rune]int{'Đ': 722, 'đ': 556, 'ơ': 554, 'Ư': 796, 'ư': 600, '–': 500, '…': 1000, '·': 333, '\u00a0': 250}
)

const (
	mmPerPoint = 25.4 / 72
	horn       = '\u031b'
)

// TextWidth is the width of one line of text in millimetres.
func TextWidth(s string, size float64, isBold bool) float64 {
	table, more := regular[:], regularMore
	if isBold {
		table, more = bold[:], boldMore
	}
	total := 0
	var last rune
	for _, r := range norm.NFD.String(s) {
		switch {
		case r == horn:
			// The horn widens o and u; put the wider letter in place of the base.
			if wide, ok := more[map[rune]rune{'o': 'ơ', 'u': 'ư', 'U': 'Ư'}[last]]; ok {
				total += wide - table[last-32]
			}
			continue
		case r >= 0x300 && r <= 0x36f:
			continue // marks add no width
		case r >= 32 && r <= 126:
			total += table[r-32]
		default:
			if w, ok := more[r]; ok {
				total += w
			} else {
				total += 600
			}
		}
		last = r
	}
	return float64(total) / 1000 * size * mmPerPoint
}

// Height estimates how tall the blocks of the body print, in millimetres. It
// breaks lines with the widths of Times New Roman, close enough to decide
// whether a paper fits one page before any word processor sees it.
func (d Document) Height() float64 {
	w := d.newBody()
	return w.height(d.Blocks) * mmPerPoint
}

// Room is the height left for the body: that between the margins, less what a
// foot taller than its margin takes, in millimetres.
func (d Document) Room() float64 {
	w := d.newBody()
	foot := w.height(d.Foot) * mmPerPoint
	return d.Page.TextHeight() - math.Max(0, d.Page.FootAt+foot-d.Page.Bottom)
}

func (w *body) height(blocks []Block) float64 {
	total := 0.0
	for _, blk := range blocks {
		switch v := blk.(type) {
		case Paragraph:
			total += w.paragraphHeight(v, w.width)
		case Table:
			total += w.tableHeight(v)
		}
	}
	return total
}

func (w *body) tableHeight(t Table) float64 {
	total := 0.0
	for _, row := range t.Rows {
		tallest, col := row.MinHeight/mmPerPoint, 0
		for _, c := range row.Cells {
			inner := t.cellWidth(col, c) - 2*t.Padding
			col += c.span()
			h := 2 * t.Air
			for _, p := range c.Paragraphs {
				h += w.paragraphHeight(p, inner)
			}
			tallest = math.Max(tallest, h)
		}
		total += tallest
		if t.Border {
			total += 0.75 // the line of w:sz 6
		}
	}
	return total
}

func (w *body) paragraphHeight(p Paragraph, width float64) float64 {
	lines, used := 1, p.FirstLine
	size := w.size
	for _, r := range p.Runs {
		size = w.sizeOf(r)
		space := TextWidth(" ", size, r.Bold)
		for i, hard := range strings.Split(Clean(r.Text), "\n") {
			if i > 0 {
				lines, used = lines+1, 0
			}
			for _, word := range strings.FieldsFunc(hard, func(r rune) bool { return r == ' ' || r == '\t' }) {
				ww := TextWidth(word, size, r.Bold)
				if used > 0 && used+ww > width-p.Indent {
					lines, used = lines+1, 0
				}
				used += ww + space
			}
		}
	}
	line := p.Line
	if line == 0 {
		line = size * 1.15
	}
	return p.Before + p.After + float64(lines)*line
}
