package agenda

import (
	"fmt"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/programme"
	"chibo/internal/store"
)

// targets is one line for what the cell's programmes, or the committee's own, are behind
// with or have to reach by the end of the month. No template names it.
func targets(rd *store.Reader, in Asked) ([]meeting.Item, error) {
	if in.M.OfCommittee() && in.M.Kind != meeting.Committee || !in.M.OfCommittee() && !meeting.OfMonth(in.M.Kind) {
		return nil, nil
	}
	due, silent, err := programme.ToReview(rd, in.M.Org, in.M.Day)
	if fault.KindOf(err) == fault.NotFound {
		return nil, nil
	}
	if err != nil || len(due) == 0 {
		return nil, err
	}
	var lines []string
	for _, d := range due {
		lines = append(lines, d.Target.Text+" ("+d.Target.Words()+")")
	}
	if silent > 0 {
		lines = append(lines, fmt.Sprintf("%d chỉ tiêu khác chưa có số của tháng", silent))
	}
	return []meeting.Item{{Code: "targets", Title: fmt.Sprintf("Xem lại %d chỉ tiêu chậm hoặc đến hạn", len(due)), Purpose: "discuss", SourceKind: "targets", SourceID: in.M.Period, SourceText: strings.Join(lines, "; ")}}, nil
}

// underTasks is the heading last month's tasks stand below: targets are looked at with them.
func (in Asked) underTasks() string {
	for _, line := range in.Template.Lines {
		for _, s := range line.Sources {
			if s == "tasks" {
				return line.Code
			}
		}
	}
	return ""
}
