package documents

import (
	"github.com/a-h/templ"

	"chibo/internal/document"
	"chibo/internal/vi"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// notes say first what changed since the cell got the paper.
func notes(r *page.Request, d document.Received) (out []templ.Component) {
	if d.RecalledOn != "" {
		return append(out, ui.NoteBox(ui.Note{Kind: "warn", Title: r.T("directive.recalled", "day", vi.ShowDay(d.RecalledOn)), Text: d.RecallReason}))
	}
	if d.ChangedOn != "" {
		out = append(out, ui.NoteBox(ui.Note{Kind: "info", Text: r.T("directive.changed", "day", vi.ShowDay(d.ChangedOn))}))
	}
	return out
}

// sentDown are the facts of a paper the committee sent: what is asked, and until when.
func sentDown(r *page.Request, d document.Received) (out []ui.Pair) {
	if d.Asked != "" {
		out = append(out, ui.Pair{Term: r.T("directive.asked"), Text: d.Asked})
	}
	if d.DiscussBy != "" {
		out = append(out, ui.Pair{Term: r.T("directive.by"), Text: vi.ShowDay(d.DiscussBy)})
	}
	return out
}
