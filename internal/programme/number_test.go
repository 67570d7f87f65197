package programme

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

// TestAFigureIsKeptExactly: what people write comes back as they write it, and what could be
// read in two ways is refused.
func TestAFigureIsKeptExactly(t *testing.T) {
	for typed, want := range map[string]string{"1.250": "1250", "12,5": "12.5", "-0,75": "-0.75", "80 %": "80", "0": "0", "-0": "0", "007": "7", "1.234.567,25": "1234567.25", " 3 ": "3", "12,500": "12.5", "0,0": "0"} {
		if got, ok := ParseNumber(typed); !ok || got != want {
			t.Errorf("%q: %q %v, want %q", typed, got, ok, want)
		}
	}
	for _, typed := range []string{"", "12.5", "1.25", ".5", ",5", "5,", "1,2,3", "1.2345", "abc", "1e3", "--2", "+2", "1 250 000 000", "1234567890", "1,2345", "1.250.", "٣"} {
		if got, ok := ParseNumber(typed); ok {
			t.Errorf("%q was read as %q", typed, got)
		}
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		s := strconv.Itoa(rnd.IntN(1_000_000_000))
		if part := strings.TrimRight(strconv.Itoa(rnd.IntN(1000)), "0"); part != "" {
			s += "." + part
		}
		if rnd.IntN(2) == 0 && s != "0" {
			s = "-" + s
		}
		exact, ok := Exact(s)
		if back, ok2 := ParseNumber(ShowNumber(exact)); !ok || !ok2 || back != exact {
			t.Fatalf("%q: %q, shown %q, read %q", s, exact, ShowNumber(exact), back)
		}
	}
}

func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"1.250", "12,5", "-0,75", "%", "-", "1.2.3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if exact, ok := ParseNumber(s); ok {
			if again, ok := Exact(exact); !ok || again != exact || rat(exact) == nil {
				t.Errorf("%q gave %q", s, exact)
			}
		}
	})
}
