package offline

import (
	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/store"
)

// Idle tells whether a device has nothing more to do: it was shut out or given
// up, its holder said that nothing more comes and nothing waits on it, or its
// meeting is sealed. Only then may its browser be told to throw everything away.
func Idle(rd *store.Reader, pass Pass) (bool, error) {
	d, err := Enter(rd, pass)
	if err != nil {
		return false, err
	}
	m, err := meeting.Get(rd, d.Meeting)
	if err != nil {
		return false, err
	}
	return d.RevokedAt > 0 || d.GivenUpAt > 0 || d.DoneAt > 0 && d.Waiting == 0 || m.At(meeting.Sealed), nil
}

// MayTake tells whether the viewer could take the meeting along.
func MayTake(rd *store.Reader, m meeting.Meeting) (bool, error) {
	return meeting.Can(rd, m, access.MeetingRun)
}
