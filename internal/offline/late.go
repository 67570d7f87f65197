package offline

import (
	"slices"

	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// silent are the kinds that change no word of the minutes.
var silent = []string{Begin, ReadBack, Agree, Read, Confirm}

// late are the keys of entries that came in after the cell had agreed to its
// minutes, and that say otherwise than what was read aloud: the chair or the scribe
// has them read once more, nothing is sealed over them silently. Known as read is
// what stood in the log up to where the reading device had got, and what it wrote
// itself; of an agreement on a page, all that had come in by then. A device that
// does not say what it had read (of an older page) is taken at its word.
func late(ops []Op) []string {
	now := Fold(ops)
	agreed, any := now[Agree]
	if !any || null(agreed.Value) {
		return nil
	}
	seen := read(ops, agreed)
	if seen == nil {
		return nil
	}
	then := Fold(slices.DeleteFunc(slices.Clone(ops), func(o Op) bool { return !seen(o) }))
	var out []string
	for key, r := range now {
		was, known := then[key]
		switch {
		case slices.Contains(silent, kindOf(key)):
		case !known && null(r.Value), known && Alike(key, was.Value, r.Value):
		default:
			out = append(out, key)
		}
	}
	slices.Sort(out)
	return out
}

// read tells of an operation whether it stood in what was read aloud; nil where
// nobody says what that was.
func read(ops []Op, agreed Register) func(Op) bool {
	var readings []func(Op) bool
	for _, o := range ops {
		switch {
		case o.Kind == Read:
			v, device := into[reading](o.Value), o.Device
			readings = append(readings, func(x Op) bool { return x.n <= v.Upto || x.Device == device && x.Seq <= v.Seq })
		case o.ID == agreed.Head && o.Device == Web: // a form's own entries are taken over together, in no order
			readings = append(readings, func(x Op) bool { return x.n <= o.n || x.Device == Web && x.held <= o.held })
		}
	}
	if len(readings) == 0 {
		return nil
	}
	return func(x Op) bool { return slices.ContainsFunc(readings, func(f func(Op) bool) bool { return f(x) }) }
}

// setRead keeps nothing in any room: the log itself says what was read.
func (e *evening) setRead(told) error { return nil }

func (e *evening) ofNothing(*store.Reader, rows) error { return nil }

// Late lists what came in after the agreement and was not read aloud yet, for
// whoever runs, chairs or writes the meeting.
func Late(rd *store.Reader, id string) ([]string, error) {
	m, err := holding(rd, id)
	if err != nil || m.At(meeting.Confirmed) {
		return nil, err
	}
	ops, err := all(rd, id)
	if err != nil || len(ops) > 0 {
		return late(ops), err
	}
	return minutes.Unheard(rd, id)
}

// Heard says that what the minutes say now was read aloud and agreed to, for the pages
// on which the cell agrees. With a device taken along the log says it.
func Heard(tx *store.Tx, id string) error {
	ops, err := all(tx.Reader, id)
	if err != nil || len(ops) > 0 {
		return err
	}
	return minutes.Heard(tx, id)
}

// ReadAgain says that what came in late was read aloud and the cell agrees to it
// too. Whoever runs, chairs or writes the meeting may; with nothing late it does
// nothing.
func ReadAgain(tx *store.Tx, book *rule.Book, id string) error {
	m, err := holding(tx.Reader, id)
	if err != nil {
		return err
	}
	ops, err := all(tx.Reader, id)
	if err != nil {
		return err
	}
	if len(ops) == 0 {
		return readPage(tx, m)
	}
	if len(late(ops)) == 0 {
		return nil
	}
	if m.At(meeting.Confirmed) {
		return fault.New(fault.Conflict, "meeting_confirmed")
	}
	e, err := begin(tx, book, id)
	if err != nil {
		return err
	}
	if _, err := e.absorb(); err != nil {
		return err
	}
	key := Read + "/" + Web
	again, err := e.log.addWeb(tx, key, valued(reading{Upto: e.log.last}), Fold(e.ops)[key].Heads)
	if err != nil {
		return err
	}
	e.ops = append(e.ops, again)
	if err := audit.Note(tx, "hall.read_again", "meeting", id, m.Org, map[string]int{"entries": len(late(ops))}); err != nil {
		return err
	}
	if err := e.write(); err != nil { // a confirmation may have waited for it
		return err
	}
	return e.log.keep(tx)
}

// readPage is ReadAgain where no device was taken along.
func readPage(tx *store.Tx, m meeting.Meeting) error {
	parts, err := minutes.Unheard(tx.Reader, m.ID)
	if err != nil || len(parts) == 0 {
		return err
	}
	if err := minutes.Heard(tx, m.ID); err != nil {
		return err
	}
	return audit.Note(tx, "hall.read_again", "meeting", m.ID, m.Org, map[string]int{"entries": len(parts)})
}

// compose brings the paragraphs up to what came in, once the meeting is closed and
// they are being read.
func (e *evening) compose() error {
	if e.m.State != meeting.Closed {
		return nil
	}
	_, err := minutes.Compose(e.tx.As(store.System), e.book, e.m.ID)
	return err
}
