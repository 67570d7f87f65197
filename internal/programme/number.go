package programme

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"chibo/internal/vi"
)

const (
	wholeMost = 9 // digits before the comma
	partsMost = 3 // digits behind it
)

// ParseNumber reads a figure as people write it: "1.250", "12,5", "-0,75", "80 %". The dot
// parts groups of three and nothing else, so that 12.5 is not taken for another figure. It
// gives the exact form that is kept: "1250", "12.5".
func ParseNumber(text string) (exact string, ok bool) {
	s := strings.TrimSpace(strings.TrimSuffix(vi.Clean(text), "%"))
	whole, part, comma := strings.Cut(s, ",")
	minus := strings.HasPrefix(whole, "-")
	whole = strings.TrimPrefix(whole, "-")
	if groups := strings.Split(whole, "."); len(groups) > 1 {
		for i, g := range groups {
			if i > 0 && len(g) != 3 || i == 0 && (g == "" || len(g) > 3) {
				return "", false
			}
		}
		whole = strings.Join(groups, "")
	}
	if comma {
		whole += "." + part
	}
	if minus {
		whole = "-" + whole
	}
	return Exact(whole)
}

// Exact brings a decimal with a point ("12.50") into the form that is kept: no zeros that
// say nothing, no sign of zero. False is what is none, or has too many digits.
func Exact(s string) (string, bool) {
	minus := strings.HasPrefix(s, "-")
	whole, part, point := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	if !digits(whole) || point && !digits(part) || len(part) > partsMost {
		return "", false
	}
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	if len(whole) > wholeMost {
		return "", false
	}
	if part = strings.TrimRight(part, "0"); part != "" {
		whole += "." + part
	}
	if minus && whole != "0" {
		whole = "-" + whole
	}
	return whole, true
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// ShowNumber writes a kept figure as one reads it: "1.250", "12,5"; nothing stays nothing.
func ShowNumber(exact string) string {
	whole, part, _ := strings.Cut(exact, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return ""
	}
	out := vi.Group(n)
	if n == 0 && strings.HasPrefix(whole, "-") {
		out = "-0"
	}
	if part != "" {
		out += "," + part
	}
	return out
}

// rat is the exact value; nil is none.
func rat(exact string) *big.Rat {
	r, ok := new(big.Rat).SetString(exact)
	if !ok || exact == "" {
		return nil
	}
	return r
}

// round writes a value with at most one digit behind the comma, for reading only: what is
// compared is the exact one.
func round(r *big.Rat) string {
	s, _ := Exact(r.FloatString(1))
	return s
}

// Amount is a figure with its unit: "45 hộ", "12,5%".
func (t Target) Amount(exact string) string {
	switch {
	case exact == "" || t.Measure == YesNo:
		return ""
	case t.Measure == Percent:
		return ShowNumber(exact) + "%"
	case t.Unit == "":
		return ShowNumber(exact)
	}
	return fmt.Sprintf("%s %s", ShowNumber(exact), t.Unit)
}
