// Package docx writes and reads the small part of WordprocessingML that Party
// papers need: A4 pages with margins in millimetres, exact line spacing,
// a two-column letterhead, bordered tables whose head row repeats, a page
// number from page 2 and a QR picture in the foot.
//
// It is our own because no maintained Go library sets page headers and Times
// New Roman throughout. The same Document always gives the same bytes, so a
// sealed paper can be rendered again and compared.
package docx

import "time"

// Font is the only face a Party paper may use (TCVN 6909:2001, Times New Roman).
const Font = "Times New Roman"

// Document is a whole paper: page, foot and the blocks in reading order.
type Document struct {
	Title   string    // core property, shown by viewers
	Subject string    // core property
	Created time.Time // core property; left out when zero
	Page    Page
	Size    float64 // default run size in points, 14 when zero
	Blocks  []Block
	Foot    []Block    // printed in the bottom margin of every page
	More    []Document // what follows in the same file, each with its own page, foot and page numbers
}

// Page is the sheet and its margins, all in millimetres.
type Page struct {
	Width, Height            float64
	Top, Bottom, Left, Right float64
	HeadAt, FootAt           float64 // distance of head and foot from the edge
	NumberSize               float64 // points of the page number; 0 prints none
	Columns                  int     // 0 and 1: one; a line to cut along stands between two
	Gap                      float64 // between columns
}

// TextWidth is the width of a column of text, in millimetres.
func (p Page) TextWidth() float64 {
	n := float64(max(p.Columns, 1))
	return (p.Width - p.Left - p.Right - (n-1)*p.Gap) / n
}

// TextHeight is the height left between the top and bottom margins, in millimetres.
func (p Page) TextHeight() float64 { return p.Height - p.Top - p.Bottom }

// A4 is the sheet with the margins of 05-HD/VPTW 2026: 20, 20, 30, 15 mm.
func A4() Page {
	return Page{Width: 210, Height: 297, Top: 20, Bottom: 20, Left: 30, Right: 15,
		HeadAt: 10, FootAt: 5, NumberSize: 14}
}

// Block is a Paragraph or a Table.
type Block interface{ block() }

// Align is the horizontal alignment of a paragraph.
type Align int

// The four alignments.
const (
	Left Align = iota
	Center
	Right
	Justify
)

// Paragraph is one paragraph; lengths are points unless named otherwise.
type Paragraph struct {
	Align         Align
	FirstLine     float64 // first-line indent, millimetres
	Indent        float64 // left indent, millimetres
	Line          float64 // exact line spacing; 0 lets the font decide
	Before, After float64
	KeepNext      bool // stays on the page of the next block
	KeepLines     bool // is not split over two pages
	Rule          bool // solid line below, as long as the text
	Break         Break
	Runs          []Run
}

// Break is where a paragraph begins.
type Break int

// The breaks before a paragraph.
const (
	NoBreak Break = iota
	NewPage
	NewColumn
)

func (Paragraph) block() {}

// Field is a value the word processor works out when it lays out the page.
type Field int

// The fields a paper uses.
const (
	NoField     Field = iota
	PageNumber        // "3"
	PageOfPages       // "2/3"
)

// Run is a stretch of text of one look. Text may hold \n and \t. With a Field
// the text stands before the value, and plain text leaves both out.
type Run struct {
	Text                    string
	Bold, Italic, Underline bool
	Size                    float64
	Field                   Field
	Picture                 *Picture
}

// Picture is an inline PNG.
type Picture struct {
	PNG           []byte
	Width, Height float64 // millimetres
	Alt           string
}

// Table is a table of fixed column widths. Rows are never split over pages.
type Table struct {
	Widths  []float64 // millimetres
	Border  bool
	Keep    bool    // stays on the page of the next block, with all its rows
	Cut     bool    // dashed lines between the cells, to cut along
	Heads   int     // leading rows repeated on every page
	Padding float64 // left and right inside each cell, millimetres
	Air     float64 // above and below inside each cell, points
	Rows    []Row
}

func (Table) block() {}

// Row is a table row.
type Row struct {
	MinHeight float64 // millimetres
	Cells     []Cell
}

// Cell is a table cell; Span counts the columns it covers (0 means 1).
type Cell struct {
	Paragraphs []Paragraph
	Span       int
	Middle     bool // vertically centred
}

func (c Cell) span() int { return max(c.Span, 1) }
