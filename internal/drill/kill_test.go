// Package drill holds the drills that hurt: the process killed at random
// moments while many people write. It has no code of its own.
package drill

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"chibo/internal/audit"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

const tenant = 9900001

var viewer = store.Viewer{Tenant: tenant, Person: "hien"}

// TestMain lets the test binary play the server that gets killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv("CHIBO_DRILL_DIR"); dir != "" {
		serve(dir, os.Getenv("CHIBO_DRILL_EARLY") != "")
		return
	}
	if what := os.Getenv("CHIBO_DRILL_KEEP"); what != "" {
		keep(what, os.Getenv("CHIBO_DRILL_DATA"), os.Getenv("CHIBO_DRILL_FILE"))
		return
	}
	if dir := os.Getenv("CHIBO_DRILL_HALL"); dir != "" {
		from, _ := strconv.Atoi(os.Getenv("CHIBO_DRILL_FROM"))
		sends(dir, os.Getenv("CHIBO_DRILL_DEVICE"), os.Getenv("CHIBO_DRILL_PERSON"), from)
		return
	}
	os.Exit(m.Run())
}

// serve writes without end: each writer prints the key of a row once it was
// acknowledged; with early set, before the commit, as a careless server would.
func serve(dir string, early bool) {
	ctx := context.Background()
	db, err := store.Open(ctx, store.Options{Dir: dir, Vault: storetest.Vault})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	go audit.Run(ctx, db, nil)
	var mu sync.Mutex
	out := bufio.NewWriter(os.Stdout)
	say := func(key string) {
		mu.Lock()
		defer mu.Unlock()
		fmt.Fprintln(out, key)
		_ = out.Flush()
	}
	for w := range 32 {
		go func() {
			for n := 0; ; n++ {
				key := fmt.Sprintf("%d-%d-%d", os.Getpid(), w, n)
				err := db.Write(ctx, viewer, func(tx *store.Tx) error {
					if _, err := tx.Exec(`insert into member_word (tenant, word, member) values ($1, $2, 'm') on conflict do nothing`, key); err != nil {
						return err
					}
					if early {
						say(key)
					}
					if n%13 == 5 { // a closure that fails after writing must leave no trace
						return fmt.Errorf("planned")
					}
					return audit.Note(tx, "drill.write", "word", key, "", nil)
				})
				if err == nil && !early {
					say(key)
				}
			}
		}()
	}
	select {}
}

// lines is what a server that will be killed has said so far.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(b)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// wait waits until it has said so many lines.
func (l *lines) wait(t *testing.T, n int) {
	t.Helper()
	for end := time.Now().Add(time.Minute); strings.Count(l.String(), "\n") < n; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("the server has not come to %d lines within a minute", n)
		}
	}
}

// killed runs a server on dir, kills it after a random moment and returns the
// keys it had acknowledged.
func killed(t *testing.T, dir string, early bool) []string {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "CHIBO_DRILL_DIR="+dir)
	if early {
		cmd.Env = append(cmd.Env, "CHIBO_DRILL_EARLY=1")
	}
	var fail bytes.Buffer
	var out lines
	cmd.Stdout, cmd.Stderr = &out, &fail
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	out.wait(t, 100) // on a machine that has much else to do too
	time.Sleep(time.Duration(rand.IntN(350)) * time.Millisecond)
	if err := cmd.Process.Kill(); err != nil { // SIGKILL: nothing can be tidied up
		t.Fatal(err)
	}
	_ = cmd.Wait()
	if fail.Len() > 0 {
		t.Fatalf("server: %s", fail.String())
	}
	text := out.String()
	return strings.Fields(text[:strings.LastIndexByte(text, '\n')+1])
}

// check opens what the killed server left and counts acknowledged rows that
// are gone.
func check(t *testing.T, dir string, acknowledged []string) (lost int) {
	t.Helper()
	ctx := context.Background()
	db, err := store.Open(ctx, store.Options{Dir: dir, Vault: storetest.Vault})
	if err != nil {
		t.Fatalf("the database does not open: %v", err)
	}
	defer db.Close()
	var sound string
	if err := db.Raw().QueryRow("pragma quick_check").Scan(&sound); err != nil || sound != "ok" {
		t.Fatalf("quick_check: %s, %v", sound, err)
	}
	if err := audit.SequenceAll(ctx, db); err != nil {
		t.Fatal(err)
	}
	if err := db.Read(ctx, viewer, func(rd *store.Reader) error {
		there, err := rd.Strings(`select word from member_word where tenant = $1`)
		if err != nil {
			return err
		}
		have := make(map[string]bool, len(there))
		for _, w := range there {
			have[w] = true
			if n, err := strconv.Atoi(w[strings.LastIndexByte(w, '-')+1:]); err == nil && n%13 == 5 {
				t.Errorf("a failed closure left %s", w)
			}
		}
		for _, a := range acknowledged {
			if !have[a] {
				lost++
			}
		}
		entries, err := rd.Int(`select count(*) from audit_entry where tenant = $1`)
		if err == nil && int(entries) != len(there) {
			t.Errorf("%d rows but %d entries", len(there), entries)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := db.Read(ctx, viewer, audit.Verify); err != nil {
		t.Errorf("the log does not verify: %v", err)
	}
	return lost
}

// rounds is 10 in make test and 100 in make drill.
func rounds() int {
	if n, err := strconv.Atoi(os.Getenv("CHIBO_DRILL")); err == nil {
		return n
	}
	return 10
}

// prepare makes the tenant row that the sequencer looks for.
func prepare(t *testing.T, dir string) {
	t.Helper()
	db, err := store.Open(context.Background(), store.Options{Dir: dir, Vault: storetest.Vault})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Write(context.Background(), viewer, func(tx *store.Tx) error {
		_, err := tx.Exec(`insert into tenant (tenant, name, level, place, consent_no, consent_day, consent_text, settings, created_at) values ($1, 'drill', '', '', '', '', '', '{}', 0)`)
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

func TestKillLosesNothingAcknowledged(t *testing.T) {
	dir := t.TempDir()
	prepare(t, dir)
	var all []string
	for range rounds() {
		all = append(all, killed(t, dir, false)...)
	}
	if lost := check(t, dir, all); lost > 0 {
		t.Errorf("%d of %d acknowledged writes lost", lost, len(all))
	}
	if len(all) < 100*rounds() {
		t.Errorf("only %d writes in %d rounds: the drill was too weak to say anything", len(all), rounds())
	}
	t.Logf("%d kills, %d acknowledged, 0 lost", rounds(), len(all))
}

// TestCounterDrill shows that the drill can see loss: a server that answers
// before the commit must be caught.
func TestCounterDrillSeesLoss(t *testing.T) {
	for range 20 {
		dir := t.TempDir()
		prepare(t, dir)
		acknowledged := killed(t, dir, true)
		kept := acknowledged[:0]
		for _, a := range acknowledged { // planned failures are no loss
			if n, err := strconv.Atoi(a[strings.LastIndexByte(a, '-')+1:]); err == nil && n%13 != 5 {
				kept = append(kept, a)
			}
		}
		if lost := check(t, dir, kept); lost > 0 {
			t.Logf("a careless server lost %d of %d", lost, len(kept))
			return
		}
	}
	t.Error("twenty careless servers lost nothing: the drill sees no loss")
}
