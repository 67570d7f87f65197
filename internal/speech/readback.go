package speech

import (
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/store"
)

// ReadBack keeps that an opinion's words were read back to a comrade without a
// phone, who agreed to them. version is that of the words read; others are
// fault.Stale. For chair and scribe, until the minutes are confirmed; twice is once.
func ReadBack(tx *store.Tx, id, opinion string, version int64) (Opinion, error) {
	m, o, err := find(tx, id, opinion)
	if err != nil {
		return Opinion{}, err
	}
	paper, err := member.PaperOnly(tx.Reader, m.Org, m.Day)
	switch {
	case err != nil:
		return Opinion{}, err
	case o.ReadBackAt > 0 && o.Version == version:
		return o, nil
	case m.At(meeting.Confirmed):
		return Opinion{}, fault.New(fault.Conflict, "meeting_confirmed").With(o)
	case o.Version != version:
		return Opinion{}, fault.Stale(o)
	case o.Gist == "":
		return Opinion{}, fault.New(fault.Invalid, "readback_nothing")
	case !paper[o.Member]:
		return Opinion{}, fault.New(fault.Invalid, "readback_phone")
	}
	o.ReadBackAt = tx.Now()
	if _, err := tx.Exec(`update opinion set read_back_at = $3 where tenant = $1 and id = $2`, opinion, o.ReadBackAt); err != nil {
		return Opinion{}, err
	}
	return o, audit.Note(tx, "speech.read_back", "meeting", m.ID, m.Org, map[string]any{"id": opinion, "member": o.Member})
}
