package minutes

import (
	"chibo/internal/meeting"
	"chibo/internal/report"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// Report sends the sealed result of a meeting upward: resolution, counts, task
// texts, which those above read anyway (design/decisions.md 18). With the minutes
// it formally sends their newest version too, which the committee may read from
// then on. Done again, it adds the minutes and nothing else.
func Report(tx *store.Tx, book *rule.Book, id string, withMinutes bool) error {
	m, err := meeting.Report(tx, id)
	if err != nil {
		return err
	}
	if !m.OfCommittee() { // the month's counts are the cell's
		if err := report.Recompute(tx, book, m.Org, m.Period); err != nil {
			return err
		}
	}
	if !withMinutes {
		return nil
	}
	s, err := minutesOf(tx.Reader, id)
	if err != nil {
		return err
	}
	return Send(tx, s.ID, s.Version)
}
