package resolution

import (
	"chibo/internal/audit"
	"chibo/internal/store"
)

// Unadopt forgets by which vote the resolution was passed, because that vote was
// taken back or, measured again, did not pass it.
func Unadopt(tx *store.Tx, meeting, vote string) error {
	p, old, err := open(tx, meeting)
	if err != nil || old.VoteID != vote {
		return err
	}
	if _, err := tx.Exec(`update resolution set vote = null, version = version + 1, updated_at = $3 where tenant = $1 and meeting = $2`, meeting, tx.Now()); err != nil {
		return err
	}
	return audit.Note(tx, "resolution.unadopt", "meeting", meeting, p.org, map[string]string{"vote": vote})
}
