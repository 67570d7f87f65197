package paper

import (
	"slices"
	"strings"

	"chibo/internal/office/docx"
)

// sheet collects the blocks of one paper in the layout given.
type sheet struct {
	l      Layout
	mark   Mark
	blocks []docx.Block
}

func (s *sheet) add(b ...docx.Block) { s.blocks = append(s.blocks, b...) }

// document closes the sheet: core title, page and foot.
func (s *sheet) document(title string, h Head, m Mark) (docx.Document, error) {
	foot, err := s.l.foot(m)
	return docx.Document{Title: one(title), Subject: one(h.Issuer), Created: h.Date, Page: s.l.page(),
		Size: s.l.Sizes.Body, Blocks: s.blocks, Foot: foot}, err
}

func (s *sheet) line(align docx.Align, size float64, runs ...docx.Run) docx.Paragraph {
	for i := range runs {
		runs[i].Size = size
	}
	return docx.Paragraph{Align: align, Line: s.l.Line, Runs: runs}
}

// letterhead is the two-column head. dated adds place and date on the right:
// minutes go without, their opening line carries them.
func (s *sheet) letterhead(h Head, m Mark, code string, dated bool) {
	z, w := s.l.Sizes, s.l.Words
	s.mark = m
	var left []docx.Paragraph
	if h.Superior != "" { // a committee whose own superior is not kept here begins with itself
		left = append(left, s.line(docx.Center, z.Superior, docx.Run{Text: strings.ToUpper(one(h.Superior))}))
	}
	left = append(left,
		s.line(docx.Center, z.Issuer, docx.Run{Text: strings.ToUpper(one(h.Issuer)), Bold: true}),
		s.line(docx.Center, z.Issuer, docx.Run{Text: w.Star}))
	if code != "" {
		left = append(left, s.line(docx.Center, z.Number, docx.Run{Text: s.l.number(h, code)}))
	}
	if m.Draft {
		left = append(left, s.line(docx.Center, z.Number, docx.Run{Text: draft(w.Draft, m.Round), Bold: true}))
	}
	party := s.line(docx.Center, z.Party, docx.Run{Text: w.Party, Bold: true})
	party.Rule = true
	right := []docx.Paragraph{party}
	if dated {
		p := s.line(docx.Center, z.PlaceDate, docx.Run{Text: s.l.placeDate(h), Italic: true})
		p.Before = 5
		right = append(right, p)
	}
	s.add(s.columns(80, left, right))
}

// columns sets two borderless columns; left is the width of the first in mm.
func (s *sheet) columns(left float64, a, b []docx.Paragraph) docx.Table {
	return docx.Table{Widths: []float64{left, s.l.page().TextWidth() - left},
		Rows: []docx.Row{{Cells: []docx.Cell{{Paragraphs: a}, {Paragraphs: b}}}}}
}

// title is the type name, the abstract in lower case and the five hyphens.
func (s *sheet) title(name, abstract string) {
	z := s.l.Sizes
	p := s.line(docx.Center, z.Type, docx.Run{Text: name, Bold: true})
	p.Before, p.KeepNext, p.Line = 2*s.l.After, true, max(s.l.Line, z.Type*1.2)
	s.add(p)
	if abstract = one(abstract); abstract != "" {
		p = s.line(docx.Center, z.Abstract, docx.Run{Text: abstract, Bold: true})
		p.KeepNext = true
		s.add(p)
	}
	if c := s.l.correction(s.mark.Seal); c != "" {
		p = s.line(docx.Center, z.Body, docx.Run{Text: "(" + c + ")", Italic: true})
		p.KeepNext = true
		s.add(p)
	}
	p = s.line(docx.Center, z.Abstract, docx.Run{Text: s.l.AbstractEnd})
	p.After = s.l.After
	s.add(p)
}

// corrected says of a corrected version which one it is and why.
func (s *sheet) corrected(m Mark) {
	text := sentence(m.Correction)
	if text == "" {
		return
	}
	p := s.line(docx.Center, s.l.Sizes.Body, docx.Run{Text: text, Italic: true})
	p.After, p.KeepNext = s.l.After, true
	s.add(p)
}

// heading is a bold line at the margin that stays with what follows it.
func (s *sheet) heading(text string) {
	s.add(docx.Paragraph{Align: docx.Left, Line: s.l.Line, Before: s.l.After / 2, After: s.l.After, KeepNext: true,
		Runs: []docx.Run{{Text: text, Bold: true}}})
}

// subheading stands under a heading, set in like the text below it.
func (s *sheet) subheading(text string) {
	s.add(docx.Paragraph{Align: docx.Justify, Line: s.l.Line, After: s.l.After, FirstLine: s.l.FirstLine, KeepNext: true, Runs: []docx.Run{{Text: text, Bold: true}}})
}

// para is one justified body paragraph.
func (s *sheet) para(runs ...docx.Run) {
	s.add(docx.Paragraph{Align: docx.Justify, Line: s.l.Line, After: s.l.After, FirstLine: s.l.FirstLine, Runs: runs})
}

func (s *sheet) text(text string) { s.para(docx.Run{Text: text}) }

// labelled is "Label: text" with the label in bold.
func (s *sheet) labelled(label, text string) {
	s.para(docx.Run{Text: label + " ", Bold: true}, docx.Run{Text: text})
}

// hold keeps the last paragraph, or the last row of a table, together with the
// block that follows, so a signature never stands alone on a page.
func (s *sheet) hold() {
	n := len(s.blocks) - 1
	if n < 0 {
		return
	}
	if p, ok := s.blocks[n].(docx.Paragraph); ok {
		p.KeepNext, p.KeepLines = true, true
		s.blocks[n] = p
	}
	if n == 0 {
		return
	}
	if t, ok := s.blocks[n-1].(docx.Table); ok && t.Border && len(t.Rows) > t.Heads+1 {
		s.blocks = append(s.blocks[:n-1], append(parted(t), s.blocks[n])...)
	}
}

// parted takes the last two rows off a table as a table of their own that stays
// with what follows: no word processor keeps a row of a longer table so. The two
// look like one table, for nothing stands between them.
func parted(t docx.Table) []docx.Block {
	cut := max(len(t.Rows)-2, t.Heads)
	if cut == t.Heads {
		t.Keep = true
		return []docx.Block{t}
	}
	end := t
	end.Rows, end.Heads, end.Keep = t.Rows[cut:], 0, true
	t.Rows = t.Rows[:cut]
	return []docx.Block{t, docx.Paragraph{Line: 0.1, Runs: []docx.Run{{Size: 1}}}, end}
}

// column is a table column: head, width in mm, centred or not.
type column struct {
	head   string
	width  float64
	center bool
}

// table draws a bordered table; the width left over goes to the column whose
// width is 0. Empty cells stay empty.
func (s *sheet) table(cols []column, rows [][]string, height float64) {
	free := s.free(cols)
	wide := slices.Clone(cols)
	for i := range wide {
		if wide[i].width > 0 {
			wide[i].width = s.atLeast(wide[i], i, rows)
		}
	}
	// Many columns of long words would leave nothing for the last one: then
	// words break rather than the table leaving the page.
	if left := s.free(wide); left >= free/2 {
		cols, free = wide, left
	}
	t := docx.Table{Border: true, Heads: 1, Padding: cellPadding, Air: 2}
	var head docx.Row
	for i := range cols {
		if cols[i].width == 0 {
			cols[i].width = free
		}
		t.Widths = append(t.Widths, cols[i].width)
		p := s.cell(docx.Clean(cols[i].head), docx.Center, true)
		p.KeepNext = true
		head.Cells = append(head.Cells, docx.Cell{Middle: true, Paragraphs: []docx.Paragraph{p}})
	}
	t.Rows = append(t.Rows, head)
	for _, r := range rows {
		row := docx.Row{MinHeight: height}
		for i, c := range cols {
			text, align := "", docx.Left // one line: a cell holds no paragraphs
			if i < len(r) {
				text = one(r[i])
			}
			if c.center {
				align = docx.Center
			}
			row.Cells = append(row.Cells, docx.Cell{Middle: height > 0, Paragraphs: []docx.Paragraph{s.cell(text, align, false)}})
		}
		t.Rows = append(t.Rows, row)
	}
	s.add(t, docx.Paragraph{Line: max(s.l.After, 2), Runs: []docx.Run{{Size: 2}}})
}

// free is the width the fixed columns leave, in millimetres.
func (s *sheet) free(cols []column) float64 {
	free := s.l.page().TextWidth()
	for _, c := range cols {
		free -= c.width
	}
	return free
}

// cellPadding is the air left and right in a bordered cell, in millimetres.
const cellPadding = 1.6

// atLeast widens a column to its longest word, so that large print does not
// break a date; hostile input may take 45 mm at most.
func (s *sheet) atLeast(c column, col int, rows [][]string) float64 {
	size, need := s.l.Sizes.Table, 0.0
	for _, word := range strings.Split(c.head, " ") {
		need = max(need, docx.TextWidth(word, size, true))
	}
	for _, r := range rows {
		if col < len(r) {
			for _, word := range strings.Fields(r[col]) {
				need = max(need, docx.TextWidth(word, size, false))
			}
		}
	}
	return max(c.width, min(need+2*cellPadding+0.3, 45))
}

func (s *sheet) cell(text string, align docx.Align, bold bool) docx.Paragraph {
	return docx.Paragraph{Align: align, Line: s.l.TableLine,
		Runs: []docx.Run{{Text: text, Size: s.l.Sizes.Table, Bold: bold}}}
}
