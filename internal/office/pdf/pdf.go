// Package pdf turns .docx papers into PDF with LibreOffice, so that the PDF
// looks exactly like the file the office opens: one source of layout.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"time"
)

// Limit is how long one conversion may take.
const Limit = 60 * time.Second

// ErrUnavailable means LibreOffice is not installed; the page then offers the
// .docx and the browser's print instead.
var ErrUnavailable = errors.New("pdf: LibreOffice is not installed")

// ErrTimeout means LibreOffice did not finish within the limit.
var ErrTimeout = errors.New("pdf: LibreOffice took too long")

// Converter runs LibreOffice. It allows one process a profile, so every worker
// owns a private profile; the number of workers caps the load.
type Converter struct {
	program string
	limit   time.Duration
	workers chan *worker
	dir     string // where papers lie while they are converted; empty: the system's folder for that
}

// worker is a place in the queue with its profile folder, made on first use.
type worker struct{ dir string }

// New returns a converter with n workers, at most and by default (n <= 0) as
// many as there are cores. program is the path of soffice; empty looks for it.
func New(program string, n int) *Converter {
	cores := runtime.GOMAXPROCS(0)
	if n <= 0 || n > cores {
		n = cores
	}
	if program == "" {
		program = Find()
	}
	c := &Converter{program: program, limit: Limit, workers: make(chan *worker, n)}
	for range n {
		c.workers <- &worker{}
	}
	return c
}

// Find returns the path of LibreOffice, or "" when there is none.
func Find() string {
	for _, name := range []string{"soffice", "libreoffice"} {
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	for _, p := range places {
		if st, err := os.Stat(p); err == nil && !st.IsDir() {
			return p
		}
	}
	return ""
}

// Type is the media type of a PDF.
const Type = "application/pdf"

// standard is for those who were given no cache: one paper at a time, because
// LibreOffice takes a core and 200 MB.
var standard = sync.OnceValue(func() *Converter { return New("", 1) })

// Convert renders a .docx as PDF with the standard converter.
func Convert(ctx context.Context, docx []byte) ([]byte, error) { return standard().Convert(ctx, docx) }

// Available tells whether Convert can work at all.
func Available() bool { return standard().Available() }

// In lets papers lie in dir while they are converted, and clears what a killed
// run left there. Nobody else may use the folder. LibreOffice works in a folder
// of its own, so the whole path is kept: the data may lie at ./chibo-data.
func (c *Converter) In(dir string) (*Converter, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("pdf: %w", err)
	}
	if err := os.RemoveAll(dir); err != nil {
		return nil, fmt.Errorf("pdf: %w", err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("pdf: %w", err)
	}
	c.dir = dir
	return c, nil
}

// Available tells whether LibreOffice was found.
func (c *Converter) Available() bool { return c.program != "" }

// Convert renders a .docx as PDF, waiting for a free worker if need be.
func (c *Converter) Convert(ctx context.Context, docx []byte) ([]byte, error) {
	all, err := c.ConvertAll(ctx, docx)
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

// ConvertAll renders several papers with one start of LibreOffice, which takes
// longer than a paper. The time limit is for all of them.
func (c *Converter) ConvertAll(ctx context.Context, docx ...[]byte) ([][]byte, error) {
	if !c.Available() {
		return nil, ErrUnavailable
	}
	if len(docx) == 0 {
		return nil, nil
	}
	var w *worker
	select {
	case w = <-c.workers:
	case <-ctx.Done():
		return nil, fmt.Errorf("pdf: waiting for a worker: %w", ctx.Err())
	}
	defer func() { c.workers <- w }()
	out, err := c.run(ctx, w, docx)
	if err != nil {
		// A killed LibreOffice may leave locks behind: start afresh next time.
		_ = w.drop()
	}
	return out, err
}

// Close waits for running conversions and removes every profile.
func (c *Converter) Close() error {
	var errs []error
	var idle []*worker
	for range cap(c.workers) {
		w := <-c.workers
		errs = append(errs, w.drop())
		idle = append(idle, w)
	}
	for _, w := range idle {
		c.workers <- w
	}
	return errors.Join(errs...)
}

func (w *worker) drop() error {
	dir := w.dir
	w.dir = ""
	if dir == "" {
		return nil
	}
	return os.RemoveAll(dir)
}

// run converts in a folder of its own, mode 0700, removed afterwards: papers
// are internal to the cell and must not stay in a temporary folder.
func (c *Converter) run(ctx context.Context, w *worker, docx [][]byte) ([][]byte, error) {
	if w.dir == "" {
		dir, err := os.MkdirTemp(c.dir, "chibo-pdf-profile-")
		if err != nil {
			return nil, fmt.Errorf("pdf: profile: %w", err)
		}
		w.dir = dir
	}
	work, err := os.MkdirTemp(c.dir, "chibo-pdf-")
	if err != nil {
		return nil, fmt.Errorf("pdf: work folder: %w", err)
	}
	defer os.RemoveAll(work)
	args := []string{"-env:UserInstallation=" + fileURL(w.dir), "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck",
		"--convert-to", "pdf:writer_pdf_Export", "--outdir", work}
	for i, d := range docx {
		in := filepath.Join(work, fmt.Sprintf("paper%d.docx", i))
		if err := os.WriteFile(in, d, 0o600); err != nil {
			return nil, fmt.Errorf("pdf: %w", err)
		}
		args = append(args, in)
	}
	said, err := c.soffice(ctx, w, work, args)
	if err != nil {
		return nil, err
	}
	out := make([][]byte, len(docx))
	for i := range docx {
		if out[i], err = os.ReadFile(filepath.Join(work, fmt.Sprintf("paper%d.pdf", i))); err != nil { // it also ends with status 0 when it could not read a file
			return nil, fmt.Errorf("pdf: LibreOffice wrote no PDF: %s", said)
		}
	}
	return out, nil
}

// soffice runs LibreOffice once within the limit and gives its own words.
func (c *Converter) soffice(ctx context.Context, w *worker, work string, args []string) (string, error) {
	limited, cancel := context.WithTimeout(ctx, c.limit)
	defer cancel()
	cmd := exec.CommandContext(limited, c.program, args...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	cmd.Dir = work
	cmd.Env = append(os.Environ(), "HOME="+w.dir, "SAL_USE_VCLPLUGIN=svp", "TMPDIR="+work)
	cmd.WaitDelay = 5 * time.Second
	ownGroup(cmd)
	err := cmd.Run()
	switch {
	case ctx.Err() != nil:
		return "", fmt.Errorf("pdf: stopped: %w", ctx.Err())
	case limited.Err() != nil:
		return "", ErrTimeout
	case err != nil:
		return "", fmt.Errorf("pdf: LibreOffice: %w: %s", err, tail(said.Bytes()))
	}
	return tail(said.Bytes()), nil
}

func fileURL(dir string) string {
	p := filepath.ToSlash(dir)
	if p == "" || p[0] != '/' {
		p = "/" + p
	}
	return (&url.URL{Scheme: "file", Path: p}).String()
}

func tail(b []byte) string {
	const most = 400
	b = bytes.TrimSpace(b)
	if len(b) > most {
		b = b[len(b)-most:]
	}
	return string(b)
}
