package meeting

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
)

// Appoint names the chair and the scribe before the opening, so that the scribe
// may begin the roll call; an empty name leaves the one there was.
func Appoint(tx *store.Tx, id, chair, scribe string) (Meeting, error) {
	m, err := For(tx.Reader, id, access.MeetingRun)
	if err != nil {
		return Meeting{}, err
	}
	if chair == "" {
		chair = m.Chair
	}
	if scribe == "" {
		scribe = m.Scribe
	}
	if chair == m.Chair && scribe == m.Scribe {
		return m, nil
	}
	if m.At(Closed) {
		return Meeting{}, fault.New(fault.Conflict, "meeting_closed")
	}
	if err := fit(tx.Reader, m, chair, scribe); err != nil {
		return Meeting{}, err
	}
	if _, err := tx.Exec(`update meeting set chair = $3, scribe = $4, version = version + 1 where tenant = $1 and id = $2`, id, store.NullString(chair), store.NullString(scribe)); err != nil {
		return Meeting{}, err
	}
	if _, err := tx.Exec(`delete from scribe_now where tenant = $1 and meeting = $2`, id); err != nil {
		return Meeting{}, err
	}
	if scribe != "" {
		if _, err := tx.Exec(`insert into scribe_now (tenant, person, meeting, org, circle) values ($1, $2, $3, $4, $5)`, scribe, id, m.Org, string(m.Circle())); err != nil {
			return Meeting{}, err
		}
	}
	if err := audit.Note(tx, "meeting.appoint", "meeting", id, m.Org, map[string]any{"chair": chair, "scribe": scribe, "before": []string{m.Chair, m.Scribe}}); err != nil {
		return Meeting{}, err
	}
	return Get(tx.Reader, id)
}

// fit refuses a chair who is neither of the cell nor its secretary or deputy, a
// scribe who is not of the cell, and one person for both: the minutes are
// confirmed by two. A committee is chaired from among itself; what a ward's
// committee says its officer may write.
func fit(rd *store.Reader, m Meeting, chair, scribe string) error {
	roll, err := Live(rd, m)
	if err != nil {
		return err
	}
	of := func(person string) bool {
		return slices.ContainsFunc(roll, func(r Rolled) bool { return r.Person == person && r.Activity != "suspended" })
	}
	if chair != "" && !of(chair) {
		leads, err := holds(rd, m, chair, access.Secretary, access.Deputy)
		if err != nil {
			return err
		}
		if !leads || m.OfCommittee() {
			return fault.Bad("chair", "chair_not_of_"+whole(m))
		}
	}
	if scribe != "" && !of(scribe) {
		writes, err := holds(rd, m, scribe, access.Officer, access.Officer)
		if err != nil {
			return err
		}
		if !writes || !m.OfCommittee() {
			return fault.Bad("scribe", "scribe_not_of_"+whole(m))
		}
	}
	if scribe != "" && scribe == chair {
		return fault.Bad("scribe", "chair_is_scribe")
	}
	return nil
}

// holds asks for one of two posts on the meeting's day.
func holds(rd *store.Reader, m Meeting, person string, one, other access.Post) (bool, error) {
	n, err := rd.Int(`select count(*) from post_holding where tenant = $1 and person = $2 and org = $3 and post in ($5, $6) and from_day <= $4 and (to_day is null or to_day > $4)`,
		person, m.Org, m.Day, string(one), string(other))
	return n > 0, err
}

// whole is how refusals name those who meet.
func whole(m Meeting) string {
	if m.OfCommittee() {
		return "committee"
	}
	return "cell"
}
