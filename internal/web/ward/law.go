package ward

import (
	"chibo/internal/access"
	"chibo/internal/privacy"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// law are the lines that stand before everything else of the desk.
func law(rd *store.Reader, r *page.Request, l look) ([]ui.Row, error) {
	rows, err := requests(rd, r, l)
	if err != nil {
		return nil, err
	}
	out, err := leaked(rd, r, l)
	if err != nil {
		return nil, err
	}
	due, err := assessed(rd, r, l)
	if err != nil {
		return nil, err
	}
	more, err := alarms(rd, r, l)
	if err != nil {
		return nil, err
	}
	waits, err := decisions(rd, r, l)
	return append(append(append(append(out, waits...), rows...), more...), due...), err
}

// decisions is the line about what the office asks to restrict, open or erase, for
// whoever agrees to it.
func decisions(rd *store.Reader, r *page.Request, l look) ([]ui.Row, error) {
	may, err := access.Can(rd, access.PrivacyConfirm, l.top.ID)
	if err != nil || !may {
		return nil, err
	}
	all, err := privacy.States(rd)
	n := 0
	for _, s := range all {
		if s.Ask != "" && s.AskedBy != r.Viewer.Person {
			n++
		}
	}
	if err != nil || n == 0 {
		return nil, err
	}
	return []ui.Row{{Href: link.DataDecisions(l.top.Slug), Icon: "lock", Kind: "warn", Title: r.T("privacy.decide.row", "count", n)}}, nil
}

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

// leaked is the line about data that got out and were not told of: its hours run.
func leaked(rd *store.Reader, r *page.Request, l look) ([]ui.Row, error) {
	may, err := access.Can(rd, access.PrivacyLeak, l.top.ID)
	if err != nil || !may {
		return nil, err
	}
	all, err := privacy.Leaks(rd)
	n := 0
	for _, b := range all {
		if b.ToldOn == "" {
			n++
		}
	}
	if err != nil || n == 0 {
		return nil, err
	}
	return []ui.Row{{Href: link.Leaks(l.top.Slug), Icon: "triangle-alert", Kind: "bad", Title: r.T("leak.row", "count", n)}}, nil
}

// alarms is the line about who opened many records, for whoever is told of others.
func alarms(rd *store.Reader, r *page.Request, l look) ([]ui.Row, error) {
	may, err := access.Can(rd, access.PrivacyWatch, l.top.ID)
	if err != nil || !may {
		return nil, err
	}
	all, err := privacy.Alarms(rd, l.top.ID, rd.Now()-privacy.Recent)
	n := 0
	for _, a := range all {
		if a.SeenAt == 0 {
			n++
		}
	}
	if err != nil || n == 0 {
		return nil, err
	}
	return []ui.Row{{Href: link.PrivacyAlarms(l.top.Slug), Icon: "eye", Kind: "warn", Title: r.T("privacy.alarm.row", "count", n)}}, nil
}

// assessed is the line about the impact assessment, once its day is near or past.
func assessed(rd *store.Reader, r *page.Request, l look) ([]ui.Row, error) {
	may, err := access.Can(rd, access.PrivacyKeep, l.top.ID)
	if err != nil || !may {
		return nil, err
	}
	a, err := privacy.Assessment(rd, r.Book)
	if err != nil || !a.Remind {
		return nil, err
	}
	row := ui.Row{Href: link.Assessment(l.top.Slug), Icon: "clock-alert", Kind: "warn", Title: r.T("assessment.row"), Second: r.T("assessment.row.due", "day", vi.ShowDay(a.Due))}
	if a.Late {
		row.Kind, row.Second = "bad", r.T("assessment.row.late", "day", vi.ShowDay(a.Due))
	}
	return []ui.Row{row}, nil
}
