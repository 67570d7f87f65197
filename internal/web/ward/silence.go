package ward

import (
	"chibo/internal/access"
	"chibo/internal/org"
	"chibo/internal/report"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// word leads from a cell without a meeting to where it is asked after, for who may.
func (s *Seen) word(rd *store.Reader, r *page.Request, l look, cell org.Org) error {
	for _, c := range l.now.Rows {
		if c.Org != cell.ID || c.State != report.Silent && c.State != report.Missed {
			continue
		}
		may, err := access.Can(rd, access.SilenceRemind, cell.ID)
		if err != nil || !may {
			return err
		}
		to := wordOn(r, l.top.Slug, c)
		row := ui.Row{Href: link.WardSilence(l.top.Slug, cell.Slug, c.Month), Icon: "message-square", Kind: "warn", Title: to.Text}
		if c.RemindedOn != "" {
			row.Second = r.T("silence.reminded.short", "day", vi.ShowDay(c.RemindedOn))
		}
		s.Links = append(s.Links, row)
	}
	return nil
}

// wordOn leads to where the committee asks after a month, or answers the cell's word.
func wordOn(r *page.Request, top string, c report.CellRow) ui.Link {
	l := ui.Link{Text: r.T("silence.remind.send"), Href: link.WardSilence(top, c.Slug, c.Month), Name: r.T("silence.remind.of", "cell", c.Name)}
	if c.State == report.Missed {
		l.Text, l.Name = r.T("silence.word"), r.T("silence.word.of", "cell", c.Name)
	}
	return l
}
