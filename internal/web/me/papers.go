package me

import (
	"net/http"

	"chibo/internal/document"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// Papers lists what members of the cell may have to read, the newest first: GET
// /toi/tai-lieu.
func Papers(w http.ResponseWriter, r *page.Request) error {
	var o whose
	var rows []ui.Row
	if err := r.Read(func(rd *store.Reader) (err error) {
		rows = nil
		if o, err = read(rd); err != nil || !o.is {
			return err
		}
		all, err := document.Mine(rd, o.member.Org)
		for _, d := range all {
			rows = append(rows, paperRow(r, o, d))
		}
		return err
	}); err != nil {
		return err
	}
	p := frame(r, o, "own.papers")
	if len(rows) == 0 {
		return r.Page(w, 0, p, ui.Empty("mail", r.T("own.papers.none"), r.T("own.papers.next"), nil))
	}
	return r.Page(w, 0, p, ui.LinkList(rows))
}

func paperRow(r *page.Request, o whose, d document.Paper) ui.Row {
	row := ui.Row{Title: d.Title, Second: r.T("own.papers."+d.Kind, "day", vi.ShowDay(d.Day), "month", r.Month(d.Meeting.Period))}
	switch d.Kind {
	case document.FromAbove:
		row.Icon, row.Href = "mail", link.Document(d.ID)
	case document.OfMeeting:
		row.Icon, row.Href = "download", link.File(d.ID)
	default:
		row.Icon, row.Title = "calendar", r.T("own.papers.notice.of", "month", r.Month(d.Meeting.Period))
		row.Href = link.Announce(o.cell.Slug, link.Period(d.Meeting.Period, d.Meeting.Kind, d.Meeting.N))
	}
	return row
}

// toRead are the rows of the own page that lead to papers and resolutions.
func toRead(rd *store.Reader, r *page.Request, o whose) ([]ui.Row, error) {
	all, err := document.Mine(rd, o.member.Org)
	if err != nil || o.cell.Slug == "" {
		return nil, err
	}
	return []ui.Row{{Href: link.MyPapers, Icon: "mail", Title: r.T("own.papers.count", "count", len(all))}, {Href: link.Resolutions(o.cell.Slug, ""), Icon: "badge-check", Title: r.T("own.resolutions.of")}}, nil
}
