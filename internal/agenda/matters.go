package agenda

import (
	"fmt"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/matter"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// matters is one line for what stands under supervision and is to be reported to the cell by
// the end of the month. No template names it; offices answer, nobody is named.
func matters(rd *store.Reader, in Asked) ([]meeting.Item, error) {
	if !meeting.OfMonth(in.M.Kind) || in.M.OfCommittee() {
		return nil, nil
	}
	due, err := matter.Due(rd, in.M.Org, in.M.Day)
	if fault.KindOf(err) == fault.NotFound {
		return nil, nil
	}
	if err != nil || len(due) == 0 {
		return nil, err
	}
	var lines []string
	for _, m := range due {
		lines = append(lines, m.What+" ("+m.Office+", trước "+vi.ShowDay(m.ReportOn)+")")
	}
	return []meeting.Item{{Code: "matters", Title: fmt.Sprintf("Nghe báo cáo %d việc đưa ra giám sát", len(due)), Purpose: "discuss", SourceKind: "matters", SourceID: in.M.Period, SourceText: strings.Join(lines, "; ")}}, nil
}
