package backup

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"strings"

	"chibo/internal/fault"
)

const (
	manifestMost = 64 << 20 // a hundred thousand attached files and more
	sumLetters   = 2 * sha256.Size
	block        = 512
)

// Check reads a whole backup and every hash in it. What comes back without an
// error can be restored, as far as the file itself goes; anything else is
// fault "backup_damaged", "backup_foreign" or "backup_missing".
func Check(ctx context.Context, file string) (Manifest, error) {
	return walk(ctx, file, func(Member, io.Reader) error { return nil })
}

// walk reads a backup from end to end and gives each listed member to take, which
// may leave bytes unread. The sizes and names are those of the manifest, so that
// nothing larger and nothing else ever reaches the disk.
func walk(ctx context.Context, file string, take func(Member, io.Reader) error) (Manifest, error) {
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return Manifest{}, fault.New(fault.NotFound, "backup_missing", "file", file)
	}
	if err != nil {
		return Manifest{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return Manifest{}, err
	}
	if !info.Mode().IsRegular() {
		return Manifest{}, fault.New(fault.Invalid, "backup_foreign")
	}
	r := &reading{sum: sha256.New(), file: info.Size()}
	m, err := r.manifest(tar.NewReader(io.TeeReader(patient{ctx, f}, r)))
	if err != nil {
		return m, wrong(err)
	}
	m.Bytes = info.Size()
	for _, one := range m.Members {
		if err := r.member(one, take); err != nil {
			return m, wrong(err)
		}
	}
	if err := r.end(m); err != nil {
		return m, wrong(err)
	}
	return m, nil
}

// wrong tells a file that is no backup of ours, or no longer one, from trouble
// with the disk.
func wrong(err error) error {
	var f *fault.Error
	var path *fs.PathError
	if errors.As(err, &f) || errors.As(err, &path) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return said(err)
	}
	return fault.New(fault.Invalid, "backup_damaged").Because(err)
}

// reading is a backup being read: the sum of all bytes so far, and how many.
type reading struct {
	t    *tar.Reader
	sum  hash.Hash
	n    int64
	file int64
	held []byte // the last block or more, not yet in the sum
}

// Write takes what the tar reader has read. The header of sum.sha256 must not
// be in the sum, and is known only once read: bytes wait here until settled.
func (r *reading) Write(b []byte) (int, error) {
	r.held = append(r.held, b...)
	r.n += int64(len(b))
	if len(r.held) > 1<<20 {
		r.settle(block)
	}
	return len(b), nil
}

// settle adds all but the last keep bytes to the sum.
func (r *reading) settle(keep int) {
	if n := len(r.held) - keep; n > 0 {
		r.sum.Write(r.held[:n])
		r.held = append(r.held[:0], r.held[n:]...)
	}
}

// next is the next member; only plain files as we write them are let through.
func (r *reading) next(name string) (*tar.Header, error) {
	h, err := r.t.Next()
	if err != nil {
		return nil, fmt.Errorf("%s is missing: %w", name, err)
	}
	for key := range h.PAXRecords {
		if key != "size" && key != "mtime" {
			return nil, fmt.Errorf("%s has a record %q", name, key)
		}
	}
	if h.Name != name || h.Typeflag != tar.TypeReg || h.Linkname != "" || h.Size < 0 || h.Size > r.file {
		return nil, fmt.Errorf("%q (%c) stands where %s should", h.Name, h.Typeflag, name)
	}
	return h, nil
}

func (r *reading) manifest(t *tar.Reader) (m Manifest, err error) {
	r.t = t
	h, err := r.next(manifestName)
	if err != nil || h.Size > manifestMost {
		return m, fault.New(fault.Invalid, "backup_foreign").Because(err)
	}
	text, err := io.ReadAll(t)
	if err != nil {
		return m, err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	if err := d.Decode(&m); err != nil {
		return m, err
	}
	if m.Format != Format {
		return m, fault.New(fault.Invalid, "backup_foreign")
	}
	seen, total := map[string]bool{}, int64(0)
	for _, one := range m.Members {
		if seen[one.Name] || one.Name != dataName && !lawful(one.Name) || one.Size < 0 || one.Size > r.file {
			return m, fmt.Errorf("member %q must not be here", one.Name)
		}
		seen[one.Name] = true
		total += one.Size
	}
	if !seen[dataName] || total > r.file {
		return m, errors.New("the list of members is not that of a backup")
	}
	return m, nil
}

func (r *reading) member(one Member, take func(Member, io.Reader) error) error {
	h, err := r.next(one.Name)
	if err != nil {
		return err
	}
	if h.Size != one.Size {
		return fmt.Errorf("%s has %d bytes, not %d", one.Name, h.Size, one.Size)
	}
	sum := sha256.New()
	in := io.TeeReader(r.t, sum)
	if err := take(one, in); err != nil {
		return err
	}
	if _, err := io.Copy(io.Discard, in); err != nil {
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != one.SHA256 {
		return fmt.Errorf("%s is not what was written", one.Name)
	}
	return nil
}

// end compares the sum of everything, and refuses bytes after the end.
func (r *reading) end(m Manifest) error {
	if _, err := r.next(sumName); err != nil {
		return err
	}
	r.settle(block) // the header just read stays out
	want := hex.EncodeToString(r.sum.Sum(nil))
	text, err := io.ReadAll(io.LimitReader(r.t, sumLetters+1))
	if err != nil {
		return err
	}
	if string(text) != want {
		return errors.New("the sum of all bytes is another")
	}
	if _, err := r.t.Next(); err != io.EOF {
		return fmt.Errorf("something stands after the end: %w", err)
	}
	if r.n != r.file {
		return fmt.Errorf("%d bytes read of %d", r.n, r.file)
	}
	var last bytes.Buffer // a tar reader overlooks bits of a header that say nothing
	w := tar.NewWriter(&last)
	if err := errors.Join(m.member(w, sumName, sumLetters, strings.NewReader(want)), w.Close()); err != nil {
		return err
	}
	if !bytes.Equal(r.held, last.Bytes()) {
		return errors.New("the end is not as it was written")
	}
	return nil
}
