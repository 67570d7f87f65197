package ward

import (
	"strings"

	"chibo/internal/access"
	"chibo/internal/assist"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// helpDoor leads to plans to help cells, with how many are open and due.
func helpDoor(r *page.Request, href string, open int, due assist.Due) ui.Row {
	row := ui.Row{Href: href, Icon: "life-buoy", Title: r.T("assist.door")}
	var parts []string
	if open > 0 {
		parts = append(parts, r.T("assist.door.open", "count", open))
	}
	if due.N > 0 {
		row.Kind = "warn"
		parts = append(parts, r.T("assist.door.due", "count", due.N, "day", vi.ShowDay(due.Day)))
	}
	row.Second = strings.Join(parts, " · ")
	return row
}

// helped counts the plans for some cells, or for all: open, and what is due of them.
func helped(rd *store.Reader, cells ...string) (open int, due assist.Due, err error) {
	all, err := assist.OpenBy(rd, rd.Today())
	if err != nil {
		return 0, due, err
	}
	late, err := assist.DueBy(rd, rd.Today())
	for cell, n := range all {
		if len(cells) > 0 && cells[0] != cell {
			continue
		}
		open += n
		if d := late[cell]; d.N > 0 {
			if due.N == 0 || d.Day < due.Day {
				due.Day = d.Day
			}
			due.N += d.N
		}
	}
	return open, due, err
}

// helpRows are, on the page of a cell, the way to its plans and, where none is open, to a
// new one.
func helpRows(rd *store.Reader, r *page.Request, cell org.Org) ([]ui.Row, error) {
	sees, err := access.Can(rd, access.AssistView, cell.ID)
	if err != nil || !sees {
		return nil, err
	}
	open, due, err := helped(rd, cell.ID)
	if err != nil {
		return nil, err
	}
	rows := []ui.Row{helpDoor(r, link.CellHelp(cell.Slug), open, due)}
	keeps, err := access.Can(rd, access.AssistKeep, cell.ID)
	if keeps && open == 0 {
		rows = append(rows, ui.Row{Href: link.NewHelp(cell.Slug), Icon: "plus", Kind: "act", Title: r.T("assist.make")})
	}
	return rows, err
}

// wardHelp is the way from the cells to go to, to all plans of the committee.
func wardHelp(rd *store.Reader, r *page.Request, top org.Org) ([]ui.Row, error) {
	keeps, err := access.Can(rd, access.AssistKeep, top.ID)
	if err != nil || !keeps {
		return nil, err
	}
	open, due, err := helped(rd)
	return []ui.Row{helpDoor(r, link.WardHelp(top.Slug), open, due)}, err
}
