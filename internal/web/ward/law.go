package ward

import (
	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/privacy"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// requests is the line about requests on personal data, for whoever answers them;
// those late make it red and stand in its words.
func requests(rd *store.Reader, r *page.Request, l look) ([]ui.Row, error) {
	may, err := access.Can(rd, access.PrivacyKeep, l.top.ID)
	if err != nil || !may {
		return nil, err
	}
	all, err := privacy.Open(rd, l.top.ID)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	late := 0
	for _, q := range all {
		if q.Late(l.today) {
			late++
		}
	}
	row := ui.Row{Href: link.Privacy(l.top.Slug), Icon: "file-pen-line", Title: r.T("privacy.desk.row", "count", len(all))}
	if late > 0 {
		row.Kind, row.Icon, row.Second = "bad", "triangle-alert", r.T("privacy.desk.row.late", "late", late)
	}
	return []ui.Row{row}, nil
}

// lawPart stands before everything else of the desk: its days run by law.
func lawPart(rows []ui.Row) templ.Component {
	if len(rows) == 0 {
		return templ.NopComponent
	}
	return ui.LinkList(rows)
}
