package minutes

import (
	"strings"

	"chibo/internal/duty"
	"chibo/internal/office/paper"
	"chibo/internal/store"
)

// duties puts what the meeting heard of standing duties under the item that was
// on the agenda for it, in the words of the reports; without such an item they
// stand with the other opinions.
func (r *record) duties(rd *store.Reader) error {
	if r.m.OfCommittee() {
		return nil
	}
	all, err := duty.HeardAt(rd, r.m)
	if err != nil {
		return err
	}
	item := ""
	for _, i := range r.items {
		if i.SourceKind == "duty" {
			item = i.ID
		}
	}
	for _, s := range all {
		r.opinions[item] = append(r.opinions[item], paper.Gist{Speaker: s.Name, Text: strings.TrimRight(s.What, ". ") + ". " + s.Words})
	}
	return nil
}
