package meetings

import (
	"chibo/internal/access"
	"chibo/internal/directive"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// mail are the papers of the committee that wait in the cell while its meeting is
// prepared, for who leads it.
func (s sitting) mail(rd *store.Reader) ([]directive.Awaiting, error) {
	if s.M.OfCommittee() || s.M.At(meeting.InSession) {
		return nil, nil
	}
	leads, err := access.Can(rd, access.DocumentEdit, s.M.Org)
	if err != nil || !leads {
		return nil, err
	}
	return directive.Inbox(rd, s.M.Org)
}

// mailRows say of each whether it was opened, whether this meeting has it, and until when
// it is to be discussed.
func (s sitting) mailRows(r *page.Request, all []directive.Awaiting) []ui.Row {
	rows := make([]ui.Row, 0, len(all))
	for _, a := range all {
		row := ui.Row{Href: link.Document(a.ID), Title: a.Number + ": " + a.Abstract}
		if a.DiscussBy != "" {
			row.Second = r.T("directive.inbox.by", "day", vi.ShowDay(a.DiscussBy))
		}
		if a.Meeting == s.M.ID {
			if row.Second != "" {
				row.Second += " · "
			}
			row.Second += r.T("directive.inbox.agenda")
		}
		state := "seen"
		if a.Unopened {
			state = "unseen"
		}
		look := ui.LookOf("document.state." + state)
		row.Tag = &ui.Tag{Kind: look.Kind, Icon: look.Icon, Text: r.T("document.state." + state)}
		rows = append(rows, row)
	}
	return rows
}
