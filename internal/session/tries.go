package session

import (
	"fmt"
	"sync"

	"chibo/internal/fault"
	"chibo/internal/store"
)

// guard counts wrong tries by whatever the try names: a sign-in name (known or
// not, so that a lock tells nothing), or the place a code was typed from. It
// lives in memory; the account row keeps the lock of a known name over a restart.
type guard struct {
	sync.Mutex
	seen map[string]attempt
}

type attempt struct {
	n     int
	until int64 // locked until, or when the count is forgotten
}

var tries = &guard{seen: map[string]attempt{}}

// most is how many keys are remembered; over it the forgotten are swept, and
// if all are live the newcomer is not counted (its door is rate-limited too).
const most = 100_000

func guardKey(tenant int64, what, who string) string {
	return fmt.Sprintf("%d\x00%s\x00%.120s", tenant, what, who)
}

func locked(until int64) error {
	return fault.New(fault.TooMany, "too_many_tries", "count", maxTries, "time", store.Clock(until).Format("15:04"))
}

func (g *guard) check(key string, now int64) error {
	g.Lock()
	defer g.Unlock()
	if a := g.seen[key]; a.n >= maxTries && a.until > now {
		return locked(a.until)
	}
	return nil
}

// wrong counts a wrong try and returns err, or the lock when it was the fifth.
func (g *guard) wrong(key string, now int64, err error) error {
	g.Lock()
	defer g.Unlock()
	a := g.seen[key]
	if a.until <= now {
		a = attempt{}
	}
	a.n++
	a.until = now + lockTime
	if len(g.seen) >= most {
		for k, old := range g.seen {
			if old.until <= now {
				delete(g.seen, k)
			}
		}
	}
	if len(g.seen) < most {
		g.seen[key] = a
	}
	if a.n >= maxTries {
		return locked(a.until)
	}
	return err
}

func (g *guard) clear(key string) {
	g.Lock()
	defer g.Unlock()
	delete(g.seen, key)
}
