package paper

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"chibo/internal/office/docx"
)

// one makes a single line of a text: trimmed, white space runs as one blank.
func one(s string) string { return strings.Join(strings.Fields(docx.Clean(s)), " ") }

// lines splits a text into its non-empty lines, one paragraph each.
func lines(s string) []string {
	var out []string
	for _, l := range strings.Split(docx.Clean(s), "\n") {
		if l = one(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// sentence ends a text with a plain full stop: 05-HD/VPTW 2026 has no "./.".
func sentence(s string) string {
	s = one(s)
	for _, old := range []string{"./.", "/."} {
		s = strings.TrimSpace(strings.TrimSuffix(s, old))
	}
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?:") || strings.HasSuffix(s, "…") {
		return s
	}
	return strings.TrimRight(s, ";,") + "."
}

// bare is a text without its last mark, for use inside a sentence.
func bare(s string) string {
	return strings.TrimRight(strings.TrimSuffix(one(s), "./."), ".;, ")
}

func upperFirst(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}

// lowered begins each text with a small letter, for use inside a sentence; a
// first word all in capitals ("VNeID", "UBND") and names of numbers stay.
func lowered(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = small(s)
	}
	return out
}

func small(s string) string {
	first, rest, _ := strings.Cut(s, " ")
	letters := []rune(first)
	if len(letters) > 1 && strings.ToLower(string(letters[1:])) == string(letters[1:]) && !capitalised(rest) {
		letters[0] = unicode.ToLower(letters[0])
		s = strings.TrimSpace(string(letters) + " " + rest)
	}
	return s
}

// Continued is a text that goes on inside a sentence, behind a semicolon: no
// full stop of its own, and a small letter first unless a name begins there.
func Continued(s string) string { return small(bare(s)) }

// capitalised tells whether the next word begins with a capital: then the
// first one belongs to a name.
func capitalised(rest string) bool {
	for _, r := range rest {
		return unicode.IsUpper(r)
	}
	return false
}

// together keeps what belongs on one line on one line: a month, a number.
func together(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") }

// or gives the gap words for what nobody recorded.
func (l Layout) or(s string) string {
	if s = one(s); s == "" {
		return l.Words.Gap
	}
	return s
}

// comrade is "đồng chí Name, post", or the gap words.
func (l Layout) comrade(p Person) string {
	name, post := one(p.Name), one(p.Post)
	switch {
	case name == "":
		return l.Words.Gap
	case post == "":
		return "đồng chí " + name
	}
	return "đồng chí " + name + ", " + post
}

// clock is "19 giờ 30", the way minutes are read aloud.
func clock(t time.Time) string {
	if t.Minute() == 0 {
		return fmt.Sprintf("%d giờ", t.Hour())
	}
	return fmt.Sprintf("%d giờ %02d", t.Hour(), t.Minute())
}

func day(t time.Time) string { return t.Format("02/01/2006") }

func sameDay(a, b time.Time) bool { return day(a) == day(b) }

// number is "Số 05-NQ/CB": below 10 padded, no colon. Without a number room
// is left to write it by hand.
func (l Layout) number(h Head, code string) string {
	n := "     "
	if h.Number > 0 {
		n = fmt.Sprintf("%02d", h.Number)
	}
	symbol := one(h.Symbol)
	if symbol == "" {
		symbol = "CB"
	}
	return strings.NewReplacer("{n}", n, "{type}", code, "{issuer}", symbol).Replace(l.Words.Number)
}

// placeDate pads days below 10 and months 1 and 2, and no other month, so
// that nobody can add a digit in front.
func (l Layout) placeDate(h Head) string {
	d, m, y := "    ", "    ", "      "
	if !h.Date.IsZero() {
		d = fmt.Sprintf("%02d", h.Date.Day())
		m = strconv.Itoa(int(h.Date.Month()))
		if h.Date.Month() <= time.February {
			m = "0" + m
		}
		y = strconv.Itoa(h.Date.Year())
	}
	return strings.NewReplacer("{place}", l.or(h.Place), "{day}", d, "{month}", m, "{year}", y).Replace(l.Words.PlaceDate)
}

// Percent is n of base with at most two decimals, Vietnamese comma: "66,67%".
// It never rounds up to a whole that was not reached.
func Percent(n, base int) string {
	if base <= 0 {
		return ""
	}
	h := (int64(n)*20000 + int64(base)) / (2 * int64(base)) // half up, in hundredths
	if h == 10000 && n < base {
		h = 9999
	}
	s := fmt.Sprintf("%d,%02d", h/100, h%100)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ",") + "%"
}
