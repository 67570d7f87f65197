package session

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"log/slog"
	"sync"

	"chibo/internal/fault"
	"chibo/internal/store"
)

// guard counts wrong tries by what the try names: a sign-in name (known or not,
// so that a lock tells nothing), a person proving himself, a code from a place.
// It lives in memory; the account row keeps the lock of a known name over a
// restart. A link is not counted: nobody guesses 256 bits, and a hall full of
// people who scan must not wait for the one who mistypes.
type guard struct {
	sync.Mutex
	seen map[string][]count
}

// limit: so many wrong tries within a time, then wait for its end.
type limit struct {
	most   int
	within int64
}

// count is how many wrong tries fell into the time that began at from.
type count struct {
	n    int
	from int64
}

const maxTries = 5

// What is asked of whom. One person, or one code from one place: five in a
// quarter of an hour, ten in an hour. A place (a hall of thirty behind one
// address may each err once) and a committee (many places at once) are only
// there against machines: eight digits are short.
var (
	ofOne       = []limit{{maxTries, lockTime}, {10, hour}}
	ofPlace     = []limit{{30, lockTime}}
	ofCommittee = []limit{{600, hour}}
)

var tries = &guard{seen: map[string][]count{}}

// most is how many keys are remembered; over it the forgotten are swept, and
// if all are live the newcomer is not counted (its door is rate-limited too).
const most = 100_000

func guardKey(tenant int64, what, who string) string {
	return fmt.Sprintf("%d\x00%s\x00%.120s", tenant, what, who)
}

func locked(n int, until int64) error {
	return fault.New(fault.TooMany, "too_many_tries", "count", n, "time", store.Clock(until).Format("15:04"))
}

// check refuses a key that has used its tries up.
func (g *guard) check(key string, now int64, limits []limit) error {
	g.Lock()
	defer g.Unlock()
	return over(g.seen[key], now, limits)
}

func over(counts []count, now int64, limits []limit) error {
	for i, c := range counts {
		if l := limits[i]; c.n >= l.most && c.from+l.within > now {
			return locked(l.most, c.from+l.within)
		}
	}
	return nil
}

// wrong counts a wrong try and returns err, or the lock when it was the last one.
func (g *guard) wrong(key string, now int64, limits []limit, err error) error {
	g.Lock()
	defer g.Unlock()
	counts, known := g.seen[key]
	if !known {
		g.sweep(now)
		if len(g.seen) >= most {
			return err
		}
		counts = make([]count, len(limits))
	}
	for i, l := range limits {
		if counts[i].from+l.within <= now {
			counts[i] = count{from: now}
		}
		counts[i].n++
	}
	g.seen[key] = counts
	full := over(counts, now, limits)
	slog.Warn("wrong try", "target", target(key), "count", counts[len(counts)-1].n, "locked", full != nil)
	if full != nil {
		return full
	}
	return err
}

// salt makes the marks of targets worthless to anybody but this run of the server.
var salt = []byte(rand.Text())

// target marks what a wrong try was aimed at in the log: tries at the same account, or
// from the same place, have the same mark, and nobody is named.
func target(key string) string {
	m := hmac.New(sha256.New, salt)
	m.Write([]byte(key))
	return hex.EncodeToString(m.Sum(nil)[:6])
}

// sweep forgets what is an hour old, when there is no room.
func (g *guard) sweep(now int64) {
	if len(g.seen) < most {
		return
	}
	for k, counts := range g.seen {
		live := false
		for _, c := range counts {
			live = live || c.from+hour > now
		}
		if !live {
			delete(g.seen, k)
		}
	}
}

func (g *guard) clear(key string) {
	g.Lock()
	defer g.Unlock()
	delete(g.seen, key)
}
