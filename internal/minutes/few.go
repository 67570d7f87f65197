package minutes

import (
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// fewOfficial tells whether the cell had too few official members to resolve
// (org.size): then nothing of the meeting is a resolution, voted on or not.
func fewOfficial(rd *store.Reader, book *rule.Book, m meeting.Meeting) (bool, error) {
	if m.OfCommittee() {
		return false, nil
	}
	s, err := member.StrengthOf(rd, book, m.Org, m.Day)
	return s.Few(), err
}
