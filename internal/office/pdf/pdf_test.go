package pdf

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"chibo/internal/office/docx"
)

func paper(t *testing.T) []byte {
	t.Helper()
	b, err := docx.Document{Page: docx.A4(), Blocks: []docx.Block{docx.Paragraph{Runs: []docx.Run{{Text: "Chi bộ"}}}}}.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// fake writes a shell script standing in for LibreOffice.
func fake(t *testing.T, script string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("shell scripts need a Unix system")
	}
	p := filepath.Join(t.TempDir(), "soffice")
	if err := os.WriteFile(p, []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestUnavailable(t *testing.T) {
	c := New("", 1)
	c.program = ""
	if _, err := c.Convert(t.Context(), nil); !errors.Is(err, ErrUnavailable) {
		t.Fatalf("got %v", err)
	}
}

func TestTimeoutKillsTheWholeGroup(t *testing.T) {
	alive := filepath.Join(t.TempDir(), "alive")
	// The child would write the file after a second if only its parent died.
	c := New(fake(t, "(sleep 1; echo x >"+alive+") &\nwait\n"), 1)
	c.limit = 200 * time.Millisecond
	if _, err := c.Convert(t.Context(), paper(t)); !errors.Is(err, ErrTimeout) {
		t.Fatalf("got %v", err)
	}
	time.Sleep(1200 * time.Millisecond)
	if _, err := os.Stat(alive); err == nil {
		t.Fatal("the child outlived the time limit")
	}
}

func TestCancelAndFailure(t *testing.T) {
	c := New(fake(t, "sleep 5\n"), 1)
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := c.Convert(ctx, paper(t)); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("got %v", err)
	}
	c = New(fake(t, "echo broken file\n"), 1)
	if _, err := c.Convert(t.Context(), paper(t)); err == nil || !bytes.Contains([]byte(err.Error()), []byte("broken file")) {
		t.Fatalf("want LibreOffice's own words, got %v", err)
	}
}

func TestConvertInParallel(t *testing.T) {
	if Find() == "" {
		if os.Getenv("CHIBO_REQUIRE_TOOLS") == "1" {
			t.Fatal("soffice is not installed")
		}
		t.Skip("soffice is not installed: apt-get install --no-install-recommends libreoffice-writer-nogui")
	}
	c := New("", 0)
	defer func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}()
	in := paper(t)
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			out, err := c.Convert(t.Context(), in)
			if err != nil {
				t.Error(err)
			} else if !bytes.HasPrefix(out, []byte("%PDF-")) {
				t.Errorf("no PDF: %q", out[:min(len(out), 20)])
			}
		})
	}
	wg.Wait()
}
