package member

import (
	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/store"
)

// Known reads a member as of today without asking a right: for rooms that ask
// one of their own, with Must, before they show anything of it.
func Known(rd *store.Reader, id string) (Member, error) { return get(rd, id) }

// Must asks for a right over a member, in the cell in which they stand today,
// else where they last stood or first will.
func Must(rd *store.Reader, action access.Action, id string) error { return must(rd, action, id) }

// Self tells whether the viewer is that member.
func Self(rd *store.Reader, id string) (bool, error) {
	n, err := rd.Int(`select count(*) from member where tenant = $1 and id = $2 and person = $3`, id, rd.Viewer().Person)
	return n > 0, err
}

// EndActivity ends an activity on a day: what lay under it holds again, and
// what was recorded of the same kind to begin later is taken back. One that is
// not in force that day is refused, one ended that very day is the same again.
// The caller has asked the right.
func EndActivity(tx *store.Tx, id, kind, day string) error {
	all, err := eventsOf(tx.Reader, id)
	if err != nil {
		return err
	}
	in, again := false, false
	walk(effective(all), func(s state, at string) {
		if n := len(s.layers); at <= day {
			in = n > 0 && s.org != "" && s.layers[n-1].kind == kind
		}
	})
	for _, e := range effective(all) {
		again = again || e.Kind == Resumed && e.From == day
	}
	switch {
	case !in && again:
		return nil
	case !in:
		return fault.Bad("from", "activity_not_then")
	}
	m, err := get(tx.Reader, id)
	if err != nil {
		return err
	}
	for _, e := range effective(all) {
		if e.Kind == kind && e.From > day {
			if err := record(tx, Event{Member: id, Kind: Correct, From: day, Corrects: e.ID}); err != nil {
				return err
			}
		}
	}
	if err := record(tx, Event{Member: id, Kind: Resumed, From: day}); err != nil {
		return err
	}
	return org.Note(tx, "member.resume", "member", id, m.Org, map[string]string{"from": day, "ended": kind})
}

// EndsOn is the day on which what a member is today ends by itself (the first
// day it no longer holds), or "". The caller has asked the right.
func EndsOn(rd *store.Reader, id string) (string, error) {
	all, err := eventsOf(rd, id)
	if err != nil {
		return "", err
	}
	e, _ := ends(all, rd.Today())
	return e.until, nil
}
