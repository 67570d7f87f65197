package sheet

import (
	"strings"

	"chibo/internal/vi"
)

// longestName is how long the name of a figure may be.
const longestName = 60

// piece is a stretch of a cell's text: words that stay, or the name of a figure.
type piece struct {
	text string
	name string
}

// pieces takes a text with marks apart: "Số chi bộ: {{chi_bo}}". A name may be written
// as people write it, "{{ Chi bộ đúng hạn }}": marks of the alphabet, case and spaces
// make no difference. ok is false where a mark is not closed, empty or no name.
func pieces(text string) (out []piece, ok bool) {
	for {
		before, rest, found := strings.Cut(text, "{{")
		if before != "" {
			out = append(out, piece{text: before})
		}
		if !found {
			return out, true
		}
		inside, after, closed := strings.Cut(rest, "}}")
		name := strings.ReplaceAll(vi.Fold(strings.ReplaceAll(inside, "_", " ")), " ", "_")
		if !closed || name == "" || len(name) > longestName || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
			return nil, false
		}
		out = append(out, piece{name: name})
		text = after
	}
}
