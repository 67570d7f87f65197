package meeting

import (
	"cmp"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Guest is somebody invited who is not on the roll.
type Guest struct{ ID, FullName, Capacity string }

// Guests lists them in the order they were noted.
func Guests(rd *store.Reader, meeting string) ([]Guest, error) {
	if _, err := For(rd, meeting, access.MeetingView); err != nil {
		return nil, err
	}
	return guests(rd, meeting)
}

func guests(rd *store.Reader, meeting string) ([]Guest, error) {
	return store.All(rd, func(scan store.Scan) (g Guest, err error) { err = scan(&g.ID, &g.FullName, &g.Capacity); return },
		`select id, full_name, capacity from guest where tenant = $1 and meeting = $2 order by at, id`, meeting)
}

// AddGuest notes a guest; the same name and capacity again is the same guest.
func AddGuest(tx *store.Tx, meeting, name, capacity string) (Guest, error) {
	return PutGuest(tx, meeting, Guest{FullName: name, Capacity: capacity})
}

// PutGuest is AddGuest for one whose id a phone made; "" makes one.
func PutGuest(tx *store.Tx, meeting string, in Guest) (Guest, error) {
	name, capacity := in.FullName, in.Capacity
	m, err := For(tx.Reader, meeting, access.MeetingRun)
	if err != nil {
		return Guest{}, err
	}
	name, capacity = vi.Clean(name), vi.Clean(capacity)
	if name == "" || len(name) > 300 || len(capacity) > 600 {
		return Guest{}, fault.Bad("full_name", "guest_name")
	}
	all, err := guests(tx.Reader, meeting)
	if err != nil {
		return Guest{}, err
	}
	for _, g := range all {
		if vi.SameName(g.FullName, name) && g.Capacity == capacity {
			return g, nil
		}
	}
	if m.At(Confirmed) {
		return Guest{}, fault.New(fault.Conflict, "meeting_confirmed")
	}
	g := Guest{cmp.Or(in.ID, store.NewID()), name, capacity}
	if _, err := tx.Exec(`insert into guest (tenant, meeting, id, full_name, capacity, at) values ($1, $2, $3, $4, $5, $6)`, meeting, g.ID, g.FullName, g.Capacity, tx.Now()); err != nil {
		return Guest{}, err
	}
	return g, audit.Note(tx, "meeting.guest", "meeting", meeting, m.Org, g)
}

// DropGuest takes off one who was noted by mistake or did not come, until the
// minutes are confirmed; whoever is off already stays off.
func DropGuest(tx *store.Tx, meeting, id string) error {
	m, err := For(tx.Reader, meeting, access.MeetingRun)
	if err != nil {
		return err
	}
	if m.At(Confirmed) {
		return fault.New(fault.Conflict, "meeting_confirmed")
	}
	n, err := tx.Exec(`delete from guest where tenant = $1 and meeting = $2 and id = $3`, meeting, id)
	if err != nil || n == 0 {
		return err
	}
	return audit.Note(tx, "meeting.guest_drop", "meeting", meeting, m.Org, map[string]string{"id": id})
}
