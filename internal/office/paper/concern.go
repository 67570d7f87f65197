package paper

import (
	"strings"

	"chibo/internal/office/docx"
)

// ConcernSheet is the blank sheet on which somebody without a phone writes, or has
// written down, what he wants to say (design/ux.md P9). Nothing is filled in but the
// cell, and no box is ticked beforehand: who may know the name is his choice alone.
// The foot is cut off and goes back to him as his receipt.
type ConcernSheet struct {
	Issuer string
	Title  string
	Ask    string     // over the empty box, with what must not be written
	Lists  []TickList // one box of each is ticked
	Name   string     // the line for the name, and when it stays empty
	Ticks  []string   // boxes that stand alone
	Stub   []string   // lines of the receipt, the first its heading
}

// TickList is a question with its boxes.
type TickList struct {
	Ask  string
	Ways []string
}

const (
	concernBox  = 62 // millimetres to write in
	concernTick = 9
	dotted      = "…………………………………………………………………………………"
)

// Docx renders the sheet.
func (c ConcernSheet) Docx(l Layout) ([]byte, error) { return render(c.Document(l)) }

// Text is the plain-text version in the same order.
func (c ConcernSheet) Text(l Layout) string { return plain(c.Document(l)) }

// Document lays it out on one sheet of A4.
func (c ConcernSheet) Document(l Layout) (docx.Document, error) {
	s := &sheet{l: l}
	width := l.page().TextWidth()
	said := func(size float64, bold bool, text string) docx.Paragraph {
		p := s.line(docx.Left, size, docx.Run{Text: text, Bold: bold})
		p.Before, p.After, p.KeepNext = 6, 3, true
		return p
	}
	s.add(s.line(docx.Center, l.Sizes.Issuer, docx.Run{Text: strings.ToUpper(l.or(c.Issuer))}),
		s.line(docx.Center, l.Sizes.Type, docx.Run{Text: c.Title, Bold: true}),
		said(l.Sizes.Body, true, c.Ask),
		docx.Table{Widths: []float64{width}, Border: true, Rows: []docx.Row{{MinHeight: concernBox, Cells: []docx.Cell{{}}}}})
	for _, list := range c.Lists {
		s.add(said(l.Sizes.Body, true, list.Ask))
		s.boxes(list.Ways)
	}
	s.add(said(l.Sizes.Body, false, c.Name), said(l.Sizes.Body, false, dotted))
	s.boxes(c.Ticks)
	s.add(said(l.Sizes.Least, false, ""))
	stub := docx.Table{Widths: []float64{width}, Cut: true, Air: 6, Rows: []docx.Row{{Cells: []docx.Cell{{}}}, {Cells: []docx.Cell{{}}}}}
	for i, line := range c.Stub {
		stub.Rows[1].Cells[0].Paragraphs = append(stub.Rows[1].Cells[0].Paragraphs, s.line(docx.Left, l.Sizes.Body, docx.Run{Text: line, Bold: i == 0}))
	}
	s.add(stub)
	return docx.Document{Title: one(c.Title), Subject: one(c.Issuer), Page: l.page(), Size: l.Sizes.Body, Blocks: s.blocks}, nil
}

// boxes are lines with an empty square before each.
func (s *sheet) boxes(list []string) {
	t := docx.Table{Widths: []float64{concernTick, s.l.page().TextWidth() - concernTick}, Border: true, Padding: 2}
	for _, way := range list {
		t.Rows = append(t.Rows, docx.Row{MinHeight: concernTick, Cells: []docx.Cell{{}, {Paragraphs: []docx.Paragraph{s.cell(way, docx.Left, false)}, Middle: true}}})
	}
	s.add(t)
}
