package attendance

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// How long one code lasts, in milliseconds, and how many before and after it are
// taken: a photograph sent home is dead half a minute after the code left the screen.
const (
	ScreenStep = 15_000
	OwnStep    = 60_000
	tolerance  = 2
)

const (
	long  = 16 // 80 bits, in the square
	short = 6  // read aloud and typed
)

// letters are those of a code: none that is taken for another when read aloud or
// from the last row.
var letters = base32.NewEncoding("23456789ABCDEFGHJKLMNPQRSTUVWXYZ").WithPadding(base32.NoPadding)

// code is what a secret shows at a step; the first letters are the short one.
func code(secret []byte, what string, step int64) string {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(what + "|" + strconv.FormatInt(step, 10)))
	return letters.EncodeToString(mac.Sum(nil))[:long]
}

// typed is a code as somebody typed it: capitals, without blanks and dashes.
func typed(s string) string {
	return strings.ToUpper(strings.NewReplacer(" ", "", "-", "", "\u00a0", "").Replace(vi.Clean(s)))
}

// match finds the step whose code was typed, whole or short, within the tolerance.
func match(secret []byte, what, said string, now, lasts int64) (int64, bool) {
	if len(said) != long && len(said) != short {
		return 0, false
	}
	for step := now/lasts - tolerance; step <= now/lasts+tolerance; step++ {
		if subtle.ConstantTimeCompare([]byte(code(secret, what, step)[:len(said)]), []byte(said)) == 1 {
			return step, true
		}
	}
	return 0, false
}

// Desk is how checking in by codes stands in a meeting, for chair and scribe.
type Desk struct {
	Open    bool
	Code    string // in the square; its first six letters are read aloud
	Until   int64  // when the next one comes
	Waiting []Told // who said that he is there and is not yet taken
	Counted int    // heads counted in the room; 0 not yet
}

// Short is the code as it is read aloud.
func (d Desk) Short() string { return d.Code[:min(short, len(d.Code))] }

// DeskOf reads it. Committees call their roll by the list.
func DeskOf(rd *store.Reader, id string) (d Desk, err error) {
	m, err := ofCell(rd, id, access.MeetingRun)
	if err != nil {
		return d, err
	}
	secret, counted, err := secretOf(rd, id)
	if err != nil {
		return d, err
	}
	d.Counted = counted
	if d.Waiting, err = waiting(rd, id); err != nil {
		return d, err
	}
	if d.Open = secret != nil && takesCodes(rd, m) == nil; d.Open {
		d.Code, d.Until = code(secret, "screen", rd.Now()/ScreenStep), (rd.Now()/ScreenStep+1)*ScreenStep
	}
	return d, nil
}

// ofCell reads a meeting of a cell in which the viewer may do the action.
func ofCell(rd *store.Reader, id string, action access.Action) (meeting.Meeting, error) {
	m, err := meeting.For(rd, id, action)
	if err == nil && m.OfCommittee() {
		err = fault.Missing()
	}
	return m, err
}

// secretOf is the meeting's secret while the code stands open, else nil.
func secretOf(rd *store.Reader, id string) (secret []byte, counted int, err error) {
	type row struct {
		secret  []byte
		open    int64
		counted int
	}
	all, err := store.All(rd, func(scan store.Scan) (r row, err error) {
		err = scan(&r.secret, &r.open, &r.counted)
		return
	}, `select secret, coalesce(open_at, 0), counted from checkin where tenant = $1 and meeting = $2`, id)
	if err != nil || len(all) == 0 {
		return nil, 0, err
	}
	if all[0].open == 0 {
		all[0].secret = nil
	}
	return all[0].secret, all[0].counted, nil
}

// takesCodes refuses before the day and after the closing.
func takesCodes(rd *store.Reader, m meeting.Meeting) error {
	switch {
	case m.At(meeting.Closed):
		return fault.New(fault.Conflict, "checkin_over")
	case rd.Today() < m.Day && !m.At(meeting.InSession):
		return fault.New(fault.Conflict, "mark_too_early", "day", vi.ShowDay(m.Day))
	}
	return nil
}

// PutDesk opens or shuts checking in by codes; a secret is drawn once a meeting. For
// chair and scribe.
func PutDesk(tx *store.Tx, id string, open bool) error {
	m, err := ofCell(tx.Reader, id, access.MeetingRun)
	if err != nil {
		return err
	}
	if err := takesCodes(tx.Reader, m); err != nil {
		return err
	}
	secret, _, err := secretOf(tx.Reader, id)
	if err != nil || (secret != nil) == open {
		return err
	}
	at := int64(0)
	if open {
		at = tx.Now()
	}
	if err := keepDesk(tx, id, `open_at = $3`, store.NullInt(at)); err != nil {
		return err
	}
	return audit.Note(tx, "attendance.codes", "meeting", id, m.Org, map[string]bool{"open": open})
}

func keepDesk(tx *store.Tx, id, set string, args ...any) error {
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails since Go 1.24
	if _, err := tx.Exec(`insert into checkin (tenant, meeting, secret, open_at, counted, counted_at, counted_by) values ($1, $2, $3, null, 0, null, '') on conflict do nothing`, id, secret); err != nil {
		return err
	}
	_, err := tx.Exec(`update checkin set `+set+` where tenant = $1 and meeting = $2`, append([]any{id}, args...)...)
	return err
}

// mostHeads is more than any cell's hall holds.
const mostHeads = 5000

// CountHeads keeps how many members the chair counted in the room, to be held
// against the marks; the difference is shown, nothing is changed by it.
func CountHeads(tx *store.Tx, id string, n int) error {
	m, err := ofCell(tx.Reader, id, access.MeetingRun)
	if err != nil {
		return err
	}
	_, counted, err := secretOf(tx.Reader, id)
	switch {
	case err != nil:
		return err
	case n < 1 || n > mostHeads:
		return fault.Bad("counted", "checkin_count")
	case n == counted:
		return nil
	case m.At(meeting.Confirmed):
		return fault.New(fault.Conflict, "mark_confirmed")
	case tx.Today() < m.Day && !m.At(meeting.InSession):
		return fault.New(fault.Conflict, "mark_too_early", "day", vi.ShowDay(m.Day))
	}
	if err := keepDesk(tx, id, `counted = $3, counted_at = $4, counted_by = $5`, n, tx.Now(), tx.Viewer().Person); err != nil {
		return err
	}
	return audit.Note(tx, "attendance.count", "meeting", id, m.Org, map[string]int{"before": counted, "after": n})
}
