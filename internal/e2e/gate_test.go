package e2e

import (
	"io"
	"net"
	"strings"
	"sync"
	"testing"
)

// gate stands between phones and the server on an address of its own: shut, there
// is no network for page and service worker alike (the browser's own "offline"
// does not reach the worker); opened again it is the same address.
type gate struct {
	t       *testing.T
	to, at  string
	mu      sync.Mutex
	l       net.Listener
	through map[net.Conn]bool
	passed  int // connections
}

// behind puts a gate before a server; from here on its address is the gate's.
func behind(t *testing.T, s *server) *gate {
	t.Helper()
	g := &gate{t: t, to: strings.TrimPrefix(s.url, "http://"), at: "127.0.0.1:0", through: map[net.Conn]bool{}}
	g.open()
	s.url = "http://" + g.at
	t.Cleanup(g.shut)
	return g
}

func (g *gate) open() {
	g.t.Helper()
	l, err := net.Listen("tcp", g.at)
	if err != nil {
		g.t.Fatal(err)
	}
	g.mu.Lock()
	g.l, g.at = l, l.Addr().String()
	g.mu.Unlock()
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go g.pass(c)
		}
	}()
}

func (g *gate) pass(c net.Conn) {
	b, err := net.Dial("tcp", g.to)
	if err != nil {
		_ = c.Close()
		return
	}
	g.mu.Lock()
	g.through[c], g.through[b] = true, true
	g.passed++
	g.mu.Unlock()
	go func() { _, _ = io.Copy(b, c); _ = b.Close() }()
	_, _ = io.Copy(c, b)
	_ = c.Close()
	g.mu.Lock()
	delete(g.through, c)
	delete(g.through, b)
	g.mu.Unlock()
}

// shut takes the network away, the connections under way too.
func (g *gate) shut() {
	g.mu.Lock()
	defer g.mu.Unlock()
	_ = g.l.Close()
	for c := range g.through {
		_ = c.Close()
	}
}
