package minutes

import (
	"strings"

	"chibo/internal/office/paper"
)

// paperItems are the lines of the agenda with what was said on each, and at the
// end what was said on none.
func (r record) paperItems() (out []paper.Item) {
	for _, i := range r.items {
		item := paper.Item{Label: i.Label, Title: i.Title, Conclusion: i.Conclusion}
		if i.Gist != "" {
			item.Gist = append(item.Gist, paper.Gist{Text: i.Gist})
		}
		item.Gist = append(item.Gist, r.opinions[i.ID]...)
		out = append(out, item)
	}
	if loose := r.opinions[""]; len(loose) > 0 {
		out = append(out, paper.Item{Title: "Ý kiến khác", Gist: loose})
	}
	return out
}

func itemLines(i paper.Item) []string {
	var out []string
	for _, g := range i.Gist {
		if g.Speaker == "" {
			out = append(out, g.Text)
			continue
		}
		out = append(out, "Đồng chí "+strings.TrimSpace(g.Speaker+" "+g.Sense)+": "+or(g.Text))
	}
	if len(out) == 0 {
		out = append(out, "Ý kiến: "+Gap+".")
	}
	return append(out, "Kết luận: "+or(i.Conclusion))
}
