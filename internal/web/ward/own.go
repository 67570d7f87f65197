package ward

import (
	"chibo/internal/access"
	"chibo/internal/attendance"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// own are the committee's own lines of a month: how often it and its standing
// committee were to meet, and did. Who does not sit in one gets no line of it.
func own(rd *store.Reader, r *page.Request, l look) (rows []ui.Row, err error) {
	for _, kind := range []string{meeting.Committee, meeting.Standing} {
		may, err := meeting.Can(rd, meeting.Meeting{Org: l.top.ID, Kind: kind}, access.MeetingView)
		if err != nil {
			return nil, err
		}
		if !may {
			continue
		}
		row, _, err := ownLine(rd, r, l, kind)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// ownLine says whether the month still owes the meeting, too.
func ownLine(rd *store.Reader, r *page.Request, l look, kind string) (row ui.Row, owes bool, err error) {
	row = ui.Row{Title: r.T("meetingpage.year.row." + kind), Href: link.CommitteeMeetings(l.top.Slug)}
	all, _, err := meeting.List(rd, meeting.Filter{Org: l.top.ID, Month: l.month, Kind: kind})
	if err != nil {
		return row, false, err
	}
	held, planned, present, expected := 0, "", 0, 0
	for _, m := range all {
		if !m.At(meeting.InSession) {
			planned = m.Day
			continue
		}
		held++
		sheet, err := attendance.List(rd, m.ID)
		if err != nil && fault.KindOf(err) != fault.NotFound {
			return row, false, err
		}
		present, expected = present+sheet.Present, expected+sheet.Expected
	}
	months, err := meeting.HeldMonths(rd, l.top.ID, kind)
	if err != nil {
		return row, false, err
	}
	switch law := r.Book.Committee(l.month+"-01", kind); {
	case held > 0:
		row.Second = r.T("kindspage.ward.held", "count", held, "present", present, "expected", expected)
		t := tag(r, "meeting.state.held")
		row.Tag = &t
	case planned != "":
		row.Second = r.T("kindspage.ward.planned", "day", vi.ShowDay(planned))
		t := tag(r, "meeting.state.planned")
		row.Tag = &t
	case law.Owed(l.month, months):
		row.Second, owes = r.T("kindspage.ward.owed"), true
	default:
		row.Second = r.T("kindspage.ward.free")
	}
	return row, owes, nil
}
