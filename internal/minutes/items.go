package minutes

import (
	"slices"
	"strings"

	"chibo/internal/meeting"
	"chibo/internal/office/paper"
	"chibo/internal/task"
)

// paperItems are the lines of the agenda with what was said on each, and at the
// end what was said on none.
func (r record) paperItems() (out []paper.Item) {
	for n, i := range r.items {
		item := paper.Item{Label: i.Label, Title: i.Title, Conclusion: r.concluded(i), Heads: !i.Sub() && n+1 < len(r.items) && r.items[n+1].Sub()}
		if i.Gist != "" {
			item.Gist = append(item.Gist, paper.Gist{Text: i.Gist})
		}
		item.Gist = append(item.Gist, r.opinions[i.ID]...)
		out = append(out, item)
	}
	if loose := r.opinions[""]; len(loose) > 0 {
		out = append(out, paper.Item{Title: phrase("item.loose"), Gist: loose})
	}
	return out
}

// concluded is what the chair concluded; of a task without other words, what the
// meeting found.
func (r record) concluded(i meeting.Item) string {
	at := slices.IndexFunc(r.heard, func(h task.Heard) bool { return i.SourceKind == "task" && h.Task == i.SourceID })
	if i.Conclusion != "" || at < 0 || r.heard[at].Result == "" {
		return i.Conclusion
	}
	return found(r.heard[at]) + "."
}

func itemLines(i paper.Item) []string {
	if i.Bare() {
		return []string{phrase("item.heads")}
	}
	var out []string
	for _, g := range i.Gist {
		if g.Speaker == "" {
			out = append(out, g.Text)
			continue
		}
		out = append(out, phrase("item.said", "who", strings.TrimSpace(g.Speaker+" "+g.Sense), "text", or(g.Text)))
	}
	if len(out) == 0 {
		out = append(out, phrase("item.silent"))
	}
	return append(out, phrase("item.concluded", "text", or(i.Conclusion)))
}
