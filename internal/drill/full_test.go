package drill

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestFullDiskIsSaidAndHarmsNothing fills a small disk to the brim: the writer
// must say so in its own words, keep all it had acknowledged, and write again
// once there is room.
func TestFullDiskIsSaidAndHarmsNothing(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=6m"); err != nil {
		t.Skipf("a small disk cannot be mounted here (%v): run as root", err)
	}
	defer func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) }()
	ctx := context.Background()
	db, err := store.Open(ctx, store.Options{Dir: dir, Vault: storetest.Vault})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	ballast := filepath.Join(dir, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 1<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	write := func(key string) error {
		return db.Write(ctx, viewer, func(tx *store.Tx) error {
			_, err := tx.Exec(`insert into member_word (tenant, word, member) values ($1, $2, $3)`, key, strings.Repeat("x", 20_000))
			return err
		})
	}
	var acknowledged []string
	var refused error
	for n := 0; n < 1000 && refused == nil; n++ {
		key := fmt.Sprintf("w%04d", n)
		if refused = write(key); refused == nil {
			acknowledged = append(acknowledged, key)
		}
	}
	if !fault.Is(refused, "disk_full") {
		t.Fatalf("after %d writes the full disk is told as %v", len(acknowledged), refused)
	}
	if err := db.Read(ctx, viewer, func(rd *store.Reader) error {
		n, err := rd.Int(`select count(*) from member_word where tenant = $1`)
		if int(n) != len(acknowledged) {
			t.Errorf("%d acknowledged, %d there", len(acknowledged), n)
		}
		return err
	}); err != nil {
		t.Errorf("a full disk must still be readable: %v", err)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	if err := write("after"); err != nil {
		t.Errorf("room is back, writing is not: %v", err)
	}
}
