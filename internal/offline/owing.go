package offline

import (
	"slices"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// owing is what still stands before a meeting can be sealed.
type owing struct {
	devices  []Device // that may hold what was not sent
	disputed []string // keys on which two devices differ
	refused  []string // keys of what a room did not take
	late     []string // keys of what was not read aloud
}

// outstanding finds it. A device is quits when its holder said so, when it was
// given up, or when it has read that the meeting is closed and nothing waits on it.
func outstanding(rd *store.Reader, m meeting.Meeting, ops []Op) (o owing, err error) {
	all, err := devices(rd, m.ID)
	if err != nil {
		return o, err
	}
	registers := Fold(ops)
	closed := int64(0)
	for _, p := range ops {
		if p.Key == Close && p.ID == registers[Close].Head && !null(p.Value) {
			closed = p.n
		}
	}
	for _, d := range all {
		if !d.quits(closed) {
			o.devices = append(o.devices, d)
		}
	}
	entries, err := entriesOf(rd, m.ID)
	for key, r := range registers {
		if r.Disputed {
			o.disputed = append(o.disputed, key)
		}
		if entries[key].code != "" {
			o.refused = append(o.refused, key)
		}
	}
	switch {
	case m.At(meeting.Confirmed):
	case len(ops) > 0:
		o.late = late(ops)
	default:
		if o.late, err = minutes.Unheard(rd.As(store.System), m.ID); err != nil {
			return o, err
		}
	}
	slices.Sort(o.disputed)
	slices.Sort(o.refused)
	return o, err
}

func (d Device) quits(closed int64) bool {
	whole := d.Waiting == 0 && d.Taken == d.LastSeq && d.LastSentAt > 0
	return d.GivenUpAt > 0 || whole && d.RevokedAt == 0 && (d.DoneAt > 0 || closed > 0 && d.ReadTo >= closed)
}

// fault is the first thing that stands in the way, in words; nil is nothing.
func (o owing) fault() error {
	switch {
	case len(o.devices) > 0:
		var who []string
		for _, d := range o.devices {
			who = append(who, d.Name)
		}
		slices.Sort(who)
		return fault.New(fault.Conflict, "hall_waiting", "count", len(o.devices), "names", names(slices.Compact(who)))
	case len(o.disputed) > 0:
		return fault.New(fault.Conflict, "hall_disputed", "count", len(o.disputed))
	case len(o.refused) > 0:
		return fault.New(fault.Conflict, "hall_refused", "count", len(o.refused))
	case len(o.late) > 0:
		return fault.New(fault.Conflict, "hall_late", "count", len(o.late))
	}
	return nil
}

// Ready says whether all devices of a meeting have sent and every entry is
// settled; if not, fault.Conflict tells what is owing ("hall_waiting",
// "hall_disputed", "hall_refused", "hall_late"). A meeting nobody took along is ready.
func Ready(rd *store.Reader, id string) error {
	m, err := meeting.Get(rd, id)
	if err != nil || m.At(meeting.Sealed) {
		return err
	}
	ops, err := all(rd, id)
	if err != nil {
		return err
	}
	o, err := outstanding(rd, m, ops)
	if err != nil {
		return err
	}
	return o.fault()
}

// Seal is minutes.Seal for pages and API: nothing is sealed before every device
// of the meeting has sent or was given up.
func Seal(tx *store.Tx, book *rule.Book, id string) (minutes.Sealed, error) {
	return SealAs(tx, book, id, minutes.Numbers{})
}

// SealAs is minutes.SealAs in the same way.
func SealAs(tx *store.Tx, book *rule.Book, id string, given minutes.Numbers) (minutes.Sealed, error) {
	if err := Ready(tx.Reader, id); err != nil {
		return minutes.Sealed{}, err
	}
	return minutes.SealAs(tx, book, id, given)
}

// Sign is minutes.Confirm in the same way: the chair confirms what no device can
// change any more.
func Sign(tx *store.Tx, id, role, method string) error {
	if role == "chair" {
		if err := Ready(tx.Reader, id); err != nil {
			return err
		}
	}
	return minutes.Confirm(tx, id, role, method)
}
