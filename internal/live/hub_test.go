package live

import (
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// hears waits for a word.
func hears(t *testing.T, l *Listener) {
	t.Helper()
	select {
	case <-l.C:
	case <-time.After(10 * time.Second):
		t.Fatal("nothing heard")
	}
}

// TestEveryListenerHearsOfTheLastChange: whatever the order of writing and
// listening, whoever looks when told has in the end seen the last state.
func TestEveryListenerHearsOfTheLastChange(t *testing.T) {
	for seed := range uint64(30) {
		rnd := rand.New(rand.NewPCG(seed, 0))
		h := New()
		topics := []Topic{{1, "a"}, {1, "b"}, {2, "a"}}
		states := make([]atomic.Int64, len(topics))
		var ends [3]int64
		var readers, writers sync.WaitGroup
		for range 20 {
			n := rnd.IntN(len(topics))
			slow := time.Duration(rnd.IntN(300)) * time.Microsecond
			mark := h.Mark()
			saw := states[n].Load()
			l, ok := h.Listen(topics[n], "one")
			if !ok {
				t.Fatal("not let in")
			}
			readers.Go(func() {
				defer l.End()
				if h.Since(topics[n], mark) {
					saw = states[n].Load()
				}
				for saw < 200 { // the last state each topic comes to
					select {
					case <-l.C:
						saw = states[n].Load()
						time.Sleep(slow)
					case <-time.After(10 * time.Second):
						t.Errorf("seed %d: a listener stays at %d of 200", seed, saw)
						return
					}
				}
			})
		}
		for n := range topics {
			writers.Go(func() {
				for range 200 {
					states[n].Add(1)
					h.Publish(topics[n])
				}
			})
		}
		writers.Wait()
		readers.Wait()
		for n := range topics {
			if ends[n] = states[n].Load(); ends[n] != 200 || h.Listening(topics[n]) != 0 {
				t.Fatalf("seed %d: topic %d at %d, %d listen", seed, n, ends[n], h.Listening(topics[n]))
			}
		}
	}
}

// TestASlowListenerHoldsNobodyUp: it never looks, the others hear at once and
// the writer never waits.
func TestASlowListenerHoldsNobodyUp(t *testing.T) {
	h := New()
	at := Topic{1, "cell"}
	slow, _ := h.Listen(at, "slow")
	quick, _ := h.Listen(at, "quick")
	begun := time.Now()
	for range 10_000 {
		h.Publish(at)
	}
	if took := time.Since(begun); took > 2*time.Second {
		t.Errorf("10,000 changes took the writer %v", took)
	}
	hears(t, quick)
	h.Publish(at)
	hears(t, quick)
	hears(t, slow) // one word for all of them
}

func TestOthersHearNothing(t *testing.T) {
	h := New()
	here, _ := h.Listen(Topic{1, "a"}, "x")
	for _, at := range []Topic{{2, "a"}, {1, "b"}, {1, ""}} {
		other, _ := h.Listen(at, "y")
		h.Publish(Topic{1, "a"})
		hears(t, here)
		select {
		case <-other.C:
			t.Errorf("%v hears of another's change", at)
		case <-time.After(20 * time.Millisecond):
		}
		other.End()
	}
}

func TestMarks(t *testing.T) {
	h := New()
	a, b := Topic{1, "a"}, Topic{1, "b"}
	mark := h.Mark()
	if h.Since(a, mark) {
		t.Error("nothing has changed")
	}
	h.Publish(b)
	if h.Since(a, mark) || !h.Since(b, mark) {
		t.Error("b has changed, a has not")
	}
	for _, m := range []string{"", ".", "x", "other.1", New().Mark(), h.epoch + ".-1"} {
		if !h.Since(a, m) {
			t.Errorf("mark %q must mean: look again", m)
		}
	}
	mark = h.Mark()
	h.All()
	if !h.Since(a, mark) {
		t.Error("after All everybody looks again")
	}
}

func TestTooManyAreSentAway(t *testing.T) {
	h := New()
	var all []*Listener
	for range mostOfOne {
		l, ok := h.Listen(Topic{1, "a"}, "one")
		if !ok {
			t.Fatal("not let in")
		}
		all = append(all, l)
	}
	if _, ok := h.Listen(Topic{1, "a"}, "one"); ok {
		t.Error("one person fills the server")
	}
	if _, ok := h.Listen(Topic{1, "a"}, "other"); !ok {
		t.Error("another is sent away for it")
	}
	all[0].End()
	all[0].End()
	if _, ok := h.Listen(Topic{1, "a"}, "one"); !ok {
		t.Error("a place left is a place free")
	}
	h.Close()
	h.Close()
	if _, ok := h.Listen(Topic{1, "a"}, "new"); ok {
		t.Error("nobody is let in at the end")
	}
	<-h.Done()
	h.Publish(Topic{1, "a"}) // harmless
}

func TestNothingStaysBehind(t *testing.T) {
	before := runtime.NumGoroutine()
	h := New()
	for range 1000 {
		l, _ := h.Listen(Topic{1, "a"}, rndName())
		h.Publish(Topic{1, "a"})
		l.End()
	}
	for end := time.Now().Add(5 * time.Second); ; time.Sleep(time.Millisecond) {
		h.mu.Lock()
		kept := h.n + len(h.of) + len(h.listening) + len(h.dirty)
		h.mu.Unlock()
		if kept == 0 && runtime.NumGoroutine() <= before {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("%d goroutines, %d before; %d things kept", runtime.NumGoroutine(), before, kept)
		}
	}
}

var serial atomic.Int64

func rndName() string { return string(rune('a' + serial.Add(1)%1000)) }
