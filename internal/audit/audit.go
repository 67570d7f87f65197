// Package audit keeps what was done by whom. Every write notes an entry (who,
// which action, on what, what changed: erasable) and a leaf that commits to it;
// the leaves of a tenant form one RFC 6962 tree, numbered by the sequencer
// within a second, so that nothing once written can be altered or left out
// unseen. It also keeps who opened whose record, shown to that person.
package audit

import (
	"crypto/rand"
	"crypto/sha256"

	"chibo/internal/store"
)

// Entry is one thing done.
type Entry struct {
	ID         string
	At         int64
	Person     string
	Action     string // what was done, as the rooms name it: "meeting.open"
	ObjectKind string
	ObjectID   string
	Org        string
	Detail     string // JSON: what changed
}

// Note records one thing done in the transaction that does it, and its leaf.
// The rooms call it for every write.
func Note(tx *store.Tx, action, objectKind, objectID, org string, detail any) error {
	_, err := enter(tx, action, objectKind, objectID, org, detail)
	return err
}

func enter(tx *store.Tx, action, objectKind, objectID, org string, detail any) (string, error) {
	e := Entry{ID: store.NewID(), At: tx.Recorded(), Person: tx.Viewer().Person, Action: action, ObjectKind: objectKind, ObjectID: objectID, Org: org, Detail: store.JSON(detail)}
	salt := make([]byte, 32)
	_, _ = rand.Read(salt) // never fails since Go 1.24
	if _, err := tx.Exec(`insert into audit_entry (tenant, id, at, person, action, object_kind, object_id, org, detail, salt) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		e.ID, e.At, e.Person, e.Action, e.ObjectKind, e.ObjectID, e.Org, e.Detail, salt); err != nil {
		return "", err
	}
	told(tx, action, org)
	return e.ID, Leaf(tx, e.ID, "entry", 1, e.commitment(salt))
}

// commitment is SHA-256(salt ‖ the entry's fields): without the salt nobody
// can guess the entry from its leaf, so an erased entry leaves nothing behind.
func (e Entry) commitment(salt []byte) []byte {
	h := sha256.New()
	h.Write(salt)
	for _, s := range []string{e.ID, e.Person, e.Action, e.ObjectKind, e.ObjectID, e.Org, e.Detail} {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	return h.Sum(nil)
}

// Leaf puts a commitment into the tenant's tree. The room of sealed papers
// calls it for each version of a paper; everything else goes through Note.
func Leaf(tx *store.Tx, id, kind string, version int, commitment []byte) error {
	_, err := tx.Exec(`insert into audit_leaf (tenant, id, type, version, at, commitment, seq) values ($1, $2, $3, $4, $5, $6, null)`,
		id, kind, version, tx.Recorded(), commitment)
	return err
}

// View is one line of "who has seen my data".
type View struct {
	Viewer     string
	ViewerName string
	Post       string
	What       string
	Times      int
	At         int64
}

const hour = 3600_000

// Views lists who opened the person's own record or a list of an organisation
// the person stood in, since a moment, newest first.
func Views(rd *store.Reader, person string, orgs []string, since int64) ([]View, error) {
	var all []View
	for _, subject := range append([]string{person}, orgs...) {
		some, err := store.All(rd, func(scan store.Scan) (v View, err error) {
			err = scan(&v.Viewer, &v.ViewerName, &v.Post, &v.What, &v.Times, &v.At)
			return
		}, `select r.viewer, p.full_name, r.post, r.what, r.times, r.last_at from record_view r join person p on p.tenant = r.tenant and p.id = r.viewer
			where r.tenant = $1 and r.subject = $2 and r.hour >= $3 and r.viewer <> $4 order by r.hour desc limit 500`, subject, since/hour, person)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return newestFirst(all), nil
}
