package home

import (
	"chibo/internal/document"
	"chibo/internal/dues"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/quality"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// owed reads what the cell owes upwards: dues not paid, for the lead, who may
// open the list behind the number, and papers from above on no agenda yet.
func (h *cellHome) owed(rd *store.Reader) (err error) {
	if h.lead() {
		if h.Dues, err = dues.Latest(rd, h.Post.Org, vi.MonthOf(h.Today)); err != nil {
			return err
		}
		if h.Scores, err = quality.Unanswered(rd, h.Post.Org); err != nil {
			return err
		}
	}
	if h.Mail, err = unopened(rd, h.Post.Org); err != nil {
		return err
	}
	if h.Topics, err = unanswered(rd, h.Post.Org); err != nil {
		return err
	}
	waiting, err := document.Waiting(rd, meeting.Meeting{Org: h.Post.Org, Day: h.Today})
	if fault.KindOf(err) == fault.NotFound { // the scribe has no register
		return nil
	}
	h.Papers = len(waiting)
	return err
}

// papers is the line about papers from above, with the day by which the members
// should know them: that of the meeting to come.
func (h *cellHome) papers(r *page.Request) []ui.Row {
	if h.Papers == 0 {
		return nil
	}
	row := ui.Row{Href: link.Documents(h.Post.OrgSlug), Icon: "mail", Kind: "warn", Title: r.T("home.papers", "count", h.Papers), Second: r.T("home.papers.next")}
	if h.Now != nil && !h.Now.At(meeting.InSession) && h.Now.Day >= h.Today {
		row.Second = r.T("home.papers.before", "day", vi.ShowDay(h.Now.Day))
	}
	return []ui.Row{row}
}

// questions are what the committee asks about the cell's scores, each a line.
func (h *cellHome) questions(r *page.Request) []ui.Row {
	var rows []ui.Row
	for _, q := range h.Scores {
		rows = append(rows, ui.Row{Href: link.Score(h.Post.OrgSlug, link.Period(q.Period, q.Kind, q.N)), Icon: "message-square", Kind: "warn", Title: r.T("home.scoreasked", "month", r.Month(q.Period)), Second: q.Text})
	}
	return rows
}

// unpaid is the line about dues: a number, the names stand behind the link.
func (h *cellHome) unpaid(r *page.Request) []ui.Row {
	if h.Dues.Unpaid == 0 {
		return nil
	}
	return []ui.Row{{Href: link.Dues(h.Post.OrgSlug, h.Dues.Month), Icon: "wallet", Kind: "warn", Title: r.T("home.dues", "count", h.Dues.Unpaid, "month", r.Month(h.Dues.Month)), Second: r.T("home.dues.second")}}
}
