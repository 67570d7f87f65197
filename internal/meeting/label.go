package meeting

import (
	"strconv"
	"strings"

	"chibo/internal/store"
)

// number gives every line of an agenda the number it is called by: headings and
// the cell's own points 1, 2, 3 …; what a record brought under a heading of the
// template 2.1, 2.2 … below it. Addresses and order go by Position, never by
// this.
func number(all []Item) []Item {
	top, sub, under := 0, 0, false
	for n := range all {
		if under && belongs(all[n]) {
			sub++
			all[n].Label = strconv.Itoa(top) + "." + strconv.Itoa(sub)
			continue
		}
		top, sub, under = top+1, 0, all[n].SourceKind == "template"
		all[n].Label = strconv.Itoa(top)
	}
	return all
}

// belongs tells the lines that stand under a heading. A point moved on from an
// earlier meeting is a matter of its own, and so is a line whose heading is gone.
func belongs(i Item) bool { return carried(i) && i.SourceKind != "carried" && !i.Alone }

// below are the lines under the heading at a place of a numbered agenda.
func below(all []Item, at int) []Item {
	end := at + 1
	for !all[at].Sub() && end < len(all) && all[end].Sub() {
		end++
	}
	return all[at+1 : end]
}

// Headings are the main matters of an agenda in order, without what the records
// bring below them: those lines may name a comrade, and an invitation names none
// but its reader. It asks for no right: whoever hands the meeting over was
// allowed to read it.
func Headings(rd *store.Reader, m Meeting) ([]string, error) {
	all, err := items(rd, m.ID)
	var out []string
	for _, i := range all {
		if !i.Sub() {
			out = append(out, i.Title)
		}
	}
	return out, err
}

// Sub tells whether the line stands under a heading and has no number of its own.
func (i Item) Sub() bool {
	return strings.Contains(i.Label, ".")
}
