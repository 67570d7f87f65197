package home

import (
	"chibo/internal/access"
	"chibo/internal/reminder"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// lookAgain are the reminders whose day has come and which the viewer's committee
// looks at again: one line without a name, which only its members see.
func lookAgain(rd *store.Reader, org string) (n int, err error) {
	if ok, err := access.Can(rd, access.ReminderKeep, org); err != nil || !ok {
		return 0, err
	}
	all, err := reminder.Open(rd)
	for _, x := range all {
		if x.Org == org && x.Due(rd.Today()) {
			n++
		}
	}
	return n, err
}

func reminderRow(r *page.Request) ui.Row {
	return ui.Row{Href: link.Reminders, Icon: "lock", Kind: "warn", Title: r.T("roompage.remind.home"), Second: r.T("roompage.remind.home.second")}
}
