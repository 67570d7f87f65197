package audit

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"chibo/internal/store"
)

// eraseAction names the entry that takes words out of the log.
const eraseAction = "privacy.erase"

// Erase takes the words of all entries about these objects out of the log: what
// was said and the salt, so that nobody can guess it from its leaf. Who did what
// kind of thing when stays. The entry it writes names each of them with a hash
// of what stays, which is what lets the log still verify. It asks no right: it
// serves the erasure of a person, which has.
func Erase(tx *store.Tx, kind, object, org string, objects []string) (int, error) {
	var all []Entry
	for _, o := range objects {
		some, err := store.All(tx.Reader, func(scan store.Scan) (e Entry, err error) {
			err = scan(&e.ID, &e.Person, &e.Action, &e.ObjectKind, &e.ObjectID, &e.Org)
			return
		}, `select id, person, action, object_kind, object_id, org from audit_entry where tenant = $1 and object_id = $2 and erased_by = '' and action <> $3 order by id`, o, eraseAction)
		if err != nil {
			return 0, err
		}
		all = append(all, some...)
	}
	named := map[string]string{}
	for _, e := range all {
		named[e.ID] = e.remains()
	}
	by, err := enter(tx, eraseAction, kind, object, org, erasure{Entries: named})
	if err != nil {
		return 0, err
	}
	for _, e := range all {
		if _, err := tx.Exec(`update audit_entry set detail = '', salt = $3, erased_by = $4 where tenant = $1 and id = $2`, e.ID, []byte{}, by); err != nil {
			return 0, err
		}
	}
	return len(all), nil
}

// remains is the hash of what an erased entry still says.
func (e Entry) remains() string {
	h := sha256.New()
	for _, s := range []string{e.ID, e.Person, e.Action, e.ObjectKind, e.ObjectID, e.Org} {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil))
}

// erasure is what the erasing entry says; seq is its number, -1 while it waits.
type erasure struct {
	Entries map[string]string `json:"entries"` // id → hash of what remains
	seq     int64
}

// erased tells whether an entry's words are rightly gone: it holds none, and the
// entry it names is sound, later, and names it with what remains of it.
func (w Walk) erased(rd *store.Reader, l paired) (bool, error) {
	if l.erasedBy == "" || l.entry.Detail != "" || len(l.salt) != 0 {
		return false, nil
	}
	x, met := w.erasures[l.erasedBy]
	if !met {
		var err error
		if x, err = erasureOf(rd, l.erasedBy); err != nil {
			return false, err
		}
		w.erasures[l.erasedBy] = x
	}
	later := x.seq < 0 || l.Seq >= 0 && x.seq > l.Seq
	return later && x.Entries[l.ID] != "" && x.Entries[l.ID] == l.entry.remains(), nil
}

// erasureOf reads an erasing entry; one that does not agree with its leaf, or is
// of another kind, names nothing.
func erasureOf(rd *store.Reader, id string) (x erasure, err error) {
	found, err := store.All(rd, scanLine, `select `+lineColumns+` from audit_leaf l left join audit_entry e on e.tenant = l.tenant and e.id = l.id where l.tenant = $1 and l.id = $2`, id)
	if err != nil || len(found) == 0 {
		return x, err
	}
	l := found[0]
	if l.Type != "entry" || l.entry.Action != eraseAction || l.erasedBy != "" || !bytes.Equal(l.Commitment, l.entry.commitment(l.salt)) {
		return x, nil
	}
	x.seq = l.Seq
	if json.Unmarshal([]byte(l.entry.Detail), &x) != nil {
		x.Entries = nil
	}
	return x, nil
}
