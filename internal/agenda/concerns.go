package agenda

import (
	"fmt"
	"strings"

	"chibo/internal/concern"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// concerns is what the cell hears of what was raised since it last met: how many
// matters of each kind wait or were answered, and the lines written for it. Nobody is
// named, and nobody's own words stand here: the agenda goes to everybody.
func concerns(rd *store.Reader, in Asked) ([]meeting.Item, error) {
	if in.M.OfCommittee() {
		return nil, nil
	}
	since := vi.PrevMonth(in.M.Period) + "-01"
	last, err := meeting.Before(rd, in.M)
	if err == nil {
		since = last.Day
	} else if fault.KindOf(err) != fault.NotFound {
		return nil, err
	}
	all, err := concern.Since(rd, in.Book, in.M.Org, since)
	if err != nil {
		return nil, err
	}
	law := in.Book.Concerns(in.M.Day)
	var out []meeting.Item
	for _, t := range all {
		topic, _ := law.Find(t.Topic)
		var counts []string
		if t.Answered > 0 {
			counts = append(counts, fmt.Sprintf("%d ý kiến đã trả lời", t.Answered))
		}
		if t.Open > 0 {
			counts = append(counts, fmt.Sprintf("%d ý kiến đang chờ trả lời", t.Open))
		}
		out = append(out, meeting.Item{Code: "concerns", Title: topic.VI + ": " + strings.Join(counts, ", "), Purpose: "inform", SourceKind: "concern", SourceID: t.Topic, SourceText: strings.Join(t.Issues, "; ")})
	}
	return out, nil
}
