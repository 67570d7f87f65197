package meeting

import (
	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/store"
)

// Entered marks a meeting as held on paper and entered now by the viewer: every
// paper of it says so. Called once it has begun; the room that enters it calls
// it. Marked again it stays as it was.
func Entered(tx *store.Tx, id string) (Meeting, error) {
	m, err := For(tx.Reader, id, access.MinutesSeal)
	if err != nil || m.EnteredAt > 0 {
		return m, err
	}
	m.EnteredAt, m.EnteredBy = tx.Recorded(), tx.Viewer().Person
	if _, err := tx.Exec(`update meeting set entered_at = $3, entered_by = $4 where tenant = $1 and id = $2`, id, m.EnteredAt, m.EnteredBy); err != nil {
		return m, err
	}
	return m, audit.Note(tx, "meeting.entered", "meeting", id, m.Org, map[string]any{"held": m.OpenedAt})
}
