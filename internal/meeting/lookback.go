package meeting

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
)

// Outcomes are what a cell says of a line that was named: it came true, in part, not.
var Outcomes = []string{"yes", "partly", "no"}

// Named is what the chair named at the closing of one meeting, and what the next
// one said came of it: Outcomes has an entry a line, "" where nothing was said.
type Named struct {
	Meeting, Period, Kind, Day string
	Lines                      []string
	Outcomes                   []string
}

// Open is how many lines nothing was said of.
func (n Named) Open() int {
	open := 0
	for _, o := range n.Outcomes {
		if o == "" {
			open++
		}
	}
	return open
}

// NamedBefore is what was named at the last meeting of the same circle before this
// one, for whoever may read its minutes; empty when nothing was.
func NamedBefore(rd *store.Reader, m Meeting) (Named, error) {
	if err := Must(rd, m, access.MinutesView); err != nil {
		return Named{}, err
	}
	last, err := before(rd, m)
	if err != nil || last == "" {
		return Named{}, err
	}
	return named(rd, last)
}

// NamedLately are the last meetings of a cell at which something was named, the
// latest first, for the cell.
func NamedLately(rd *store.Reader, org string, most int) (out []Named, err error) {
	if err := access.Must(rd, access.MinutesView, org); err != nil {
		return nil, err
	}
	ids, err := rd.Strings(`select m.id from meeting m join shortcoming s on s.tenant = m.tenant and s.meeting = m.id
		where m.tenant = $1 and m.org = $2 and m.circle = '' and s.lines <> '' and m.closed_at is not null order by m.starts_at desc, m.id desc limit $3`, org, most)
	for _, id := range ids {
		n, err := named(rd, id)
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, err
}

func named(rd *store.Reader, id string) (n Named, err error) {
	l, err := lacksOf(rd, id)
	if err != nil {
		return n, err
	}
	if err := rd.Get([]any{&n.Meeting, &n.Period, &n.Kind, &n.Day}, `select id, period, kind, day from meeting where tenant = $1 and id = $2`, id); err != nil {
		return n, err
	}
	n.Lines, n.Outcomes = l.Lines, make([]string, len(l.Lines))
	type said struct {
		n       int
		outcome string
	}
	all, err := store.All(rd, func(scan store.Scan) (s said, err error) { err = scan(&s.n, &s.outcome); return }, `select n, outcome from lack_outcome where tenant = $1 and meeting = $2`, id)
	for _, s := range all {
		if s.n < len(n.Outcomes) {
			n.Outcomes[s.n] = s.outcome
		}
	}
	return n, err
}

// LookBack keeps what the cell says, at a meeting, came of what was named at the one
// before: an outcome a line in their order, "" for none. It may be said from the
// preparing of the meeting until its minutes are confirmed, and is said of the
// meeting, of nobody in it.
func LookBack(tx *store.Tx, id string, outcomes []string) (Named, error) {
	m, err := For(tx.Reader, id, access.MeetingRun)
	if err != nil {
		return Named{}, err
	}
	if m.At(Confirmed) {
		return Named{}, fault.New(fault.Conflict, "meeting_confirmed")
	}
	old, err := NamedBefore(tx.Reader, m)
	if err != nil {
		return Named{}, err
	}
	if len(outcomes) != len(old.Lines) {
		return old, fault.Stale(old)
	}
	for _, o := range outcomes {
		if o != "" && !slices.Contains(Outcomes, o) {
			return old, fault.Bad("outcome", "lack_outcome")
		}
	}
	if slices.Equal(outcomes, old.Outcomes) {
		return old, nil
	}
	for n, o := range outcomes {
		if o == old.Outcomes[n] {
			continue
		}
		if _, err := tx.Exec(`insert into lack_outcome (tenant, meeting, n, outcome, at, by_person) values ($1, $2, $3, $4, $5, $6)
			on conflict (tenant, meeting, n) do update set outcome = excluded.outcome, at = excluded.at, by_person = excluded.by_person`, old.Meeting, n, o, tx.Now(), tx.Viewer().Person); err != nil {
			return old, err
		}
	}
	if err := audit.Note(tx, "meeting.look_back", "meeting", id, m.Org, map[string]any{"named_at": old.Meeting, "before": old.Outcomes, "after": outcomes}); err != nil {
		return old, err
	}
	return named(tx.Reader, old.Meeting)
}
