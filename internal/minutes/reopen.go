package minutes

import (
	"slices"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
	ballot "chibo/internal/vote"
)

// Reopen is meeting.Reopen for the page and the API: once the cell has agreed to
// its minutes by a vote, the meeting stays closed ("meeting_agreed").
func Reopen(tx *store.Tx, id string) (meeting.Meeting, error) {
	m, err := meeting.Get(tx.Reader, id)
	if err != nil {
		return meeting.Meeting{}, err
	}
	if m.State == meeting.Closed {
		held, err := ballot.List(tx.Reader, id)
		if err != nil {
			return meeting.Meeting{}, err
		}
		if slices.ContainsFunc(held, func(v ballot.Vote) bool { return v.Matter == "minutes" && v.Passed }) {
			return meeting.Meeting{}, fault.New(fault.Conflict, "meeting_agreed")
		}
	}
	return meeting.Reopen(tx, id)
}
