package vi

import (
	"strconv"
	"strings"
)

var digits = [10]string{"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"}

// InWords writes n in words: 1050000 is "một triệu không trăm năm mươi nghìn".
func InWords(n int64) string {
	if n < 0 {
		return "âm " + words(-uint64(n), false)
	}
	return words(uint64(n), false)
}

// words writes n; full says that higher groups come before, so that missing
// hundreds are read aloud ("không trăm linh năm").
func words(n uint64, full bool) string {
	if n == 0 {
		return digits[0]
	}
	var parts []string
	if n >= 1e9 {
		parts = append(parts, words(n/1e9, full), "tỷ")
		n, full = n%1e9, true
	}
	for _, group := range []struct {
		size uint64
		name string
	}{{1e6, "triệu"}, {1e3, "nghìn"}, {1, ""}} {
		part := int(n / group.size % 1000)
		if part == 0 {
			continue
		}
		parts = append(parts, hundreds(part, full))
		if group.name != "" {
			parts = append(parts, group.name)
		}
		full = true
	}
	return strings.Join(parts, " ")
}

func hundreds(n int, full bool) string {
	var parts []string
	h, t, u := n/100, n/10%10, n%10
	if h > 0 || full {
		parts = append(parts, digits[h], "trăm")
	}
	switch {
	case t > 1:
		parts = append(parts, digits[t], "mươi")
	case t == 1:
		parts = append(parts, "mười")
	case u > 0 && len(parts) > 0:
		parts = append(parts, "linh")
	}
	switch {
	case u == 0:
	case u == 1 && t > 1:
		parts = append(parts, "mốt")
	case u == 4 && (t > 1 || t == 0 && len(parts) > 0):
		parts = append(parts, "tư")
	case u == 5 && t > 0:
		parts = append(parts, "lăm")
	default:
		parts = append(parts, digits[u])
	}
	return strings.Join(parts, " ")
}

// Number writes n with a dot between thousands: "1.234.567".
func Number(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for at := len(s) - 3; at > 0; at -= 3 {
		s = s[:at] + "." + s[at:]
	}
	return sign + s
}

// Percent writes num of den with one decimal, "90,9%", without ",0", rounding
// half up. A share of nothing is "–".
func Percent(num, den int) string {
	if den == 0 {
		return "–"
	}
	n, d := int64(num), int64(den)
	if d < 0 {
		n, d = -n, -d
	}
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	tenths := (n*2000 + d) / (2 * d)
	if tenths == 0 {
		sign = ""
	}
	out := sign + Number(tenths/10)
	if tenths%10 != 0 {
		out += "," + strconv.FormatInt(tenths%10, 10)
	}
	return out + "%"
}
