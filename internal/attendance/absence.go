package attendance

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
)

// Past is one line of a mark's history: what it said before, or an absence the
// member gave notice of.
type Past struct {
	Status string
	Reason string
	Method string
	At     int64
	By     string
}

func history(rd *store.Reader, id, member string) ([]Past, error) {
	return store.All(rd, func(scan store.Scan) (p Past, err error) {
		err = scan(&p.Status, &p.Reason, &p.Method, &p.At, &p.By)
		return
	}, `select status, reason, method, at, by_person from mark_history where tenant = $1 and meeting = $2 and member = $3 order by at, id`, id, member)
}

// History reads what the mark of one member said before, oldest first: for
// those who keep the roll and for the member.
func History(rd *store.Reader, id, member string) ([]Past, error) {
	m, err := meeting.For(rd, id, access.MinutesView)
	if err != nil {
		return nil, err
	}
	own, err := ownMember(rd)
	if err != nil {
		return nil, err
	}
	if own != member {
		if err := meeting.Must(rd, m, access.MeetingRun); err != nil {
			return nil, err
		}
	}
	return history(rd, id, member)
}

// AnnounceAbsence is the member's own notice before the meeting. It is no mark:
// the scribe sees it beside the name and decides. The same notice again is one.
func AnnounceAbsence(tx *store.Tx, id, reason string) error {
	m, err := meeting.For(tx.Reader, id, access.MeetingView)
	if err != nil {
		return err
	}
	own, err := ownMember(tx.Reader)
	if err != nil {
		return err
	}
	roll, err := meeting.Live(tx.Reader, m)
	if err != nil {
		return err
	}
	switch {
	case own == "" || !slices.ContainsFunc(roll, func(r meeting.Rolled) bool { return r.Member == own }):
		return fault.Missing()
	case !slices.Contains(Reasons, reason):
		return fault.Bad("reason", "mark_reason_needed")
	case m.At(meeting.InSession):
		return fault.New(fault.Conflict, "absence_too_late")
	}
	past, err := history(tx.Reader, id, own)
	if err != nil || notice(past) == reason {
		return err
	}
	k := Mark{Member: own, Status: Excused, Reason: reason, Method: announced, At: tx.Now(), By: tx.Viewer().Person}
	if err := remember(tx, id, k); err != nil {
		return err
	}
	return audit.Note(tx, "attendance.announce", "meeting", id, m.Org, map[string]any{"member": own, "reason": reason})
}

// notice is the reason of the last absence announced, "" without one.
func notice(past []Past) string {
	reason := ""
	for _, p := range past {
		if p.Method == announced {
			reason = p.Reason
		}
	}
	return reason
}

// RestUnexplained marks everybody expected whom the roll call has not reached
// as absent without a known reason, and tells how many. An absence announced
// stays visible beside the mark.
func RestUnexplained(tx *store.Tx, id string) (int, error) {
	m, err := meeting.For(tx.Reader, id, access.MeetingRun)
	if err != nil {
		return 0, err
	}
	roll, err := meeting.Roll(tx.Reader, m)
	if err != nil {
		return 0, err
	}
	known, err := marks(tx.Reader, m)
	if err != nil {
		return 0, err
	}
	var rest []string
	for _, r := range roll {
		if _, marked := known[r.Member]; r.Expected && !marked {
			rest = append(rest, r.Member)
		}
	}
	if len(rest) == 0 {
		return 0, nil
	}
	s := situation{state: m.State, day: m.Day}
	if err := s.allows(tx.Reader, Marking{Status: Unexplained}); err != nil {
		return 0, err
	}
	for _, member := range rest {
		if _, err := tx.Exec(`insert into mark (tenant, meeting, member, status, reason, method, at, by_person, version) values ($1, $2, $3, $4, '', 'scribe', $5, $6, 1) on conflict do nothing`,
			id, member, Unexplained, tx.Now(), tx.Viewer().Person); err != nil {
			return 0, err
		}
	}
	return len(rest), audit.Note(tx, "attendance.rest", "meeting", id, m.Org, map[string]any{"members": rest, "status": Unexplained})
}
