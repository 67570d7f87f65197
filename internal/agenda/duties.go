package agenda

import (
	"fmt"
	"strings"

	"chibo/internal/access"
	"chibo/internal/duty"
	"chibo/internal/meeting"
	"chibo/internal/store"
)

// duties is one line for the standing duties heard in turn at this meeting:
// one, however many report, for in a large cell they are fifteen.
func duties(rd *store.Reader, in Asked) ([]meeting.Item, error) {
	if may, err := access.Can(rd, access.DutyView, in.M.Org); err != nil || !may || in.M.OfCommittee() {
		return nil, err
	}
	turns, err := duty.InTurn(rd, in.Book, in.M)
	if err != nil || len(turns) == 0 {
		return nil, err
	}
	var names []string
	for _, t := range turns {
		names = append(names, t.Name)
	}
	limits := in.Book.Duties(in.M.Day)
	return []meeting.Item{{Code: "duty", Title: fmt.Sprintf("Nghe %d đồng chí báo cáo nhiệm vụ được phân công", len(turns)), Purpose: "discuss", SourceKind: "duty", SourceID: in.M.Period,
		SourceText: fmt.Sprintf("Lần lượt, mỗi đồng chí ít nhất một lần trong %d tháng: %s", limits.HearWithinMonths, strings.Join(names, ", "))}}, nil
}
