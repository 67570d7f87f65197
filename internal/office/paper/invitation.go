package paper

import (
	"fmt"
	"strings"
	"time"

	"chibo/internal/office/docx"
)

// Invitation calls one comrade to a meeting, in letters of 18 points on half a
// sheet (A5): for whoever uses no phone. It names nobody but that comrade and
// the secretary to be told when one cannot come.
type Invitation struct {
	Issuer    string // Chi bộ Tổ dân phố 3
	To        string // full name
	Meeting   string // "sinh hoạt chi bộ thường kỳ tháng 12/2026"
	Start     time.Time
	Weekday   string // "thứ Năm"
	Place     string
	Agenda    []string // main matters; what does not fit the half sheet is left out, and the paper says so
	Secretary string
	Phone     string
	Aloud     []string // short sentences for whoever reads the sheet to the comrade
}

// half is a sheet of A5 upright.
func half() docx.Page {
	return docx.Page{Width: 148, Height: 210, Top: 12, Bottom: 12, Left: 15, Right: 15, HeadAt: 6, FootAt: 6}
}

// Docx renders the invitation.
func (v Invitation) Docx(l Layout) ([]byte, error) { return render(v.Document(l)) }

// Text is the plain-text version in the same order.
func (v Invitation) Text(l Layout) string { return plain(v.Document(l)) }

// Document is the invitation on its half sheet.
func (v Invitation) Document(l Layout) (docx.Document, error) {
	d := docx.Document{Title: one(l.Words.Invitation + " " + v.Meeting), Subject: one(v.Issuer), Page: half(), Size: 18}
	list := all(v.Agenda)
	for n := len(list); ; n-- { // as many matters as the half sheet holds
		d.Blocks = v.blocks(l, list[:n], n < len(list))
		if n == 0 || d.Height() <= d.Page.TextHeight()-2 {
			return d, nil
		}
	}
}

func (v Invitation) blocks(l Layout, agenda []string, more bool) []docx.Block {
	var out []docx.Block
	add := func(align docx.Align, after float64, runs ...docx.Run) {
		out = append(out, docx.Paragraph{Align: align, Line: 22, After: after, Runs: runs})
	}
	add(docx.Center, 4, docx.Run{Text: strings.ToUpper(l.or(v.Issuer)), Bold: true})
	out = append(out, docx.Paragraph{Align: docx.Center, Line: 26, After: 4, Runs: []docx.Run{{Text: l.Words.Invitation, Bold: true, Size: 22}}})
	add(docx.Center, 0, docx.Run{Text: "Kính mời đồng chí"})
	out = append(out, docx.Paragraph{Align: docx.Center, Line: 26, After: 4, Runs: []docx.Run{{Text: l.or(v.To), Bold: true, Size: 22}}})
	add(docx.Left, 4, docx.Run{Text: "dự " + sentence(l.or(v.Meeting))})
	when := l.Words.Gap
	if !v.Start.IsZero() {
		when = clock(v.Start) + ", "
		if w := one(v.Weekday); w != "" {
			when += w + ", "
		}
		when += "ngày " + day(v.Start)
	}
	add(docx.Left, 0, docx.Run{Text: "Lúc: "}, docx.Run{Text: sentence(when), Bold: true})
	add(docx.Left, 4, docx.Run{Text: "Tại: "}, docx.Run{Text: sentence(l.or(v.Place)), Bold: true})
	if len(agenda) > 0 {
		add(docx.Left, 0, docx.Run{Text: "Nội dung chính:"})
		for i, a := range agenda {
			mark := ";"
			if i == len(agenda)-1 && !more {
				mark = "."
			}
			add(docx.Left, 0, docx.Run{Text: "- " + a + mark})
		}
		if more {
			add(docx.Left, 0, docx.Run{Text: "- và nội dung khác."})
		}
	}
	tell := fmt.Sprintf("Nếu không dự được, đồng chí báo bí thư %s", l.or(v.Secretary))
	if p := one(v.Phone); p != "" {
		tell += ", điện thoại " + grouped(p)
	}
	out = append(out, docx.Paragraph{Align: docx.Left, Line: 22, Before: 4, After: 4, Runs: []docx.Run{{Text: sentence(tell)}}})
	if len(v.Aloud) > 0 {
		out = append(out, aloudBox(v.Aloud, 21, half().TextWidth(), true))
	}
	return out
}

// grouped writes a number of ten digits as it is read aloud, 0912 345 678, and
// lets no number break over two lines.
func grouped(phone string) string {
	if len(phone) == 10 && strings.Trim(phone, "0123456789") == "" {
		phone = phone[:4] + " " + phone[4:7] + " " + phone[7:]
	}
	return together(phone)
}

// Invitations prints two on a sheet of A4 across, to be cut in the middle: an
// ordinary printer holds no A5.
type Invitations []Invitation

// Docx renders the sheets.
func (v Invitations) Docx(l Layout) ([]byte, error) { return render(v.Document(l)) }

// Text is the plain-text version in the same order.
func (v Invitations) Text(l Layout) string { return plain(v.Document(l)) }

// Document is the sheets as blocks.
func (v Invitations) Document(l Layout) (docx.Document, error) {
	p := half()
	d := docx.Document{Title: l.Words.Invitation, Size: 18, Page: docx.Page{Width: 297, Height: 210, Top: p.Top, Bottom: p.Bottom, Left: p.Left, Right: p.Right,
		HeadAt: p.HeadAt, FootAt: p.FootAt, Columns: 2, Gap: p.Left + p.Right + 1}}
	for i, one := range v {
		part, err := one.Document(l)
		if err != nil {
			return d, err
		}
		if first, ok := part.Blocks[0].(docx.Paragraph); ok && i > 0 {
			first.Break = docx.NewColumn
			part.Blocks[0] = first
		}
		d.Blocks = append(d.Blocks, part.Blocks...)
	}
	return d, nil
}
