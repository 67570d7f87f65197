package document

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"chibo/internal/vi"
)

// The three marks of the law on the protection of state secrets, as a stamp
// says them. The word mật also stands in harmless words (bí mật, bảo mật, mật
// độ, mật thiết, mật ong) and in names; a stamp stands alone, in capitals, at
// the edge of a line or after "Độ mật:". What follows errs towards refusing
// short lines in capitals and towards taking prose.
var (
	marks  = []string{"mật", "tối mật", "tuyệt mật"}
	degree = regexp.MustCompile(`(?i)độ\s*mật\s*[:：]\s*["“'(\[]?\s*(tuyệt\s*mật|tối\s*mật|mật)(?:\P{L}|$)`)
	// words before or behind mật that make another word of it
	before = words("bí bảo cơ thân rậm lấy ong túi giọt hoa đường nước quay bán mua giọng ngọt")
	after  = words("độ thiết ong mã khẩu vụ thư ngọt nhà gấu mía đàm báo phục hoa thám nghị ước danh lệnh")
	wide   = regexp.MustCompile(`\t|  +|\x{a0}\x{a0}+`)
)

func words(s string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		out[w] = true
	}
	return out
}

// marked looks through the lines of a file for a mark.
type marked struct {
	asked bool // the line before was "Độ mật"
	found bool
}

func (m *marked) line(s string) {
	if m.found {
		return
	}
	s = norm.NFC.String(s)
	bare := strings.ToLower(trim(s))
	m.found = stamped(s) || m.asked && slices.Contains(marks, bare)
	if !m.found {
		if u, how := vi.FromLegacy(s); how != vi.NotLegacy { // the old fonts of capitals hold small letters
			m.found = alone(strings.ToUpper(u))
		}
	}
	m.asked = bare == "độ mật" || bare == "mức độ mật"
}

// stamped tells whether a line carries a mark.
func stamped(s string) bool {
	if degree.MatchString(s) {
		return true
	}
	for _, column := range append(wide.Split(s, -1), s) {
		if alone(column) {
			return true
		}
	}
	all := tokens(s)
	capitals := strings.ToUpper(s) == s
	for n, t := range all {
		if t.word != "MẬT" {
			continue
		}
		first, strong := n, false
		if n > 0 && (all[n-1].word == "TỐI" || all[n-1].word == "TUYỆT") {
			first, strong = n-1, true
		}
		if all[first].opened && t.closed || !strong && composed(all, n) { // “MẬT” speaks of the stamp
			continue
		}
		edge := first == 0 || n == len(all)-1
		switch {
		case capitals:
			if first == 0 {
				return true
			}
		case edge, len(all) <= 8, strong && len(all) <= 12:
			return true
		}
	}
	return false
}

// alone is a mark with nothing beside it; the shortest one only in capitals,
// because Mật is a name too. A stamp may be spaced out: M Ậ T.
func alone(s string) bool {
	s = trim(s)
	if spaced := strings.Fields(s); len(spaced) > 1 && !slices.ContainsFunc(spaced, func(w string) bool { return len([]rune(w)) > 1 }) {
		s = strings.Join(spaced, "")
		return slices.Contains([]string{"MẬT", "TỐIMẬT", "TUYỆTMẬT"}, s)
	}
	s = strings.Join(strings.Fields(s), " ")
	return s == "MẬT" || strings.EqualFold(s, "tối mật") || strings.EqualFold(s, "tuyệt mật")
}

func trim(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// composed tells whether the word at n is part of another word.
func composed(all []token, n int) bool {
	return n > 0 && before[strings.ToLower(all[n-1].word)] || n+1 < len(all) && after[strings.ToLower(all[n+1].word)]
}

type token struct {
	word           string
	start, end     bool // a sign other than a space stands before it, behind it, or nothing
	opened, closed bool // that sign is a quotation mark
}

func tokens(s string) []token {
	var out []token
	var w []rune
	t := token{start: true}
	for _, r := range s + "\n" {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			w = append(w, r)
			continue
		}
		sign := !unicode.IsSpace(r) || r == '\n'
		quote := strings.ContainsRune("\"'`“”‘’«»", r)
		if len(w) > 0 {
			t.word = string(w)
			out = append(out, t)
			t, w = token{}, nil
		}
		if n := len(out); n > 0 && sign && !t.start {
			out[n-1].end, out[n-1].closed = true, quote
		}
		t.start, t.opened = t.start || sign, quote
	}
	return out
}

// markedName tells whether a file name carries a mark, with or without the
// signs of Vietnamese.
func markedName(name string) bool {
	name = norm.NFC.String(path.Base(strings.ReplaceAll(name, `\`, "/")))
	name = strings.ReplaceAll(strings.TrimSuffix(name, path.Ext(name)), "_", "-")
	all := tokens(name)
	capitals := strings.ToUpper(name) == name
	for n, t := range all {
		low := strings.ToLower(t.word)
		prev := ""
		if n > 0 {
			prev = strings.ToLower(all[n-1].word)
		}
		last := n == len(all)-1
		switch {
		case low == "mật" && (prev == "tối" || prev == "tuyệt"), low == "mat" && prev == "tuyet":
			return true
		case low == "mật":
			named := n > 0 && titled(t.word) && titled(all[n-1].word) && !t.start // Nguyễn Văn Mật
			if !composed(all, n) && !named && (t.word == "MẬT" && !capitals || t.start && t.end || last) {
				return true
			}
		case low == "mat" && prev == "toi":
			if t.word == "MAT" || last || n == 1 && t.end {
				return true
			}
		case t.word == "MAT" && t.start && t.end, low == "mat" && t.start && t.end && strings.Contains(name, "("+t.word+")"):
			if !unsigned(all, n) {
				return true
			}
		}
	}
	return false
}

func titled(w string) bool {
	r := []rune(w)
	return unicode.IsUpper(r[0]) && (len(r) == 1 || !unicode.IsUpper(r[1]))
}

// unsigned are neighbours that make MAT, written without signs, another word:
// MAT TRAN (mặt trận), BI MAT, MAT DO.
func unsigned(all []token, n int) bool {
	var around []string
	if n > 0 {
		around = append(around, strings.ToLower(all[n-1].word))
	}
	beforeIt := len(around) > 0 && slices.Contains([]string{"bi", "bao", "co", "be", "bo", "giap", "ra", "vang", "khong", "than", "duong"}, around[0])
	behind := n+1 < len(all) && slices.Contains([]string{"tran", "bang", "hang", "tien", "dat", "do", "ong", "thiet", "ma", "khau", "tich", "cat", "nuoc", "khac", "vu", "nha"}, strings.ToLower(all[n+1].word))
	return beforeIt || behind
}
