package keyfile_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"chibo/internal/keyfile"
)

func TestAKeyIsMadeOnceAndStaysSecret(t *testing.T) {
	keys := filepath.Join(t.TempDir(), "keys")
	made, err := keyfile.Open(keys, "a.key", 32)
	if err != nil || len(made) != 32 || bytes.Equal(made, make([]byte, 32)) {
		t.Fatalf("made %x, %v", made, err)
	}
	again, err := keyfile.Open(keys, "a.key", 32)
	if err != nil || !bytes.Equal(made, again) {
		t.Errorf("read again %x, %v; want %x", again, err, made)
	}
	other, err := keyfile.Open(keys, "b.key", 32)
	if err != nil || bytes.Equal(made, other) {
		t.Errorf("two keys are one: %x, %v", other, err)
	}
	for path, want := range map[string]os.FileMode{keys: 0o700, filepath.Join(keys, "a.key"): 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v; want %v", path, info.Mode().Perm(), err, want)
		}
	}
}

func TestAKeyThatCannotBeReadIsAnError(t *testing.T) {
	keys := t.TempDir()
	if err := os.Mkdir(filepath.Join(keys, "a.key"), 0o700); err != nil {
		t.Fatal(err)
	}
	if key, err := keyfile.Open(keys, "a.key", 32); err == nil {
		t.Errorf("a folder was read as a key: %x", key)
	}
}
