package member

import (
	"chibo/internal/store"
)

// Unled tells which of the organisations given have no secretary on a day, in the
// order given. It asks for no right and names nobody: the committee above owes
// them one.
func Unled(rd *store.Reader, cells []string, day string) ([]string, error) {
	led, err := rd.Strings(`select h.org from post_holding h where h.tenant = $1 and h.post = 'secretary' and h.from_day <= $2 and (h.to_day is null or h.to_day > $2)`, day)
	if err != nil {
		return nil, err
	}
	has := map[string]bool{}
	for _, id := range led {
		has[id] = true
	}
	var out []string
	for _, id := range cells {
		if !has[id] {
			out = append(out, id)
		}
	}
	return out, nil
}
