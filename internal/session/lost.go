package session

import (
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
)

// Live is how much of a person's is signed in at this moment.
type Live struct {
	Devices  int
	Programs int
	LastUse  int64 // of a device, milliseconds; 0 where there is none
}

// LiveOf counts it, for whoever may enrol that person (MayEnrol). It names no
// device: which phones a comrade owns is nobody's business but his.
func LiveOf(rd *store.Reader, person string) (l Live, err error) {
	if err = MayEnrol(rd, person); err != nil {
		return l, err
	}
	err = rd.Get([]any{&l.Devices, &l.Programs, &l.LastUse}, `
		select coalesce(sum(case when kind = 'device' then 1 else 0 end), 0), coalesce(sum(case when kind = 'token' then 1 else 0 end), 0), coalesce(max(case when kind = 'device' then last_seen else 0 end), 0)
		from session where tenant = $1 and person = $2 and revoked_at is null and expires_at > $3`, person, rd.Now())
	return l, err
}

// Lost shuts a lost phone out and makes the code for the new one, in one
// transaction: every device and program of the person ends, codes not used yet
// die, and the password goes too, because a phone keeps passwords. It is for
// whoever may enrol that person, in person; nobody loses his own phone here
// (SignOutEverywhere is for that), else a thief could take the owner out.
func Lost(tx *store.Tx, person, kind string) (Enrolment, error) {
	if v := tx.Viewer().Person; v == person && v != store.System {
		return Enrolment{}, fault.Missing()
	}
	if err := MayEnrol(tx.Reader, person); err != nil {
		return Enrolment{}, err
	}
	ended, err := tx.Exec(`update session set revoked_at = $3 where tenant = $1 and person = $2 and revoked_at is null`, person, tx.Now())
	if err != nil {
		return Enrolment{}, err
	}
	if _, err := tx.Exec(`update account set password = null, failures = 0, locked_until = 0 where tenant = $1 and person = $2`, person); err != nil {
		return Enrolment{}, err
	}
	if err := audit.Note(tx, "session.lost", "person", person, "", map[string]any{"ended": ended}); err != nil {
		return Enrolment{}, err
	}
	return Issue(tx, person, kind) // which kills the codes not used yet
}

// alive refuses whoever's session ended since the request came in: a phone shut
// out a moment ago makes no new key for itself.
func alive(tx *store.Tx) error {
	v := tx.Viewer()
	if v.Session == "" { // the program itself
		return nil
	}
	n, err := tx.Int(`select count(*) from session where tenant = $1 and id = $2 and person = $3 and revoked_at is null and expires_at > $4`, v.Session, v.Person, tx.Now())
	if err == nil && n == 0 {
		return unsigned()
	}
	return err
}
