package vi

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// letter is one written letter: base rune, the marks that make it another
// letter (ă â ê ô ơ ư) and the tone that sits on it.
type letter struct {
	base  rune
	marks []rune
	tone  rune
}

func (l letter) vowel() bool    { return strings.ContainsRune("aeiouyAEIOUY", l.base) }
func (l letter) is(b rune) bool { return unicode.ToLower(l.base) == b }

// Tone returns s with every tone mark on the vowel of the traditional placement
// ("hòa", "thủy", "ủy", but "hoàn", "quý"), so that the two placements in use
// compare equal. Words that are no Vietnamese syllable stay as they are.
func Tone(s string) string {
	s = norm.NFC.String(s)
	var out, word strings.Builder
	flush := func() {
		if word.Len() > 0 {
			out.WriteString(toneWord(word.String()))
			word.Reset()
		}
	}
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) {
			word.WriteRune(r)
			continue
		}
		flush()
		out.WriteRune(r)
	}
	flush()
	return out.String()
}

// SameName tells whether two names are one name, whatever the capitals, the
// spaces and the tone placement.
func SameName(a, b string) bool { return nameForm(a) == nameForm(b) }

func nameForm(s string) string { return strings.ToLower(Tone(Clean(s))) }

func toneWord(word string) string {
	letters, tone, ok := spell(word)
	if !ok || tone == 0 {
		return word
	}
	at, ok := toneSeat(letters)
	if !ok {
		return word
	}
	for i := range letters {
		letters[i].tone = 0
	}
	letters[at].tone = tone
	var out strings.Builder
	for _, l := range letters {
		out.WriteRune(l.base)
		for _, m := range l.marks {
			out.WriteRune(m)
		}
		if l.tone != 0 {
			out.WriteRune(l.tone)
		}
	}
	return norm.NFC.String(out.String())
}

// spell splits a word into letters; ok is false when it carries two tones.
func spell(word string) (letters []letter, tone rune, ok bool) {
	for _, r := range norm.NFD.String(word) {
		switch {
		case !unicode.Is(unicode.Mn, r):
			letters = append(letters, letter{base: r})
		case len(letters) == 0:
			return nil, 0, false
		case strings.ContainsRune(toneMarks, r):
			if tone != 0 {
				return nil, 0, false
			}
			tone = r
			letters[len(letters)-1].tone = r
		default:
			last := &letters[len(letters)-1]
			last.marks = append(last.marks, r)
		}
	}
	return letters, tone, true
}

// toneMarks are huyền, sắc, ngã, hỏi and nặng.
const toneMarks = "\u0300\u0301\u0303\u0309\u0323"

var finals = map[string]bool{"": true, "c": true, "ch": true, "m": true, "n": true, "ng": true, "nh": true, "p": true, "t": true}

// toneSeat finds the letter that carries the tone of a syllable.
func toneSeat(letters []letter) (int, bool) {
	from := 0
	for from < len(letters) && !letters[from].vowel() {
		from++
	}
	// The u of qu and the i of gi belong to the consonant when a vowel follows.
	if from > 0 && from+1 < len(letters) && letters[from+1].vowel() && len(letters[from].marks) == 0 {
		if (letters[from].is('u') && letters[from-1].is('q')) || (from == 1 && letters[from].is('i') && letters[0].is('g')) {
			from++
		}
	}
	to := from
	for to < len(letters) && letters[to].vowel() {
		to++
	}
	var tail strings.Builder
	for _, l := range letters[to:] {
		tail.WriteRune(unicode.ToLower(l.base))
	}
	count := to - from
	if count < 1 || count > 3 || !finals[tail.String()] {
		return 0, false
	}
	for i := to - 1; i >= from; i-- {
		if len(letters[i].marks) > 0 {
			return i, true
		}
	}
	switch {
	case tail.Len() > 0:
		return to - 1, true
	case count == 3:
		return from + 1, true
	}
	return from, true
}
