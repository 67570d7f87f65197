package session_test

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"chibo/internal/session"
	"chibo/internal/store/storetest"
)

// TestWrongTriesAreLoggedWithoutNames: each wrong try at one account leaves a line with
// the same mark, the one that locks says so, and no line names the account.
func TestWrongTriesAreLoggedWithoutNames(t *testing.T) {
	var log bytes.Buffer
	was := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	defer slog.SetDefault(was)
	db := storetest.SQLite(t)
	for range 5 {
		if _, err := session.SignIn(t.Context(), db.DB, "zuynhlog", "sai mật khẩu", "máy", false); err == nil {
			t.Fatal("signed in")
		}
	}
	lines := strings.Split(strings.TrimSpace(log.String()), "\n")
	if len(lines) != 5 || strings.Contains(log.String(), "zuynhlog") || strings.Contains(log.String(), "sai mật") {
		t.Fatalf("%s", log.String())
	}
	mark := func(line string) string { _, rest, _ := strings.Cut(line, "target="); return strings.Fields(rest)[0] }
	for i, line := range lines {
		if mark(line) != mark(lines[0]) || strings.Contains(line, "locked=true") != (i == 4) {
			t.Errorf("line %d: %s", i+1, line)
		}
	}
}
