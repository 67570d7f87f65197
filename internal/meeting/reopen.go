package meeting

import (
	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
)

// Reopen takes the closing back while the minutes are not confirmed, for whoever
// runs the meeting: the button was pressed too early, or a vote was forgotten.
// All that is written stays; the roll is frozen anew at the next closing. A
// meeting still in session is left as it is; one whose minutes are confirmed is
// refused with "meeting_confirmed".
func Reopen(tx *store.Tx, id string) (Meeting, error) {
	m, err := For(tx.Reader, id, access.MeetingRun)
	switch {
	case err != nil || m.State == InSession:
		return m, err
	case m.At(Confirmed):
		return Meeting{}, fault.New(fault.Conflict, "meeting_confirmed")
	case m.State != Closed || m.EnteredAt > 0:
		return Meeting{}, fault.New(fault.Conflict, "meeting_not_open")
	}
	if _, err := tx.Exec(`update meeting set state = $3, closed_at = null, version = version + 1 where tenant = $1 and id = $2`, id, InSession); err != nil {
		return Meeting{}, err
	}
	if _, err := tx.Exec(`delete from meeting_roll where tenant = $1 and meeting = $2 and stage = $3`, id, StageClose); err != nil {
		return Meeting{}, err
	}
	if err := audit.Note(tx, "meeting.reopen", "meeting", id, m.Org, map[string]any{"closed_at": m.ClosedAt}); err != nil {
		return Meeting{}, err
	}
	return Get(tx.Reader, id)
}
