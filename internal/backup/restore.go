package backup

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
)

// Target is where a backup is given back: a data folder, and a PostgreSQL when
// DSN names one. Both must be empty.
type Target struct{ Data, DSN string }

const (
	marker  = "phuc-hoi-dang-do" // stands in a data folder while a restore is not finished
	staging = ".chibo-dang-doc"  // what is needed only meanwhile
	spare   = 64 << 20           // bytes that must stay free besides
)

// Unfinished refuses a data folder in which a restore came to no end: nothing
// half-way is taken for good. Whoever opens a data folder asks first.
func Unfinished(data string) error {
	if _, err := os.Lstat(filepath.Join(data, marker)); err == nil {
		return fault.New(fault.Conflict, "restore_unfinished", "dir", data)
	}
	return nil
}

// Restore gives a backup back into an empty target of either engine. It reads
// every hash before it touches anything, brings older data to the newest schema,
// and answers only after the log has been recomputed and found the same.
func Restore(ctx context.Context, file string, to Target) (Manifest, error) {
	m, err := Check(ctx, file)
	if err != nil {
		return m, err
	}
	if m.Schema > store.Newest() {
		return m, fault.New(fault.Invalid, "backup_newer")
	}
	again := Unfinished(to.Data) != nil
	if again { // what lies there is ours, and of no use
		err = clear(to.Data)
	} else {
		err = vacant(to.Data)
	}
	if err != nil {
		return m, err
	}
	if err := enough(to, m); err != nil {
		return m, err
	}
	if err := os.WriteFile(filepath.Join(to.Data, marker), []byte(filepath.Base(file)+"\n"), 0o600); err != nil {
		return m, said(err)
	}
	if err := errors.Join(syncFile(filepath.Join(to.Data, marker)), syncDir(to.Data)); err != nil {
		return m, err
	}
	if err := restore(ctx, file, m, to, again); err != nil {
		// What was begun goes; only a database that could not be emptied keeps the marker.
		if !errors.Is(err, errLoaded) && clear(to.Data) == nil {
			_ = os.Remove(filepath.Join(to.Data, marker))
		}
		return m, said(err)
	}
	if err := errors.Join(os.RemoveAll(filepath.Join(to.Data, staging)), syncDir(to.Data)); err != nil {
		return m, err
	}
	return m, errors.Join(os.Remove(filepath.Join(to.Data, marker)), syncDir(to.Data))
}

// errLoaded says that rows are committed in a database that does not answer as
// the manifest says.
var errLoaded = errors.New("backup: what was restored is not what was backed up")

func restore(ctx context.Context, file string, m Manifest, to Target, again bool) error {
	unpacked := filepath.Join(to.Data, staging)
	if err := os.MkdirAll(unpacked, 0o700); err != nil {
		return err
	}
	copied := filepath.Join(unpacked, dataName)
	if _, err := walk(ctx, file, func(one Member, in io.Reader) error {
		path := copied
		if one.Name != dataName {
			path = filepath.Join(to.Data, filepath.FromSlash(one.Name))
		}
		return put(path, in)
	}); err != nil {
		return err
	}
	if schema, err := store.SchemaOf(ctx, copied); err != nil || schema != m.Schema {
		return fault.New(fault.Invalid, "backup_foreign").Because(err)
	}
	from, err := store.Open(ctx, store.Options{File: copied}) // brings older data to the newest schema
	if err != nil {
		return fault.New(fault.Invalid, "backup_foreign").Because(err)
	}
	return errors.Join(m.fill(ctx, from, to, again), from.Close())
}

// fill loads the unpacked copy into the target, having compared it with the
// manifest, and compares the target then.
func (m Manifest) fill(ctx context.Context, from *store.DB, to Target, again bool) error {
	older := m.Schema < store.Newest()
	if err := m.compare(ctx, from, older); err != nil {
		return fault.New(fault.Invalid, "backup_damaged").Because(err)
	}
	db, err := store.Open(ctx, store.Options{Dir: to.Data, DSN: to.DSN})
	if err != nil {
		return err
	}
	return errors.Join(m.load(ctx, db, from, older, again), db.Close())
}

func (m Manifest) load(ctx context.Context, db, from *store.DB, older, again bool) error {
	err := db.Load(ctx, from)
	switch {
	case errors.Is(err, store.ErrNotEmpty) && again && m.compare(ctx, db, older) == nil: // a restore killed after its commit
	case errors.Is(err, store.ErrNotEmpty):
		return fault.New(fault.Conflict, "restore_not_empty", "dir", "PostgreSQL")
	case err != nil:
		return err
	}
	if err := m.compare(ctx, db, older); err != nil {
		return fmt.Errorf("%w: %w", errLoaded, err)
	}
	return nil
}

// compare reads a database against the manifest: the rows of every table (a
// newer schema may have added some), the head of every log, and every leaf and
// entry against that head.
func (m Manifest) compare(ctx context.Context, db *store.DB, older bool) error {
	rows, err := db.Rows(ctx)
	if err != nil {
		return err
	}
	if !older && !maps.Equal(rows, m.Rows) {
		return fmt.Errorf("rows %v, not %v", rows, m.Rows)
	}
	now, err := heads(ctx, db)
	if err != nil {
		return err
	}
	if !slices.Equal(now, m.Tenants) {
		return fmt.Errorf("logs %v, not %v", now, m.Tenants)
	}
	for _, t := range now {
		if err := db.Study(ctx, store.Viewer{Tenant: t.Tenant, Person: store.System}, audit.Verify); err != nil {
			return fmt.Errorf("committee %d: %w", t.Tenant, err)
		}
	}
	return nil
}

// vacant refuses a folder that holds data already; the backups of before may
// stay in it.
func vacant(data string) error {
	if err := os.MkdirAll(data, 0o700); err != nil {
		return err
	}
	for _, name := range []string{store.FileName, "keys", "files"} {
		if _, err := os.Lstat(filepath.Join(data, name)); !errors.Is(err, fs.ErrNotExist) {
			return fault.New(fault.Conflict, "restore_not_empty", "dir", data)
		}
	}
	return nil
}

// clear removes what an unfinished restore left, and nothing else.
func clear(data string) error {
	var all []error
	for _, name := range []string{store.FileName, store.FileName + "-wal", store.FileName + "-shm", "keys", "files", staging} {
		all = append(all, os.RemoveAll(filepath.Join(data, name)))
	}
	return errors.Join(all...)
}

// enough asks for the room before anything is written: the copy is read from
// the disk while the database is written to it.
func enough(to Target, m Manifest) error {
	need := uint64(m.Bytes) + spare
	if data, ok := m.find(dataName); ok && to.DSN == "" {
		need += uint64(data.Size) * 2
	}
	free, err := Free(to.Data)
	if err == nil && free < need {
		err = fault.New(fault.Unavailable, "restore_disk_full", "need", need>>20, "free", free>>20)
	}
	return err
}

// put writes one file and brings it to the disk.
func put(path string, in io.Reader) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, in)
	return errors.Join(err, f.Sync(), f.Close())
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Shown is a log root as printed: groups of eight.
func (t Tenant) Shown() string {
	b, err := hex.DecodeString(t.Root)
	if err != nil || len(b) == 0 {
		return "-"
	}
	var parts []string
	for i := 0; i+8 <= len(t.Root); i += 8 {
		parts = append(parts, t.Root[i:i+8])
	}
	return strings.Join(parts, " ")
}
