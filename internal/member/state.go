package member

import (
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// States of a person's data; "" is active. A restricted record is kept for what
// the archive asks and opens only with two; of a shredded one the counts and
// what signed papers say remain (docs/adr/0042).
const (
	Restricted = "restricted"
	Shredded   = "shredded"
)

// ErasedName stands where a name was.
const ErasedName = "(đã xóa)"

// DataOf is the state of a person's data.
func DataOf(rd *store.Reader, person string) (string, error) {
	all, err := rd.Strings(`select state from data_state where tenant = $1 and person = $2`, person)
	if err != nil || len(all) == 0 {
		return "", err
	}
	return all[0], nil
}

// Last is a person's membership, the one in force before those ended, and where
// the rights over the person are asked: the cell of that membership, else the
// committee itself.
func Last(rd *store.Reader, person string) (id, at string, err error) {
	ids, err := rd.Strings(`select id from member where tenant = $1 and person = $2 order by ended_on is not null, created_at desc limit 1`, person)
	if err != nil {
		return "", "", err
	}
	if len(ids) == 0 {
		top, err := org.Root(rd)
		return "", top.ID, err
	}
	at, err = place(rd, ids[0])
	return ids[0], at, err
}

// StillHere tells whether a person is a member or holds a post today or on a day
// to come: then the cell must keep its roll.
func StillHere(rd *store.Reader, person string) (bool, error) {
	n, err := rd.Int(`select (select count(*) from member m where m.tenant = $1 and m.person = $2 and (m.ended_on is null or m.ended_on > $3))
		+ (select count(*) from post_holding h where h.tenant = $1 and h.person = $2 and (h.to_day is null or h.to_day > $3))`, person, rd.Today())
	return n > 0, err
}

// Shred destroys the key of a person and clears what the record says: name, words
// to be found by, card, telephone, birth, home, note. Standing and days by which
// meetings were counted stay, with the bare keys. It asks no right: it serves the
// erasure, which two have agreed on.
func Shred(tx *store.Tx, person string) error {
	for _, text := range []string{
		`delete from person_key where tenant = $1 and person = $2`,
		`delete from member_word where tenant = $1 and member in (select m.id from member m where m.tenant = $1 and m.person = $2)`,
		`update member_event set reason = '', decision = '', place = '' where tenant = $1 and member in (select m.id from member m where m.tenant = $1 and m.person = $2)`,
		`update member set card = null, old_card = null, card_issuer = '', card_day = '', admitted_on = '', official_on = '', identity_match = '', note = '', version = version + 1 where tenant = $1 and person = $2`,
		`update post_holding set decision = '' where tenant = $1 and person = $2`,
	} {
		if _, err := tx.Exec(text, person); err != nil {
			return err
		}
	}
	_, err := tx.Exec(`update person set full_name = $3, name_key = $4, other_name = '', sex = '', birth = '', birth_precision = '', home = '', phone = '', phone_sealed = null, phone_withheld = false,
		ethnicity = '', religion = '', identity_sealed = null, identity_index = null, version = version + 1 where tenant = $1 and id = $2`, person, ErasedName, vi.NameKey(ErasedName))
	return err
}
