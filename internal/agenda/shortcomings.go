package agenda

import (
	"strings"

	"chibo/internal/meeting"
	"chibo/internal/store"
)

// shortcomings is what the chair named at the closing last time: one line, so
// that the cell asks itself whether it has become better.
func shortcomings(rd *store.Reader, in Asked) ([]meeting.Item, error) {
	lines, err := meeting.Shortcomings(rd, in.M)
	if err != nil || len(lines) == 0 {
		return nil, err
	}
	last := "buổi trước"
	if in.M.OfCommittee() {
		last = "cuộc họp trước"
	}
	return []meeting.Item{{Code: "shortcomings", Title: "Xem lại điều đã nêu cần sửa ở " + last, Purpose: "discuss", SourceKind: "shortcoming", SourceID: in.M.Period,
		SourceText: strings.Join(lines, "; ")}}, nil
}
