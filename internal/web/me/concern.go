package me

import (
	"chibo/internal/concern"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// raised puts the way to what one raised before the other rows, with how many answers
// wait for one's word.
func raised(rd *store.Reader, r *page.Request, rows []ui.Row) ([]ui.Row, error) {
	all, err := concern.Mine(rd)
	waits := 0
	for _, c := range all {
		if c.State == concern.Answered {
			waits++
		}
	}
	row := ui.Row{Href: link.MyConcerns, Icon: "message-square", Title: r.T("concern.new")}
	if waits > 0 {
		row.Second = r.T("mepage.concerns.waiting", "count", waits)
	}
	return append([]ui.Row{row}, rows...), err
}
