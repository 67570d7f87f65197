package ward

import (
	"strings"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/commend"
	"chibo/internal/concern"
	"chibo/internal/desk"
	"chibo/internal/quality"
	"chibo/internal/schedule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/visit"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// owes is what the committee itself has to answer first: what the law gives days
// for, then the scores its cells voted.
func owes(rd *store.Reader, r *page.Request, l look, b desk.Board) ([]ui.Row, error) {
	rows, err := law(rd, r, l)
	if err != nil {
		return nil, err
	}
	asked, err := raised(rd, r, l)
	if err != nil {
		return nil, err
	}
	rows = append(rows, asked...)
	due, err := promised(rd, r, l)
	if err != nil {
		return nil, err
	}
	rows = append(rows, due...)
	plans, err := helpDue(rd, r, l)
	if err != nil {
		return nil, err
	}
	rows = append(rows, plans...)
	praise, err := proposed(rd, r, l)
	if err != nil {
		return nil, err
	}
	rows = append(rows, praise...)
	days, err := toApprove(rd, r, l)
	if err != nil {
		return nil, err
	}
	rows = append(rows, days...)
	if b.Campaign != nil && !b.Campaign.Own && b.Campaign.Due < l.today {
		own, err := ownResults(rd, r, l, b.Campaign)
		if err != nil {
			return nil, err
		}
		rows = append(rows, own...)
	}
	all, err := unconfirmed(rd, r, l)
	if err != nil || len(all) == 0 {
		return rows, err
	}
	return append(rows, ui.Row{Href: link.ConfirmScores(l.top.Slug), Icon: "clock-alert", Kind: "warn", Title: r.T("wardpage.scores.wait", "count", len(all)), Second: r.T("wardpage.scores.oldest", "day", vi.ShowDay(all[0].Day))}), nil
}

// promised is the line of what the committee promised its cells: what is overdue, what
// nobody carries, else the day that comes first.
func promised(rd *store.Reader, r *page.Request, l look) ([]ui.Row, error) {
	may, err := access.Can(rd, access.VisitKeep, l.top.ID)
	if err != nil || !may {
		return nil, err
	}
	o, err := visit.Open(rd)
	if err != nil {
		return nil, err
	}
	row, any := owedRow(r, o)
	row.Href = link.WardVisits(l.top.Slug)
	if !any {
		return nil, nil
	}
	return []ui.Row{row}, nil
}

// helpDue is the line of the plans to help cells of which something is due.
func helpDue(rd *store.Reader, r *page.Request, l look) ([]ui.Row, error) {
	may, err := access.Can(rd, access.AssistKeep, l.top.ID)
	if err != nil || !may {
		return nil, err
	}
	open, due, err := helped(rd)
	if err != nil || due.N == 0 {
		return nil, err
	}
	return []ui.Row{helpDoor(r, link.WardHelp(l.top.Slug), open, due)}, nil
}

// proposed is the line of what cells proposed to praise and nothing became of yet.
func proposed(rd *store.Reader, r *page.Request, l look) ([]ui.Row, error) {
	may, err := access.Can(rd, access.CommendHear, l.top.ID)
	if err != nil || !may {
		return nil, err
	}
	n, _, err := commend.Waiting(rd, l.top.ID)
	if err != nil || n == 0 {
		return nil, err
	}
	return []ui.Row{{Href: link.PraiseProposals(l.top.Slug), Icon: "clock-alert", Kind: "warn", Title: r.T("commend.waiting", "count", n)}}, nil
}

// owedRow says how much is promised and how it stands; any is false where nothing waits.
func owedRow(r *page.Request, o visit.Owed) (row ui.Row, any bool) {
	if len(o.Promises) == 0 && o.Ownerless() == 0 {
		return row, false
	}
	row = ui.Row{Icon: "handshake", Kind: "warn", Title: r.T("visit.owed", "count", len(o.Promises))}
	var parts []string
	if n := o.Late(); n > 0 {
		row.Icon, row.Kind = "triangle-alert", "bad"
		parts = append(parts, r.T("visit.owed.late", "count", n))
	}
	if n := o.Ownerless(); n > 0 {
		parts = append(parts, r.T("visit.owed.ownerless", "count", n))
	}
	if len(parts) == 0 {
		parts = []string{r.T("visit.owed.next", "day", vi.ShowDay(o.Promises[0].DueOn))}
	}
	row.Second = strings.Join(parts, " · ")
	return row, true
}

// toApprove is the line of the days cells registered that wait to be approved.
func toApprove(rd *store.Reader, r *page.Request, l look) ([]ui.Row, error) {
	n, month, err := schedule.Pending(rd, l.top.ID)
	if err != nil || n == 0 {
		return nil, err
	}
	return []ui.Row{{Href: link.Schedule(l.top.Slug, month), Icon: "calendar", Kind: "warn", Title: r.T("schedule.row", "month", r.Month(month), "count", n)}}, nil
}

// ownResults is the line of the topic the committee put to its cells and holds itself,
// once its last day is over: measured like its cells.
func ownResults(rd *store.Reader, r *page.Request, l look, c *campaign.Progress) ([]ui.Row, error) {
	may, err := access.Can(rd, access.CampaignKeep, l.top.ID)
	if err != nil || !may {
		return nil, err
	}
	return []ui.Row{{Href: link.OwnCampaign(l.top.Slug, c.ID), Icon: "triangle-alert", Kind: "bad", Title: r.T("campaign.owed"), Second: c.Topic + " · " + r.T("campaign.owed.by", "day", vi.ShowDay(c.Due))}}, nil
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
