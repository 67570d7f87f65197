package vote

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// Recount holds a vote again under its id: marks that reached the server after it
// changed its base, or its hands were counted anew. Nothing changes where the
// result is the same, to the last member of the base; otherwise the log keeps both.
// For whoever runs the meeting, until its minutes are confirmed.
func Recount(tx *store.Tx, book *rule.Book, in Hands) (Vote, error) {
	m, err := meeting.For(tx.Reader, in.Meeting, access.MeetingRun)
	if err != nil {
		return Vote{}, err
	}
	old, err := store.One(tx.Reader, scan, `select `+columns+` from vote where tenant = $1 and id = $2 and meeting = $3`, in.ID, in.Meeting)
	if err != nil {
		return Vote{}, err
	}
	in.clean()
	if m.At(meeting.Confirmed) {
		return Vote{}, fault.New(fault.Conflict, "meeting_confirmed").With(old)
	}
	t, err := threshold(book, m, in)
	if err != nil {
		return Vote{}, err
	}
	base, err := in.against(tx.Reader, book, m)
	if err != nil {
		return Vote{}, err
	}
	v := in.result(base, t, tx.Now())
	if v.same(old) {
		return old, nil
	}
	if _, err := in.may(tx.Reader, book, m); err != nil {
		return Vote{}, err
	}
	if _, err := tx.Exec(`update vote set item = $3, subject = $4, base = $5, needed = $6, votes_for = $7, votes_against = $8, votes_other = $9, passed = $10, sentence = $11, base_detail = $12, base_rule = $13, threshold_rule = $14,
		surplus_reason = $15, method = $16, issued = $17, returned = $18, valid = $19, at = $20 where tenant = $1 and id = $2`, v.ID, v.Item, v.Subject, v.Base, v.Needed, v.For, v.Against, v.Other, v.Passed, v.Sentence, store.JSON(base),
		v.BaseRule, v.ThresholdRule, v.Why, v.Method, v.Ballots.Issued, v.Ballots.Returned, v.Ballots.Valid, v.At); err != nil {
		return Vote{}, err
	}
	return v, audit.Note(tx, "vote.recount", "meeting", m.ID, m.Org, map[string]Vote{"before": old, "after": v})
}

// same compares two results to the last member of the base.
func (v Vote) same(o Vote) bool {
	return v.Item == o.Item && v.Subject == o.Subject && v.Base == o.Base && v.For == o.For && v.Against == o.Against && v.Other == o.Other && v.Passed == o.Passed && v.Sentence == o.Sentence &&
		v.Why == o.Why && v.Method == o.Method && v.Ballots == o.Ballots && v.At == o.At && slices.Equal(v.Members, o.Members)
}
