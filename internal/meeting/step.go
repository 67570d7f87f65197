package meeting

import (
	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Steps are what the API's "steps" take, in order.
var Steps = []string{"prepare", "announce", "open", "close", "confirm", "seal", "report"}

// step moves a meeting on: done already is the same answer, something lacking
// is refused by its first code, and then the row and its audit entry.
func step(tx *store.Tx, id string, action access.Action, name, state, set string, args ...any) (Meeting, error) {
	m, err := For(tx.Reader, id, action)
	if err != nil || m.At(state) {
		return m, err
	}
	lacking, err := lacks(tx.Reader, m, name)
	if err != nil {
		return Meeting{}, err
	}
	if len(lacking) > 0 {
		return Meeting{}, refusal(tx.Reader, m, lacking[0])
	}
	if _, err := tx.Exec(`update meeting set state = $3, version = version + 1`+set+` where tenant = $1 and id = $2`, append([]any{id, state}, args...)...); err != nil {
		return Meeting{}, err
	}
	before := m.State
	if m, err = For(tx.Reader, id, action); err != nil {
		return Meeting{}, err
	}
	return m, audit.Note(tx, "meeting."+name, "meeting", id, m.Org, map[string]any{"from": before, "to": m.State, "chair": m.Chair, "scribe": m.Scribe})
}

// Prepare keeps what the cell committee settled before the meeting. A cell
// with a secretary only may leave this step out. While nothing further is done
// the note may be written again.
func Prepare(tx *store.Tx, id, note string) (Meeting, error) {
	note = vi.CleanText(note)
	m, err := For(tx.Reader, id, access.MeetingPrepare)
	if err != nil {
		return Meeting{}, err
	}
	if note == "" && m.Premeeting == "" {
		return Meeting{}, fault.Bad("note", "meeting_note")
	}
	if len(note) > 20_000 {
		return Meeting{}, fault.Bad("note", "meeting_text_long")
	}
	if m.State == Planned {
		return step(tx, id, access.MeetingPrepare, "prepare", Prepared, `, premeeting = $4`, note)
	}
	if note == "" || note == m.Premeeting || m.At(InSession) {
		return m, nil
	}
	if _, err := tx.Exec(`update meeting set premeeting = $3, version = version + 1 where tenant = $1 and id = $2`, id, note); err != nil {
		return Meeting{}, err
	}
	if err := audit.Note(tx, "meeting.prepare", "meeting", id, m.Org, map[string]any{"before": m.Premeeting, "after": note}); err != nil {
		return Meeting{}, err
	}
	return Get(tx.Reader, id)
}

// Announce is the notice to every member; it needs an agenda.
func Announce(tx *store.Tx, id string) (Meeting, error) {
	return step(tx, id, access.MeetingPrepare, "announce", Announced, `, announced_at = $4`, tx.Now())
}

// Open begins the meeting: chair and scribe are named (or were before) and the
// roll of the day is frozen.
func Open(tx *store.Tx, book *rule.Book, id, chair, scribe string) (Meeting, error) {
	m, err := For(tx.Reader, id, access.MeetingRun)
	if err != nil {
		return m, err
	}
	if m.At(InSession) {
		return earlier(tx, m)
	}
	if m, err = Appoint(tx, id, chair, scribe); err != nil {
		return Meeting{}, err
	}
	kind, err := Kind(tx.Reader, book, m)
	if err != nil {
		return Meeting{}, err
	}
	m, err = step(tx, id, access.MeetingRun, "open", InSession, `, opened_at = $4, regime_rule = $5`, tx.Now(), book.Regime(m.Day, kind).Ref.String())
	if err != nil {
		return Meeting{}, err
	}
	if _, err = Freeze(tx, id, StageOpen); err != nil {
		return Meeting{}, err
	}
	return m, freezeTasks(tx, m)
}

// earlier puts the opening back to the moment at which this transaction stands
// (store.Held), where a phone without a network had opened the meeting before it
// was known; for everybody else the first opening stays.
func earlier(tx *store.Tx, m Meeting) (Meeting, error) {
	if tx.Now() >= m.OpenedAt || m.EnteredAt > 0 || m.At(Confirmed) {
		return m, nil
	}
	before := m.OpenedAt
	m.OpenedAt = tx.Now()
	if _, err := tx.Exec(`update meeting set opened_at = $3 where tenant = $1 and id = $2`, m.ID, m.OpenedAt); err != nil {
		return Meeting{}, err
	}
	return m, audit.Note(tx, "meeting.open_earlier", "meeting", m.ID, m.Org, map[string]int64{"before": before, "after": m.OpenedAt})
}

// Close ends the meeting once nobody expected is unmarked, and freezes the roll
// again.
func Close(tx *store.Tx, id string) (Meeting, error) {
	m, err := step(tx, id, access.MeetingRun, "close", Closed, `, closed_at = $4`, tx.Now())
	if err != nil {
		return Meeting{}, err
	}
	if err != nil || m.State != Closed {
		return m, err
	}
	if _, err = tx.Exec(`delete from roll_helper where tenant = $1 and meeting = $2`, id); err != nil {
		return Meeting{}, err
	}
	_, err = Freeze(tx, id, StageClose)
	return m, err
}

// Confirm says that the cell heard the minutes read and agreed; the scribe's
// and the scorer's right end with it.
func Confirm(tx *store.Tx, id string) (Meeting, error) {
	m, err := step(tx, id, access.MeetingRun, "confirm", Confirmed, `, confirmed_at = $4`, tx.Now())
	if err != nil {
		return Meeting{}, err
	}
	if _, err = tx.Exec(`delete from scorer_now where tenant = $1 and meeting = $2`, id); err != nil {
		return Meeting{}, err
	}
	_, err = tx.Exec(`delete from scribe_now where tenant = $1 and meeting = $2`, id)
	return m, err
}

// MarkSealed is called by the room that seals the papers, in its transaction.
func MarkSealed(tx *store.Tx, id string) (Meeting, error) {
	return step(tx, id, access.MinutesSeal, "seal", Sealed, `, sealed_at = $4`, tx.Now())
}

// Report sends the sealed result upward.
func Report(tx *store.Tx, id string) (Meeting, error) {
	return step(tx, id, access.MinutesSeal, "report", Reported, `, reported_at = $4`, tx.Now())
}
