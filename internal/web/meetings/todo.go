package meetings

import (
	"slices"
	"strings"

	"chibo/internal/meeting"
	"chibo/internal/offline"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// lateOf is how many entries of phones came in after the cell agreed to its
// minutes; 0 for those who only read.
func (s sitting) lateOf(rd *store.Reader) (int, error) {
	if !s.May || s.M.State != meeting.Closed {
		return 0, nil
	}
	keys, err := offline.Late(rd, s.M.ID)
	return len(keys), forgive(err)
}

// lateNote asks to read the minutes once more.
func (s sitting) lateNote(r *page.Request, n int) *ui.Note {
	return &ui.Note{Kind: "warn", Text: r.T("devicespage.late", "count", n) + ". " + r.T("devicespage.late.what"), Action: &ui.Link{Text: word(r, "next.closed"), Href: link.ReadBack(s.Slug, s.Ky, "1")}}
}

// waitingRows name after the closing the phones that have not sent everything: nothing
// is confirmed by the chair before.
func (s sitting) waitingRows(rd *store.Reader, r *page.Request) ([]ui.Row, error) {
	if s.M.State != meeting.Closed {
		return nil, nil
	}
	all, err := offline.Owing(rd, s.M.ID)
	var whose []string
	for _, d := range all {
		if !d.Quits && !slices.Contains(whose, d.Name) {
			whose = append(whose, d.Name)
		}
	}
	if err != nil || len(whose) == 0 {
		return nil, err
	}
	return []ui.Row{{Icon: "smartphone", Kind: "warn", Title: r.T("devicespage.todo.waiting"), Second: strings.Join(whose, ", "), Href: link.HallDevices(s.Slug, s.Ky)}}, nil
}

// todoRows are what phones wrote and is not settled: a line each, one tap away.
func (s sitting) todoRows(rd *store.Reader, r *page.Request) ([]ui.Row, error) {
	if !s.Runs || s.M.At(meeting.Sealed) {
		return nil, nil
	}
	differ, refused, late, err := offline.Todo(rd, s.M.ID)
	if err != nil {
		return nil, err
	}
	rows, err := s.waitingRows(rd, r)
	if err != nil {
		return nil, err
	}
	at := link.HallDevices(s.Slug, s.Ky)
	if differ > 0 {
		rows = append(rows, ui.Row{Icon: "git-merge", Kind: "warn", Title: r.T("devicespage.todo.differ", "count", differ), Href: at})
	}
	if refused > 0 {
		rows = append(rows, ui.Row{Icon: "triangle-alert", Kind: "warn", Title: r.T("devicespage.todo.refused", "count", refused), Second: r.T("devicespage.todo.refused.what"), Href: at})
	}
	if late > 0 {
		rows = append(rows, ui.Row{Icon: "triangle-alert", Kind: "warn", Title: r.T("devicespage.late", "count", late), Href: link.ReadBack(s.Slug, s.Ky, "1")})
	}
	return rows, nil
}
