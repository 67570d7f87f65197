package api_test

import (
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestTheExampleClientWorks runs docs/client.py as its reader would, twice: the
// second run plans nothing new. With a stolen word for a token it says why not.
func TestTheExampleClientWorks(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		if os.Getenv("CHIBO_REQUIRE_TOOLS") != "" {
			t.Fatal("no python3")
		}
		t.Skip("no python3: make test installs one")
	}
	db := storetest.SQLite(t)
	w := newWorld(t, db)
	var hien string
	w.Write(t, store.System, func(tx *store.Tx) error {
		cell, err := org.Create(tx, org.New{Parent: w.root, Name: "Chi bộ Tổ dân phố 3", Kind: "residential", From: "2025-07-01"})
		if err != nil {
			return err
		}
		p, err := member.NewPerson(tx, member.Person{FullName: "Lường Thị Hiên"})
		if err != nil {
			return err
		}
		hien = p.ID
		_, err = member.Appoint(tx, member.Post{Person: p.ID, Post: access.Secretary, Org: cell.ID, From: "2025-07-01"})
		return err
	})
	server := httptest.NewServer(w.handler)
	t.Cleanup(server.Close)
	run := func(token string) (string, error) {
		c := exec.CommandContext(t.Context(), python, "../../docs/client.py", "2026-12", "2026-12-03T19:30:00+07:00", "Nhà văn hóa")
		c.Env = append(os.Environ(), "CHIBO_URL="+server.URL, "CHIBO_TOKEN="+token, "PYTHONIOENCODING=utf-8", "PYTHONDONTWRITEBYTECODE=1")
		out, err := c.CombinedOutput()
		return string(out), err
	}
	token := w.token(hien)
	first, err := run(token)
	if err != nil || !strings.HasPrefix(first, "Lường Thị Hiên\n") || !strings.Contains(first, " 2026-12-03 planned") {
		t.Fatalf("%v\n%s", err, first)
	}
	if again, err := run(token); err != nil || again != first {
		t.Errorf("run twice: %v\n%s", err, again)
	}
	if out, err := run("nobody"); err == nil || !strings.Contains(out, "unauthorized") && !strings.Contains(out, ": ") || strings.Contains(out, "Traceback") {
		t.Errorf("without a right: %v\n%s", err, out)
	}
}
