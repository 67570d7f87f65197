package home

import (
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// silent are the months the committee asks after, each a line.
func (h *cellHome) silent(r *page.Request) (rows []ui.Row) {
	for _, w := range h.Silent {
		row := ui.Row{Href: link.CellSilence(h.Post.OrgSlug, w.Month), Icon: "circle-help", Kind: "warn", Title: r.T("silence.home", "month", r.Month(w.Month)), Second: r.T("silence.home.second", "day", vi.ShowDay(w.RemindedOn))}
		if w.Asked() {
			row.Icon, row.Title, row.Second = "message-square", r.T("silence.home.asked", "month", r.Month(w.Month)), w.Question
		}
		rows = append(rows, row)
	}
	return rows
}
