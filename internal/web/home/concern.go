package home

import (
	"chibo/internal/concern"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// answersOwed are the answers the cell still owes.
func answersOwed(rd *store.Reader, org string) (open []concern.Concern, err error) {
	all, err := concern.OfCell(rd, org)
	for _, c := range all {
		if c.State == concern.Open && c.Answerer == concern.AtCell {
			open = append(open, c)
		}
	}
	return open, err
}

// concerns is the line of the answers owed, the most urgent day beneath it.
func (h *cellHome) concerns(r *page.Request) []ui.Row {
	if len(h.Asked) == 0 {
		return nil
	}
	row := ui.Row{Href: link.CellConcerns(h.Post.OrgSlug), Icon: "message-square", Kind: "warn", Title: r.T("concern.row", "count", len(h.Asked)), Second: r.T("concern.row.due", "day", vi.ShowDay(h.Asked[0].DueOn))}
	late := 0
	for _, c := range h.Asked {
		if c.Late {
			late++
		}
	}
	if late > 0 {
		row.Kind, row.Title = "bad", r.T("concern.row.late", "count", late)
	}
	return []ui.Row{row}
}
