package ward

import (
	"chibo/internal/access"
	"chibo/internal/concern"
	"chibo/internal/quality"
	"chibo/internal/schedule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// owes is what the committee itself has to answer first: what the law gives days
// for, then the scores its cells voted.
func owes(rd *store.Reader, r *page.Request, l look) ([]ui.Row, error) {
	rows, err := law(rd, r, l)
	if err != nil {
		return nil, err
	}
	asked, err := raised(rd, r, l)
	if err != nil {
		return nil, err
	}
	rows = append(rows, asked...)
	days, err := toApprove(rd, r, l)
	if err != nil {
		return nil, err
	}
	rows = append(rows, days...)
	all, err := unconfirmed(rd, r, l)
	if err != nil || len(all) == 0 {
		return rows, err
	}
	return append(rows, ui.Row{Href: link.ConfirmScores(l.top.Slug), Icon: "clock-alert", Kind: "warn", Title: r.T("wardpage.scores.wait", "count", len(all)), Second: r.T("wardpage.scores.oldest", "day", vi.ShowDay(all[0].Day))}), nil
}

// toApprove is the line of the days cells registered that wait to be approved.
func toApprove(rd *store.Reader, r *page.Request, l look) ([]ui.Row, error) {
	n, month, err := schedule.Pending(rd, l.top.ID)
	if err != nil || n == 0 {
		return nil, err
	}
	return []ui.Row{{Href: link.Schedule(l.top.Slug, month), Icon: "calendar", Kind: "warn", Title: r.T("schedule.row", "month", r.Month(month), "count", n)}}, nil
}

// raised is the line of what waits for the committee's answer, for whoever gives it.
func raised(rd *store.Reader, r *page.Request, l look) ([]ui.Row, error) {
	may, err := access.Can(rd, access.ConcernHear, l.top.ID)
	if err != nil || !may {
		return nil, err
	}
	all, err := concern.Above(rd)
	n, late := 0, 0
	for _, c := range all {
		if c.State == concern.Open {
			n++
		}
		if c.Late {
			late++
		}
	}
	if err != nil || n == 0 {
		return nil, err
	}
	row := ui.Row{Href: link.WardConcerns(l.top.Slug), Icon: "clock-alert", Kind: "warn", Title: r.T("concern.row", "count", n)}
	if late > 0 {
		row.Icon, row.Kind, row.Second = "triangle-alert", "bad", r.T("concern.row.late", "count", late)
	}
	return []ui.Row{row}, nil
}

// unconfirmed are the scores that wait, the oldest first, for whoever confirms them.
func unconfirmed(rd *store.Reader, r *page.Request, l look) ([]quality.Waiting, error) {
	return store.Memo(rd, "ward.unconfirmed", func() ([]quality.Waiting, error) {
		may, err := access.Can(rd, access.ScoreConfirm, l.top.ID)
		if err != nil || !may {
			return nil, err
		}
		return quality.Queue(rd, r.Book, l.top.ID, "")
	})
}

// next is the one thing to do: confirm what waits, else phone those who are silent,
// else take the sheet.
func (l look) next(rd *store.Reader, r *page.Request) (*ui.Action, error) {
	all, err := unconfirmed(rd, r, l)
	if n := len(all); n > 0 {
		return &ui.Action{Text: r.T("wardpage.confirm", "count", n), Href: link.ConfirmScores(l.top.Slug)}, nil
	}
	if n := l.now.Totals.Silent; n > 0 {
		return &ui.Action{Text: r.T("wardpage.call", "count", n), Href: link.Cells(l.top.Slug) + "?thang=" + l.month}, err
	}
	return &ui.Action{Text: r.T("wardpage.open.table", "month", number(l.month)), Href: link.Month(l.top.Slug, l.month)}, err
}
