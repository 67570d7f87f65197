package me

import (
	"chibo/internal/reminder"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// Apart is what is kept about the member that few others read: reminders, opinions
// he reserved, and what he was praised for. His own file holds all of it, the
// reminders that are closed too.
type Apart struct {
	Reminders []reminder.Reminder `json:"reminders"`
	Reserved  []speech.Reserved   `json:"reserved_opinions"`
	Praised   []speech.Praise     `json:"praised"`
}

func apart(rd *store.Reader, member string) (a Apart, err error) {
	if a.Reminders, err = reminder.Kept(rd); err != nil {
		return a, err
	}
	all, err := speech.ReservedFor(rd)
	if err != nil {
		return a, err
	}
	for _, x := range all {
		if x.Member == member {
			a.Reserved = append(a.Reserved, x)
		}
	}
	a.Praised, err = speech.PraiseOfViewer(rd)
	return a, err
}

// apartRows lead to what is open of it; nothing is there for most.
func apartRows(rd *store.Reader, r *page.Request, member string) ([]ui.Row, error) {
	a, err := apart(rd, member)
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
