package docx

// Join puts several papers into one file, so that a batch is printed at one
// go. Each keeps its page, margins and foot; a foot that counts its pages then
// gives only the page, because the file knows no end of a part.
func Join(title string, all ...Document) Document {
	if len(all) == 0 {
		return Document{Title: title, Page: A4()}
	}
	parts := make([]Document, len(all))
	for i, d := range all {
		parts[i] = d
		if len(all) > 1 {
			parts[i].Foot = uncounted(d.Foot)
		}
	}
	out := parts[0]
	out.Title, out.More = title, parts[1:]
	return out
}

// uncounted is a foot whose "2/3" became "2".
func uncounted(foot []Block) []Block {
	alone := func(p Paragraph) Paragraph {
		p.Runs = append([]Run(nil), p.Runs...)
		for i := range p.Runs {
			if p.Runs[i].Field == PageOfPages {
				p.Runs[i].Field = PageNumber
			}
		}
		return p
	}
	out := make([]Block, 0, len(foot))
	for _, b := range foot {
		switch v := b.(type) {
		case Paragraph:
			out = append(out, alone(v))
		case Table:
			rows := make([]Row, len(v.Rows))
			for i, r := range v.Rows {
				rows[i] = r
				rows[i].Cells = append([]Cell(nil), r.Cells...)
				for j := range rows[i].Cells {
					c := &rows[i].Cells[j]
					c.Paragraphs = append([]Paragraph(nil), c.Paragraphs...)
					for k := range c.Paragraphs {
						c.Paragraphs[k] = alone(c.Paragraphs[k])
					}
				}
			}
			v.Rows = rows
			out = append(out, v)
		}
	}
	return out
}
