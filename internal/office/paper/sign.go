package paper

import (
	"fmt"
	"strings"

	"chibo/internal/office/docx"
)

// ByHand stands for a name that is written on the paper by hand.
const ByHand = "\u00a0"

// signName is a signature block: its lines, room to sign, the full name.
func (s *sheet) signName(name string, lines ...docx.Run) []docx.Paragraph {
	var out []docx.Paragraph
	for _, r := range lines {
		out = append(out, s.line(docx.Center, s.l.Sizes.Sign, r))
	}
	if len(out) > 0 {
		out[0].Before = s.l.After
	}
	if name != ByHand {
		name = s.l.or(name)
	}
	p := s.line(docx.Center, s.l.Sizes.Sign, docx.Run{Text: name, Bold: true})
	p.Before = s.l.SignGap
	return append(out, p)
}

// issued closes a paper of the cell: recipients left, signature right.
func (s *sheet) issued(recipients []string, sign Signature) {
	s.hold()
	w, z := s.l.Words, s.l.Sizes
	left := []docx.Paragraph{s.line(docx.Left, z.RecipientsHead, docx.Run{Text: w.Recipients, Underline: true})}
	left[0].Before = s.l.After
	for _, r := range recipientLines(recipients, w.FileCopy) {
		p := s.line(docx.Left, z.Recipients, docx.Run{Text: "- " + r})
		p.Line = z.Recipients * 1.2
		left = append(left, p)
	}
	behalf, post := one(sign.OnBehalf), one(sign.Post)
	if behalf == "" {
		behalf = w.OnBehalf
	}
	if post == "" {
		post = w.Post
	}
	right := s.signName(sign.Name, docx.Run{Text: strings.ToUpper(behalf), Bold: true}, docx.Run{Text: strings.ToUpper(post)})
	s.add(s.columns(90, left, right))
}

// recipientLines ends every line with a comma and the list with the file copy.
func recipientLines(list []string, file string) []string {
	var out []string
	for _, r := range list {
		if r = bare(strings.TrimLeft(one(r), "- ")); r != "" && !strings.EqualFold(r, bare(file)) {
			out = append(out, r+",")
		}
	}
	return append(out, file)
}

// signedByBoth closes minutes: scribe left, chair right.
func (s *sheet) signedByBoth(scribe, chair string) {
	s.hold()
	w := s.l.Words
	half := s.l.page().TextWidth() / 2
	s.add(s.columns(half,
		s.signName(scribe, docx.Run{Text: w.ScribeSign, Bold: true}),
		s.signName(chair, docx.Run{Text: w.ChairSign, Bold: true})))
}

func draft(word string, round int) string {
	if round > 0 {
		return fmt.Sprintf("%s lần %d", word, round)
	}
	return word
}

// verify says where the paper is checked; a server without a name of its own
// has the command.
func (l Layout) verify(address string) string {
	if address = one(address); strings.Contains(address, "/") || address == "" {
		return l.Words.Verify + " " + l.or(address)
	}
	return "Kiểm tra bằng lệnh " + strings.ReplaceAll(address, ":", " ")
}

// correction is what a corrected version says of itself, "" for the first one.
func (l Layout) correction(s *Seal) string {
	switch {
	case s == nil || s.Version < 2:
		return ""
	case one(s.Replaces) == "":
		return fmt.Sprintf("%s lần %d", l.Words.Corrected, s.Version-1)
	}
	return fmt.Sprintf("%s lần %d, thay %s", l.Words.Corrected, s.Version-1, bare(s.Replaces))
}

// foot is the foot line of every page. It lies within the bottom margin, so a
// sealed paper breaks its pages exactly like the unsealed one.
func (l Layout) foot(m Mark) ([]docx.Block, error) {
	size := l.Sizes.Foot
	row := func(runs ...docx.Run) docx.Paragraph {
		for i := range runs {
			runs[i].Size = size
		}
		return docx.Paragraph{Line: size * 1.04, Runs: runs}
	}
	var first []string
	if m.Draft {
		first = append(first, draft(l.Words.Draft, m.Round))
	}
	if f := one(m.Foot); f != "" {
		first = append(first, f)
	}
	page := docx.Run{Text: " · trang ", Field: docx.PageOfPages}
	if m.Seal == nil { // what it is, then what everybody may know of it
		last := row(docx.Run{Text: l.Words.Internal}, page)
		if len(first) == 0 {
			return []docx.Block{last}, nil
		}
		return []docx.Block{row(docx.Run{Text: upperFirst(strings.Join(first, " · "))}), last}, nil
	}
	head := row(docx.Run{Text: strings.Join(append(first, l.Words.Internal), " · ")}, page)
	square, err := code(docx.Clean(m.Seal.QR))
	if err != nil {
		return nil, err
	}
	right := []docx.Paragraph{head,
		row(docx.Run{Text: fmt.Sprintf("Mã %s · bản %d", l.or(m.Seal.Document), m.Seal.Version)}),
		row(docx.Run{Text: strings.Join(all([]string{l.or(m.Seal.Hash), m.Seal.State}), " · ")}),
		row(docx.Run{Text: l.verify(m.Seal.Address)})}
	pic := docx.Paragraph{Runs: []docx.Run{{Picture: &docx.Picture{PNG: square, Width: l.QR, Height: l.QR, Alt: "Mã kiểm tra " + one(m.Seal.Document)}, Size: size}}}
	left := l.QR + 4
	return []docx.Block{docx.Table{Widths: []float64{left, l.page().TextWidth() - left},
		Rows: []docx.Row{{Cells: []docx.Cell{{Paragraphs: []docx.Paragraph{pic}}, {Paragraphs: right, Middle: true}}}}}}, nil
}
