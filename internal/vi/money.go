package vi

import (
	"strconv"
	"strings"
)

// MostMoney is the largest amount ParseMoney takes, in đồng: above it somebody
// typed a number of another kind.
const MostMoney = 1_000_000_000

// ShowMoney writes an amount of đồng with its groups of three: 1140000 is
// "1.140.000 đồng".
func ShowMoney(amount int64) string { return Group(amount) + " đồng" }

// Group writes a whole number with dots between groups of three digits.
func Group(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "." + s[i:]
	}
	return sign + s
}

// ParseMoney reads an amount of whole đồng as people write it: 60000, 60.000,
// "60 000 đ", "60,000 đồng". Marks must stand between groups of three, so that
// 60,5 or 60.00 is not taken for another amount; a sign, a decimal or more than
// MostMoney is refused.
func ParseMoney(text string) (amount int64, ok bool) {
	s := strings.ToLower(Clean(text))
	for _, unit := range []string{"đồng", "vnđ", "vnd", "đ"} {
		if rest, found := strings.CutSuffix(s, unit); found {
			s = strings.TrimSpace(rest)
			break
		}
	}
	mark := rune(0)
	groups := []string{""}
	for _, c := range s {
		switch {
		case c >= '0' && c <= '9':
			groups[len(groups)-1] += string(c)
		case (c == '.' || c == ',' || c == ' ') && (mark == 0 || mark == c):
			mark = c
			groups = append(groups, "")
		default:
			return 0, false
		}
	}
	for i, g := range groups {
		if len(g) != 3 && i > 0 || len(g) == 0 || len(groups) > 1 && len(g) > 3 {
			return 0, false
		}
	}
	n, err := strconv.ParseInt(strings.Join(groups, ""), 10, 64)
	if err != nil || n > MostMoney {
		return 0, false
	}
	return n, true
}
