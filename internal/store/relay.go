package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"chibo/internal/live"
)

// relay carries the word of a change to the other programs on the same
// PostgreSQL, after the commit and many at once: a notice inside the transaction
// would make every commit of the server wait for the one before it
// (docs/adr/0048).
type relay struct {
	db   *sql.DB
	node string // tells our own word from that of others

	mu      sync.Mutex
	waiting map[live.Topic]struct{}
	sending bool
	work    sync.WaitGroup
}

// channel is what the programs listen on; it is the database's own.
const channel = "chibo_live"

func newRelay(db *sql.DB) *relay {
	return &relay{db: db, node: rand.Text()[:10], waiting: map[live.Topic]struct{}{}}
}

// tell takes the word and returns; what comes while one is on its way goes together.
func (r *relay) tell(touch []live.Topic) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, topic := range touch {
		r.waiting[topic] = struct{}{}
	}
	if !r.sending {
		r.sending = true
		r.work.Go(r.send)
	}
}

func (r *relay) send() {
	for {
		r.mu.Lock()
		if len(r.waiting) == 0 {
			r.sending = false
			r.mu.Unlock()
			return
		}
		var words []string
		for topic := range r.waiting {
			words = append(words, r.node+"/"+strconv.FormatInt(topic.Tenant, 10)+"/"+topic.Org)
		}
		clear(r.waiting)
		r.mu.Unlock()
		r.notify(words)
	}
}

const tellTries = 3

// notify sends the words; given up they are missed elsewhere until the next
// change, as when a cable is pulled.
func (r *relay) notify(words []string) {
	var err error
	for try := range tellTries {
		if _, err = r.db.ExecContext(context.Background(), `select pg_notify('`+channel+`', word) from unnest(string_to_array($1, ' ')) word`, strings.Join(words, " ")); err == nil {
			return
		}
		time.Sleep(time.Duration(try+1) * 100 * time.Millisecond)
	}
	slog.Warn("other servers were not told of a change", "error", err)
}

// close waits for what is on its way: a command that ends must be heard.
func (r *relay) close() { r.work.Wait() }

// quietFor is how long nothing may be heard before the line is tried.
const quietFor = 30 * time.Second

// Follow hears what other programs on the same database change, until ctx ends.
// After a broken line everybody looks again. On SQLite there are no others.
func (db *DB) Follow(ctx context.Context) {
	if db.relay == nil {
		return
	}
	for ctx.Err() == nil {
		err := db.follow(ctx)
		if ctx.Err() != nil {
			return
		}
		slog.Warn("not hearing other servers on this database, trying again", "error", err)
		select {
		case <-ctx.Done():
		case <-time.After(2 * time.Second):
		}
	}
}

func (db *DB) follow(ctx context.Context) error {
	c, err := pgx.Connect(ctx, db.opt.DSN)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close(context.WithoutCancel(ctx)) }()
	if _, err := c.Exec(ctx, "listen "+channel); err != nil {
		return err
	}
	db.live.All()
	for {
		wait, cancel := context.WithTimeout(ctx, quietFor)
		word, err := c.WaitForNotification(wait)
		quiet := wait.Err() != nil
		cancel()
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil && quiet:
			if err := c.Ping(ctx); err != nil {
				return err
			}
		case err != nil:
			return err
		default:
			db.hear(word.Payload)
		}
	}
}

// hear tells here what another program changed.
func (db *DB) hear(word string) {
	node, rest, _ := strings.Cut(word, "/")
	tenant, org, ok := strings.Cut(rest, "/")
	n, err := strconv.ParseInt(tenant, 10, 64)
	if ok && err == nil && node != db.relay.node {
		db.live.Publish(live.Topic{Tenant: n, Org: org})
	}
}
