package minutes

import (
	"time"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/office/paper"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
)

// OpenTasks is the table "6 rõ" of all a cell has under way, the nearest day
// first: the same fields as one meeting's, for those who prepare its meetings.
// What the cell's committee gave among its members stands after it, marked, for
// whoever sees that committee's tasks.
func OpenTasks(rd *store.Reader, org string) (paper.TaskTable, string, error) {
	if err := access.Must(rd, access.MeetingPrepare, org); err != nil {
		return paper.TaskTable{}, "", err
	}
	r := record{m: meeting.Meeting{Org: org, Day: rd.Today()}}
	if err := r.who(rd); err != nil {
		return paper.TaskTable{}, "", err
	}
	today := "đến ngày " + vi.ShowDay(rd.Today())
	p := paper.TaskTable{Head: r.head(time.Time{}), Title: today, Mark: paper.Mark{Foot: "6 rõ · " + r.cell + " · " + today}}
	for _, in := range []struct{ kind, mark string }{{meeting.Regular, ""}, {meeting.CellCommittee, " (chi ủy)"}} {
		of := record{m: meeting.Meeting{Org: org, Kind: in.kind}}
		open, err := task.OpenIn(rd, org, of.m.Circle())
		if fault.KindOf(err) == fault.NotFound && of.m.OfCommittee() {
			continue // not the viewer's to see
		}
		if err != nil {
			return paper.TaskTable{}, "", err
		}
		for _, t := range open {
			line := of.taskLine(t)
			line.Deed += in.mark
			p.Tasks = append(p.Tasks, line)
		}
	}
	return p, r.cell, nil
}

// OpenTasksDocx is the same table as a file, and its name.
func OpenTasksDocx(rd *store.Reader, book *rule.Book, org string) ([]byte, string, error) {
	p, cell, err := OpenTasks(rd, org)
	if err != nil {
		return nil, "", err
	}
	b, err := p.Docx(Form(book, rd.Today()))
	if err != nil {
		return nil, "", fault.New(fault.Unavailable, "docx_failed").Because(err)
	}
	return b, FileName("tasks", cell, rd.Today()) + ".docx", nil
}

// taskLine is one task in six clear things and how far it is; where nobody else
// was named the circle that gave it decides (design/decisions.md 9).
func (r record) taskLine(t task.Task) paper.TaskLine {
	state := r.whose().state(t.State)
	if t.Overdue {
		state = "quá hạn"
	}
	who := t.Decider
	if who == "" {
		who = r.whose().we
	}
	return paper.TaskLine{Task: paper.Task{Deed: t.Deed, Owner: t.OwnerName, Due: vi.ShowDay(t.Due), ReportAt: vi.ShowMonth(t.ReportAt)},
		Measure: t.Measure, Helper: t.HelperName, Follower: t.FollowerName, Decider: who, State: state}
}
