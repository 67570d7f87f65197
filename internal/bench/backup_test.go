package bench

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"chibo/internal/audit"
	"chibo/internal/backup"
	"chibo/internal/store"
)

// aSecond is how many check-ins a second people make meanwhile.
const aSecond = 1000

// evening lets people check in at a steady pace until stop is closed, and tells
// how long each waited.
func (n *night) evening(t *testing.T, stop <-chan struct{}) (waits func() []time.Duration, end func()) {
	t.Helper()
	var mu sync.Mutex
	var all []time.Duration
	var wg sync.WaitGroup
	var failed atomic.Int64
	wg.Go(func() {
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
			}
			for range aSecond / 100 {
				wg.Go(func() {
					begun := time.Now()
					if err := n.checkIn(); err != nil {
						failed.Add(1)
						return
					}
					mu.Lock()
					all = append(all, time.Since(begun))
					mu.Unlock()
				})
			}
		}
	})
	return func() []time.Duration { mu.Lock(); defer mu.Unlock(); out := all; all = nil; return out }, func() {
		wg.Wait()
		if k := failed.Load(); k > 0 {
			t.Errorf("%d check-ins failed", k)
		}
	}
}

func at(all []time.Duration, share float64) time.Duration {
	slices.Sort(all)
	return all[int(float64(len(all)-1)*share)]
}

// TestFiguresBackup backs up while a thousand check-ins a second come in, tells
// what the writers feel of it as a ratio in the same run, restores and compares.
func TestFiguresBackup(t *testing.T) {
	wanted(t)
	dir := t.TempDir()
	n := eve(t, store.Options{Dir: dir})
	ctx, quiet := context.WithCancel(context.Background())
	defer quiet()
	go audit.Run(ctx, n.db, nil) // as in a live server
	stop := make(chan struct{})
	waits, end := n.evening(t, stop)
	time.Sleep(time.Second) // warm
	waits()
	const window = 4 * time.Second
	time.Sleep(window)
	calm := waits()

	var m backup.Manifest
	var file string
	var took []time.Duration
	begun := time.Now()
	for k := 0; time.Since(begun) < window; k++ {
		file = filepath.Join(t.TempDir(), fmt.Sprint(k, ".tar"))
		one := time.Now()
		var err error
		if m, err = backup.Write(ctx, n.db, dir, file); err != nil {
			t.Fatal(err)
		}
		took = append(took, time.Since(one))
	}
	lasted := time.Since(begun)
	busy := waits()
	close(stop)
	end()

	rate := float64(len(busy)) / lasted.Seconds() / (float64(len(calm)) / window.Seconds())
	t.Logf("%d check-ins in %s without, %d in %s beside %d backups: rate %.2f of the calm one; median %s and %s, 95 %% within %s and %s",
		len(calm), window, len(busy), lasted.Round(time.Millisecond), len(took), rate, at(calm, .5).Round(10*time.Microsecond), at(busy, .5).Round(10*time.Microsecond), at(calm, .95).Round(10*time.Microsecond), at(busy, .95).Round(10*time.Microsecond))
	t.Logf("a backup of %.1f MB took %s (read back and every hash included)", float64(m.Bytes)/1e6, at(took, .5).Round(time.Millisecond))
	if rate < 0.5 {
		t.Errorf("a backup slows the writers to %.2f of their rate", rate)
	}

	one := time.Now()
	to := backup.Target{Data: filepath.Join(t.TempDir(), "data")}
	if _, err := backup.Restore(ctx, file, to); err != nil { // compares every count, the log's root and every leaf
		t.Fatal(err)
	}
	t.Logf("restored and found equal in %s: %d marks, log of %d leaves", time.Since(one).Round(time.Millisecond), m.Rows["mark"], m.Tenants[0].Size)
}
