package packet

import (
	"slices"

	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
)

// Tick is somebody's own declaration that a part went up; it is shown as "tự
// khai" and proves nothing.
type Tick struct {
	Part   string
	DoneAt int64  // when, as declared
	At     int64  // when it was declared
	By     string // person
	Name   string
}

// Ticks reads what was declared, by part.
func Ticks(rd *store.Reader, id string) (map[string]Tick, error) {
	if _, err := For(rd, id); err != nil {
		return nil, err
	}
	all, err := store.All(rd, func(scan store.Scan) (t Tick, err error) {
		err = scan(&t.Part, &t.DoneAt, &t.At, &t.By, &t.Name)
		return
	},
		`select k.part, k.done_at, k.at, k.by_person, coalesce(p.full_name, '') from handbook_tick k left join person p on p.tenant = k.tenant and p.id = k.by_person where k.tenant = $1 and k.meeting = $2`, id)
	out := map[string]Tick{}
	for _, t := range all {
		out[t.Part] = t
	}
	return out, err
}

// Declare keeps when a part went up and who says so. Declared again with
// another hour, the newer one stands; the log keeps both.
func Declare(tx *store.Tx, id, part string, doneAt int64) error {
	m, err := For(tx.Reader, id)
	if err != nil {
		return err
	}
	switch {
	case !slices.Contains(Parts, part):
		return fault.Bad("part", "packet_part")
	case doneAt > tx.Now():
		return fault.Bad("hour", "packet_future")
	case doneAt < m.StartsAt-int64(366)*86_400_000, part == After && doneAt < m.StartsAt:
		return fault.Bad("hour", "packet_early")
	}
	old, err := Ticks(tx.Reader, id)
	if err != nil {
		return err
	}
	if o, is := old[part]; is && o.DoneAt == doneAt {
		return nil
	}
	if _, err := tx.Exec(`insert into handbook_tick (tenant, meeting, part, done_at, at, by_person) values ($1, $2, $3, $4, $5, $6)
		on conflict (tenant, meeting, part) do update set done_at = excluded.done_at, at = excluded.at, by_person = excluded.by_person`, id, part, doneAt, tx.Now(), tx.Viewer().Person); err != nil {
		return err
	}
	return audit.Note(tx, "packet.tick", "meeting", id, m.Org, map[string]any{"part": part, "done_at": doneAt, "before": old[part].DoneAt})
}
