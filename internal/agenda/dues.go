package agenda

import (
	"fmt"

	"chibo/internal/dues"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// owed is how many have not paid the dues of the month before: a count, for
// the agenda goes to everybody.
func owed(rd *store.Reader, in Asked) ([]meeting.Item, error) {
	month := vi.PrevMonth(in.M.Period)
	sum, err := dues.Counts(rd, in.M.Org, month)
	if err != nil || !sum.Entered || sum.Unpaid == 0 { // a month nobody took down says nothing about anybody
		return nil, err
	}
	n, err := dues.Owing(rd, in.Book, in.M.Org, month)
	if err != nil || n == 0 {
		return nil, err
	}
	return []meeting.Item{{Code: "dues", Title: fmt.Sprintf("Đảng phí %s: còn %d đồng chí chưa nộp", vi.ShowMonth(month), n), Purpose: "inform", SourceKind: "dues", SourceID: month,
		SourceText: "Sổ đảng phí của chi bộ, chỉ nêu số đồng chí"}}, nil
}
