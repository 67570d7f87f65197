package session

import (
	"context"

	"chibo/internal/store"
)

// Alive asks on the snapshot at hand whether the viewer's own session still
// lives: for answers that go on after the session was found. It is no use of it.
func Alive(rd *store.Reader) (bool, error) {
	v := rd.Viewer()
	n, err := rd.Int(`select count(*) from session where tenant = $1 and id = $2 and person = $3 and revoked_at is null and expires_at > $4`, v.Session, v.Person, rd.Now())
	return n == 1, err
}

// Lives is Alive for a session found before, on a snapshot of its own.
func Lives(ctx context.Context, db *store.DB, s Session) (alive bool, err error) {
	err = db.Read(ctx, s.Viewer(), func(rd *store.Reader) (err error) { alive, err = Alive(rd); return })
	return alive, err
}
