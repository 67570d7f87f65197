package attendance

import (
	"strings"
	"testing"
	"testing/quick"
)

// TestACodeIsOfItsHourAlone: with clocks of 1970, 2026 and 2099 a code is taken two
// steps before and after its own, whole or short, and at no other hour, under no
// other secret and for nobody else.
func TestACodeIsOfItsHourAlone(t *testing.T) {
	secret, other := []byte("mot"), []byte("hai")
	clocks := []int64{0, 1_796_301_000_000, 4_102_444_799_000}
	for _, now := range clocks {
		step := now / ScreenStep
		full := code(secret, "screen", step)
		for _, said := range []string{full, full[:short]} {
			for d := int64(-4); d <= 4; d++ {
				at, ok := match(secret, "screen", said, (step+d)*ScreenStep, ScreenStep)
				if ok != (d >= -tolerance && d <= tolerance) || ok && at != step {
					t.Errorf("%d, %d steps away: %v", now, d, ok)
				}
			}
			if _, ok := match(other, "screen", said, now, ScreenStep); ok {
				t.Error("under another secret")
			}
			if _, ok := match(secret, "own|a", said, now, ScreenStep); ok {
				t.Error("for somebody else")
			}
			for _, wrong := range clocks {
				if _, ok := match(secret, "screen", said, wrong, ScreenStep); ok && wrong != now {
					t.Errorf("of %d at %d", now, wrong)
				}
			}
		}
	}
}

// TestNothingTypedIsTakenOrBreaks: whatever is typed is refused unless it is the code.
func TestNothingTypedIsTakenOrBreaks(t *testing.T) {
	secret := []byte("mot")
	if err := quick.Check(func(s string) bool {
		_, ok := match(secret, "screen", typed(s), 0, ScreenStep)
		return !ok
	}, nil); err != nil {
		t.Error(err)
	}
	full := code(secret, "screen", 0)
	if strings.ContainsAny(full, "01IO") || typed(" "+strings.ToLower(full[:3])+"-"+full[3:6]) != full[:6] {
		t.Error(full)
	}
}
