package agenda

import (
	"fmt"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// campaigns are the questions the committee put to its cells that this one has not
// treated; in the committee's own meeting its own, and the remedies of those it closed.
// No template names them: they come under whatever months they are asked in.
func campaigns(rd *store.Reader, in Asked) (out []meeting.Item, err error) {
	if in.M.Circle() == access.OfStanding {
		return nil, nil
	}
	all, err := campaign.Waits(rd, in.M.Org, string(in.M.Circle()), in.M.Period, in.M.ID)
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		out = append(out, meeting.Item{Code: "campaign", Title: "Chuyên đề: " + c.Topic, Purpose: "discuss", Minutes: 20, SourceKind: "campaign", SourceID: c.ID,
			SourceText: "Đảng ủy gửi, hạn gửi kết quả " + vi.ShowDay(c.Due) + fmt.Sprintf("; %d câu hỏi chung", len(c.Asked))})
	}
	if in.M.Circle() != access.OfCommittee {
		return out, nil
	}
	owed, err := campaign.RemediesOwed(rd, in.M.Org, in.M.ID)
	for _, o := range owed {
		out = append(out, meeting.Item{Code: "remedy", Title: o.Text, Purpose: "decide", Minutes: 5, Presenter: o.OwnerName, SourceKind: "remedy", SourceID: fmt.Sprintf("%s/%d", o.Campaign, o.N),
			SourceText: "Tổng kết chuyên đề " + o.Topic + ": đồng chí " + o.OwnerName + ", hạn " + vi.ShowDay(o.Due)})
	}
	return out, err
}

// under is the heading points of the committee above come below: of the theme, else of
// papers from above; "" none, and they stand before the conclusion.
func under(t rule.Agenda) string {
	for _, name := range []string{"thematic", "documents"} {
		for _, line := range t.Lines {
			for _, s := range line.Sources {
				if s == name {
					return line.Code
				}
			}
		}
	}
	return ""
}
