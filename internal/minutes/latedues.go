package minutes

import (
	"errors"
	"fmt"
	"slices"

	"chibo/internal/dues"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// LateDue is one member's dues as the paper minutes have them. Version is that
// of the line of the book it was compared with.
type LateDue struct {
	Member  string `json:"member"`
	State   string `json:"state"`            // as dues.States
	Amount  int64  `json:"amount,omitempty"` // đồng, of paid
	Version int64  `json:"version,omitempty"`
}

// collect takes the month's dues down, so that the minutes say of them what a
// live month's would. They are written at the true time, by whoever may: dues
// are the book's, the meeting only reads them out.
func (in Late) collect(tx *store.Tx, book *rule.Book) error {
	if len(in.Dues) == 0 {
		return nil
	}
	if in.Kind != meeting.Regular && in.Kind != meeting.Combined {
		return fault.Bad("dues", "late_dues_kind")
	}
	var all []dues.Entry
	for _, d := range in.Dues {
		all = append(all, dues.Entry(d))
	}
	_, err := dues.Put(tx, book, in.Org, in.Period, all)
	var f *fault.Error
	if errors.As(err, &f) && f.Newer != nil { // somebody wrote meanwhile: say at whose line
		if now, ok := f.Newer.(dues.Line); ok {
			n := slices.IndexFunc(in.Dues, func(d LateDue) bool { return d.Member == now.Member })
			return fault.Bad(fmt.Sprintf("dues.%d.state", n), "late_dues_newer", "name", now.Name)
		}
	}
	return renamed(err, "items.", "dues.")
}
