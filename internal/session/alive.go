package session

import (
	"context"

	"chibo/internal/store"
)

// Ends asks on the snapshot at hand until when the viewer's own session lives, 0
// where it has ended: for answers that go on after the session was found. It is no
// use of it, and use may have put the moment off meanwhile.
func Ends(rd *store.Reader) (int64, error) {
	v := rd.Viewer()
	return rd.Int(`select coalesce(max(expires_at), 0) from session where tenant = $1 and id = $2 and person = $3 and revoked_at is null and expires_at > $4`, v.Session, v.Person, rd.Now())
}

// Lives is Ends for a session found before, on a snapshot of its own.
func Lives(ctx context.Context, db *store.DB, s Session) (alive bool, err error) {
	err = db.Read(ctx, s.Viewer(), func(rd *store.Reader) (err error) {
		until, err := Ends(rd)
		alive = until > 0
		return err
	})
	return alive, err
}
