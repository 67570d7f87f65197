package me

import (
	"chibo/internal/digest"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// digested leads to what waits today, in numbers, and to the choice about letters.
func digested(rd *store.Reader, r *page.Request, rows []ui.Row) ([]ui.Row, error) {
	lines, err := digest.Of(rd, r.Book)
	row := ui.Row{Href: link.MyDigest, Icon: "mail", Title: r.T("digest.title"), Second: r.T("digest.row.none")}
	if len(lines) > 0 {
		row.Second = r.T("digest.row.second", "count", len(lines))
	}
	return append([]ui.Row{row}, rows...), err
}
