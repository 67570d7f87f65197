package docx

import (
	"fmt"
	"math"
	"strings"
)

// ruleSlack keeps a ruled paragraph from wrapping when a viewer's font is a
// hair wider than ours, in millimetres on each side.
const ruleSlack = 0.3

// body turns blocks into WordprocessingML and collects the pictures it meets.
type body struct {
	b        strings.Builder
	size     float64
	width    float64 // millimetres of the column being written
	pictures []*Picture
}

func twips(mm float64) int { return int(math.Round(mm * 1440 / 25.4)) }
func twentieths(pt float64) int {
	return int(math.Round(pt * 20))
}
func halves(pt float64) int { return int(math.Round(pt * 2)) }
func emu(mm float64) int    { return int(math.Round(mm * 36000)) }

func (w *body) printf(format string, args ...any) { fmt.Fprintf(&w.b, format, args...) }

// write emits the blocks. Word refuses a story that ends in a table, so a
// one-point paragraph closes it.
func (w *body) write(blocks []Block) {
	if w.emit(blocks) {
		w.b.WriteString(tinyParagraph)
	}
}

// emit writes the blocks and tells whether a paragraph must still close them.
func (w *body) emit(blocks []Block) bool {
	for _, blk := range blocks {
		switch v := blk.(type) {
		case Paragraph:
			w.paragraph(v)
		case Table:
			w.table(v)
		}
	}
	if len(blocks) == 0 {
		return true
	}
	_, isTable := blocks[len(blocks)-1].(Table)
	return isTable
}

// endSection closes a part of the file; its one-point paragraph carries the
// page of what stands before it.
func (w *body) endSection(section string) {
	w.b.WriteString(tinyHead + section + tinyEnd)
}

const (
	tinyHead      = `<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>`
	tinyEnd       = `</w:pPr></w:p>`
	tinyParagraph = tinyHead + tinyEnd
)

var jc = [...]string{"left", "center", "right", "both"}

func (w *body) paragraph(p Paragraph) {
	w.b.WriteString("<w:p><w:pPr>")
	// The order of these elements is fixed by the schema (CT_PPrBase).
	if p.KeepNext {
		w.b.WriteString("<w:keepNext/>")
	}
	if p.KeepLines {
		w.b.WriteString("<w:keepLines/>")
	}
	if p.Break == NewPage {
		w.b.WriteString("<w:pageBreakBefore/>")
	}
	w.b.WriteString("<w:widowControl/>")
	left, right := p.Indent, 0.0
	if p.Rule {
		w.b.WriteString(`<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>`)
		// A paragraph border runs over the whole column; indents as wide as
		// what the text leaves free make it exactly as long as the text.
		if free := w.width - w.paragraphWidth(p) - 2*ruleSlack; free > 0 {
			switch p.Align {
			case Center:
				left, right = free/2, free/2
			case Right:
				left = free
			default:
				right = free
			}
		}
	}
	w.printf(`<w:spacing w:before="%d" w:after="%d"`, twentieths(p.Before), twentieths(p.After))
	if p.Line > 0 {
		w.printf(` w:line="%d" w:lineRule="exact"/>`, twentieths(p.Line))
	} else {
		w.b.WriteString(` w:line="240" w:lineRule="auto"/>`)
	}
	if left > 0 || right > 0 || p.FirstLine > 0 {
		w.printf(`<w:ind w:left="%d" w:right="%d" w:firstLine="%d"/>`, twips(left), twips(right), twips(p.FirstLine))
	}
	w.printf(`<w:jc w:val="%s"/>`, jc[p.Align])
	if len(p.Runs) > 0 { // the paragraph mark sets the height of an empty line
		w.b.WriteString(w.look(p.Runs[len(p.Runs)-1]))
	}
	w.b.WriteString("</w:pPr>")
	if p.Break == NewColumn {
		w.b.WriteString(`<w:r><w:br w:type="column"/></w:r>`)
	}
	for _, r := range p.Runs {
		w.run(r)
	}
	w.b.WriteString("</w:p>")
}

func (w *body) paragraphWidth(p Paragraph) float64 {
	total := 0.0
	for _, r := range p.Runs {
		total += TextWidth(r.Text, w.sizeOf(r), r.Bold)
	}
	return total
}

func (w *body) sizeOf(r Run) float64 {
	if r.Size > 0 {
		return r.Size
	}
	return w.size
}

func (w *body) look(r Run) string {
	var b strings.Builder
	b.WriteString("<w:rPr>")
	if r.Bold {
		b.WriteString("<w:b/><w:bCs/>")
	}
	if r.Italic {
		b.WriteString("<w:i/><w:iCs/>")
	}
	fmt.Fprintf(&b, `<w:sz w:val="%d"/><w:szCs w:val="%[1]d"/>`, halves(w.sizeOf(r)))
	if r.Underline {
		b.WriteString(`<w:u w:val="single"/>`)
	}
	b.WriteString("</w:rPr>")
	return b.String()
}

func (w *body) run(r Run) {
	look := w.look(r)
	if r.Picture != nil {
		w.picture(look, r.Picture)
		return
	}
	if r.Text != "" {
		w.b.WriteString("<w:r>" + look)
		w.text(r.Text)
		w.b.WriteString("</w:r>")
	}
	switch r.Field {
	case PageNumber:
		w.field(look, "PAGE")
	case PageOfPages:
		w.field(look, "PAGE")
		w.b.WriteString("<w:r>" + look + "<w:t>/</w:t></w:r>")
		w.field(look, "NUMPAGES")
	}
}

func (w *body) text(s string) {
	for i, line := range strings.Split(Clean(s), "\n") {
		if i > 0 {
			w.b.WriteString("<w:br/>")
		}
		for j, part := range strings.Split(line, "\t") {
			if j > 0 {
				w.b.WriteString("<w:tab/>")
			}
			if part != "" {
				w.b.WriteString(`<w:t xml:space="preserve">` + escape(part) + `</w:t>`)
			}
		}
	}
}

func (w *body) field(look, code string) {
	w.b.WriteString(`<w:r>` + look + `<w:fldChar w:fldCharType="begin"/></w:r>` +
		`<w:r>` + look + `<w:instrText xml:space="preserve"> ` + code + ` </w:instrText></w:r>` +
		`<w:r>` + look + `<w:fldChar w:fldCharType="separate"/></w:r>` +
		`<w:r>` + look + `<w:t>1</w:t></w:r>` +
		`<w:r>` + look + `<w:fldChar w:fldCharType="end"/></w:r>`)
}

func (w *body) picture(look string, p *Picture) {
	w.pictures = append(w.pictures, p)
	n := len(w.pictures)
	w.printf(`<w:r>%s<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">`+
		`<wp:extent cx="%d" cy="%d"/><wp:docPr id="%d" name="Picture %[4]d" descr="%[5]s"/>`+
		`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">`+
		`<pic:pic><pic:nvPicPr><pic:cNvPr id="%[4]d" name="image%[4]d.png"/><pic:cNvPicPr/></pic:nvPicPr>`+
		`<pic:blipFill><a:blip r:embed="img%[4]d"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`+
		`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%[2]d" cy="%[3]d"/></a:xfrm>`+
		`<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>`+
		`</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`,
		look, emu(p.Width), emu(p.Height), n, escape(p.Alt))
}

func (w *body) table(t Table) {
	total := 0.0
	for _, c := range t.Widths {
		total += c
	}
	w.printf(`<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="left"/><w:tblInd w:w="0" w:type="dxa"/>`, twips(total))
	w.b.WriteString("<w:tblBorders>")
	for _, side := range [...]string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		w.printf(`<w:%s w:val="%s" w:sz="6" w:space="0" w:color="000000"/>`, side, t.line(side))
	}
	w.printf(`</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="%d" w:type="dxa"/><w:left w:w="%d" w:type="dxa"/>`+
		`<w:bottom w:w="%[1]d" w:type="dxa"/><w:right w:w="%[2]d" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`,
		twentieths(t.Air), twips(t.Padding))
	for _, c := range t.Widths {
		w.printf(`<w:gridCol w:w="%d"/>`, twips(c))
	}
	w.b.WriteString("</w:tblGrid>")
	for i, row := range t.Rows {
		w.b.WriteString(`<w:tr><w:trPr><w:cantSplit/>`)
		if row.MinHeight > 0 {
			w.printf(`<w:trHeight w:val="%d" w:hRule="atLeast"/>`, twips(row.MinHeight))
		}
		if i < t.Heads {
			w.b.WriteString(`<w:tblHeader/>`)
		}
		w.b.WriteString(`</w:trPr>`)
		w.cells(t, row)
		w.b.WriteString(`</w:tr>`)
	}
	w.b.WriteString("</w:tbl>")
}

// line is how one side of the cells is drawn.
func (t Table) line(side string) string {
	switch {
	case t.Border:
		return "single"
	case t.Cut && strings.HasPrefix(side, "inside"):
		return "dashed"
	}
	return "none"
}

func (w *body) cells(t Table, row Row) {
	outer := w.width
	col := 0
	for _, c := range row.Cells {
		cw := t.cellWidth(col, c)
		col += c.span()
		w.printf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, twips(cw))
		if c.span() > 1 {
			w.printf(`<w:gridSpan w:val="%d"/>`, c.span())
		}
		if c.Middle {
			w.b.WriteString(`<w:vAlign w:val="center"/>`)
		}
		w.b.WriteString(`</w:tcPr>`)
		w.width = cw - 2*t.Padding
		for _, p := range c.Paragraphs {
			p.KeepNext = p.KeepNext || t.Keep
			w.paragraph(p)
		}
		if len(c.Paragraphs) == 0 { // a cell must hold a paragraph
			w.paragraph(Paragraph{KeepNext: t.Keep})
		}
		w.b.WriteString(`</w:tc>`)
	}
	w.width = outer
}

func (t Table) cellWidth(col int, c Cell) float64 {
	total := 0.0
	for i := col; i < col+c.span() && i < len(t.Widths); i++ {
		total += t.Widths[i]
	}
	return total
}
