// Package backup puts everything a server holds into one file and gives it back
// (design/decisions.md 13). The file is a plain tar that only its owner reads:
// manifest.json first, data.sqlite with one snapshot of the database whichever
// engine it came from, the keys, the files people attached, and last sum.sha256,
// the hash of every byte before it. It is written under another name, re-read
// and only then given its own, so that a file which stands there is whole. Who
// may run it is whoever owns the machine; the pages show only when it was done.
package backup

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
)

// Format names the form of the file.
const Format = "chibo/backup/1"

// The members with a name of their own; keys/ and files/ hold the others.
const (
	manifestName = "manifest.json"
	dataName     = "data.sqlite"
	sumName      = "sum.sha256"
)

// Manifest says what is in the file and what state it was of.
type Manifest struct {
	Format  string           `json:"format"`
	At      int64            `json:"at"`     // milliseconds UTC
	Schema  int64            `json:"schema"` // newest migration of the program that wrote it
	Engine  string           `json:"engine"` // it was taken from: sqlite, postgres
	Tenants []Tenant         `json:"tenants"`
	Rows    map[string]int64 `json:"rows"` // by table, over all committees
	Members []Member         `json:"members"`
	Damaged []string         `json:"damaged,omitempty"` // attached files that no longer are what their name says
	Bytes   int64            `json:"-"`                 // of the whole file, filled by Check
}

// Tenant is a committee with the head of its log.
type Tenant struct {
	Tenant int64  `json:"tenant"`
	Size   int64  `json:"log_size"`
	Root   string `json:"log_root"` // hex; empty before the first leaf
}

// Member is one file inside.
type Member struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"` // hex
}

var (
	attached = regexp.MustCompile(`^files/\d{1,12}/[0-9a-f]{64}$`)
	keyFile  = regexp.MustCompile(`^keys/[A-Za-z0-9][A-Za-z0-9._-]{0,80}$`)
)

// unfinished begins the name of whatever is being written.
const unfinished = ".chibo-dang-ghi-"

// Write backs a data folder and its open database up into file, which must not
// exist yet. It may run beside a live server: only the copying of the database
// sees it, on one snapshot. The answer is what stands in the finished file.
func Write(ctx context.Context, db *store.DB, data, file string) (Manifest, error) {
	if _, err := os.Lstat(file); err == nil {
		return Manifest{}, fault.New(fault.Conflict, "backup_exists", "file", file)
	}
	dir := filepath.Dir(file)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return Manifest{}, err
	}
	sweep(dir)
	work, err := os.MkdirTemp(dir, unfinished) // 0700, on the disk of the result
	if err != nil {
		return Manifest{}, said(err)
	}
	defer func() { _ = os.RemoveAll(work) }()
	m, err := write(ctx, db, data, work)
	if err != nil {
		return Manifest{}, said(err)
	}
	if err := os.Rename(filepath.Join(work, "whole.tar"), file); err != nil {
		return Manifest{}, err
	}
	return m, syncDir(dir)
}

func write(ctx context.Context, db *store.DB, data, work string) (Manifest, error) {
	m := Manifest{Format: Format, At: db.Now(), Schema: store.Newest(), Engine: db.Engine()}
	copied := filepath.Join(work, dataName)
	if err := db.Copy(ctx, copied); err != nil {
		return m, err
	}
	if err := m.describe(ctx, copied); err != nil {
		return m, err
	}
	sources := map[string]string{dataName: copied}
	names, err := gather(data)
	if err != nil {
		return m, err
	}
	for _, name := range names {
		sources[name] = filepath.Join(data, filepath.FromSlash(name))
	}
	for _, name := range append([]string{dataName}, names...) {
		one, err := measure(ctx, name, sources[name])
		if errors.Is(err, fs.ErrNotExist) && name != dataName {
			delete(sources, name) // swept away since the listing: nobody refers to it
			continue
		}
		if err != nil {
			return m, err
		}
		if attached.MatchString(name) && !strings.HasSuffix(name, one.SHA256) {
			m.Damaged = append(m.Damaged, name)
		}
		m.Members = append(m.Members, one)
	}
	whole := filepath.Join(work, "whole.tar")
	if err := m.pack(ctx, whole, sources); err != nil {
		return m, err
	}
	return Check(ctx, whole)
}

// describe reads from the copy what a restored database must say again.
func (m *Manifest) describe(ctx context.Context, file string) error {
	db, err := store.Open(ctx, store.Options{File: file})
	if err != nil {
		return err
	}
	if m.Rows, err = db.Rows(ctx); err == nil {
		m.Tenants, err = heads(ctx, db)
	}
	return errors.Join(err, db.Close())
}

// heads reads the head of every committee's log.
func heads(ctx context.Context, db *store.DB) ([]Tenant, error) {
	tenants, err := db.Tenants(ctx)
	if err != nil {
		return nil, err
	}
	out := []Tenant{}
	for _, t := range tenants {
		err := db.Study(ctx, store.Viewer{Tenant: t, Person: store.System}, func(rd *store.Reader) error {
			head, err := audit.Checkpoint(rd)
			if err != nil && !store.IsNoRow(err) {
				return err
			}
			out = append(out, Tenant{Tenant: t, Size: head.Size, Root: hex.EncodeToString(head.Root)})
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// gather lists keys and attached files of a data folder, and nothing else that
// may lie there: no half-written file, no link, no older backup.
func gather(data string) ([]string, error) {
	var out []string
	for _, top := range []string{"keys", "files"} {
		err := filepath.WalkDir(filepath.Join(data, top), func(path string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil || !d.Type().IsRegular() {
				return err
			}
			rel, err := filepath.Rel(data, path)
			if name := filepath.ToSlash(rel); err == nil && lawful(name) && !practised(name) {
				out = append(out, name)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// practised tells the files of a practice, which ends within a day.
func practised(name string) bool {
	parts := strings.Split(name, "/")
	n, err := strconv.ParseInt(parts[1], 10, 64)
	return parts[0] == "files" && err == nil && store.Practising(n)
}

func lawful(name string) bool { return keyFile.MatchString(name) || attached.MatchString(name) }

func measure(ctx context.Context, name, path string) (Member, error) {
	f, err := os.Open(path)
	if err != nil {
		return Member{}, err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, patient{ctx, f})
	return Member{Name: name, Size: n, SHA256: hex.EncodeToString(h.Sum(nil))}, err
}

// pack writes the tar and puts it on the disk.
func (m Manifest) pack(ctx context.Context, file string, sources map[string]string) error {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer f.Close()
	sum := sha256.New()
	w := tar.NewWriter(io.MultiWriter(f, sum))
	text, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	if err := m.member(w, manifestName, int64(len(text)), strings.NewReader(string(text))); err != nil {
		return err
	}
	for _, one := range m.Members {
		in, err := os.Open(sources[one.Name])
		if err == nil {
			err = errors.Join(m.member(w, one.Name, one.Size, patient{ctx, io.LimitReader(in, one.Size)}), in.Close())
		}
		if err != nil {
			return fmt.Errorf("%s: %w", one.Name, err)
		}
	}
	if err := w.Flush(); err != nil { // all before this line is in the sum
		return err
	}
	line := hex.EncodeToString(sum.Sum(nil))
	if err := m.member(w, sumName, int64(len(line)), strings.NewReader(line)); err != nil {
		return err
	}
	return errors.Join(w.Close(), f.Sync(), f.Close())
}

func (m Manifest) member(w *tar.Writer, name string, size int64, from io.Reader) error {
	if err := w.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o600, ModTime: time.UnixMilli(m.At).Truncate(time.Second)}); err != nil {
		return err
	}
	_, err := io.Copy(w, from)
	return err
}

// sweep removes what a killed backup left in a folder, a day later: no backup
// takes that long, so nobody else's is taken away from under him.
func sweep(dir string) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		info, err := e.Info()
		if err == nil && strings.HasPrefix(e.Name(), unfinished) && time.Since(info.ModTime()) > 24*time.Hour {
			_ = os.RemoveAll(filepath.Join(dir, e.Name()))
		}
	}
}

// said gives a full disk its own sentence.
func said(err error) error {
	if errors.Is(err, syscall.ENOSPC) {
		return fault.New(fault.Unavailable, "backup_disk_full").Because(err)
	}
	return err
}

// patient is a reader that ends when ctx does.
type patient struct {
	ctx context.Context
	r   io.Reader
}

func (p patient) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.r.Read(b)
}

// syncDir puts the names of a folder on the disk; a disk that knows no such
// thing (a stick) is not an error.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, syscall.ENOTSUP) {
		return err
	}
	return nil
}

// find is the member of a name.
func (m Manifest) find(name string) (Member, bool) {
	i := slices.IndexFunc(m.Members, func(x Member) bool { return x.Name == name })
	if i < 0 {
		return Member{}, false
	}
	return m.Members[i], true
}
