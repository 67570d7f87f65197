package vi

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Legacy names an encoding used before Unicode; a text typed in it shows as
// Latin letters and signs in wrong places.
type Legacy string

// The encodings LooksLegacy can tell.
const (
	NotLegacy Legacy = ""
	TCVN3     Legacy = "tcvn3"
	VNI       Legacy = "vni"
)

// The TCVN3 table as code points, because published tables are often spoilt by
// a wrong encoding: code i of tcvn3Codes stands for letter i of tcvn3Letters.
const tcvn3Letters = "ĂÂÊÔƠƯĐăâêôơưđ" + "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"

var tcvn3Codes = []rune{
	0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7, 0xA8, 0xA9, 0xAA, 0xAB, 0xAC, 0xAD, 0xAE,
	0xB5, 0xB6, 0xB7, 0xB8, 0xB9, // a
	0xBB, 0xBC, 0xBD, 0xBE, 0xC6, // ă
	0xC7, 0xC8, 0xC9, 0xCA, 0xCB, // â
	0xCC, 0xCE, 0xCF, 0xD0, 0xD1, // e
	0xD2, 0xD3, 0xD4, 0xD5, 0xD6, // ê
	0xD7, 0xD8, 0xDC, 0xDD, 0xDE, // i
	0xDF, 0xE1, 0xE2, 0xE3, 0xE4, // o
	0xE5, 0xE6, 0xE7, 0xE8, 0xE9, // ô
	0xEA, 0xEB, 0xEC, 0xED, 0xEE, // ơ
	0xEF, 0xF1, 0xF2, 0xF3, 0xF4, // u
	0xF5, 0xF6, 0xF7, 0xF8, 0xF9, // ư
	0xFA, 0xFB, 0xFC, 0xFD, 0xFE, // y
}

var tcvn3 = func() map[rune]rune {
	table := map[rune]rune{0x03BC: 'à'} // a Greek mu is what NFKC makes of the micro sign
	for i, r := range []rune(tcvn3Letters) {
		table[tcvn3Codes[i]] = r
	}
	return table
}()

// FromTCVN3 decodes a TCVN3 (ABC) text. Capitals with a tone have no code there,
// a capital font shows them, so they come out small.
func FromTCVN3(s string) string {
	return strings.Map(func(r rune) rune {
		if u, ok := tcvn3[r]; ok {
			return u
		}
		return r
	}, s)
}

// VNI writes a letter as its base and a second sign for marks and tone.
var vniSigns = map[rune]string{
	'ù': "\u0301", 'ø': "\u0300", 'û': "\u0309", 'õ': "\u0303", 'ï': "\u0323",
	'â': "\u0302", 'á': "\u0302\u0301", 'à': "\u0302\u0300", 'å': "\u0302\u0309", 'ã': "\u0302\u0303", 'ä': "\u0302\u0323",
	'ê': "\u0306", 'é': "\u0306\u0301", 'è': "\u0306\u0300", 'ú': "\u0306\u0309", 'ü': "\u0306\u0303", 'ë': "\u0306\u0323",
}

// vniBases says which signs may follow a base; ô and ö stand for ơ and ư.
var vniBases = map[rune]string{
	'a': "ùøûõïâáàåãäêéèúüë", 'e': "ùøûõïâáàåãä", 'o': "ùøûõïâáàåãä",
	'ô': "ùøûõï", 'u': "ùøûõï", 'ö': "ùøûõï", 'y': "ùøûõ",
}

var vniSingles = map[rune]rune{'ô': 'ơ', 'ö': 'ư', 'ñ': 'đ', 'æ': 'ỉ', 'ó': 'ĩ', 'ò': 'ị', 'î': 'ỵ'}

// FromVNI decodes a VNI-Windows text.
func FromVNI(s string) string {
	runes := []rune(norm.NFC.String(s))
	var out strings.Builder
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		low := unicode.ToLower(r)
		if u, ok := vniSingles[low]; ok {
			if low != r {
				u = unicode.ToUpper(u)
			}
			r = u
		}
		out.WriteRune(r)
		if i+1 < len(runes) && vniPair(low, runes[i+1]) {
			i++
			out.WriteString(vniSigns[unicode.ToLower(runes[i])])
		}
	}
	return norm.NFC.String(out.String())
}

func vniPair(base, sign rune) bool {
	return strings.ContainsRune(vniBases[unicode.ToLower(base)], unicode.ToLower(sign))
}

// neverUnicode are pairs of letters that VNI is full of and that no Vietnamese
// word written in Unicode has.
var neverUnicode = strings.Fields("aà aá aâ aã aê aé aè aú aù aõ eà eá eâ eã eù eõ oâ où oõ uù uõ yù yõ")

// LooksLegacy tells in which old encoding a text seems to be typed. It is a
// guess for a person to confirm: a short word may be right in two encodings.
func LooksLegacy(s string) Legacy {
	runes := []rune(norm.NFC.String(s))
	vni, abc := 0, 0
	for i, r := range runes {
		if r > 0x17F && unicode.IsLetter(r) && r != 0x03BC || strings.ContainsRune("ăđĩũĂĐĨŨ", r) {
			return NotLegacy
		}
		prev, next := rune(0), rune(0)
		if i > 0 {
			prev = runes[i-1]
		}
		if i+1 < len(runes) {
			next = runes[i+1]
		}
		low := unicode.ToLower(r)
		switch {
		case strings.ContainsRune("äåëïøûüöñæî", low):
			pair := prev != 0 && vniPair(prev, r)
			if pair || strings.ContainsRune("öñæî", low) {
				vni++
			}
			// In TCVN3 these codes are vowels of their own and follow a consonant.
			if !pair && tcvn3[r] != 0 {
				abc++
			}
		case strings.ContainsRune("µμ¶·¸¹¼½¾ªÇçÞßþ×÷", r) && (tcvn3Part(prev) || tcvn3Part(next)),
			strings.ContainsRune("¡¢£¤¥¦§¨©¬®\u00AD", r) && tcvn3Part(next):
			abc += 2
		case prev != 0 && isNeverUnicode(prev, r):
			vni++
		}
	}
	switch {
	case abc > vni:
		return TCVN3
	case vni > 0:
		return VNI
	}
	return NotLegacy
}

// FromLegacy decodes s when it looks typed in an old encoding and says in which.
func FromLegacy(s string) (string, Legacy) {
	switch kind := LooksLegacy(s); kind {
	case TCVN3:
		return FromTCVN3(s), kind
	case VNI:
		return FromVNI(s), kind
	default:
		return s, kind
	}
}

func isNeverUnicode(a, b rune) bool {
	pair := string(unicode.ToLower(a)) + string(unicode.ToLower(b))
	for _, p := range neverUnicode {
		if p == pair {
			return true
		}
	}
	return false
}

// tcvn3Part tells whether r can stand inside a word typed in TCVN3.
func tcvn3Part(r rune) bool {
	return r < utf8.RuneSelf && unicode.IsLetter(r) || tcvn3[r] != 0
}
