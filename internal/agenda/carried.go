package agenda

import (
	"slices"

	"chibo/internal/meeting"
	"chibo/internal/vi"
)

// sitting is what the body calls its meeting.
func (in Asked) sitting() string {
	if in.M.OfCommittee() {
		return "cuộc họp"
	}
	return "buổi sinh hoạt"
}

// carried are the points earlier meetings moved on ("Chuyển buổi sau"). Only
// what no other source brings back by itself becomes a line here: the cell's
// own points, and points carried over once more.
func carried(moved []meeting.Carried, sitting string) []meeting.Item {
	var out []meeting.Item
	for _, c := range moved {
		if c.SourceKind == "" || c.SourceKind == "carried" {
			out = append(out, meeting.Item{Code: "carried", Title: c.Title, Purpose: "discuss", Minutes: 10, SourceKind: "carried", SourceID: c.ID,
				SourceText: "Chuyển từ " + sitting + " ngày " + vi.ShowDay(c.Day)})
		}
	}
	return out
}

// again tells of a line its source brings anyway that an earlier meeting had
// moved it on.
func again(moved []meeting.Carried, i meeting.Item, sitting string) meeting.Item {
	at := slices.IndexFunc(moved, func(c meeting.Carried) bool { return c.SourceKind == i.SourceKind && c.SourceID == i.SourceID })
	if at >= 0 && i.SourceKind != "" {
		i.SourceText += "; chuyển từ " + sitting + " ngày " + vi.ShowDay(moved[at].Day)
	}
	return i
}
