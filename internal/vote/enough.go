package vote

import (
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// enough refuses to pass a resolution in a cell with fewer official members
// than the rule asks for (org.size). It may meet, take minutes and give tasks;
// to resolve it needs members, or to become part of another cell.
func enough(rd *store.Reader, book *rule.Book, m meeting.Meeting, matter string) error {
	if matter != "resolution" || m.OfCommittee() {
		return nil
	}
	s, err := member.StrengthOf(rd, book, m.Org, m.Day)
	if err != nil || !s.Few() {
		return err
	}
	return fault.New(fault.Conflict, "few_official", "official", s.Official, "least", s.Least)
}
