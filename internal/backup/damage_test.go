package backup

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"pgregory.net/rapid"

	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// Rewritten is a backup whose manifest names another schema; an older one is
// taken from a database in which that is so.
func Rewritten(t *testing.T, db *store.DB, data string, schema int64) string {
	t.Helper()
	work := t.TempDir()
	m := Manifest{Format: Format, At: db.Now(), Schema: schema, Engine: "sqlite"}
	copied := filepath.Join(work, dataName)
	ctx := context.Background()
	if err := db.Copy(ctx, copied); err != nil {
		t.Fatal(err)
	}
	if err := m.describe(ctx, copied); err != nil {
		t.Fatal(err)
	}
	one, err := measure(ctx, dataName, copied)
	if err != nil {
		t.Fatal(err)
	}
	m.Members = []Member{one}
	file := filepath.Join(work, "whole.tar")
	if err := m.pack(ctx, file, map[string]string{dataName: copied}); err != nil {
		t.Fatal(err)
	}
	return file
}

// small is a backup of an empty server, and its bytes.
func small(t *testing.T) (file string, data []byte) {
	t.Helper()
	dir := t.TempDir()
	db, err := store.Open(context.Background(), store.Options{Dir: dir, Vault: storetest.Vault})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	file = filepath.Join(t.TempDir(), "small.tar")
	if _, err := Write(context.Background(), db, dir, file); err != nil {
		t.Fatal(err)
	}
	if data, err = os.ReadFile(file); err != nil {
		t.Fatal(err)
	}
	return file, data
}

// refused says that neither checking nor restoring takes the bytes, and that a
// restore leaves nothing behind.
func refused(t *testing.T, what string, data []byte) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "bad.tar")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Check(context.Background(), file); err == nil {
		t.Errorf("%s: taken for good", what)
		return
	}
	to := filepath.Join(t.TempDir(), "data")
	_, err := Restore(context.Background(), file, Target{Data: to})
	if fault.KindOf(err) != fault.Invalid {
		t.Errorf("%s: told as %v", what, err)
	}
	if left, _ := os.ReadDir(to); len(left) > 0 {
		t.Errorf("%s: left %v", what, left)
	}
}

func TestEveryFlippedBitAndEveryCutIsSeen(t *testing.T) {
	_, data := small(t)
	for n := range 150 {
		at := rand.IntN(len(data))
		if n < 50 { // headers, manifest and the end are a small part of the file
			at = rand.IntN(4096)
		} else if n < 100 {
			at = len(data) - 1 - rand.IntN(4096)
		}
		if n == 0 {
			at = len(data) - 4*block + 155 // the end of a header's sum, which a tar reader overlooks
		}
		bad := bytes.Clone(data)
		bad[at] ^= 1 << rand.IntN(8)
		file := filepath.Join(t.TempDir(), "bad.tar")
		if err := os.WriteFile(file, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Check(context.Background(), file); fault.KindOf(err) != fault.Invalid {
			t.Errorf("a bit flipped at %d of %d: %v", at, len(data), err)
		}
	}
	refused(t, "nothing", nil)
	for _, cut := range []int{1, 511, 512, 1024, len(data) / 2, len(data) - 1025, len(data) - 1024, len(data) - 512, len(data) - 1} {
		refused(t, fmt.Sprintf("cut at %d", cut), data[:cut])
	}
	refused(t, "bytes after the end", append(bytes.Clone(data), make([]byte, 512)...))
}

// forged makes a tar with right sums of whatever members, as an attacker would.
func forged(t *testing.T, members []tar.Header, bodies []string) []byte {
	t.Helper()
	m := Manifest{Format: Format, Schema: store.Newest(), Engine: "sqlite", Rows: map[string]int64{}, Tenants: []Tenant{}}
	for i, h := range members {
		sum := sha256.Sum256([]byte(bodies[i]))
		m.Members = append(m.Members, Member{h.Name, int64(len(bodies[i])), hex.EncodeToString(sum[:])})
	}
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	add := func(h tar.Header, body string) {
		if h.Typeflag == 0 {
			h.Typeflag = tar.TypeReg
		}
		if h.Typeflag == tar.TypeReg {
			h.Size = int64(len(body))
		}
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		if h.Typeflag == tar.TypeReg {
			_, _ = io.WriteString(w, body)
		}
		_ = w.Flush()
	}
	add(tar.Header{Name: manifestName}, string(text))
	for i, h := range members {
		add(h, bodies[i])
	}
	sum := sha256.Sum256(b.Bytes())
	add(tar.Header{Name: sumName, Mode: 0o600}, hex.EncodeToString(sum[:]))
	_ = w.Close()
	return b.Bytes()
}

func TestWhatIsNoBackupOfOursIsRefused(t *testing.T) {
	_, good := small(t)
	r := tar.NewReader(bytes.NewReader(good))
	sqlite := ""
	for h, err := r.Next(); err == nil; h, err = r.Next() {
		if h.Name == dataName {
			b, _ := io.ReadAll(r)
			sqlite = string(b)
		}
	}
	main := tar.Header{Name: dataName}
	for _, c := range []struct {
		what    string
		members []tar.Header
		bodies  []string
	}{
		{"no database", []tar.Header{{Name: "keys/person.key"}}, []string{"k"}},
		{"another database", []tar.Header{main}, []string{"SQLite format 3\x00 and nothing of ours"}},
		{"rows other than told", []tar.Header{main}, []string{sqlite}},
		{"path out of the folder", []tar.Header{main, {Name: "keys/../../etc/passwd"}}, []string{sqlite, "root"}},
		{"absolute path", []tar.Header{main, {Name: "/etc/passwd"}}, []string{sqlite, "root"}},
		{"backslashes", []tar.Header{main, {Name: `keys\..\..\x`}}, []string{sqlite, "root"}},
		{"a program", []tar.Header{main, {Name: "chibo.sqlite"}}, []string{sqlite, "x"}},
		{"a link", []tar.Header{main, {Name: "keys/person.key", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"}}, []string{sqlite, ""}},
		{"a hard link", []tar.Header{main, {Name: "keys/person.key", Typeflag: tar.TypeLink, Linkname: dataName}}, []string{sqlite, ""}},
		{"a device", []tar.Header{main, {Name: "keys/person.key", Typeflag: tar.TypeChar}}, []string{sqlite, ""}},
		{"a folder", []tar.Header{main, {Name: "keys/x", Typeflag: tar.TypeDir}}, []string{sqlite, ""}},
		{"a name twice", []tar.Header{main, {Name: "keys/k"}, {Name: "keys/k"}}, []string{sqlite, "a", "b"}},
	} {
		data := forged(t, c.members, c.bodies)
		if c.what == "another database" || c.what == "rows other than told" { // the file itself is sound: only restoring can tell
			file := filepath.Join(t.TempDir(), "bad.tar")
			if err := os.WriteFile(file, data, 0o600); err != nil {
				t.Fatal(err)
			}
			to := filepath.Join(t.TempDir(), "data")
			if _, err := Restore(context.Background(), file, Target{Data: to}); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %v", c.what, err)
			}
			if left, _ := os.ReadDir(to); len(left) > 0 {
				t.Errorf("%s: left %v", c.what, left)
			}
			continue
		}
		refused(t, c.what, data)
	}
	refused(t, "text", []byte(strings.Repeat("không phải tar\n", 100)))
	refused(t, "zip", append([]byte("PK\x03\x04"), make([]byte, 2000)...))
}

// TestATarBombDoesNotGoOff: a kilobyte that says it is a terabyte of zeros.
func TestATarBombDoesNotGoOff(t *testing.T) {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	m := Manifest{Format: Format, Schema: 1, Members: []Member{{dataName, 1 << 40, strings.Repeat("0", 64)}}}
	text, _ := json.Marshal(m)
	_ = w.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: manifestName, Size: int64(len(text))})
	_, _ = w.Write(text)
	_ = w.Flush()
	sparse := "GNUSparseFile.0/" + dataName
	_ = w.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: sparse, Size: 512, Format: tar.FormatPAX,
		PAXRecords: map[string]string{"VENDOR.x": "1"}})
	_, _ = w.Write(append([]byte("0\n"), make([]byte, 510)...))
	_ = w.Close()
	begun := time.Now()
	refused(t, "a bomb", b.Bytes())
	if time.Since(begun) > time.Second {
		t.Error("it took its time")
	}
}

func FuzzCheck(f *testing.F) {
	dir := f.TempDir()
	db, err := store.Open(context.Background(), store.Options{Dir: dir, Vault: storetest.Vault})
	if err != nil {
		f.Fatal(err)
	}
	defer db.Close()
	file := filepath.Join(dir, "seed.tar")
	if _, err := Write(context.Background(), db, dir, file); err != nil {
		f.Fatal(err)
	}
	seed, err := os.ReadFile(file)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed[:4096])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		name := filepath.Join(t.TempDir(), "x.tar")
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Check(context.Background(), name); err == nil && !bytes.Equal(data, seed) {
			t.Error("taken for good")
		}
	})
}

// TestAFullDiskLeavesNothing: neither a backup nor a restore that the disk has
// no room for leaves a half.
func TestAFullDiskLeavesNothing(t *testing.T) {
	file, _ := small(t)
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=500k"); err != nil {
		t.Skipf("a small disk cannot be mounted here (%v): run as root", err)
	}
	defer func() { _ = syscall.Unmount(disk, syscall.MNT_DETACH) }()
	dir := t.TempDir()
	db, err := store.Open(context.Background(), store.Options{Dir: dir, Vault: storetest.Vault})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := Write(context.Background(), db, dir, filepath.Join(disk, "x.tar")); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("a backup on a full disk: %v", err)
	}
	if _, err := Restore(context.Background(), file, Target{Data: filepath.Join(disk, "data")}); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("a restore on a full disk: %v", err)
	}
	left, _ := os.ReadDir(disk)
	for _, e := range left {
		if inside, _ := os.ReadDir(filepath.Join(disk, e.Name())); e.Name() != "data" || len(inside) > 0 {
			t.Errorf("left %s %v", e.Name(), inside)
		}
	}
}

// TestAnUnfinishedRestoreIsNotTakenForGood: what lies there is refused, and done
// again by the same command.
func TestAnUnfinishedRestoreIsNotTakenForGood(t *testing.T) {
	file, _ := small(t)
	to := t.TempDir()
	for _, name := range []string{marker, store.FileName, "keys/person.key", staging + "/data.sqlite", "files/1/half"} {
		path := filepath.Join(to, name)
		_ = os.MkdirAll(filepath.Dir(path), 0o700)
		if err := os.WriteFile(path, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := Unfinished(to); !fault.Is(err, "restore_unfinished") {
		t.Errorf("%v", err)
	}
	if _, err := Restore(context.Background(), file, Target{Data: to}); err != nil {
		t.Fatal(err)
	}
	if Unfinished(to) != nil {
		t.Error("still unfinished")
	}
	if _, err := os.Stat(filepath.Join(to, "files/1/half")); err == nil {
		t.Error("a half is left")
	}
}

func TestTheKeeperKeepsDaysAndWeeks(t *testing.T) {
	name := func(day time.Time) string { return "chibo-" + day.Format("2006-01-02") + "-0130.tar" }
	rapid.Check(t, func(t *rapid.T) {
		daily, weekly := rapid.IntRange(1, 9).Draw(t, "daily"), rapid.IntRange(0, 6).Draw(t, "weekly")
		day := time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC)
		var all []string
		for range rapid.IntRange(1, 120).Draw(t, "n") {
			all = append(all, name(day))
			day = day.AddDate(0, 0, -rapid.IntRange(1, 3).Draw(t, "gap"))
		}
		gone := spent(all, daily, weekly)
		kept := slices.DeleteFunc(slices.Clone(all), func(s string) bool { return slices.Contains(gone, s) })
		if len(kept) > daily+weekly || len(kept) < min(len(all), daily) {
			t.Fatalf("%d kept of %d for %d days and %d weeks", len(kept), len(all), daily, weekly)
		}
		if !slices.Equal(kept[:min(len(all), daily)], all[:min(len(all), daily)]) {
			t.Fatal("the newest days are not kept")
		}
		if more := spent(kept, daily, weekly); len(more) > 0 {
			t.Fatalf("a second look lets more go: %v", more)
		}
	})
}

func TestTheNightlyBackupIsMadeNotedAndReadAgain(t *testing.T) {
	dir := t.TempDir()
	db, err := store.Open(context.Background(), store.Options{Dir: dir, Vault: storetest.Vault})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	now := time.Date(2026, 12, 3, 1, 30, 0, 0, store.Vietnam)
	k := &Keeper{DB: db, Data: dir, Dir: filepath.Join(dir, "backups"), At: 90 * time.Minute, Daily: 2, Weekly: 1, Clock: func() time.Time { return now }}
	if _, _, err := k.Newest(context.Background()); !fault.Is(err, "backup_missing") {
		t.Errorf("before the first: %v", err)
	}
	if m, err := k.Look(); err != nil || !m.Old || m.Last.At != 0 {
		t.Errorf("before the first: %+v %v", m, err)
	}
	if k.untilNext(now) != 24*time.Hour || k.untilNext(now.Add(-time.Hour)) != time.Hour {
		t.Error("the next hour is wrong")
	}
	for range 5 {
		if _, err := k.Make(context.Background()); err != nil {
			t.Fatal(err)
		}
		now = now.AddDate(0, 0, 1)
	}
	m, err := k.Look()
	if err != nil || m.Old || m.Last.Kept != 2 || !m.SameDisk || m.FreeData == 0 {
		t.Errorf("after five nights: %+v %v", m, err)
	}
	file, made, err := k.Newest(context.Background())
	if err != nil || filepath.Base(file) != "chibo-2026-12-07-0130.tar" || made.Format != Format {
		t.Errorf("newest %s %v", file, err)
	}
	k.Data = filepath.Join(dir, "nowhere")
	if err := os.Chmod(k.Dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(k.Dir, "chibo-2026-12-08-0130.tar"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Make(context.Background()); !fault.Is(err, "backup_exists") {
		t.Errorf("%v", err)
	}
	if s, err := k.State(); err != nil || s.FailedAt == 0 || s.Failure == "" || s.At == 0 {
		t.Errorf("a failure is not noted beside the last good one: %+v %v", s, err)
	}
	if _, _, err := k.Newest(context.Background()); !fault.Is(err, "backup_foreign") {
		t.Errorf("an empty file is taken for a backup: %v", err)
	}
}
