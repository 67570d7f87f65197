package pdf

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// counting is a cache whose LibreOffice writes a line for every start and, as
// its PDF, the .docx it was given.
func counting(t *testing.T, wait string) (*Cache, func() int) {
	t.Helper()
	starts := filepath.Join(t.TempDir(), "starts")
	script := "echo x >>" + starts + "\n" + wait + "\nwhile [ $# -gt 0 ]; do case $1 in --outdir) out=$2; shift;; *.docx) cp \"$1\" \"$out/$(basename \"$1\" .docx).pdf\";; esac; shift; done\n"
	c, err := NewCache(filepath.Join(t.TempDir(), "cache"), fake(t, script))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c, func() int {
		b, err := os.ReadFile(starts)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		return bytes.Count(b, []byte("x"))
	}
}

func TestTheSamePaperIsMadeOnce(t *testing.T) {
	c, starts := counting(t, "sleep 0.2")
	var all sync.WaitGroup
	for range 5 { // five ask at once
		all.Go(func() {
			if out, err := c.Convert(t.Context(), []byte("a")); err != nil || string(out) != "a" {
				t.Errorf("%q %v", out, err)
			}
		})
	}
	all.Wait()
	if n := starts(); n != 1 {
		t.Errorf("%d starts for one paper", n)
	}
	begun := time.Now()
	if out, err := c.Convert(t.Context(), []byte("a")); err != nil || string(out) != "a" || time.Since(begun) > 100*time.Millisecond {
		t.Errorf("again: %q %v after %v", out, err, time.Since(begun))
	}
	if _, err := c.Convert(t.Context(), []byte("b")); err != nil || starts() != 2 {
		t.Errorf("another paper: %v, %d starts", err, starts())
	}
	for _, path := range []string{c.dir, filepath.Join(c.dir, "work")} {
		if st, err := os.Stat(path); err != nil || st.Mode().Perm() != 0o700 {
			t.Errorf("%s: %v %v", path, st.Mode(), err)
		}
	}
	files, err := filepath.Glob(filepath.Join(c.dir, "*.pdf"))
	if err != nil || len(files) != 2 {
		t.Errorf("kept %v %v", files, err)
	}
	for _, f := range files {
		if st, err := os.Stat(f); err != nil || st.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", f, st.Mode(), err)
		}
	}
	left, err := filepath.Glob(filepath.Join(c.dir, "work", "chibo-pdf-[0-9]*"))
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func TestWhoLeavesDoesNotEndWhatOthersWaitFor(t *testing.T) {
	c, starts := counting(t, "sleep 0.3")
	ctx, leave := context.WithCancel(t.Context())
	go func() { time.Sleep(50 * time.Millisecond); leave() }()
	var all sync.WaitGroup
	all.Go(func() { _, _ = c.Convert(ctx, []byte("a")) })
	time.Sleep(20 * time.Millisecond)
	all.Go(func() {
		if out, err := c.Convert(t.Context(), []byte("a")); err != nil || string(out) != "a" {
			t.Errorf("who stayed: %q %v", out, err)
		}
	})
	all.Wait()
	if starts() != 1 {
		t.Errorf("%d starts", starts())
	}
}

func TestTheCacheStaysWithinItsBounds(t *testing.T) {
	c, _ := counting(t, "")
	c.size = 250
	paper := func(fill byte) []byte { return bytes.Repeat([]byte{fill}, 100) }
	for i := range byte(4) {
		if _, err := c.Convert(t.Context(), paper('a'+i)); err != nil {
			t.Fatal(err)
		}
		old := time.Now().Add(time.Duration(i) * time.Second)
		files, _ := filepath.Glob(filepath.Join(c.dir, "*.pdf"))
		for _, f := range files {
			if st, err := os.Stat(f); err == nil && time.Since(st.ModTime()) < 100*time.Millisecond {
				_ = os.Chtimes(f, old, old)
			}
		}
	}
	files, err := filepath.Glob(filepath.Join(c.dir, "*.pdf"))
	if err != nil || len(files) != 2 {
		t.Errorf("%d kept of four that hold two: %v", len(files), err)
	}
	c.sweep(time.Now().Add(CacheAge + time.Hour))
	if files, _ = filepath.Glob(filepath.Join(c.dir, "*.pdf")); len(files) != 0 {
		t.Errorf("%d kept beyond their age", len(files))
	}
}

func TestAStartClearsWhatAKilledRunLeft(t *testing.T) {
	dir := t.TempDir()
	left := filepath.Join(dir, "work", "chibo-pdf-1", "paper0.docx")
	if err := os.MkdirAll(filepath.Dir(left), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(left, []byte("biên bản"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := NewCache(dir, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(left); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a paper of a killed run stays: %v", err)
	}
}

func TestAFailureIsNotKept(t *testing.T) {
	dir := t.TempDir()
	c, err := NewCache(dir, fake(t, "exit 3\n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Convert(t.Context(), []byte("a")); err == nil {
		t.Fatal("no error")
	}
	if files, _ := filepath.Glob(filepath.Join(dir, "*")); len(files) != 1 { // the work folder
		t.Errorf("kept %v", files)
	}
}

// The data may lie at a path such as ./chibo-data; LibreOffice works elsewhere.
func TestAFolderNamedFromHere(t *testing.T) {
	if Find() == "" {
		if os.Getenv("CHIBO_REQUIRE_TOOLS") != "" {
			t.Fatal("LibreOffice is missing")
		}
		t.Skip("no LibreOffice")
	}
	t.Chdir(t.TempDir())
	c, err := NewCache("cache", "")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	out, err := c.Convert(t.Context(), paper(t))
	if err != nil || !bytes.HasPrefix(out, []byte("%PDF-")) {
		t.Fatalf("%d bytes, %v", len(out), err)
	}
}
