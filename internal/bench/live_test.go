package bench

import (
	"bufio"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"chibo/internal/meeting/meetingtest"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/web"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
)

const listeners = 1000

// plainHub is the plainest hub of server-sent events in Go: a lock, a set of
// channels, a write and a flush each. It knows no rights, no session, no end.
type plainHub struct {
	mu  sync.Mutex
	all map[chan struct{}]bool
}

func (h *plainHub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c := make(chan struct{}, 1)
	h.mu.Lock()
	h.all[c] = true
	h.mu.Unlock()
	w.Header().Set("Content-Type", "text/event-stream")
	w.(http.Flusher).Flush()
	for {
		select {
		case <-c:
			fmt.Fprint(w, "data: 1\n\n")
			w.(http.Flusher).Flush()
		case <-r.Context().Done():
			return
		}
	}
}

func (h *plainHub) tell() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range h.all {
		c <- struct{}{}
	}
}

// crowd are so many open lines that count the beats they have read.
type crowd struct {
	read atomic.Int64
	last chan struct{}
}

func gather(t *testing.T, address string, cookie func(i int) *http.Cookie) *crowd {
	t.Helper()
	c := &crowd{last: make(chan struct{}, 1)}
	client := &http.Client{Transport: &http.Transport{MaxIdleConns: listeners}}
	for i := range listeners {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Accept", "text/event-stream")
		if k := cookie(i); k != nil {
			r.AddCookie(k)
		}
		answer, err := client.Do(r) //nolint:bodyclose // the listener reads it to its end
		if err != nil {
			t.Fatal(err)
		}
		if answer.StatusCode != http.StatusOK {
			t.Fatalf("line %d: %d", i, answer.StatusCode)
		}
		go func() {
			defer answer.Body.Close()
			for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
				if strings.HasPrefix(lines.Text(), "data:") && c.read.Add(1) == listeners {
					c.last <- struct{}{}
				}
			}
		}()
	}
	return c
}

// after makes one change and tells how many ms until the last of them has read of it.
func (c *crowd) after(t *testing.T, change func()) float64 {
	t.Helper()
	c.read.Store(0)
	begun := time.Now()
	change()
	select {
	case <-c.last:
	case <-time.After(30 * time.Second):
		t.Fatalf("%d of %d heard", c.read.Load(), listeners)
	}
	return float64(time.Since(begun).Microseconds()) / 1000
}

// hall serves the pages on the eve's database, with many more members in the
// first cell, and gives the cookies of its people.
func hall(t *testing.T, n *night, more int) (*httptest.Server, func(person string) *http.Cookie) {
	t.Helper()
	quiet := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(io.Discard, nil)))
	t.Cleanup(func() { slog.SetDefault(quiet) })
	if err := n.db.Write(t.Context(), store.Viewer{Tenant: tenant, Person: store.System}, func(tx *store.Tx) error {
		for i := range more {
			id := fmt.Sprintf("x-%d", i)
			for _, text := range []string{
				`insert into person (tenant, id, full_name, name_key, other_name, sex, birth, birth_precision, home, phone, ethnicity, religion, version, created_at) values ($1, $2, $2, $2, '', '', '', '', '', '', '', '', 1, 0)`,
				`insert into member (tenant, id, person, card_issuer, card_day, admitted_on, official_on, identity_match, note, version, created_at) values ($1, $2, $2, '', '', '2000-01-01', '2001-01-01', '', '', 1, 0)`,
				`insert into member_span (tenant, member, from_day, org, standing, activity) values ($1, $2, '2000-01-01', 'c-0', 'official', 'active')`,
			} {
				if _, err := tx.Exec(text, id); err != nil {
					return err
				}
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	pages, err := web.New(web.Options{DB: n.db, Book: meetingtest.Book})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(pages)
	t.Cleanup(func() { n.db.Live().Close(); server.CloseClientConnections(); server.Close() })
	return server, func(person string) *http.Cookie {
		var begun session.Started
		if err := n.db.Write(t.Context(), store.Viewer{Tenant: tenant, Person: store.System}, func(tx *store.Tx) (err error) {
			begun, err = session.Begin(tx, person, "x")
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return &http.Cookie{Name: page.CookieName(false), Value: begun.Secret}
	}
}

// TestFiguresListeners: one member is marked present; how long until the last of
// a thousand phones that follow the meeting has been told. The write, its commit
// and its audit entry are counted on our side and nothing but telling on the other.
func TestFiguresListeners(t *testing.T) {
	wanted(t)
	n := eve(t, store.Options{Dir: t.TempDir(), Vault: storetest.Vault})
	sequencer(t, n)
	server, cookie := hall(t, n, listeners)
	ours := gather(t, server.URL+link.Live("c-0", "2000-01")+"?tu="+n.db.Live().Mark(), func(i int) *http.Cookie { return cookie(fmt.Sprintf("x-%d", i)) })
	hub := &plainHub{all: map[chan struct{}]bool{}}
	other := httptest.NewServer(hub)
	t.Cleanup(func() { other.CloseClientConnections(); other.Close() })
	plain := gather(t, other.URL, func(int) *http.Cookie { return nil })
	time.Sleep(time.Second) // sessions begun ask for rights once more
	member := 0
	mark := func() {
		if err := n.mark("m-0-0", fmt.Sprintf("p-0-%d", member), "p-0-0"); err != nil {
			t.Fatal(err)
		}
		member++
	}
	var a, b []float64
	for range 21 {
		a, b = append(a, ours.after(t, mark)), append(b, plain.after(t, hub.tell))
	}
	t.Logf("one change to %d listeners: last after %.1f ms, the plainest hub %.1f ms (ours %.0f, plain %.0f)", listeners, median(a), median(b), a, b)
	if r := median(a) / median(b); r > 2 {
		t.Errorf("the last listener hears after %.2f times the plainest hub's, at most 2", r)
	} else {
		t.Logf("%-60s %.2f (at most 2)", "last of 1,000 listeners to the plainest hub", r)
	}
}

// evening is a site of twenty cells with the phone that marks in each.
type evening struct {
	t      *testing.T
	client *http.Client
	server *httptest.Server
	cookie func(person string) *http.Cookie
	who    []*http.Cookie
}

func begin(t *testing.T, cells int) *evening {
	t.Helper()
	n := eve(t, store.Options{Dir: t.TempDir(), Vault: storetest.Vault})
	sequencer(t, n)
	e := &evening{t: t, client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}}
	e.server, e.cookie = hall(t, n, 0)
	for c := range cells {
		e.who = append(e.who, e.cookie(fmt.Sprintf("p-%d-0", c)))
	}
	return e
}

// mark sends the roll's own form and tells how many ms the answer took.
func (e *evening) mark(cell, member int) (float64, error) {
	form := fmt.Sprintf("key=%s&member=p-%d-%d&mark=present", store.NewID(), cell, member)
	r, err := http.NewRequestWithContext(e.t.Context(), http.MethodPost, e.server.URL+link.RollCall(fmt.Sprintf("c-%d", cell), "2000-01"), strings.NewReader(form))
	if err != nil {
		return 0, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("HX-Request", "true")
	r.AddCookie(e.who[cell])
	begun := time.Now()
	answer, err := e.client.Do(r)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	if _, err := io.Copy(io.Discard, answer.Body); err != nil || answer.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("%d %w", answer.StatusCode, err)
	}
	return float64(time.Since(begun).Microseconds()) / 1000, nil
}

// TestFiguresMinuteOfCheckIns: 600 members of twenty cells come within a minute,
// each marked on the page by the phone of his cell while a second phone of the
// cell follows. In the same minute, so that a slow moment of the machine falls on
// both, a site of its own is sent the same request now and then, alone.
func TestFiguresMinuteOfCheckIns(t *testing.T) {
	wanted(t)
	const cells, lone = 20, 200
	full, idle := begin(t, cells), begin(t, cells)
	var looks, failed atomic.Int64
	for c := range cells {
		follow(t, full.client, full.server.URL, fmt.Sprintf("c-%d", c), full.cookie(fmt.Sprintf("p-%d-1", c)), &looks)
	}
	var mu sync.Mutex
	var all, alone []float64
	keep := func(list *[]float64, e *evening, i int) {
		ms, err := e.mark(i%cells, i/cells)
		if err != nil {
			failed.Add(1)
			t.Error(err)
			return
		}
		mu.Lock()
		*list = append(*list, ms)
		mu.Unlock()
	}
	var wg sync.WaitGroup
	for i := range cells * nPeople {
		wg.Go(func() {
			time.Sleep(time.Duration(i*7919%(cells*nPeople)) * time.Minute / (cells * nPeople)) // scattered over the minute
			keep(&all, full, i)
		})
	}
	wg.Go(func() {
		for i := range lone {
			time.Sleep(time.Minute / lone)
			keep(&alone, idle, i)
		}
	})
	wg.Wait()
	p99 := func(list []float64) float64 { return list[len(list)*99/100] }
	p50, single := median(all), median(alone)
	t.Logf("%d check-ins in a minute, %d failed, the followers looked %d times: median %.1f ms, 99 of 100 within %.1f ms", len(all), failed.Load(), looks.Load(), p50, p99(all))
	t.Logf("a request alone: median %.1f ms, 99 of 100 within %.1f ms; p99 of the minute to its median %.1f", single, p99(alone), p99(all)/single)
	r := p99(all) / p99(alone)
	t.Logf("%-60s %.2f (at most 5)", "p99 of the minute to the p99 of a request alone", r)
	if r > 5 {
		t.Errorf("p99 is %.1f times that of a request alone", r)
	}
}

// follow is the second phone of a cell: told of a change it fetches the roll again,
// at most once in the time the page's script waits.
func follow(t *testing.T, client *http.Client, server, cell string, who *http.Cookie, looks *atomic.Int64) {
	t.Helper()
	ask := func(path, accept string) *http.Response {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server+path, nil)
		if err != nil {
			t.Error(err)
			return nil
		}
		r.Header.Set("Accept", accept)
		r.Header.Set(page.LookHeader, "1")
		r.AddCookie(who)
		answer, err := client.Do(r)
		if err != nil {
			return nil // the test is over
		}
		return answer
	}
	line := ask(link.Live(cell, "2000-01"), "text/event-stream") //nolint:bodyclose // the line stays open to the end
	if line == nil || line.StatusCode != http.StatusOK {
		t.Fatalf("%s cannot follow", cell)
	}
	go func() {
		defer line.Body.Close()
		var last time.Time
		for lines := bufio.NewScanner(line.Body); lines.Scan(); {
			if !strings.HasPrefix(lines.Text(), "data:") || time.Since(last) < 1200*time.Millisecond {
				continue
			}
			last = time.Now()
			if answer := ask(link.RollCall(cell, "2000-01"), "text/html"); answer != nil {
				_, _ = io.Copy(io.Discard, answer.Body)
				_ = answer.Body.Close()
				looks.Add(1)
			}
		}
	}()
}
