package alike

import (
	"hash/fnv"
	"slices"
)

const (
	run    = 5 // words under one mark
	window = 4 // of so many marks in a row the smallest is kept: any eight words in common leave a common mark
	most   = 400

	// LeastShared is the share of marks, in percent, from which two texts are worth
	// comparing.
	LeastShared = 12
)

// Marks are the fingerprints by which a text is found again among many
// (winnowing: Schleimer, Wilkerson, Aiken 2003): sorted, each once, at most 400.
// No word can be read out of them, but whoever has a text can tell whether it
// bears them.
func Marks(passages []string, common Common) []int64 {
	var all []string
	for _, s := range sentences(passages, common) {
		all = append(all, s.words...)
	}
	var grams []int64
	for n := 0; n+run <= len(all); n++ {
		grams = append(grams, mark(all[n:n+run]))
	}
	var out []int64
	for n := 0; n < len(grams); n++ {
		out = append(out, slices.Min(grams[n:min(n+window, len(grams))]))
		if n+window >= len(grams) {
			break
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return out[:min(len(out), most)]
}

func mark(words []string) int64 {
	h := fnv.New64a()
	for _, w := range words {
		h.Write([]byte(w))
		h.Write([]byte{0})
	}
	return int64(h.Sum64() >> 1)
}
