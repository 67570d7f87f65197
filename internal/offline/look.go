package offline

import (
	"slices"

	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// often is how long a device's look need not be noted again, milliseconds.
const often = 60_000

// Look answers a device that sends nothing new, without writing. quiet is false
// where something has to be written first (a form changed a row, the device has
// read on, its last sign of life is old): then Receive is asked.
func Look(rd *store.Reader, book *rule.Book, device string, b Batch) (a Answer, quiet bool, err error) {
	d, m, err := enter(rd, device)
	if err != nil {
		return a, false, err
	}
	ops, err := all(rd, m.ID)
	if err != nil {
		return a, false, err
	}
	e := &evening{rd: rd, book: book, m: m, ops: ops}
	if n := len(ops); n > 0 {
		e.log.last = ops[n-1].n
	}
	waiting := int64(0)
	if b.Waiting != nil {
		waiting = int64(*b.Waiting)
	}
	if !m.At(meeting.Sealed) {
		waits, err := e.waits()
		if err != nil || waits || b.Cursor > d.ReadTo || waiting != d.Waiting || d.GivenUpAt > 0 || rd.Recorded()-d.LastSentAt > often {
			return a, false, err
		}
		if same, err := e.unchanged(); err != nil || !same {
			return a, false, err
		}
	}
	a, err = e.answer(d, b, sorted{})
	return a, err == nil, err
}

// unchanged tells whether the rooms say what they said when last looked at.
func (e *evening) unchanged() (bool, error) {
	now, err := e.everyRow()
	if err != nil {
		return false, err
	}
	was, err := entriesOf(e.rd, e.m.ID)
	if err != nil {
		return false, err
	}
	keys := []string{}
	for key := range now {
		keys = append(keys, key)
	}
	for key := range was {
		if key != deedOrder {
			keys = append(keys, key)
		}
	}
	return !slices.ContainsFunc(keys, func(key string) bool { return was[key].stands != string(now[key]) }), nil
}
