package me

import (
	"chibo/internal/own"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// apartRows lead to what is open of it; nothing is there for most.
func apartRows(rd *store.Reader, r *page.Request, member string) ([]ui.Row, error) {
	a, err := own.Confided(rd, member)
	if err != nil {
		return nil, err
	}
	var rows []ui.Row
	for _, x := range a.Reminders {
		if x.ClosedOn != "" {
			continue
		}
		row := ui.Row{Href: link.Reminder(x.ID), Icon: "lock", Title: r.T("roompage.me.remind"), Second: r.T("roompage.remind.look", "day", vi.ShowDay(x.LookOn))}
		if x.Due(rd.Today()) {
			row.Second = r.T("roompage.remind.due")
		}
		rows = append(rows, row)
	}
	if len(a.Reserved) > 0 {
		rows = append(rows, ui.Row{Href: link.Reserved, Icon: "file-pen-line", Title: r.T("roompage.me.reserved")})
	}
	return rows, nil
}
