package session

import (
	"context"
	"errors"
	"strings"

	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
)

// Entry is one line of "my devices".
type Entry struct {
	ID         string
	Kind       string
	Device     string
	Shared     bool
	IssuedBy   string // person id; the owner himself after a password
	IssuerName string
	CreatedAt  int64
	LastSeen   int64
	ExpiresAt  int64
	Current    bool
	New        bool // begun since the owner last looked, on another device
}

// Mine lists the viewer's live devices and programs, newest use first.
func Mine(rd *store.Reader) ([]Entry, error) {
	v := rd.Viewer()
	return store.All(rd, func(scan store.Scan) (e Entry, err error) {
		var seen int64
		err = scan(&e.ID, &e.Kind, &e.Device, &e.Shared, &e.IssuedBy, &e.IssuerName, &e.CreatedAt, &e.LastSeen, &e.ExpiresAt, &seen)
		e.Current = e.ID == v.Session
		e.New = seen == 0 && !e.Current
		return
	}, `select s.id, s.kind, s.device, s.shared, s.issued_by, coalesce(p.full_name, ''), s.created_at, s.last_seen, s.expires_at, coalesce(s.seen_by_owner_at, 0)
		from session s left join person p on p.tenant = s.tenant and p.id = s.issued_by
		where s.tenant = $1 and s.person = $2 and s.revoked_at is null and s.expires_at > $3 order by s.last_seen desc, s.id desc`, v.Person, rd.Now())
}

// Announced lists devices begun elsewhere that the viewer has not yet seen from
// this one: an old device says that a new one is in.
func Announced(rd *store.Reader) ([]Entry, error) {
	all, err := Mine(rd)
	if err != nil {
		return nil, err
	}
	var born int64
	for _, e := range all {
		if e.Current {
			born = e.CreatedAt
		}
	}
	var out []Entry
	for _, e := range all {
		if e.New && e.CreatedAt >= born { // a new device does not announce itself to itself, nor the old to the new
			out = append(out, e)
		}
	}
	return out, nil
}

// Seen notes that the owner has seen the list of devices.
func Seen(tx *store.Tx) error {
	_, err := tx.Exec(`update session set seen_by_owner_at = $3 where tenant = $1 and person = $2 and seen_by_owner_at is null and id <> $4`, tx.Viewer().Person, tx.Now(), tx.Viewer().Session)
	return err
}

// Act keeps as which post, "post|org", the viewer works on this device. It is a
// choice of what is shown, like the language; rights are asked of the posts held.
func Act(tx *store.Tx, as string) error {
	_, err := tx.Exec(`update session set acting = $3 where tenant = $1 and id = $2`, tx.Viewer().Session, as)
	return err
}

// SignOut ends one of the viewer's own sessions; another's is fault.Missing.
func SignOut(tx *store.Tx, id string) error {
	n, err := tx.Exec(`update session set revoked_at = $4 where tenant = $1 and id = $2 and person = $3 and revoked_at is null`, id, tx.Viewer().Person, tx.Now())
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.Missing()
	}
	return audit.Note(tx, "session.end", "session", id, "", nil)
}

// SignOutEverywhere ends all the viewer's sessions but the present one, and
// his unused links.
func SignOutEverywhere(tx *store.Tx) error {
	v := tx.Viewer()
	if _, err := tx.Exec(`update session set revoked_at = $4 where tenant = $1 and person = $2 and id <> $3 and revoked_at is null`, v.Person, v.Session, tx.Now()); err != nil {
		return err
	}
	if _, err := tx.Exec(`update enrolment set expires_at = $3 where tenant = $1 and person = $2 and used_at is null and expires_at > $3`, v.Person, tx.Now()); err != nil {
		return err
	}
	return audit.Note(tx, "session.end_all", "person", v.Person, "", nil)
}

// NewToken makes an API token for a person: the person himself or the command
// line in the name of the system.
func NewToken(tx *store.Tx, person, name string) (Started, error) {
	if v := tx.Viewer().Person; v != store.System && (v == "" || v != person) {
		return Started{}, fault.Missing()
	}
	if err := errors.Join(alive(tx), onlyReal(tx)); err != nil {
		return Started{}, err
	}
	return begin(tx, person, Token, strings.TrimSpace(name), false, tx.Viewer().Person)
}

// FindToken is Find for the API: only a token, not a browser's cookie, and none
// of a practice.
func FindToken(ctx context.Context, db *store.DB, text string) (Session, error) {
	s, err := Find(ctx, db, text)
	if err == nil && (s.Kind != Token || store.Practising(s.Tenant)) {
		return Session{}, unsigned()
	}
	return s, err
}
