package api_test

import (
	"strings"
	"testing"

	"chibo/internal/store/storetest"
)

// TestARefusedCallIsMarked: the frame of requests learns why a call was refused and by the same mark who made it; a
// call that is answered carries none, and a stranger has none.
func TestARefusedCallIsMarked(t *testing.T) {
	db := storetest.SQLite(t)
	w := newWorld(t, db)
	note := func(token, path string) string { return w.do(token, "GET", path, nil).header.Get("X-Refused") }
	first := note(w.officer, "/api/v1/members/x")
	reason, who, _ := strings.Cut(first, " ")
	if reason != "missing" || len(who) != 12 || strings.Contains(first, w.officer) || note(w.officer, "/api/v1/tasks/x") != first {
		t.Errorf("noted %q", first)
	}
	if got := note(w.officer, "/api/v1/me"); got != "" {
		t.Errorf("an answered call is noted: %q", got)
	}
	if got := note("1.nobody", "/api/v1/me"); got != "unsigned -" {
		t.Errorf("a stranger: %q", got)
	}
}
