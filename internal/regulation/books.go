package regulation

import (
	"context"
	"log/slog"
	"sync"

	"chibo/internal/live"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// Books gives each committee's book: the shipped rules and its own. A book is kept until something of the
// committee's rules changes, here or on another program that says so, and is read again after a minute in any
// case: enough, because nothing adopted begins before tomorrow.
type Books struct {
	base *rule.Book
	db   *store.DB

	mu   sync.Mutex
	held map[int64]held
}

type held struct {
	book *rule.Book
	mark string
	at   int64
}

const fresh = 60_000 // milliseconds a book is trusted without a word of change

// NewBooks makes the shelf. Without a database there is the shipped book alone.
func NewBooks(db *store.DB, base *rule.Book) *Books {
	return &Books{base: base, db: db, held: map[int64]held{}}
}

// Base is the shipped book, for what is asked before a committee is known.
func (b *Books) Base() *rule.Book {
	if b == nil { // pages without rules
		return nil
	}
	return b.base
}

// Of gives the book of a committee; of none, and of a practice without rules of its own, the shipped one.
func (b *Books) Of(ctx context.Context, tenant int64) (*rule.Book, error) {
	if b == nil || tenant == 0 || b.db == nil {
		return b.Base(), nil
	}
	now := b.db.Now()
	b.mu.Lock()
	h, there := b.held[tenant]
	b.mu.Unlock()
	if there && now >= h.at && now-h.at < fresh && !b.db.Live().Since(topic(tenant), h.mark) {
		return h.book, nil
	}
	h = held{mark: b.db.Live().Mark(), at: now}
	err := b.db.Read(ctx, store.Viewer{Tenant: tenant, Person: store.System}, func(rd *store.Reader) (err error) {
		h.book, err = Book(rd, b.base)
		return err
	})
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	b.held[tenant] = h
	b.mu.Unlock()
	return h.book, nil
}

// Held gives the book Of gave last, without a look at the database.
func (b *Books) Held(tenant int64) *rule.Book {
	b.mu.Lock()
	defer b.mu.Unlock()
	if h, there := b.held[tenant]; there {
		return h.book
	}
	return b.base
}

// topic is what is told when a committee's rules change.
func topic(tenant int64) live.Topic { return live.Topic{Tenant: tenant, Org: "regulation"} }

// Book composes the book of the reader's committee from what stands there. A rule this program cannot read any
// more is left out and named in the log: the others go on to hold.
func Book(rd *store.Reader, base *rule.Book) (*rule.Book, error) {
	all, err := store.All(rd, scanOwn, "select "+columns+" and r.state = 'adopted' order by r.from_day, r.id")
	if err != nil || len(all) == 0 {
		return base, err
	}
	return compose(base, all, func(o Own, err error) {
		slog.Error("a rule of the committee cannot be read and does not hold", "rule", o.Ref(), "error", err.Error())
	}), nil
}

// compose puts adopted rules into a book one by one; failed is told of those that do not fit.
func compose(base *rule.Book, all []Own, failed func(Own, error)) *rule.Book {
	book := base
	var rules []rule.Rule
	for _, o := range all {
		if o.To != "" && o.To <= o.From { // ended before it began: no day is its own
			continue
		}
		r, err := o.Rule()
		if err == nil {
			var next *rule.Book
			if next, err = base.With(Place, append(rules[:len(rules):len(rules)], r)); err == nil {
				rules, book = append(rules, r), next
				continue
			}
		}
		failed(o, err)
	}
	return book
}

// Unreadable names the adopted rules that do not hold because this program cannot read them, for the doctor.
func Unreadable(rd *store.Reader, base *rule.Book) (names []string, err error) {
	all, err := store.All(rd, scanOwn, "select "+columns+" and r.state = 'adopted' order by r.from_day, r.id")
	if err != nil {
		return nil, err
	}
	compose(base, all, func(o Own, _ error) { names = append(names, o.Ref()) })
	return names, nil
}
