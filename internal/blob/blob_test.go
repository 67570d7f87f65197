package blob_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"chibo/internal/blob"
)

func TestAFileComesBackAndIsKeptOnce(t *testing.T) {
	dir := t.TempDir()
	s := blob.In(dir)
	a, err := s.Put(7, []byte("một"))
	if err != nil {
		t.Fatal(err)
	}
	again, err := s.Put(7, []byte("một"))
	if err != nil || again != a {
		t.Errorf("%s %s %v", a, again, err)
	}
	entries, err := os.ReadDir(filepath.Join(dir, "files", "7"))
	if err != nil || len(entries) != 1 {
		t.Errorf("%v %v", entries, err)
	}
	if info, err := entries[0].Info(); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	if got, err := s.Get(7, a); err != nil || string(got) != "một" {
		t.Errorf("%q %v", got, err)
	}
	for _, name := range []string{"", "../7/" + a, "..", a[:10], a + "0", "Z" + a[1:]} {
		if _, err := s.Get(7, name); !errors.Is(err, blob.ErrGone) {
			t.Errorf("%q: %v", name, err)
		}
	}
	if _, err := s.Get(8, a); !errors.Is(err, blob.ErrGone) {
		t.Errorf("another committee read it: %v", err)
	}
	if _, err := s.Put(7, bytes.Repeat([]byte{1}, blob.Limit+1)); err == nil {
		t.Error("a file over the limit was kept")
	}
}

func TestABrokenFileIsNotServedAndMayBePutAgain(t *testing.T) {
	dir := t.TempDir()
	s := blob.In(dir)
	name, err := s.Put(7, []byte("một"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "files", "7", name), []byte("hai"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Get(7, name); !errors.Is(err, blob.ErrGone) {
		t.Errorf("%v", err)
	}
	if _, err := s.Put(7, []byte("một")); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Get(7, name); err != nil || string(got) != "một" {
		t.Errorf("%q %v", got, err)
	}
}

func TestTheSweepTakesOldOrphansOnly(t *testing.T) {
	s := blob.In(t.TempDir())
	if n, err := s.Sweep(7, nil, time.Now()); n != 0 || err != nil {
		t.Errorf("an empty folder: %d %v", n, err)
	}
	wanted, _ := s.Put(7, []byte("cần"))
	orphan, _ := s.Put(7, []byte("mồ côi"))
	if n, err := s.Sweep(7, map[string]bool{wanted: true}, time.Now()); n != 0 || err != nil {
		t.Errorf("young: %d %v", n, err)
	}
	later := time.Now().Add(blob.Young + time.Minute)
	if n, err := s.Sweep(7, map[string]bool{wanted: true}, later); n != 1 || err != nil {
		t.Errorf("old: %d %v", n, err)
	}
	if _, err := s.Get(7, wanted); err != nil {
		t.Error("a wanted file went")
	}
	if _, err := s.Get(7, orphan); !errors.Is(err, blob.ErrGone) {
		t.Error("the orphan stayed")
	}
}
