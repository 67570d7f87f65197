package home

import (
	"chibo/internal/access"
	"chibo/internal/member"
	"chibo/internal/standing"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// asking is a comrade whose request for exemption waits for the cell.
type asking struct{ Member, Name string }

func asks(rd *store.Reader, org string) (out []asking, err error) {
	all, err := standing.Waiting(rd, org)
	if err != nil {
		return nil, err
	}
	for _, x := range all {
		m, err := member.Known(rd, x.Member)
		if err != nil {
			return nil, err
		}
		out = append(out, asking{m.ID, m.FullName})
	}
	return out, nil
}

// exemptions name each who asks; why stands behind the link, for the lead alone.
func (h *cellHome) exemptions(r *page.Request) (rows []ui.Row) {
	for _, a := range h.Asks {
		rows = append(rows, ui.Row{Href: link.Exemption(a.Member), Icon: "circle-dashed", Kind: "warn", Title: r.T("home.exemption", "name", a.Name), Second: r.T("home.exemption.second")})
	}
	return rows
}

// standingRows lead to the dues, and the secretary alone to whom she asks
// whether help is needed.
func standingRows(post access.Post, slug string, row func(key, icon, href string) ui.Row) []ui.Row {
	switch post {
	case access.Secretary:
		return []ui.Row{row("dues", "wallet", link.Dues(slug, "")), row("care", "circle-help", link.Care(slug))}
	case access.Deputy:
		return []ui.Row{row("dues", "wallet", link.Dues(slug, ""))}
	}
	return nil
}
