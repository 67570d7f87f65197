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

// TestALargeCommitteesGradingSheetIsPaged: a hundred cells at once, each with its own
// reasons and its number in the whole; the file has them all.
func TestALargeCommitteesGradingSheetIsPaged(t *testing.T) {
	s := webtest.New(t)
	s.Cast.Scored(t, s.DB, 120)
	at := link.GradingSheet(s.Ward, "2026-12")
	first, rest := webtest.Text(s.See(s.Cast.Officer, at)), webtest.Text(s.See(s.Cast.Officer, at+"?tu=100"))
	for text, has := range map[string]map[string]bool{
		first: {"Cộng 122 chi bộ": true, "Xem 22 chi bộ còn lại": true, "Chi bộ Bản 98 ": true, "Chi bộ Bản 99 ": false},
		rest:  {"Cộng 122 chi bộ": true, "chi bộ còn lại": false, "Chi bộ Bản 98 ": false, "Chi bộ Bản 99 ": true, "Chi bộ Bản 120 122": true},
	} {
		for words, want := range has {
			if strings.Contains(text, words) != want {
				t.Errorf("%q: %v, want %v", words, !want, want)
			}
		}
	}
	const why = "10 lý do. Chưa xác nhận 1. Bảo đảm thời gian"
	if n, m := strings.Count(first, why), strings.Count(rest, why); n != 98 || m != 22 {
		t.Errorf("reasons of %d and %d cells", n, m)
	}
}
