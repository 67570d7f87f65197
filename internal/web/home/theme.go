package home

import (
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// theme is the line about the quarter's thematic meeting, from the quarter's
// first month until it has a day.
func (h *cellHome) theme(r *page.Request) []ui.Row {
	q := h.Theme
	if !q.Owed() || q.Planned != nil {
		return nil
	}
	return []ui.Row{{Href: link.Meetings(h.Post.OrgSlug), Icon: "calendar", Kind: "warn", Title: r.T("kindspage.home.theme", "quarter", q.N, "year", q.Year), Second: r.T("kindspage.home.theme.second", "month", r.Month(q.To))}}
}
