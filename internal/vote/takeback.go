package vote

import (
	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
)

// TakeBack takes a vote away that the roll, as it has come in by now, cannot bear:
// more hands than could vote, more than were there and nobody said why. The log
// keeps it. For whoever runs the meeting, until its minutes are confirmed; rooms
// that remember the vote forget it first.
func TakeBack(tx *store.Tx, id, vote string) error {
	m, err := meeting.For(tx.Reader, id, access.MeetingRun)
	if err != nil {
		return err
	}
	if m.At(meeting.Confirmed) {
		return fault.New(fault.Conflict, "meeting_confirmed")
	}
	old, err := store.One(tx.Reader, scan, `select `+columns+` from vote where tenant = $1 and id = $2 and meeting = $3`, vote, id)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`delete from vote where tenant = $1 and id = $2`, vote); err != nil {
		return err
	}
	if _, err := tx.Exec(`delete from meeting_roll where tenant = $1 and meeting = $2 and stage = $3`, id, "vote:"+vote); err != nil {
		return err
	}
	return audit.Note(tx, "vote.take_back", "meeting", id, m.Org, old)
}
