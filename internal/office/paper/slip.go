package paper

import (
	"strings"

	"chibo/internal/office/docx"
)

// Slip is one task of one comrade, a quarter of a sheet (A6). It holds nobody
// else's data but who helps.
type Slip struct {
	Issuer   string
	To       string // full name of the owner
	Deed     string
	Measure  string
	Due      string
	ReportAt string
	Helper   string // who helps; empty prints no line
	Under    string // "Nghị quyết Số 12-NQ/CB"; empty prints no line
}

// Slips prints four on a sheet of A4, to be cut along the dashed lines.
type Slips []Slip

// quarter is the sheet of four: the lines to cut lie in the middle of it.
func quarter() docx.Page {
	return docx.Page{Width: 210, Height: 297, Top: 8, Bottom: 8, Left: 8, Right: 8, HeadAt: 4, FootAt: 4}
}

const (
	slipHeight  = 139.5 // millimetres of a row; half a millimetre is left for the end of the page
	slipPadding = 6
	slipLargest = 18
	slipLeast   = 12
)

// Docx renders the sheets.
func (v Slips) Docx(l Layout) ([]byte, error) { return render(v.Document(l)) }

// Text is the plain-text version in the same order.
func (v Slips) Text(l Layout) string { return plain(v.Document(l)) }

// Document is the sheets as blocks.
func (v Slips) Document(l Layout) (docx.Document, error) {
	d := docx.Document{Title: l.Words.Slip, Page: quarter(), Size: slipLargest}
	side := d.Page.TextWidth() / 2
	t := docx.Table{Widths: []float64{side, side}, Cut: true, Padding: slipPadding, Air: 8}
	for i := 0; i < len(v); i += 2 {
		row := docx.Row{MinHeight: slipHeight, Cells: []docx.Cell{{Paragraphs: v[i].fitted(l)}, {}}}
		if i+1 < len(v) {
			row.Cells[1].Paragraphs = v[i+1].fitted(l)
		}
		t.Rows = append(t.Rows, row)
	}
	if len(t.Rows)%2 == 1 { // the lower half stays empty: the line to cut lies above this
		t.Rows = append(t.Rows, docx.Row{MinHeight: slipPadding, Cells: []docx.Cell{{}, {}}})
	}
	if len(v) > 0 {
		d.Blocks = []docx.Block{t}
	}
	return d, nil
}

// fitted takes the largest letters in which the slip holds on its quarter.
func (c Slip) fitted(l Layout) []docx.Paragraph {
	page := quarter()
	page.Width, page.Left, page.Right = page.TextWidth()/2, slipPadding, slipPadding
	for size := float64(slipLargest); ; size-- {
		paras := c.paragraphs(l, size)
		d := docx.Document{Page: page, Size: size}
		for _, p := range paras {
			d.Blocks = append(d.Blocks, p)
		}
		if size <= slipLeast || d.Height() <= slipHeight-8 {
			return paras
		}
	}
}

func (c Slip) paragraphs(l Layout, size float64) []docx.Paragraph {
	line := size * 1.22
	para := func(align docx.Align, after float64, runs ...docx.Run) docx.Paragraph {
		for i := range runs {
			if runs[i].Size == 0 {
				runs[i].Size = size
			}
		}
		return docx.Paragraph{Align: align, Line: line, After: after, Runs: runs}
	}
	out := []docx.Paragraph{
		para(docx.Center, 2, docx.Run{Text: strings.ToUpper(l.or(c.Issuer)), Size: max(size-4, slipLeast)}),
		para(docx.Center, 2, docx.Run{Text: l.Words.Slip, Bold: true}),
		para(docx.Center, 6, docx.Run{Text: "Đồng chí "}, docx.Run{Text: l.or(c.To), Bold: true}),
		para(docx.Left, 4, docx.Run{Text: "Việc: "}, docx.Run{Text: sentence(l.or(c.Deed)), Bold: true}),
	}
	if m := sentence(c.Measure); m != "" {
		out = append(out, para(docx.Left, 4, docx.Run{Text: "Thế nào là xong: " + m}))
	}
	out = append(out, para(docx.Left, 0, docx.Run{Text: "Hạn: "}, docx.Run{Text: sentence(l.or(c.Due)), Bold: true}),
		para(docx.Left, 4, docx.Run{Text: "Báo cáo: " + strings.ReplaceAll(sentence(l.or(c.ReportAt)), "tháng ", "tháng\u00a0")}))
	if h := bare(c.Helper); h != "" {
		out = append(out, para(docx.Left, 4, docx.Run{Text: "Cùng làm: đồng chí " + h + "."}))
	}
	last := l.Words.Internal
	if u := bare(c.Under); u != "" {
		last = u + " · " + last
	}
	return append(out, para(docx.Left, 0, docx.Run{Text: last, Size: max(size-6, slipLeast), Italic: true}))
}
