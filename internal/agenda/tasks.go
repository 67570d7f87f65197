package agenda

import (
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
)

// tasks are those given before this meeting that are not finished: each is
// evaluated by name (guidance 42, results of last month's resolution).
func tasks(rd *store.Reader, in Asked) ([]meeting.Item, error) {
	open, err := task.OpenIn(rd, in.M.Org, in.M.Circle())
	if err != nil {
		return nil, err
	}
	var out []meeting.Item
	for _, t := range open {
		if t.Meeting == in.M.ID {
			continue
		}
		stands := ""
		switch {
		case t.State == task.Reported:
			stands = ", đã báo kết quả"
		case t.Due < in.M.Day:
			stands = ", đã quá hạn"
		}
		out = append(out, meeting.Item{Code: "task", Title: t.Deed, Purpose: "discuss", Presenter: t.OwnerName, SourceKind: "task", SourceID: t.ID,
			SourceText: "Việc giao ngày " + vi.ShowDay(t.AssignedOn) + ", đồng chí " + t.OwnerName + ", hạn " + vi.ShowDay(t.Due) + stands})
	}
	return out, nil
}
