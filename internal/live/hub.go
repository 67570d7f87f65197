// Package live tells those who listen that something has changed, never what:
// the listener looks again by the usual page, with the usual rights. It holds no
// content, so nothing can leak through it. A listener who is slow is told once,
// however often something changes; nobody who writes ever waits for one
// (docs/adr/0048).
package live

import (
	"crypto/rand"
	"strconv"
	"strings"
	"sync"
)

// Topic is whose matters one listens for: an organisation's, or with Org empty
// the rights of a whole committee, which any change of posts, members or devices
// may touch.
type Topic struct {
	Tenant int64
	Org    string
}

const (
	most      = 20_000  // listeners on one server
	mostOfOne = 24      // of one person: a dozen open pages
	mostKept  = 100_000 // topics whose last change is remembered
)

// Hub is where changes are told and heard. The zero Hub is not ready: New.
type Hub struct {
	epoch string // tells this hub's marks from those of another program

	mu        sync.Mutex
	listening map[Topic]map[*Listener]struct{}
	of        map[string]int // listeners by whose they are
	n         int
	count     uint64           // of changes told
	last      map[Topic]uint64 // the count at the topic's last change
	floor     uint64           // what was marked before this has been forgotten
	dirty     map[Topic]struct{}
	spreading bool
	closed    bool
	done      chan struct{}
}

// New makes a hub.
func New() *Hub {
	return &Hub{epoch: rand.Text()[:8], listening: map[Topic]map[*Listener]struct{}{}, of: map[string]int{}, last: map[Topic]uint64{}, dirty: map[Topic]struct{}{}, done: make(chan struct{})}
}

// Listener hears of the changes of one topic.
type Listener struct {
	// C holds one word at most: something has changed since it was last taken.
	C     chan struct{}
	hub   *Hub
	topic Topic
	whose string
}

// Listen begins to hear of a topic for somebody; false when there are too many
// listeners, of him or at all, or the server is about to end. End must follow.
func (h *Hub) Listen(topic Topic, whose string) (*Listener, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed || h.n >= most || h.of[whose] >= mostOfOne {
		return nil, false
	}
	l := &Listener{C: make(chan struct{}, 1), hub: h, topic: topic, whose: whose}
	if h.listening[topic] == nil {
		h.listening[topic] = map[*Listener]struct{}{}
	}
	h.listening[topic][l] = struct{}{}
	h.of[whose]++
	h.n++
	return l, true
}

// End stops hearing; a second time it does nothing.
func (l *Listener) End() {
	h := l.hub
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, there := h.listening[l.topic][l]; !there {
		return
	}
	delete(h.listening[l.topic], l)
	if len(h.listening[l.topic]) == 0 {
		delete(h.listening, l.topic)
	}
	if h.of[l.whose]--; h.of[l.whose] == 0 {
		delete(h.of, l.whose)
	}
	h.n--
}

// Publish tells that something of a topic has changed and is there to be read.
// It returns at once, however many listen.
func (h *Hub) Publish(topic Topic) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.count++
	if len(h.last) >= mostKept {
		h.last, h.floor = map[Topic]uint64{}, h.count
	}
	h.last[topic] = h.count
	h.stir(topic)
}

// All tells every listener: words may have been lost on the way.
func (h *Hub) All() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.count++
	h.last, h.floor = map[Topic]uint64{}, h.count
	for topic := range h.listening {
		h.stir(topic)
	}
}

// stir has a topic told on a goroutine that lives only while there is something
// to tell. Changes that come meanwhile are told together.
func (h *Hub) stir(topic Topic) {
	if h.closed || len(h.listening[topic]) == 0 {
		return
	}
	h.dirty[topic] = struct{}{}
	if !h.spreading {
		h.spreading = true
		go h.spread()
	}
}

func (h *Hub) spread() {
	for {
		h.mu.Lock()
		if len(h.dirty) == 0 {
			h.spreading = false
			h.mu.Unlock()
			return
		}
		for topic := range h.dirty {
			delete(h.dirty, topic)
			for l := range h.listening[topic] {
				select {
				case l.C <- struct{}{}:
				default: // told already and not yet looked: it will see this too
				}
			}
		}
		h.mu.Unlock()
	}
}

// Mark names this moment, for a page about to be read: Since tells later whether
// anything of the topic has changed after it.
func (h *Hub) Mark() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.epoch + "." + strconv.FormatUint(h.count, 36)
}

// Since reports whether something of the topic has changed after a mark, or may
// have: another program's mark, a forgotten or a broken one.
func (h *Hub) Since(topic Topic, mark string) bool {
	epoch, text, _ := strings.Cut(mark, ".")
	at, err := strconv.ParseUint(text, 36, 64)
	h.mu.Lock()
	defer h.mu.Unlock()
	return err != nil || epoch != h.epoch || at < h.floor || h.last[topic] > at
}

// Listening is how many hear of a topic.
func (h *Hub) Listening(topic Topic) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.listening[topic])
}

// Done is closed when the server is about to end.
func (h *Hub) Done() <-chan struct{} { return h.done }

// Close ends all listening: the pages that hear of it come back by themselves,
// to the program that serves then.
func (h *Hub) Close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.closed {
		h.closed = true
		close(h.done)
	}
}
