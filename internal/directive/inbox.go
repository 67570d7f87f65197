package directive

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/document"
)

// waiting sorts what is neither discussed nor recalled: by the day to discuss it by, those
// without one last.
func waiting(all []document.Received, unread []string) (out []Awaiting) {
	for _, d := range all {
		if d.Origin != "" && d.RecalledOn == "" && d.State != document.Discussed {
			out = append(out, Awaiting{d, slices.Contains(unread, d.ID)})
		}
	}
	slices.SortStableFunc(out, func(a, b Awaiting) int {
		return cmp.Or(cmp.Compare(one(a.DiscussBy == ""), one(b.DiscussBy == "")), cmp.Compare(a.DiscussBy, b.DiscussBy))
	})
	return out
}

// places are n marks of arguments, the first of them $from.
func places(from, n int) string {
	var all []string
	for i := range n {
		all = append(all, "$"+strconv.Itoa(from+i))
	}
	return strings.Join(all, ", ")
}
