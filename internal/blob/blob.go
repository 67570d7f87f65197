// Package blob keeps files beside the database, each under the hash of what is
// in it: DATA/files/<tenant>/<sha256> (design/decisions.md 14). A file lies safe
// on the disk before the row that names it is written; a file that no row names
// is taken away by the nightly sweep. It knows no database: the room that owns
// the rows says which files are wanted.
package blob

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// Limit is how many bytes one file may have.
const Limit = 10 << 20

// Young is how long a file without a row is left alone: its row may be on the
// way.
const Young = 24 * time.Hour

// ErrGone means the file is not there, or is no longer what it was.
var ErrGone = errors.New("blob: no such file, or another content")

// Store is the folder of the files of one data folder.
type Store struct{ dir string }

// In gives the files of a data folder. Nothing is made before the first file.
func In(data string) Store { return Store{filepath.Join(data, "files")} }

func (s Store) folder(tenant int64) string {
	return filepath.Join(s.dir, strconv.FormatInt(tenant, 10))
}

// Put keeps a file and returns the name it is kept under. When Put returns, the
// bytes and the folder's entry are on the disk. The same bytes again are the
// same file.
func (s Store) Put(tenant int64, data []byte) (string, error) {
	if len(data) > Limit {
		return "", fmt.Errorf("blob: %d bytes, %d at most", len(data), Limit)
	}
	sum := sha256.Sum256(data)
	name := hex.EncodeToString(sum[:])
	folder := s.folder(tenant)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", fmt.Errorf("blob: %w", err)
	}
	path := filepath.Join(folder, name)
	if kept, err := s.Get(tenant, name); err == nil && len(kept) == len(data) {
		now := time.Now() // young again, so that the sweep leaves it to the row to come
		return name, os.Chtimes(path, now, now)
	}
	f, err := os.CreateTemp(folder, ".new-*")
	if err != nil {
		return "", fmt.Errorf("blob: %w", err)
	}
	defer os.Remove(f.Name()) // gone already when all went well
	if _, err = f.Write(data); err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err == nil {
		err = errors.Join(sync(folder), sync(s.dir), sync(filepath.Dir(s.dir)))
	}
	if err != nil {
		return "", fmt.Errorf("blob: %w", err)
	}
	return name, nil
}

// sync makes the entries of a folder durable.
func sync(folder string) error {
	d, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// Get reads a file back; one whose bytes no longer give its name is ErrGone.
func (s Store) Get(tenant int64, name string) ([]byte, error) {
	if b, err := hex.DecodeString(name); err != nil || len(b) != sha256.Size || hex.EncodeToString(b) != name {
		return nil, ErrGone
	}
	data, err := os.ReadFile(filepath.Join(s.folder(tenant), name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrGone
	}
	if err != nil {
		return nil, fmt.Errorf("blob: %w", err)
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != name {
		return nil, ErrGone
	}
	return data, nil
}

// Drop takes away all files of a committee, for one that is no more.
func (s Store) Drop(tenant int64) error {
	if err := os.RemoveAll(s.folder(tenant)); err != nil {
		return fmt.Errorf("blob: %w", err)
	}
	return nil
}

// Sweep takes away the files that nobody wants and that are not young, with
// what a broken Put has left, and returns how many.
func (s Store) Sweep(tenant int64, wanted map[string]bool, now time.Time) (int, error) {
	entries, err := os.ReadDir(s.folder(tenant))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("blob: %w", err)
	}
	n := 0
	for _, e := range entries {
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return n, fmt.Errorf("blob: %w", err)
		}
		if wanted[e.Name()] || e.IsDir() || now.Sub(info.ModTime()) < Young {
			continue
		}
		if err := os.Remove(filepath.Join(s.folder(tenant), e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return n, fmt.Errorf("blob: %w", err)
		}
		n++
	}
	return n, nil
}
