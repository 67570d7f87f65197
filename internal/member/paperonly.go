package member

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/store"
)

// PaperOnly lists the members of a cell on a day who are marked as using no
// phone: they get what others read on one printed. It asks for no right: rooms
// call it for what they have a right to already.
func PaperOnly(rd *store.Reader, cell, day string) (map[string]bool, error) {
	all, err := rd.Strings(`select m.id from member_span s join member m on m.tenant = s.tenant and m.id = s.member
		where s.tenant = $1 and s.org = $2 and s.from_day <= $3 and (s.to_day is null or s.to_day > $3) and m.paper_only`, cell, day)
	out := map[string]bool{}
	for _, id := range all {
		out[id] = true
	}
	return out, err
}

// MarkPaperOnly says of members of a cell that they use no phone, or that they
// do. Those not named stay as they are, so that two who edit the list at once
// lose nothing of each other's. The secretary says it, the deputy or the cell
// committee.
func MarkPaperOnly(tx *store.Tx, cell string, is map[string]bool) error {
	if err := org.Must(tx.Reader, access.PaperReaders, cell); err != nil {
		return err
	}
	now, err := PaperOnly(tx.Reader, cell, tx.Today())
	if err != nil {
		return err
	}
	ids := make([]string, 0, len(is))
	for id := range is {
		ids = append(ids, id)
	}
	slices.Sort(ids) // the same order whoever writes: no two wait for each other
	changed := map[string]bool{}
	for _, id := range ids {
		if is[id] == now[id] {
			continue
		}
		activity, err := In(tx.Reader, id, cell, tx.Today())
		if err != nil {
			return err
		}
		if activity == "" {
			return fault.Missing()
		}
		if _, err := tx.Exec(`update member set paper_only = $3 where tenant = $1 and id = $2`, id, is[id]); err != nil {
			return err
		}
		changed[id] = is[id]
	}
	if len(changed) == 0 {
		return nil
	}
	return org.Note(tx, "member.paper_only", "org", cell, cell, changed)
}
