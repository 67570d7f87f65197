package home

import (
	"slices"

	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// own is the share of who sits in the committee or writes the minutes without
// leading the cell: each task he owns, helps with or follows, the nearest day
// first. What others have to do is the lead's to look after.
func (h *cellHome) own(rd *store.Reader, r *page.Request) ([]ui.Row, error) {
	if h.lead() {
		return nil, nil
	}
	me, err := member.Mine(rd)
	if err != nil && fault.KindOf(err) != fault.NotFound { // no member, but perhaps a follower
		return nil, err
	}
	open, err := task.Open(rd, h.Post.Org)
	slices.SortStableFunc(open, func(a, b task.Task) int { return vi.DaysBetween(b.Due, a.Due) })
	var rows []ui.Row
	for _, t := range open {
		part := ""
		switch {
		case me.ID != "" && t.Owner == me.ID:
			part = "owner"
		case me.ID != "" && t.Helper == me.ID:
			part = "helper"
		case t.Follower == rd.Viewer().Person:
			part = "follower"
		default:
			continue
		}
		state, days := t.Shown(h.Today)
		tag := ui.TaskTag(r.Context(), state, days)
		rows = append(rows, ui.Row{Href: link.Task(t.ID), Icon: "list-checks", Title: t.Deed, Second: r.T("home.own."+part, "name", t.OwnerName, "day", vi.ShowDay(t.Due)), Tag: tag})
	}
	return rows, err
}
