package ward_test

import (
	"strings"
	"testing"

	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// TestALargeCommitteesTableIsPaged: a hundred cells at once under the totals of all, and
// the way to the others; together every cell once.
func TestALargeCommitteesTableIsPaged(t *testing.T) {
	s := webtest.New(t)
	s.Cast.Scored(t, s.DB, 120)
	seen := map[string]int{}
	at := link.Month(s.Ward, "2026-12")
	for _, path := range []string{at, at + "?tu=100"} {
		body := s.See(s.Cast.Officer, path)
		if text := webtest.Text(body); !strings.Contains(text, "Cộng 122 chi bộ") || strings.Contains(text, "Xem 22 chi bộ còn lại") != (path == at) {
			t.Errorf("%s: %s", path, text[:300])
		}
		for _, href := range webtest.Links(body) {
			if strings.HasPrefix(href, link.Cells(s.Ward)+"/") {
				seen[href]++
			}
		}
	}
	if len(seen) != 122 {
		t.Errorf("%d cells on both pages", len(seen))
	}
	for href, n := range seen {
		if n != 1 {
			t.Errorf("%s stands %d times", href, n)
		}
	}
	s.See(s.Cast.Officer, at+"?tu=-3")
}
