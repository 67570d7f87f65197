package link_test

import (
	"testing"

	"pgregory.net/rapid"

	"chibo/internal/meeting"
	"chibo/internal/web/link"
)

// TestAPeriodComesBack: whatever meeting, its address names it and no other.
func TestAPeriodComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom(meeting.Kinds).Draw(t, "kind")
		n := rapid.IntRange(1, 99).Draw(t, "n")
		s := link.Period("2026-12", kind, n)
		if p, k, m, ok := link.SplitPeriod(s); !ok || p != "2026-12" || k != kind || m != n {
			t.Fatalf("%s comes back as %s %s %d %v", s, p, k, m, ok)
		}
	})
	for _, s := range []string{"", "2026", "2026-12-xx", "2026-12-", "2026-12-1", "2026-12-02", "2026-12-cu-1", "2026-12-cu-100", "2026-1x", "2026-12-cucu", "2026-12-du-2-3"} {
		if _, _, _, ok := link.SplitPeriod(s); ok {
			t.Errorf("%q is taken for a meeting", s)
		}
	}
	if link.Room("song-xanh", "2026-12-du") != "/cap-uy/song-xanh/hop/2026-12-du/phong" || link.Room("to-3", "2026-12-cu") != "/chi-bo/to-3/sinh-hoat/2026-12-cu/phong" {
		t.Error("a ward's meeting stands under the committee, a cell committee's under the cell")
	}
}

// FuzzSplitPeriod: no address stops the page.
func FuzzSplitPeriod(f *testing.F) {
	for _, s := range []string{"2026-12", "2026-12-cu-2", "2026-12-du", "--------"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if p, k, n, ok := link.SplitPeriod(s); ok && link.Period(p, k, n) != s {
			t.Errorf("%q comes back as %q", s, link.Period(p, k, n))
		}
	})
}
