package quality

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
)

// Scorer is who follows the meeting and fills its score in.
type Scorer struct{ Person, Name string }

// ScorerOf tells who was named; empty where nobody was, then chair and scribe do it.
func ScorerOf(rd *store.Reader, id string) (Scorer, error) {
	if _, err := meeting.For(rd, id, access.MinutesView); err != nil {
		return Scorer{}, err
	}
	var s Scorer
	err := rd.Get([]any{&s.Person, &s.Name}, `select p.id, p.full_name from scorer_now c join person p on p.tenant = c.tenant and p.id = c.person where c.tenant = $1 and c.meeting = $2 order by c.given_at desc, p.id limit 1`, id)
	if store.IsNoRow(err) {
		err = nil
	}
	return s, err
}

// NameScorer gives a comrade on the roll the right to fill the score in, in this
// meeting and until its minutes are confirmed; "" ends it. For chair and scribe.
// The scribe needs no naming, and may be the scorer too where a cell is small.
func NameScorer(tx *store.Tx, id, person string) error {
	m, err := meeting.For(tx.Reader, id, access.MeetingRun)
	if err != nil {
		return err
	}
	if m.OfCommittee() {
		return fault.Missing()
	}
	now, err := ScorerOf(tx.Reader, id)
	if err != nil || now.Person == person {
		return err
	}
	if m.At(meeting.Confirmed) {
		return fault.New(fault.Conflict, "meeting_confirmed")
	}
	if person != "" {
		roll, err := meeting.Roll(tx.Reader, m)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(roll, func(r meeting.Rolled) bool { return r.Person == person && r.Activity != "suspended" }) {
			return fault.Bad("scorer", "score_scorer")
		}
	}
	if _, err := tx.Exec(`delete from scorer_now where tenant = $1 and meeting = $2`, id); err != nil {
		return err
	}
	if person != "" {
		if _, err := tx.Exec(`insert into scorer_now (tenant, person, meeting, org, given_at, given_by) values ($1, $2, $3, $4, $5, $6)`, person, id, m.Org, tx.Now(), tx.Viewer().Person); err != nil {
			return err
		}
	}
	return audit.Note(tx, "quality.scorer", "meeting", id, m.Org, map[string]string{"person": person, "before": now.Person})
}
