// Package vi knows Vietnamese text: spelling, sorting, dates, numbers in words
// and the encodings used before Unicode. It knows no room and no database.
package vi

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Clean returns s in NFC on one line: trimmed, inner white space collapsed to
// one space, and without the invisible runes that make equal texts differ.
func Clean(s string) string {
	return norm.NFC.String(strings.Join(strings.Fields(visible(s)), " "))
}

// CleanText is Clean for text of several lines: line breaks stay, more than one
// empty line in a row becomes one, empty lines at both ends go.
func CleanText(s string) string {
	s = lineBreaks.Replace(s)
	var kept []string
	for line := range strings.SplitSeq(s, "\n") {
		line = Clean(line)
		if line == "" && (len(kept) == 0 || kept[len(kept)-1] == "") {
			continue
		}
		kept = append(kept, line)
	}
	return strings.TrimRight(strings.Join(kept, "\n"), "\n")
}

var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n",
	"\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

// visible drops control and format runes (zero width, bidi, soft hyphen, byte
// order mark) and broken bytes; every kind of space becomes a plain one.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == unicode.ReplacementChar, r == 0x034F, unicode.In(r, unicode.Cc, unicode.Cf):
			return -1
		}
		return r
	}, s)
}

// Fold returns s for searching: lower case, without diacritics, đ as d, and
// anything but a-z and 0-9 as one space. Folding a folded text changes nothing.
func Fold(s string) string {
	var out strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(visible(s)) {
		// A stroke is no diacritic for Unicode, so decomposing leaves đ alone.
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case r == 'đ', r == 'Đ', r == 'ð', r == 'Ð':
			r = 'd'
		case r >= 'A' && r <= 'Z':
			r += 'a' - 'A'
		}
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') {
			gap = true
			continue
		}
		if gap && out.Len() > 0 {
			out.WriteByte(' ')
		}
		gap = false
		out.WriteRune(r)
	}
	return out.String()
}

// Words returns the folded words of s, each once, in order of appearance.
func Words(s string) []string {
	seen := map[string]bool{}
	var words []string
	for _, w := range strings.Fields(Fold(s)) {
		if !seen[w] {
			seen[w] = true
			words = append(words, w)
		}
	}
	return words
}

// Slug returns s for an address or a file name: "Tổ dân phố số 1" gives "to-dan-pho-so-1".
func Slug(s string) string { return strings.ReplaceAll(Fold(s), " ", "-") }

// Capital begins a sentence or a line of its own: the first letter large.
func Capital(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[n:]
}
