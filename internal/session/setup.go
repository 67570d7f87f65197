package session

import (
	"context"

	"chibo/internal/store"
)

// The set-up link of a new server lies under tenant 0: there is none yet.
const noTenant = 0

// NewSetup makes the one-time link that sets up a committee; the one made
// before it dies. It lives a day.
func NewSetup(ctx context.Context, db *store.DB) (string, error) {
	var text string
	err := db.Write(ctx, system(noTenant), func(tx *store.Tx) error {
		made, hash := secret()
		if _, err := tx.Exec(`delete from setup_link where tenant = $1 and used_at is null`); err != nil {
			return err
		}
		if _, err := tx.Exec(`insert into setup_link (tenant, code_hash, expires_at, used_at) values ($1, $2, $3, null)`, hash, tx.Now()+day); err != nil {
			return err
		}
		text = made
		return nil
	})
	return text, err
}

// CheckSetup says whether a set-up link is live; else CodeDead.
func CheckSetup(ctx context.Context, db *store.DB, code string) error {
	return db.Read(ctx, system(noTenant), func(rd *store.Reader) error {
		n, err := rd.Int(`select count(*) from setup_link where tenant = $1 and code_hash = $2 and used_at is null and expires_at > $3`, digest(code), rd.Now())
		if err == nil && n == 0 {
			return dead()
		}
		return err
	})
}

// UseSetup takes the link, runs make (which founds the committee in its own
// transaction) and gives the link back when make fails: a form with a mistake
// does not burn it.
func UseSetup(ctx context.Context, db *store.DB, code string, make func() error) error {
	set := func(used any, was string) (int64, error) {
		var n int64
		err := db.Write(ctx, system(noTenant), func(tx *store.Tx) (err error) {
			n, err = tx.Exec(`update setup_link set used_at = $3 where tenant = $1 and code_hash = $2 and used_at is `+was+` and expires_at > $4`, digest(code), used, tx.Now())
			return err
		})
		return n, err
	}
	n, err := set(db.Now(), "null")
	if err != nil {
		return err
	}
	if n == 0 {
		return dead()
	}
	if err := make(); err != nil {
		if _, back := set(nil, "not null"); back != nil {
			return back
		}
		return err
	}
	return nil
}

// Begin starts a session without a link, for the officer who has just founded
// the committee in this very transaction.
func Begin(tx *store.Tx, person, device string) (Started, error) {
	return begin(tx, person, Device, device, false, store.System)
}
