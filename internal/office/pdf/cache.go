package pdf

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// Bounds of a cache: what it may weigh, and how long a paper nobody asks for
// stays. A PDF is as internal as what it was made of, so it does not lie around.
const (
	CacheSize = 128 << 20
	CacheAge  = 7 * 24 * time.Hour
)

// Cache keeps PDFs by the hash of the .docx they were made of: the same paper
// asked for again is there at once, and two who ask together wait for one run.
type Cache struct {
	conv *Converter
	dir  string
	size int64
	age  time.Duration

	mu      sync.Mutex
	running map[string]*making
}

// making is one conversion that others may wait for.
type making struct {
	done chan struct{}
	out  []byte
	err  error
}

// NewCache keeps PDFs in dir, mode 0700, made one at a time by LibreOffice;
// papers being converted lie below it too. program as in New.
func NewCache(dir, program string) (*Cache, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("pdf: cache: %w", err)
	}
	conv, err := New(program, 1).In(filepath.Join(dir, "work"))
	if err != nil {
		return nil, err
	}
	c := &Cache{conv: conv, dir: dir, size: CacheSize, age: CacheAge, running: map[string]*making{}}
	c.sweep(time.Now())
	return c, nil
}

// Convert renders a .docx as PDF or gives the one made before.
func (c *Cache) Convert(ctx context.Context, docx []byte) ([]byte, error) {
	sum := sha256.Sum256(docx)
	name := hex.EncodeToString(sum[:]) + ".pdf"
	if kept, ok := c.kept(name); ok {
		return kept, nil
	}
	c.mu.Lock()
	if kept, ok := c.kept(name); ok { // made since
		c.mu.Unlock()
		return kept, nil
	}
	if m := c.running[name]; m != nil {
		c.mu.Unlock()
		select {
		case <-m.done:
			return m.out, m.err
		case <-ctx.Done():
			return nil, fmt.Errorf("pdf: waiting: %w", ctx.Err())
		}
	}
	m := &making{done: make(chan struct{})}
	c.running[name] = m
	c.mu.Unlock()
	// Others may wait for this run: the one who began it and left does not end it.
	m.out, m.err = c.conv.Convert(context.WithoutCancel(ctx), docx)
	if m.err == nil {
		c.keep(name, m.out)
	}
	c.mu.Lock()
	delete(c.running, name)
	c.mu.Unlock()
	close(m.done)
	return m.out, m.err
}

// Available tells whether LibreOffice was found.
func (c *Cache) Available() bool { return c.conv.Available() }

// Close ends what runs and removes what LibreOffice left; the PDFs stay.
func (c *Cache) Close() error { return c.conv.Close() }

// kept reads a PDF and notes that it was asked for.
func (c *Cache) kept(name string) ([]byte, bool) {
	file := filepath.Join(c.dir, name)
	b, err := os.ReadFile(file)
	if err != nil || len(b) == 0 {
		return nil, false
	}
	now := time.Now()
	_ = os.Chtimes(file, now, now) // only its age is lost
	return b, true
}

// keep writes a PDF whole or not at all; a full disk only costs the cache.
func (c *Cache) keep(name string, b []byte) {
	f, err := os.CreateTemp(c.dir, "new-") // mode 0600
	if err != nil {
		return
	}
	_, err = f.Write(b)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), filepath.Join(c.dir, name))
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	c.sweep(time.Now())
}

// Empty takes every kept PDF out of a cache's folder, also beside a running
// server: what is asked for again is made again. No folder is an empty one.
func Empty(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	for _, e := range entries {
		if !e.IsDir() {
			err = errors.Join(err, os.Remove(filepath.Join(dir, e.Name())))
		}
	}
	return err
}

// sweep takes out what is too old, then the oldest until the rest is within the
// bound.
func (c *Cache) sweep(now time.Time) {
	entries, err := os.ReadDir(c.dir)
	if err != nil {
		return
	}
	var files []os.FileInfo
	total := int64(0)
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || e.IsDir() {
			continue
		}
		files = append(files, info)
		total += info.Size()
	}
	slices.SortFunc(files, func(a, b os.FileInfo) int { return a.ModTime().Compare(b.ModTime()) })
	for _, f := range files {
		if total <= c.size && now.Sub(f.ModTime()) <= c.age {
			continue
		}
		if os.Remove(filepath.Join(c.dir, f.Name())) == nil {
			total -= f.Size()
		}
	}
}
