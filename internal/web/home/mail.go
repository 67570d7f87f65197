package home

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/directive"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// unopened are the papers of the committee that nobody who leads the cell has opened, for
// one of them.
func unopened(rd *store.Reader, org string) ([]directive.Awaiting, error) {
	leads, err := access.Can(rd, access.DocumentEdit, org)
	if err != nil || !leads {
		return nil, err
	}
	all, err := directive.Inbox(rd, org)
	return slices.DeleteFunc(all, func(a directive.Awaiting) bool { return !a.Unopened }), err
}

// mail is the line about them, the nearest day beneath it: one leads to the paper itself,
// several to the register.
func (h *cellHome) mail(r *page.Request) []ui.Row {
	if len(h.Mail) == 0 {
		return nil
	}
	row := ui.Row{Href: link.Documents(h.Post.OrgSlug), Icon: "mail", Kind: "warn", Title: r.T("directive.inbox.unread", "count", len(h.Mail)), Second: r.T("directive.inbox.open")}
	if len(h.Mail) == 1 {
		row.Href = link.Document(h.Mail[0].ID)
	}
	if by := h.Mail[0].DiscussBy; by != "" {
		row.Second = r.T("directive.inbox.by", "day", vi.ShowDay(by))
	}
	return []ui.Row{row}
}
