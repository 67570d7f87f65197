package counts

import (
	"context"
	"encoding/json"
	"time"

	"chibo/internal/fault"
	"chibo/internal/job"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// SendJob is the job that sends a committee's months up to the one above on this server;
// it comes round every night by itself.
const SendJob = "counts.send"

// monthsBack are the months before this one that are counted again: what is entered
// from paper or corrected comes late.
const monthsBack = 3

// Begin lets the months of a committee be looked at in the coming night.
func Begin(tx *store.Tx) error { return job.Await(tx, SendJob, "night", night(tx.Recorded())) }

// night is a quarter to four of the next morning.
func night(now int64) int64 {
	at := store.Clock(now)
	next := time.Date(at.Year(), at.Month(), at.Day(), 3, 45, 0, 0, store.Vietnam)
	if !next.After(at) {
		next = next.AddDate(0, 0, 1)
	}
	return next.UnixMilli()
}

// Send does the job, with the consent of the committee alone. What is sent is first kept
// with the sender, then put where it goes, then marked as arrived; begun again it sends
// what is still on the way. No transaction sees two committees.
func Send(book *rule.Book) job.Handler {
	return func(ctx context.Context, db *store.DB, v store.Viewer, _ json.RawMessage) error {
		if err := db.Bulk(ctx, v, Begin); err != nil {
			return err
		}
		var u Upward
		var month string
		if err := db.Read(ctx, v, func(rd *store.Reader) (err error) {
			month = vi.MonthOf(rd.Today())
			u, err = upward(rd)
			return err
		}); err != nil || !u.On() {
			return err
		}
		for range monthsBack + 1 {
			if err := db.Bulk(ctx, v, func(tx *store.Tx) error { return draw(tx, book, u.Above, month) }); err != nil {
				return err
			}
			month = vi.PrevMonth(month)
		}
		return deliver(ctx, db, v, u)
	}
}

// draw keeps the state of a month that is to go up, where it is not the last one made.
func draw(tx *store.Tx, book *rule.Book, above int64, month string) error {
	root, err := org.Root(tx.Reader)
	if err != nil {
		return err
	}
	s, err := state(tx.Reader, book, root.ID, month)
	if fault.KindOf(err) == fault.Invalid { // before the committee was there
		return nil
	}
	if err != nil {
		return err
	}
	digest := s.digest()
	all, err := history(tx.Reader, month)
	if err != nil {
		return err
	}
	for _, old := range all {
		if old.Way == ByServer && old.above == above {
			if old.digest == digest {
				return nil
			}
			break
		}
	}
	if s.Sequence, err = tx.Int(`select coalesce(max(seq), 0) + 1 from counts_made where tenant = $1`); err != nil {
		return err
	}
	return Made{Sequence: s.Sequence, Month: month, Way: ByServer, above: above, AsAt: s.AsAt, By: tx.Viewer().Person, digest: digest, body: store.JSON(s)}.put(tx, root.ID)
}

// deliver puts what is on the way into the committee above and marks it.
func deliver(ctx context.Context, db *store.DB, v store.Viewer, u Upward) error {
	var all []Made
	if err := db.Read(ctx, v, func(rd *store.Reader) (err error) {
		all, err = store.All(rd, scanMade, `select `+madeColumns+` from counts_made where tenant = $1 and way = '`+ByServer+`' and above = $2 and delivered_at is null order by seq limit 500`, u.Above)
		return err
	}); err != nil || len(all) == 0 {
		return err
	}
	known, err := here(ctx, db, u.Above)
	if err != nil {
		return err
	}
	state := Arrived
	for _, m := range all {
		var s Statement
		if err := json.Unmarshal(m.Data(), &s); err != nil {
			return err
		}
		var err error = fault.Missing()
		if known {
			err = db.Bulk(ctx, store.Viewer{Tenant: u.Above, Person: store.System}, func(tx *store.Tx) error { return deposit(tx, s) })
		}
		switch fault.KindOf(err) {
		case fault.NotFound:
			state = Unknown
			continue
		case fault.Invalid, fault.Conflict: // an older state than the one that stands there: it is there, or beyond it
			err = nil
		}
		if err != nil {
			return err
		}
		if err := db.Bulk(ctx, v, func(tx *store.Tx) error {
			_, err := tx.Exec(`update counts_made set delivered_at = $3 where tenant = $1 and seq = $2`, m.Sequence, tx.Now())
			return err
		}); err != nil {
			return err
		}
	}
	return db.Bulk(ctx, v, func(tx *store.Tx) error {
		_, err := tx.Exec(`update counts_upward set state = $2, sent_at = case when $2 = '`+Arrived+`' then $3 else sent_at end where tenant = $1`, state, tx.Now())
		return err
	})
}

// here tells whether a committee of that number lives on this server.
func here(ctx context.Context, db *store.DB, tenant int64) (bool, error) {
	all, err := db.Tenants(ctx)
	for _, t := range all {
		if t == tenant {
			return true, err
		}
	}
	return false, err
}
