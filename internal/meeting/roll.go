package meeting

import (
	"chibo/internal/access"
	"chibo/internal/member"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// The stages at which a roll is frozen; each vote adds "vote:" and its id.
const (
	StageOpen  = "open"
	StageClose = "close"
)

// Rolled is one member on the roll of a meeting, as he stood that day.
type Rolled struct {
	Member   string
	Person   string
	FullName string
	NameKey  string
	Standing string // probationary, official
	Activity string // active, exempt, away, temporary_here, suspended, sent, sent_here
	Expected bool   // counts among those who should come
	Entitled bool   // votes, if he comes
}

// judge says who is expected and who may vote; exempt and away are facts of the
// roll, so nobody has to mark them absent.
func (r *Rolled) judge() {
	r.Expected = r.Activity == "active" || r.Activity == "temporary_here" || r.Activity == "sent_here"
	r.Entitled = r.Standing == "official" && (r.Activity == "active" || r.Activity == "exempt" || r.Activity == "sent_here")
}

func scanRolled(scan store.Scan) (r Rolled, err error) {
	err = scan(&r.Member, &r.Person, &r.FullName, &r.NameKey, &r.Standing, &r.Activity, &r.Expected, &r.Entitled)
	return
}

// Frozen reads the roll kept at a stage, in name order.
func Frozen(rd *store.Reader, meeting, stage string) ([]Rolled, error) {
	if _, err := For(rd, meeting, access.MinutesView); err != nil {
		return nil, err
	}
	return frozen(rd, meeting, stage)
}

func frozen(rd *store.Reader, meeting, stage string) ([]Rolled, error) {
	return store.All(rd, scanRolled, `select member, person, full_name, name_key, standing, activity, expected, entitled from meeting_roll
		where tenant = $1 and meeting = $2 and stage = $3 order by name_key, member`, meeting, stage)
}

// Roll is who belongs to the meeting: as frozen at its opening, and before that
// as the cell stands on its day.
func Roll(rd *store.Reader, m Meeting) ([]Rolled, error) {
	if err := Must(rd, m, access.MinutesView); err != nil {
		return nil, err
	}
	if m.OpenedAt == 0 {
		return Live(rd, m)
	}
	return frozen(rd, m.ID, StageOpen)
}

// Live is the cell, or the committee, as it stands on the meeting's day by what
// is recorded now: a vote counts whoever was recognised earlier in the same
// evening.
func Live(rd *store.Reader, m Meeting) ([]Rolled, error) {
	if m.OfCommittee() {
		return seats(rd, m.Org, m.Kind, m.Day)
	}
	cell, err := member.Roll(rd, m.Org, m.Day)
	all := make([]Rolled, 0, len(cell))
	for _, p := range cell {
		r := Rolled{Member: p.ID, Person: p.PersonID, FullName: p.FullName, NameKey: p.NameKey, Standing: p.Standing, Activity: p.Activity}
		r.judge()
		all = append(all, r)
	}
	return all, err
}

// Freeze keeps the roll of this moment under a stage. A stage once frozen is
// never altered.
func Freeze(tx *store.Tx, meeting, stage string) ([]Rolled, error) {
	m, err := For(tx.Reader, meeting, access.MeetingRun)
	if err != nil {
		return nil, err
	}
	if kept, err := frozen(tx.Reader, meeting, stage); err != nil || len(kept) > 0 {
		return kept, err
	}
	all, err := Live(tx.Reader, m)
	if err != nil {
		return nil, err
	}
	for _, r := range all {
		if _, err := tx.Exec(`insert into meeting_roll (tenant, meeting, stage, member, person, full_name, name_key, standing, activity, expected, entitled)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing`,
			meeting, stage, r.Member, r.Person, r.FullName, r.NameKey, r.Standing, r.Activity, r.Expected, r.Entitled); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Kind is the kind of the organisation on the meeting's day.
func Kind(rd *store.Reader, book *rule.Book, m Meeting) (rule.OrgKind, error) {
	return orgKind(rd, book, m.Org, m.Day, m.Kind)
}
