package agenda

import (
	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/standing"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// dates are the matters that fall due in the month after this meeting: probation, exemption, a stay, a post or the term that ends, a
// badge; and the requests for exemption that wait for the cell. Each is one line; one that was treated a month ago does not come again
// as another, its day being part of what it is known by.
func dates(rd *store.Reader, in Asked) ([]meeting.Item, error) {
	if may, err := access.Can(rd, access.RollView, in.M.Org); err != nil || !may {
		return nil, err
	}
	all, err := member.Falling(rd, in.Book, in.M.Org, in.M.Day, vi.AddDays(in.M.Day, 31))
	if err != nil {
		return nil, err
	}
	var out []meeting.Item
	for _, f := range all {
		out = append(out, meeting.Item{Code: f.Kind, Title: f.Sentence, Purpose: purpose[f.Kind], SourceKind: "date", SourceID: f.Kind + "." + f.Member + "." + f.Day,
			SourceText: "Đến hạn trước buổi sinh hoạt sau: " + vi.ShowDay(f.Day)})
	}
	asked, err := standing.Waiting(rd, in.M.Org)
	if err != nil {
		return nil, err
	}
	for _, x := range asked {
		m, err := member.Known(rd, x.Member)
		if err != nil {
			return nil, err
		}
		out = append(out, meeting.Item{Code: "exemption", Title: standing.Subject(m.FullName, x), Purpose: "decide", SourceKind: "exemption", SourceID: x.ID,
			SourceText: "Đề nghị ngày " + vi.ShowDay(x.AskedOn) + "; chi bộ xem xét, biểu quyết"})
	}
	return out, nil
}

// purpose: the cell decides on recognition and on whether an exemption goes on.
var purpose = map[string]string{member.ProbationEnds: "decide", member.ExemptionEnds: "decide", member.StayEnds: "inform", member.SentEnds: "inform", member.PostEnds: "inform", member.TermEnds: "discuss", member.BadgeDue: "inform"}
