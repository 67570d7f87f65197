package store

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"chibo/internal/fault"
	"chibo/internal/live"
)

// work is one closure on its way; state keeps a withdrawal from racing the
// writer: waiting → taken or withdrawn, decided once.
type work struct {
	db     *DB // for its clock
	viewer Viewer
	fn     func(*Tx) error
	state  atomic.Int32
	answer chan error
	err    error
	touch  []live.Topic      // what it changed
	apart  func(*conn) error // run between transactions instead of fn
}

const (
	waiting int32 = iota
	taken
	withdrawn
)

// writer is the only goroutine that writes to SQLite. It takes whatever waits,
// runs it closure by closure under savepoints, commits once, and only then
// answers everybody: failures too, for a failed closure may have judged by a
// neighbour's row that is not yet on disk.
type writer struct {
	db     *DB
	c      *conn
	people chan *work
	bulk   chan *work
	quit   chan struct{}
	once   sync.Once
	done   sync.WaitGroup
	alone  sync.Mutex // held by a plain write
}

const (
	batchMost = 256
	batchTime = 20 * time.Millisecond
)

func (w *writer) stop() {
	w.once.Do(func() { close(w.quit) })
	w.done.Wait()
	w.c.close()
}

func (w *writer) do(ctx context.Context, db *DB, v Viewer, fn func(*Tx) error, bulk bool) error {
	job := &work{db: db, viewer: v, fn: fn, answer: make(chan error, 1)}
	if db.opt.Plain {
		w.alone.Lock()
		defer w.alone.Unlock()
		return w.plainly(job)
	}
	if bulk {
		select {
		case w.bulk <- job:
		case <-ctx.Done():
			return ctx.Err()
		case <-w.quit:
			return fault.New(fault.Busy, "busy")
		}
	} else {
		select {
		case <-w.quit:
			return fault.New(fault.Busy, "busy")
		default:
		}
		select {
		case w.people <- job:
		default:
			return fault.New(fault.Busy, "busy")
		}
	}
	select {
	case err := <-job.answer:
		return err
	case <-ctx.Done():
		if job.state.CompareAndSwap(waiting, withdrawn) {
			return fault.New(fault.Busy, "busy").Because(ctx.Err())
		}
		return <-job.answer
	}
}

func (w *writer) loop() {
	defer w.done.Done()
	for {
		var first *work
		select {
		case first = <-w.people:
		default:
			select {
			case first = <-w.people:
			case first = <-w.bulk:
			case <-w.quit:
				w.drain()
				return
			}
		}
		if first.apart != nil {
			first.answer <- first.apart(w.c)
			continue
		}
		w.batch(first)
	}
}

// between runs fn on the writer's connection while no transaction is open and
// nobody waits; those who come meanwhile wait for it.
func (w *writer) between(ctx context.Context, fn func(*conn) error) error {
	job := &work{apart: fn, answer: make(chan error, 1)}
	select {
	case w.bulk <- job:
		return <-job.answer
	case <-ctx.Done():
		return ctx.Err()
	case <-w.quit:
		return fault.New(fault.Busy, "busy")
	}
}

// drain serves what was taken in before the end was called.
func (w *writer) drain() {
	for {
		select {
		case job := <-w.people:
			w.batch(job)
		case job := <-w.bulk:
			if job.apart != nil {
				job.answer <- job.apart(w.c)
				continue
			}
			w.batch(job)
		default:
			return
		}
	}
}

func (w *writer) batch(first *work) {
	var ran []*work
	begun := time.Now()
	if err := w.c.plain("begin immediate"); err != nil {
		w.answer([]*work{first}, err)
		return
	}
	for job := first; job != nil; job = w.next(len(ran), begun) {
		if !job.state.CompareAndSwap(waiting, taken) {
			continue
		}
		ran = append(ran, job)
		if len(ran) == 1 && !w.db.opt.Twice {
			// The first has no neighbour to protect: it needs no savepoint, and
			// when it fails the whole transaction, still empty but for it, goes.
			if err := w.call(job); err != nil {
				_ = w.c.plain("rollback")
				job.answer <- err
				return
			}
			continue
		}
		var lost bool
		job.err, lost = w.run(job)
		if lost { // a statement took the whole transaction with it
			w.singly(ran)
			return
		}
	}
	if err := w.c.plain("commit"); err != nil {
		_ = w.c.plain("rollback")
		w.answer(ran, commitFault(err))
		return
	}
	w.answer(ran, nil)
}

func (w *writer) next(n int, begun time.Time) *work {
	if n >= batchMost || time.Since(begun) > batchTime {
		return nil
	}
	select {
	case job := <-w.people:
		return job
	default:
		return nil
	}
}

// run runs one closure under a savepoint. lost tells that the transaction
// itself is gone: a cancelled write or a raw rollback does that on SQLite.
func (w *writer) run(job *work) (err error, lost bool) {
	if err := w.c.plain("savepoint s"); err != nil {
		return err, true
	}
	if w.db.opt.Twice {
		_ = w.call(job)
		if err := w.c.plain("rollback to s"); err != nil {
			return err, true
		}
	}
	err = w.call(job)
	if err != nil {
		if back := w.c.plain("rollback to s"); back != nil {
			return err, true
		}
	}
	if rel := w.c.plain("release s"); rel != nil {
		return errors.Join(err, rel), true
	}
	return err, false
}

// call runs the closure with a context that cannot be cancelled: a cancelled
// write would roll back its neighbours as well.
func (w *writer) call(job *work) (err error) {
	job.touch = nil
	r := &Reader{db: job.db, q: w.c, ctx: context.Background(), viewer: job.viewer, now: job.db.Now(), touch: &job.touch}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic in a write: %v\n%s", p, debug.Stack())
		}
	}()
	if err = job.fn(&Tx{r}); err == nil {
		err = r.broken
	}
	return commitFault(err)
}

// singly runs each closure of a lost batch again in a transaction of its own.
func (w *writer) singly(jobs []*work) {
	_ = w.c.plain("rollback")
	for _, job := range jobs {
		job.answer <- w.plainly(job)
	}
}

// plainly runs one closure in a transaction of its own.
func (w *writer) plainly(job *work) error {
	err := w.c.plain("begin immediate")
	if err != nil {
		return err
	}
	if err = w.call(job); err == nil {
		err = w.c.plain("commit")
	}
	if err != nil {
		_ = w.c.plain("rollback")
		return commitFault(err)
	}
	w.db.told(job.touch)
	return nil
}

func (w *writer) answer(jobs []*work, commit error) {
	for _, job := range jobs {
		if commit != nil {
			job.answer <- commit
			continue
		}
		if job.err == nil {
			w.db.told(job.touch)
		}
		job.answer <- job.err
	}
}

// commitFault gives a full disk its own sentence; all else stays as it is.
func commitFault(err error) error {
	if isFull(err) {
		return fault.New(fault.Unavailable, "disk_full").Because(err)
	}
	return err
}
