package session

import (
	"context"

	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
)

// How somebody proved to be himself when he took a step that cannot be taken
// back. The server says it, never the form.
const (
	ByPassword = "password" // typed on this device within provedFor
	ByDevice   = "device"   // his own enrolled device; he has no password
	ByShared   = "shared"   // a device others use too, without a password
	ByToken    = "token"    // a program in his name
)

// provedFor is how long a typed password stands for the same device.
const provedFor = 5 * minute

// proof is what the viewer's session can show.
type proof struct {
	kind     string
	shared   bool
	password bool // the person has one
	at       int64
}

func proofOf(rd *store.Reader) (p proof, err error) {
	v := rd.Viewer()
	if v.Session == "" { // the program itself, the command line
		return proof{kind: Device}, nil
	}
	err = rd.Get([]any{&p.kind, &p.shared, &p.at, &p.password}, `
		select s.kind, s.shared, s.proved_at, coalesce(a.password, '') <> '' from session s left join account a on a.tenant = s.tenant and a.person = s.person
		where s.tenant = $1 and s.id = $2 and s.person = $3`, v.Session, v.Person)
	if store.IsNoRow(err) {
		return p, unsigned()
	}
	return p, err
}

func (p proof) fresh(now int64) bool { return p.at > now-provedFor }

// MustProve reports whether the viewer has to type his password before a step
// that cannot be taken back: who has one, on a device, not within five minutes.
func MustProve(rd *store.Reader) (bool, error) {
	p, err := proofOf(rd)
	return err == nil && p.kind == Device && p.password && !p.fresh(rd.Now()), err
}

// Proved tells how the viewer proved to be himself at this moment, for the
// record of what he confirms.
func Proved(rd *store.Reader) (string, error) {
	p, err := proofOf(rd)
	switch {
	case err != nil:
		return "", err
	case p.kind == Token:
		return ByToken, nil
	case p.fresh(rd.Now()):
		return ByPassword, nil
	case p.shared:
		return ByShared, nil
	}
	return ByDevice, nil
}

// Prove takes the password of a session's owner, lets it stand for this device for
// five minutes, and begins the device's year anew. The device gets a new token, whose
// one copy is returned for the cookie; the former one opens the same device until the
// new one has been seen, two minutes at most, and counts as no proof (Stale). A wrong
// password is fault.Invalid on the field, five wrong ones wait.
func Prove(ctx context.Context, db *store.DB, own Session, password, field string) (Started, error) {
	viewer := own.Viewer()
	_, hash, err := account(ctx, db, viewer)
	if store.IsNoRow(err) || err == nil && hash == "" {
		return Started{}, fault.Bad(field, "password_wrong")
	}
	if err != nil {
		return Started{}, err
	}
	if err := prove(ctx, db, viewer, hash, password, field); err != nil {
		return Started{}, err
	}
	text, made := secret()
	err = db.Write(ctx, viewer, func(tx *store.Tx) error {
		if err := alive(tx); err != nil {
			return err
		}
		n, err := tx.Exec(`update session set token_hash = $4, former_hash = $5, former_until = $6, proved_at = $3
			where tenant = $1 and id = $2 and (token_hash = $5 or former_hash = $5) and revoked_at is null`, own.ID, tx.Now(), made, own.hash, tx.Now()+turnover)
		if err != nil {
			return err
		}
		if n == 0 { // ended meanwhile
			return unsigned()
		}
		return audit.Note(tx, "session.prove", "session", own.ID, "", map[string]any{"by": ByPassword})
	})
	own.hash, own.Former, own.Began = made, false, db.Now()
	return Started{Session: own, Secret: join(own.Tenant, text)}, err
}

// Stale reports whether a session was found by a token that a proof has replaced and
// its owner has a password: then he types it again, whatever was proved before.
func Stale(rd *store.Reader, own Session) (bool, error) {
	if !own.Former {
		return false, nil
	}
	return HasPassword(rd)
}

// proved writes down that the password was typed on a device just now.
func proved(tx *store.Tx, session string) error {
	_, err := tx.Exec(`update session set proved_at = $3 where tenant = $1 and id = $2`, session, tx.Now())
	return err
}
