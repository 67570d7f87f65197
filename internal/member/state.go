package member

import "chibo/internal/store"

// States of a person's data; "" is active. A restricted record is kept for what
// the archive asks and opens only with two; of a shredded one the counts and
// what signed papers say remain (docs/adr/0042).
const (
	Restricted = "restricted"
	Shredded   = "shredded"
)

// ErasedName stands where a name was.
const ErasedName = "(đã xóa)"

// DataOf is the state of a person's data.
func DataOf(rd *store.Reader, person string) (string, error) {
	all, err := rd.Strings(`select state from data_state where tenant = $1 and person = $2`, person)
	if err != nil || len(all) == 0 {
		return "", err
	}
	return all[0], nil
}
