package minutes

import (
	"chibo/internal/office/paper"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
)

var stateWord = map[string]string{"assigned": "đã giao", "doing": "đang làm", "help": "cần giúp đỡ", "done": "hoàn thành", "done_late": "hoàn thành muộn", "stopped": "dừng thực hiện"}

// taskPaper is the sheet "6 rõ" of what the meeting gave: as the tasks stand
// now, before sealing as the resolution has them.
func (r record) taskPaper(rd *store.Reader, foot string) (paper.TaskTable, error) {
	sign := r.sign()
	decider := r.whose().we // where nobody else was named (design/decisions.md 9)
	p := paper.TaskTable{Head: r.head(at(r.m.OpenedAt)), Mark: paper.Mark{Foot: foot}, Title: vi.ShowMonth(r.m.Period), Sign: &sign}
	given, err := task.FromMeeting(rd, r.m.Org, r.m.ID)
	if err != nil {
		return p, err
	}
	if len(given) == 0 {
		p.Mark.Draft = true
		for _, i := range r.resolution.Items {
			p.Tasks = append(p.Tasks, paper.TaskLine{Task: paper.Task{Deed: i.Deed, Owner: i.OwnerName, Due: vi.ShowDay(i.Due), ReportAt: vi.ShowMonth(i.ReportAt)},
				Measure: i.Measure, Helper: i.HelperName, Follower: r.names[r.m.Chair], Decider: decider, State: "dự kiến giao"})
		}
	}
	for _, t := range given {
		p.Tasks = append(p.Tasks, r.taskLine(t))
	}
	return p, nil
}
