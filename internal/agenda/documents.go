package agenda

import (
	"chibo/internal/document"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// documents are the papers from above for every member that no meeting has
// discussed yet (guidance 42: new documents of the levels above).
func documents(rd *store.Reader, in Asked) ([]meeting.Item, error) {
	all, err := document.Waiting(rd, in.M)
	var out []meeting.Item
	for _, d := range all {
		out = append(out, meeting.Item{Code: "document", Title: "Phổ biến " + d.Number + ": " + d.Abstract, Purpose: "inform", SourceKind: "document", SourceID: d.ID,
			SourceText: d.Number + " ngày " + vi.ShowDay(d.IssuedOn) + " của " + d.Issuer + ", nhận ngày " + vi.ShowDay(d.ReceivedOn)})
	}
	return out, err
}
