package paper

import (
	"cmp"
	"fmt"
	"strings"

	"chibo/internal/office/docx"
)

// Own is what a member's own page says, on one sheet in letters of 18 points, for
// that member's hands: it may lie on a table, so it names what is the member's and
// nothing that was said in confidence.
type Own struct {
	Issuer  string // Chi bộ Tổ dân phố 3
	To      string // full name
	Parts   []OwnPart
	Title   string   // "" is PHIẾU CỦA TÔI
	Whole   bool     // as many sheets as it takes: nothing is left out
	Aloud   []string // short sentences for whoever reads the sheet to the comrade
	Printed string   // "08:15 ngày 24/11/2026, người in: đồng chí …"
}

// OwnPart is one part of the sheet: a line behind its head, or a list below it.
type OwnPart struct {
	Head  string
	Text  string
	Lines []string // as many as the sheet holds; what is left out is counted
}

// leaf is a sheet of A4 with narrow margins: letters of 18 points need the room.
func leaf() docx.Page {
	return docx.Page{Width: 210, Height: 297, Top: 12, Bottom: 18, Left: 16, Right: 14, HeadAt: 6, FootAt: 6}
}

// Docx renders the sheet.
func (v Own) Docx(l Layout) ([]byte, error) { return render(v.Document(l)) }

// Text is the plain-text version in the same order.
func (v Own) Text(l Layout) string { return plain(v.Document(l)) }

// Document is the sheet. Lines move closer first; where that is not enough, the
// longest list gives up its last line, and again, until everything holds.
func (v Own) Document(l Layout) (docx.Document, error) {
	shown := make([]int, len(v.Parts))
	for i, p := range v.Parts {
		shown[i] = len(p.Lines)
	}
	d := docx.Document{Title: "Phiếu của tôi", Subject: one(v.Issuer), Page: leaf(), Size: 18}
	d.Foot = []docx.Block{docx.Paragraph{Line: 20.5, Runs: []docx.Run{{Text: "Giấy riêng của đồng chí, không đưa người khác. In lúc " + one(v.Printed) + "."}}}}
	if v.Whole {
		d.Title, d.Blocks = "Bản sao dữ liệu", v.blocks(l, 22, 5, shown)
		return d, nil
	}
	for line, gap := 22.0, 5.0; ; {
		d.Blocks = v.blocks(l, line, gap, shown)
		if d.Height() <= pageRoom(d) {
			break
		}
		if line > 20.5 {
			line, gap = line-0.5, gap-1
			continue
		}
		most := 0
		for i := range shown {
			if shown[i] >= shown[most] { // what stands first stays longest
				most = i
			}
		}
		if shown[most] == 0 {
			break
		}
		shown[most]--
	}
	return d, nil
}

func (v Own) blocks(l Layout, line, gap float64, shown []int) []docx.Block {
	var out []docx.Block
	add := func(align docx.Align, after float64, runs ...docx.Run) {
		out = append(out, docx.Paragraph{Align: align, Line: line, After: after, Runs: runs})
	}
	add(docx.Center, 0, docx.Run{Text: strings.ToUpper(l.or(v.Issuer))})
	out = append(out, docx.Paragraph{Align: docx.Center, Line: 27, Runs: []docx.Run{{Text: cmp.Or(v.Title, "PHIẾU CỦA TÔI"), Bold: true, Size: 22}}})
	add(docx.Center, gap, docx.Run{Text: "Đồng chí "}, docx.Run{Text: l.or(v.To), Bold: true})
	for i, p := range v.Parts {
		head := docx.Run{Text: bare(p.Head) + ":", Bold: true}
		if len(p.Lines) == 0 {
			add(docx.Left, gap, head, docx.Run{Text: " " + sentence(l.or(p.Text))})
			continue
		}
		if p.Text != "" {
			add(docx.Left, 0, head, docx.Run{Text: " " + sentence(p.Text)})
		} else {
			add(docx.Left, 0, head)
		}
		for n, x := range p.Lines[:shown[i]] {
			after := 0.0
			if n+1 == len(p.Lines) {
				after = gap
			}
			add(docx.Left, after, docx.Run{Text: "- " + sentence(x)})
		}
		if left := len(p.Lines) - shown[i]; left > 0 {
			add(docx.Left, gap, docx.Run{Text: fmt.Sprintf("- và %d mục khác, xem trong hệ thống hoặc hỏi bí thư.", left)})
		}
	}
	if len(v.Aloud) > 0 {
		out = append(out, aloudBox(v.Aloud, line, leaf().TextWidth(), false))
	}
	return out
}
