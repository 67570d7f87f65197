// Package keyfile keeps the secrets of a server that may never be in its
// database: each lies in a file of DATA/keys that only the server's user reads.
package keyfile

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Open reads the file name in the folder keys, or makes it at the first start:
// size random bytes, on the disk before Open returns. Two starts at once make
// one key: the second is refused. A file of another length is returned as it
// is; the caller knows what its key must be.
func Open(keys, name string, size int) ([]byte, error) {
	path := filepath.Join(keys, name)
	key, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		key, err = create(path, size)
	}
	if err != nil {
		return nil, fmt.Errorf("key file: %w", err)
	}
	return key, nil
}

func create(path string, size int) ([]byte, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	key := make([]byte, size)
	_, _ = rand.Read(key) // never fails since Go 1.24
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	_, werr := f.Write(key)
	return key, errors.Join(werr, f.Sync(), f.Close())
}
