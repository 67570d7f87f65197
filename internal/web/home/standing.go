package home

import (
	"chibo/internal/access"
	"chibo/internal/web/link"
	"chibo/internal/web/ui"
)

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
