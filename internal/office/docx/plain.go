package docx

import "strings"

// PlainText writes the document as plain text in the same order as the paper:
// body, then foot. Rows of bordered tables become one line with " | ".
func (d Document) PlainText() string {
	var b strings.Builder
	plainBlocks(&b, d.Blocks)
	if len(d.Foot) > 0 {
		b.WriteByte('\n')
		plainBlocks(&b, d.Foot)
	}
	for _, more := range d.More {
		b.WriteString("\n" + more.PlainText())
	}
	return strings.TrimSpace(b.String()) + "\n"
}

func plainBlocks(b *strings.Builder, blocks []Block) {
	for _, blk := range blocks {
		switch v := blk.(type) {
		case Paragraph:
			plainLine(b, v.plain())
		case Table:
			plainTable(b, v)
		}
	}
}

func plainTable(b *strings.Builder, t Table) {
	b.WriteByte('\n')
	for _, row := range t.Rows {
		var line []string
		for _, c := range row.Cells {
			var cell []string
			for _, p := range c.Paragraphs {
				if s := p.plain(); s != "" {
					cell = append(cell, s)
				}
			}
			if t.Border {
				line = append(line, strings.ReplaceAll(strings.Join(cell, " "), "\n", " "))
				continue
			}
			for _, s := range cell {
				plainLine(b, s)
			}
		}
		if t.Border {
			plainLine(b, strings.Join(line, " | "))
		}
	}
	b.WriteByte('\n')
}

func plainLine(b *strings.Builder, s string) {
	if s != "" {
		b.WriteString(s)
		b.WriteByte('\n')
	}
}

func (p Paragraph) plain() string {
	var b strings.Builder
	for _, r := range p.Runs {
		if r.Field == NoField && r.Picture == nil {
			b.WriteString(Clean(r.Text))
		}
	}
	// A blank that does not break is a matter of the page only.
	return strings.TrimRight(strings.ReplaceAll(b.String(), "\u00a0", " "), " ")
}
