package offline

import "chibo/internal/store"

// entry is how a key stands with the rooms: what they said of it when last looked
// at ("" nothing), and why they refused what the devices say.
type entry struct{ stands, code, told string }

func entriesOf(rd *store.Reader, id string) (map[string]entry, error) {
	type row struct {
		key string
		entry
	}
	rows, err := store.All(rd, func(scan store.Scan) (r row, err error) {
		err = scan(&r.key, &r.stands, &r.code, &r.told)
		return
	}, `select entry, stands, code, told from hall_entry where tenant = $1 and meeting = $2`, id)
	out := make(map[string]entry, len(rows))
	for _, r := range rows {
		out[r.key] = r.entry
	}
	return out, err
}

func (x entry) keep(tx *store.Tx, id, key string) error {
	_, err := tx.Exec(`insert into hall_entry (tenant, meeting, entry, stands, code, told) values ($1, $2, $3, $4, $5, $6)
		on conflict (tenant, meeting, entry) do update set stands = excluded.stands, code = excluded.code, told = excluded.told`, id, key, x.stands, x.code, x.told)
	return err
}
