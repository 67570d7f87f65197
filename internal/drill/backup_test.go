package drill

import (
	"context"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chibo/internal/audit"
	"chibo/internal/backup"
	"chibo/internal/demo"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/rules"
)

// keep plays the server that is killed while it backs up or restores.
func keep(what, data, file string) {
	ctx := context.Background()
	fail := func(err error) {
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	fmt.Println("begun")
	if what == "restore" {
		_, err := backup.Restore(ctx, file, backup.Target{Data: data})
		fail(err)
		return
	}
	db, err := store.Open(ctx, store.Options{Dir: data, Vault: storetest.Vault})
	fail(err)
	for n := 0; ; n++ {
		_, err := backup.Write(ctx, db, data, fmt.Sprintf("%s.%d.tar", file, n))
		fail(err)
	}
}

// killedKeeping starts keep and kills it after a random moment.
func killedKeeping(t *testing.T, what, data, file string, most time.Duration) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "CHIBO_DRILL_KEEP="+what, "CHIBO_DRILL_DATA="+data, "CHIBO_DRILL_FILE="+file)
	var told strings.Builder
	cmd.Stderr = &told
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_, _ = out.Read(make([]byte, 1)) // it has begun
	time.Sleep(rand.N(most))
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	if told.Len() > 0 {
		t.Fatal(told.String())
	}
}

// someRounds: each takes a second or more.
func someRounds() int { return max(rounds()/3, 1) }

// much is a data folder with enough in it that backing up takes its time.
func much(t *testing.T) (data string, rows map[string]int64) {
	t.Helper()
	data = t.TempDir()
	prepare(t, data)
	db, err := store.Open(context.Background(), store.Options{Dir: data, Vault: storetest.Vault})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for n := range 20 {
		if err := db.Write(context.Background(), viewer, func(tx *store.Tx) error {
			for k := range 100 {
				if err := audit.Note(tx, "drill.write", "word", fmt.Sprint(n, "-", k), "", strings.Repeat("x", 2000)); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	if err := audit.SequenceAll(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	if rows, err = db.Rows(context.Background()); err != nil {
		t.Fatal(err)
	}
	return data, rows
}

// TestKillInABackupLeavesNoHalf: whatever stands under a name of its own is
// whole, however the process died.
func TestKillInABackupLeavesNoHalf(t *testing.T) {
	data, _ := much(t)
	whole := 0
	for n := range someRounds() {
		dir := t.TempDir()
		killedKeeping(t, "backup", data, filepath.Join(dir, fmt.Sprint("b", n)), 2*time.Second)
		made, _ := filepath.Glob(filepath.Join(dir, "b*.tar"))
		for _, file := range made {
			if _, err := backup.Check(context.Background(), file); err != nil {
				t.Errorf("%s: %v", filepath.Base(file), err)
			}
			whole++
		}
	}
	t.Logf("%d kills, %d whole backups, no half", someRounds(), whole)
}

// TestKillInARestoreIsDoneAgain: what a killed restore left is refused by all
// that would open it, and the same command brings it to its end.
func TestKillInARestoreIsDoneAgain(t *testing.T) {
	data, rows := much(t)
	ctx := context.Background()
	source, err := store.Open(ctx, store.Options{Dir: data, Vault: storetest.Vault})
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	file := filepath.Join(t.TempDir(), "b.tar")
	if _, err := backup.Write(ctx, source, data, file); err != nil {
		t.Fatal(err)
	}
	half := 0
	for range someRounds() {
		to := filepath.Join(t.TempDir(), "data")
		killedKeeping(t, "restore", to, file, time.Second)
		left, _ := os.ReadDir(to)
		switch {
		case backup.Unfinished(to) != nil:
			half++
		case len(left) > 0: // it had come to its end
			equal(t, store.Options{Dir: to}, rows)
			continue
		}
		if _, err := backup.Restore(ctx, file, backup.Target{Data: to}); err != nil {
			t.Errorf("done again: %v", err)
			continue
		}
		equal(t, store.Options{Dir: to}, rows)
	}
	t.Logf("%d kills, %d caught half-way, all brought to their end", someRounds(), half)
}

func equal(t *testing.T, opt store.Options, rows map[string]int64) {
	t.Helper()
	db, err := store.Open(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	now, err := db.Rows(context.Background())
	if err != nil || !maps.Equal(now, rows) {
		t.Errorf("restored %v (%v)", now, err)
	}
	if err := db.Study(context.Background(), viewer, audit.Verify); err != nil {
		t.Error(err)
	}
}

// TestTheSampleWardComesBackOnTheOtherEngine lives two months, backs up,
// restores into the other engine and back again, and compares every row on the
// way; the log's root is the same throughout.
func TestTheSampleWardComesBackOnTheOtherEngine(t *testing.T) {
	dsn := storetest.Postgres(t)
	ctx := context.Background()
	data := t.TempDir()
	db, err := store.Open(ctx, store.Options{Dir: data, Vault: storetest.Vault})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := demo.Make(ctx, db, rule.MustLoad(rules.FS), time.Date(2026, 11, 24, 8, 0, 0, 0, store.Vietnam), 2, io.Discard); err != nil {
		t.Fatal(err)
	}
	first := filepath.Join(t.TempDir(), "first.tar")
	a, err := backup.Write(ctx, db, data, first)
	if err != nil {
		t.Fatal(err)
	}
	there := backup.Target{Data: filepath.Join(t.TempDir(), "pg"), DSN: dsn}
	if _, err := backup.Restore(ctx, first, there); err != nil {
		t.Fatal(err)
	}
	pg, err := store.Open(ctx, store.Options{Dir: there.Data, DSN: dsn, Vault: storetest.Vault})
	if err != nil {
		t.Fatal(err)
	}
	defer pg.Close()
	second := filepath.Join(t.TempDir(), "second.tar")
	b, err := backup.Write(ctx, pg, there.Data, second)
	if err != nil {
		t.Fatal(err)
	}
	if a.Tenants[0] != b.Tenants[0] || !maps.Equal(a.Rows, b.Rows) || a.Tenants[0].Size < 1000 {
		t.Errorf("there and back: %+v and %+v", a.Tenants, b.Tenants)
	}
	back := backup.Target{Data: filepath.Join(t.TempDir(), "back")}
	if _, err := backup.Restore(ctx, second, back); err != nil {
		t.Fatal(err)
	}
	home, err := store.Open(ctx, store.Options{Dir: back.Data, Vault: storetest.Vault})
	if err != nil {
		t.Fatal(err)
	}
	defer home.Close()
	for table := range a.Rows {
		x, y := everyRow(t, db, table), everyRow(t, home, table)
		if x != y {
			t.Errorf("%s is not the same after the way there and back", table)
		}
	}
	t.Logf("%d rows of %d tables, log of %d leaves: the same on SQLite, PostgreSQL and SQLite again", total(a.Rows), len(a.Rows), a.Tenants[0].Size)
}

func total(rows map[string]int64) (n int64) {
	for _, k := range rows {
		n += k
	}
	return n
}

// everyRow is a table as text, in the order of its own lines.
func everyRow(t *testing.T, db *store.DB, table string) string {
	t.Helper()
	rows, err := db.Raw().Query("select * from " + table)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, _ := rows.Columns()
	sum := uint64(0)
	n := 0
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		line := fmt.Sprintf("%q", values)
		h := uint64(14695981039346656037)
		for i := range len(line) {
			h = (h ^ uint64(line[i])) * 1099511628211
		}
		sum += h // the order does not matter
		n++
	}
	return fmt.Sprint(n, " ", sum)
}
