package quality

import (
	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vote"
)

// TakeBack is vote.TakeBack for the vote on the score: what is proposed stays a
// proposal.
func TakeBack(tx *store.Tx, id, held string) error {
	if _, err := meeting.For(tx.Reader, id, access.MeetingRun); err != nil {
		return err
	}
	if err := vote.TakeBack(tx, id, held); err != nil {
		return err
	}
	if _, err := tx.Exec(`update score_line set voted = null where tenant = $1 and meeting = $2 and exists (select 1 from meeting_score x where x.tenant = $1 and x.meeting = $2 and x.vote = $3)`, id, held); err != nil {
		return err
	}
	_, err := tx.Exec(`update meeting_score set voted = null, vote = '', voted_at = null, version = version + 1 where tenant = $1 and meeting = $2 and vote = $3`, id, held)
	return err
}
