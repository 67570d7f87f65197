// Package alike tells how much of one Vietnamese text stands already in another,
// whoever changed its numbers, names, order or a word here and there. It compares
// sentence with sentence and shows the pairs, so that a person can judge for
// himself; it knows no database and no meeting.
//
// What everybody writes ("chi bộ thống nhất", "tiếp tục lãnh đạo thực hiện tốt")
// is no copying: such phrasing is taken out of both texts before they are compared,
// and a sentence of which little remains is not counted at all.
package alike

import (
	"slices"
	"strings"

	"chibo/internal/vi"
)

const (
	// leastWords is how many words of its own a sentence needs to be counted.
	leastWords = 6
	// sameOf100 is how much of two sentences must run alike, in their order, for
	// one to be the other: chosen on the labelled pairs in testdata.
	sameOf100 = 68
)

// Pair is a sentence and the one of the other text it repeats.
type Pair struct {
	Mine, Theirs string
}

// Result is what a comparison found: words of mine that were counted, and those
// in sentences which stand in the other text.
type Result struct {
	Counted, Copied int
	Pairs           []Pair
}

// Percent is the share of mine that stands in the other text, rounded down.
func (r Result) Percent() int {
	if r.Counted == 0 {
		return 0
	}
	return 100 * r.Copied / r.Counted
}

// Common is the phrasing that counts for nobody.
type Common struct {
	phrases map[string][][]string // by first word, the longest first
	marks   map[int64]bool
}

// NewCommon takes phrases in words, and marks (see Marks) that too many texts
// bear to mean anything.
func NewCommon(phrases []string, marks map[int64]bool) Common {
	c := Common{map[string][][]string{}, marks}
	for _, p := range phrases {
		if w := words(p); len(w) > 0 {
			c.phrases[w[0]] = append(c.phrases[w[0]], w)
		}
	}
	for _, all := range c.phrases {
		slices.SortFunc(all, func(a, b []string) int { return len(b) - len(a) })
	}
	return c
}

// Compare holds every sentence of mine against all of theirs. Several passages
// are one text.
func Compare(mine, theirs []string, common Common) Result {
	other := sentences(theirs, common)
	has := map[string][]int{} // word → sentences of theirs
	for n, s := range other {
		for _, w := range once(s.words) {
			has[w] = append(has[w], n)
		}
	}
	var r Result
	for _, s := range sentences(mine, common) {
		r.Counted += len(s.words)
		best, at := 0, -1
		shared := map[int]int{}
		for _, w := range once(s.words) {
			for _, n := range has[w] {
				shared[n]++
			}
		}
		for n, k := range shared {
			if 200*k < sameOf100*(len(once(s.words))+len(once(other[n].words)))*9/10 { // cannot reach it in order either
				continue
			}
			if same := 200 * inOrder(s.words, other[n].words) / (len(s.words) + len(other[n].words)); same > best || same == best && n < at {
				best, at = same, n
			}
		}
		if best >= sameOf100 {
			r.Copied += len(s.words)
			r.Pairs = append(r.Pairs, Pair{s.text, other[at].text})
		}
	}
	return r
}

type sentence struct {
	text  string
	words []string // its own: numbers as one sign, common phrasing gone
}

func sentences(passages []string, common Common) (out []sentence) {
	for _, text := range split(passages) {
		own := common.without(words(text))
		if len(own) >= leastWords {
			out = append(out, sentence{text, own})
		}
	}
	return out
}

// split parts passages where a sentence or a point of a list ends.
func split(passages []string) (out []string) {
	for _, p := range passages {
		for _, s := range strings.FieldsFunc(p, func(r rune) bool { return r == '\n' || r == ';' || r == '!' || r == '?' || r == '•' }) {
			for s != "" {
				end := stop(s)
				if one := strings.Trim(s[:end], " .-–+*\t"); one != "" {
					out = append(out, one)
				}
				s = s[end:]
			}
		}
	}
	return out
}

// stop is where the first sentence of s ends: at a full stop before a space, so
// that 15.000 and "TP.HCM" hold together.
func stop(s string) int {
	for n := 0; n < len(s)-1; n++ {
		if s[n] == '.' && (s[n+1] == ' ' || s[n+1] == '\t') {
			return n + 1
		}
	}
	return len(s)
}

// words folds a text: no capitals, no marks, every number or date one sign.
func words(text string) (out []string) {
	for _, w := range strings.Fields(vi.Fold(text)) {
		if w[0] >= '0' && w[0] <= '9' {
			if len(out) > 0 && out[len(out)-1] == "#" {
				continue
			}
			w = "#"
		}
		out = append(out, w)
	}
	return out
}

// without takes out what is common: phrases by their words, then runs that many
// texts bear.
func (c Common) without(all []string) []string {
	var own []string
	for n := 0; n < len(all); {
		if k := c.phraseAt(all[n:]); k > 0 {
			n += k
			continue
		}
		own = append(own, all[n])
		n++
	}
	if len(c.marks) == 0 {
		return own
	}
	drop := make([]bool, len(own))
	for n := 0; n+run <= len(own); n++ {
		if c.marks[mark(own[n:n+run])] {
			for k := range run {
				drop[n+k] = true
			}
		}
	}
	kept := own[:0]
	for n, w := range own {
		if !drop[n] {
			kept = append(kept, w)
		}
	}
	return kept
}

func (c Common) phraseAt(all []string) int {
	for _, p := range c.phrases[all[0]] {
		if len(p) <= len(all) && slices.Equal(p, all[:len(p)]) {
			return len(p)
		}
	}
	return 0
}

// inOrder is how many words two sentences have in common in the same order (the
// longest common subsequence).
func inOrder(a, b []string) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for n, y := range b {
			up := row[n+1]
			if x == y {
				row[n+1] = diagonal + 1
			} else {
				row[n+1] = max(up, row[n])
			}
			diagonal = up
		}
	}
	return row[len(b)]
}

func once(all []string) []string {
	out := slices.Clone(all)
	slices.Sort(out)
	return slices.Compact(out)
}
