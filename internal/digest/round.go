package digest

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"chibo/internal/job"
	"chibo/internal/mail"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// The jobs: the round looks each hour who is to be mailed, each letter is a job of its own.
const (
	RoundJob  = "digest.round"
	LetterJob = "digest.letter"
)

// Begin asks for the next round, unless one is asked for already.
func Begin(tx *store.Tx) error { return job.Await(tx, RoundJob, "round", nextHour(tx.Now())) }

func nextHour(ms int64) int64 {
	return store.Clock(ms).Truncate(time.Hour).Add(time.Hour).UnixMilli()
}

// Round is the handler of a round, then the wish for the next one.
func Round(book *rule.Book) job.Handler {
	return func(ctx context.Context, db *store.DB, v store.Viewer, _ json.RawMessage) error {
		return db.Write(ctx, v, func(tx *store.Tx) error {
			now := store.Clock(tx.Now())
			if err := job.Enqueue(tx, RoundJob, nil, "round", nextHour(tx.Now())); err != nil || book.Rhythm(tx.Today()).Quiet(now.Format("15:04")) {
				return err
			}
			due, err := due(tx.Reader, now)
			for _, person := range due {
				if err == nil {
					err = job.Enqueue(tx, LetterJob, errand{person, tx.Today()}, person, 0)
				}
			}
			return err
		})
	}
}

// errand is the payload of a letter.
type errand struct{ Person, Day string }

// due are those whose hour has come today, who signed in here, whose data are not
// restricted, and to whom nothing went yet.
func due(rd *store.Reader, now time.Time) (out []string, err error) {
	type row struct{ person, days string }
	all, err := store.All(rd, func(scan store.Scan) (r row, err error) { err = scan(&r.person, &r.days); return },
		`select c.person, c.days from digest_choice c where c.tenant = $1 and c.mail = (1 = 1) and c.hour <= $2
			and not exists (select 1 from digest_sent s where s.tenant = c.tenant and s.person = c.person and s.day = $3)
			and not exists (select 1 from data_state d where d.tenant = c.tenant and d.person = c.person and d.state <> '')
			and exists (select 1 from account a where a.tenant = c.tenant and a.person = c.person)`, now.Hour(), rd.Today())
	for _, r := range all {
		day := now.Weekday()
		if r.days == Weekly && day != time.Monday || r.days == Workdays && (day == time.Saturday || day == time.Sunday) {
			continue
		}
		out = append(out, r.person)
	}
	return out, err
}

// What came of a day's letter.
const (
	sending = "sending" // begun; a crash leaves it so
	waiting = "waiting" // certainly not sent; tried again
	sent    = "sent"
	nothing = "nothing" // there was nothing to say
	refused = "refused" // the address was refused for good
	unknown = "unknown" // sent twice perhaps, never a third time
)

// step is a letter on its way.
type step struct {
	letter mail.Letter
	goes   bool
}

// Letter is the handler of one letter. What is begun is written before it is sent: after a
// crash in between it goes once more, says so, and never a third time.
func Letter(book *rule.Book, send func(context.Context, mail.Letter) error, at Paths) job.Handler {
	return func(ctx context.Context, db *store.DB, v store.Viewer, payload json.RawMessage) error {
		var in errand
		if err := json.Unmarshal(payload, &in); err != nil {
			return err
		}
		var lines []Line
		if err := db.Read(ctx, store.Viewer{Tenant: v.Tenant, Person: in.Person}, func(rd *store.Reader) (err error) { lines, err = Of(rd, book); return }); err != nil {
			return err
		}
		var s step
		if err := db.Write(ctx, v, func(tx *store.Tx) (err error) { s, err = begin(tx, book, in, lines, at); return err }); err != nil || !s.goes {
			return err
		}
		failed := send(ctx, s.letter)
		if err := db.Write(ctx, v, func(tx *store.Tx) error { return end(tx, book, in, failed) }); err != nil {
			return err
		}
		if errors.Is(failed, mail.ErrBounced) { // it will not be taken tomorrow either by trying again now
			return nil
		}
		return failed
	}
}

// begin decides whether the letter goes, and writes that it is on its way.
func begin(tx *store.Tx, book *rule.Book, in errand, lines []Line, at Paths) (s step, err error) {
	type row struct {
		state string
		tries int
	}
	old, err := store.All(tx.Reader, func(scan store.Scan) (r row, err error) { err = scan(&r.state, &r.tries); return },
		`select state, tries from digest_sent where tenant = $1 and person = $2 and day = $3`, in.Person, in.Day)
	if err != nil {
		return s, err
	}
	tries, again := 1, false
	if len(old) == 1 {
		switch again = old[0].state == sending; {
		case again && old[0].tries > 1:
			return s, put(tx, in, unknown, old[0].tries, 0)
		case again:
			tries = 2
		case old[0].state != waiting:
			return s, nil
		default:
			tries = old[0].tries
		}
	}
	c, err := of(tx.Reader, book, in.Person)
	if err != nil {
		return s, err
	}
	quiet := book.Rhythm(in.Day).Quiet(store.Clock(tx.Now()).Format("15:04"))
	if !c.Mail || c.Address == "" || quiet || tx.Today() != in.Day {
		return s, nil
	}
	if len(lines) == 0 {
		return s, put(tx, in, nothing, tries, 0)
	}
	off, err := c.Link(tx.Reader)
	if err != nil {
		return s, err
	}
	lang, err := langOf(tx.Reader, in.Person)
	if err != nil {
		return s, err
	}
	return step{write(c.Address, lang, in.Day, off, in.Person, lines, again, at), true}, put(tx, in, sending, tries, len(lines))
}

// end writes what came of it. Only an address refused for good counts against the person;
// a mail server that is down counts against nobody.
func end(tx *store.Tx, book *rule.Book, in errand, failed error) error {
	state := sent
	switch {
	case errors.Is(failed, mail.ErrBounced):
		state = refused
	case errors.Is(failed, mail.ErrUnsure):
		return nil // it stays "sending": once more, and it says so
	case failed != nil:
		state = waiting
	}
	if _, err := tx.Exec(`update digest_sent set state = $4, at = $5 where tenant = $1 and person = $2 and day = $3`, in.Person, in.Day, state, tx.Now()); err != nil {
		return err
	}
	switch state {
	case sent:
		_, err := tx.Exec(`update digest_choice set failed = 0 where tenant = $1 and person = $2 and failed > 0`, in.Person)
		return err
	case refused:
		if _, err := tx.Exec(`update digest_choice set failed = failed + 1 where tenant = $1 and person = $2`, in.Person); err != nil {
			return err
		}
		_, err := tx.Exec(`update digest_choice set mail = not (1 = 1), off_why = $4, off_on = $5, version = version + 1 where tenant = $1 and person = $2 and failed >= $3 and mail`, in.Person, book.Rhythm(in.Day).GiveUp, Undeliverable, in.Day)
		return err
	}
	return nil
}

func put(tx *store.Tx, in errand, state string, tries, n int) error {
	_, err := tx.Exec(`insert into digest_sent (tenant, person, day, state, tries, n, at) values ($1, $2, $3, $4, $5, $6, $7)
		on conflict (tenant, person, day) do update set state = excluded.state, tries = excluded.tries, n = excluded.n, at = excluded.at`, in.Person, in.Day, state, tries, n, tx.Now())
	return err
}
