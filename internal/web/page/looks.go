package page

import (
	"sync"

	"chibo/internal/privacy"
	"chibo/internal/store"
)

// looks remembers which looks at other people's records were written down this
// hour, so that a page turned over ten times waits for the disk once.
type looks struct {
	mu   sync.Mutex
	hour int64
	seen map[look]bool
}

type look struct {
	tenant                int64
	viewer, subject, what string
}

// first reports whether this look is the first of its hour.
func (l *looks) first(k look, now int64) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if h := now / 3_600_000; h != l.hour || l.seen == nil {
		l.hour, l.seen = h, map[look]bool{}
	}
	return !l.seen[k]
}

func (l *looks) done(k look) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.seen[k] = true
}

// Looked writes down that the viewer opened the record of subject (a person, or
// the organisation whose list it is) before it is shown; that person can read
// it. One line an hour (docs/adr/0005). persons is how many stand in it, for the
// alarm on reading too much (docs/adr/0035).
func (r *Request) Looked(subject, what, post string, persons int) error {
	k := look{tenant: r.Viewer.Tenant, viewer: r.Viewer.Person, subject: subject, what: what}
	if !r.looks.first(k, r.DB.Now()) {
		return nil
	}
	if err := r.Write(func(tx *store.Tx) error {
		return privacy.Viewed(tx, r.Book, privacy.Look{Subject: subject, What: what, Post: post, Persons: persons})
	}); err != nil {
		return err
	}
	r.looks.done(k)
	return nil
}
