package rule

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Points are the points of a meeting, exact to a hundredth: 450 is 4,5 points.
// They are never a fraction of the machine, so that a sum is what one adds by
// hand.
type Points int64

// Whole gives so many whole points.
func Whole(n int) Points { return Points(n) * 100 }

// errPoints says how points are written.
var errPoints = errors.New("points are written 4 or 4,5, with at most two decimals")

// ParsePoints reads points as people write them: "4", "4,5", "4.25". More than two
// decimals, a sign or anything else is an error: what was meant is not guessed.
func ParsePoints(text string) (Points, error) {
	whole, part, cut := strings.Cut(strings.ReplaceAll(strings.TrimSpace(text), ".", ","), ",")
	if whole == "" || len(whole) > 6 || cut && (part == "" || len(part) > 2) || strings.Trim(whole+part, "0123456789") != "" {
		return 0, errPoints
	}
	n, err := strconv.Atoi(whole + (part + "00")[:2])
	return Points(n), err
}

// String writes them as a Vietnamese paper does: "4", "4,5", "90,91".
func (p Points) String() string { return strings.Replace(p.plain(), ".", ",", 1) }

// plain is the number with a point, as JSON and YAML have it.
func (p Points) plain() string {
	sign := ""
	if p < 0 {
		sign, p = "-", -p
	}
	text := strconv.FormatInt(int64(p/100), 10)
	if rest := p % 100; rest > 0 {
		text += strings.TrimRight(fmt.Sprintf(".%02d", rest), "0")
	}
	return sign + text
}

// MarshalJSON writes a number.
func (p Points) MarshalJSON() ([]byte, error) { return []byte(p.plain()), nil }

// UnmarshalJSON reads a number of at most two decimals.
func (p *Points) UnmarshalJSON(text []byte) (err error) {
	*p, err = ParsePoints(string(text))
	return err
}

// MarshalYAML writes a number, so that worked examples compare numbers.
func (p Points) MarshalYAML() (any, error) {
	return &yaml.Node{Kind: yaml.ScalarNode, Value: p.plain()}, nil
}

// UnmarshalYAML reads it exactly, not through the machine's fractions.
func (p *Points) UnmarshalYAML(node *yaml.Node) (err error) {
	if node.Kind != yaml.ScalarNode {
		return fmt.Errorf("line %d: %w", node.Line, errPoints)
	}
	if *p, err = ParsePoints(node.Value); err != nil {
		return fmt.Errorf("line %d: %w", node.Line, err)
	}
	return nil
}

// part is p * num / den, cut off below a hundredth: rounding never lifts a
// meeting into a better word. den is above 0, num between 0 and den or the like;
// the numbers of a table are far from overflowing.
func (p Points) part(num, den Points) Points {
	if den <= 0 || p <= 0 || num <= 0 {
		return 0
	}
	if p > math.MaxInt32 || num > math.MaxInt32 {
		return 0
	}
	return p * num / den
}
