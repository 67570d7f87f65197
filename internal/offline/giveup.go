package offline

import (
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// GiveUp says in a sentence why a meeting goes on without what may still lie on a
// device: it fell into the water, its holder has left. Lost shuts it out as well;
// else it is one of the meeting again when it sends after all. Whoever runs, chairs
// or writes the meeting may, until it is sealed. Said again it is the newer
// sentence.
func GiveUp(tx *store.Tx, book *rule.Book, id, device, why string, lost bool) (Device, error) {
	m, err := holding(tx.Reader, id)
	if err != nil {
		return Device{}, err
	}
	d, err := store.One(tx.Reader, scanDevice, `select `+deviceColumns+fromDevice+`where d.tenant = $1 and d.id = $2 and d.meeting = $3`, device, id)
	if err != nil {
		return Device{}, err
	}
	why = vi.Clean(why)
	switch {
	case d.GivenUpAt > 0 && d.GivenUpWhy == why && (!lost || d.RevokedAt > 0):
		return d, nil
	case m.At(meeting.Sealed):
		return Device{}, fault.New(fault.Conflict, "hall_sealed")
	case why == "":
		return Device{}, fault.Bad("why", "hall_give_up_why")
	case len(why) > 2000:
		return Device{}, fault.Bad("why", "meeting_text_long")
	}
	now := tx.Now()
	d.GivenUpAt, d.GivenUpBy, d.GivenUpWhy = now, tx.Viewer().Person, why
	if lost && d.RevokedAt == 0 {
		d.RevokedAt = now
	}
	if _, err := tx.Exec(`update hall_device set given_up_at = $3, given_up_by = $4, given_up_why = $5, revoked_at = $6 where tenant = $1 and id = $2`, d.ID, d.GivenUpAt, d.GivenUpBy, d.GivenUpWhy, store.NullInt(d.RevokedAt)); err != nil {
		return Device{}, err
	}
	if err := audit.Note(tx, "hall.give_up", "meeting", id, m.Org, map[string]any{"device": d.ID, "of": d.Person, "why": why, "lost": lost, "taken": d.Taken, "waiting": d.Waiting}); err != nil {
		return Device{}, err
	}
	e, err := begin(tx, book, id)
	if err != nil {
		return Device{}, err
	}
	if waits, err := e.waits(); err != nil || !waits { // a confirmation that waited for this device
		return d, err
	}
	if err := e.write(); err != nil {
		return Device{}, err
	}
	return d, e.log.keep(tx)
}

// Standing is a device as the page shows it.
type Standing struct {
	Device
	Quits bool // nothing more is expected of it
}

// Owing lists the devices of a meeting with whether something is expected of each.
func Owing(rd *store.Reader, id string) ([]Standing, error) {
	m, err := holding(rd, id)
	if err != nil {
		return nil, err
	}
	ops, err := all(rd, id)
	if err != nil {
		return nil, err
	}
	o, err := outstanding(rd, m, ops)
	if err != nil {
		return nil, err
	}
	list, err := devices(rd, id)
	out := make([]Standing, len(list))
	for n, d := range list {
		out[n] = Standing{d, true}
		for _, x := range o.devices {
			if x.ID == d.ID {
				out[n].Quits = false
			}
		}
	}
	return out, err
}
