package meeting

import (
	"fmt"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// Quarter is how a cell stands with the thematic meeting it owes (rule
// regime.thematic): from the first month of the span to the last.
type Quarter struct {
	N, Year int    // quý 4/2026
	From    string // first period
	To      string // last period
	Held    bool   // a thematic or combined meeting of it was held
	Planned *Meeting
}

// Owed reports whether the meeting is still to be held.
func (q Quarter) Owed() bool { return q.From != "" && !q.Held }

// QuarterOf reads it for the quarter a period falls into. The period decides,
// not the date: September's meeting held on 2 October is the third quarter's.
func QuarterOf(rd *store.Reader, book *rule.Book, org, period string) (Quarter, error) {
	if err := access.Must(rd, access.MeetingView, org); err != nil {
		return Quarter{}, err
	}
	year, err := strconv.Atoi(period[:min(4, len(period))])
	if err != nil || len(period) != 7 {
		return Quarter{}, fault.Bad("period", "meeting_period")
	}
	month, err := strconv.Atoi(period[5:])
	if err != nil || month < 1 || month > 12 {
		return Quarter{}, fault.Bad("period", "meeting_period")
	}
	span := book.Thematic(period + "-01").Months
	if span == 0 {
		return Quarter{}, nil
	}
	n := (month - 1) / span
	q := Quarter{N: n + 1, Year: year, From: fmt.Sprintf("%04d-%02d", year, n*span+1), To: fmt.Sprintf("%04d-%02d", year, min(n*span+span, 12))}
	all, err := store.All(rd, scanMeeting, `select `+columns+` from meeting m where m.tenant = $1 and m.org = $2 and m.period >= $3 and m.period <= $4 and m.kind in ($5, $6) order by m.starts_at`,
		org, q.From, q.To, Thematic, Combined)
	for _, m := range all {
		if m.At(Closed) {
			q.Held = true
		} else if q.Planned == nil {
			q.Planned = &m
		}
	}
	return q, err
}

// Combine turns a regular meeting that has not begun into one that treats the
// theme as well. The agenda is drafted anew by the caller; a notice that was
// given is void.
func Combine(tx *store.Tx, id string) (Meeting, error) {
	m, err := For(tx.Reader, id, access.MeetingPrepare)
	if err != nil || m.Kind == Combined {
		return m, err
	}
	switch {
	case m.Kind != Regular:
		return Meeting{}, fault.New(fault.Conflict, "topic_no_kind")
	case m.At(InSession):
		return Meeting{}, fault.New(fault.Conflict, "meeting_begun")
	}
	state := m.State
	if m.State == Announced {
		if state = Planned; m.Premeeting != "" {
			state = Prepared
		}
	}
	if _, err := tx.Exec(`update meeting set kind = $3, state = $4, announced_at = null, version = version + 1 where tenant = $1 and id = $2`, id, Combined, state); err != nil {
		return Meeting{}, err
	}
	if err := audit.Note(tx, "meeting.combine", "meeting", id, m.Org, map[string]any{"from": m.Kind, "state": m.State}); err != nil {
		return Meeting{}, err
	}
	return Get(tx.Reader, id)
}

// HeldMonths lists the periods in which a kind of meeting of an organisation was
// held, in order: expected against actual.
func HeldMonths(rd *store.Reader, org, kind string) ([]string, error) {
	if err := access.Must(rd, circle(kind).Of(access.MeetingView), org); err != nil {
		return nil, err
	}
	return rd.Strings(`select distinct period from meeting where tenant = $1 and org = $2 and kind = $3 and closed_at is not null order by period`, org, kind)
}
