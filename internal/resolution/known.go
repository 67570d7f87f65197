package resolution

import (
	"chibo/internal/fault"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// PutKnown is Put for the room above that merges what several phones wrote: the
// ids named fresh are its own and are kept, so that the same task sent again is
// the same task. They must be made of the meeting, so that no other has them.
func PutKnown(tx *store.Tx, book *rule.Book, meeting string, version int64, preamble string, items []Item, fresh []string) (Resolution, []Warning, error) {
	p, old, err := open(tx, meeting)
	if err != nil {
		return Resolution{}, nil, err
	}
	if old.Version != version {
		return Resolution{}, nil, fault.Stale(old)
	}
	items = append([]Item(nil), items...)
	var wrong fault.Fields
	for n := range items {
		if err := check(tx.Reader, p, &items[n], "", &wrong); err != nil {
			return Resolution{}, nil, err
		}
	}
	if err := wrong.Err(); err != nil {
		return Resolution{}, nil, err
	}
	ids := known(old)
	for _, id := range fresh {
		ids[id] = true
	}
	return write(tx, book, p, meeting, old, ids, vi.CleanText(preamble), items)
}
