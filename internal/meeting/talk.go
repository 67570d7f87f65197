package meeting

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// Begin notes when an item was taken up. Chair and scribe may, while the
// meeting lasts; the first time stays, however often it is said.
func Begin(tx *store.Tx, meeting, item string) (Item, error) {
	m, err := For(tx.Reader, meeting, access.MeetingRun)
	if err != nil {
		return Item{}, err
	}
	all, err := items(tx.Reader, meeting)
	if err != nil {
		return Item{}, err
	}
	at := slices.IndexFunc(all, func(i Item) bool { return i.ID == item })
	switch {
	case at < 0:
		return Item{}, fault.Missing()
	case all[at].StartedAt > 0 && all[at].StartedAt <= tx.Now(): // earlier only where a phone tells it afterwards (store.Held)
		return all[at], nil
	case m.State != InSession:
		return Item{}, fault.New(fault.Conflict, "meeting_not_open")
	}
	if _, err := tx.Exec(`update agenda_item set started_at = $4 where tenant = $1 and meeting = $2 and id = $3`, meeting, item, tx.Now()); err != nil {
		return Item{}, err
	}
	all[at].StartedAt = tx.Now()
	return all[at], audit.Note(tx, "meeting.begin_item", "meeting", meeting, m.Org, map[string]string{"item": item})
}

// Took is how many whole minutes an item was talked about up to a moment, and
// whether it is the one being talked about. It ends where the next one taken up
// begins, in whatever order they were taken, or with the meeting.
func Took(m Meeting, all []Item, item Item, now int64) (minutes int, running bool) {
	if item.StartedAt == 0 {
		return 0, false
	}
	end, running := now, m.ClosedAt == 0
	if !running {
		end = m.ClosedAt
	}
	for _, i := range all {
		if i.StartedAt > item.StartedAt && i.StartedAt <= end {
			end, running = i.StartedAt, false
		}
	}
	return int((end - item.StartedAt) / 60_000), running
}

// Lasted is how many whole minutes the meeting has lasted up to a moment; 0
// before its opening.
func (m Meeting) Lasted(now int64) int {
	switch {
	case m.OpenedAt == 0:
		return 0
	case m.ClosedAt > 0:
		now = m.ClosedAt
	}
	return int((now - m.OpenedAt) / 60_000)
}

// MayKeepWords refuses to keep what was said in cells whose content is not held
// here: the armed forces and the police (decision 19). Rooms above ask it before
// they write any words of a meeting.
func MayKeepWords(rd *store.Reader, m Meeting) error {
	closed, err := ClosedContent(rd, m.Org, m.Day)
	if err == nil && closed {
		err = fault.New(fault.Invalid, "meeting_content_closed")
	}
	return err
}

// ClosedContent reports whether nothing said, and no file, may be kept here:
// cells of the armed forces and the police (decision 19).
func ClosedContent(rd *store.Reader, org, day string) (bool, error) {
	n, err := rd.Int(`select count(*) from org_edge where tenant = $1 and org = $2 and valid_from <= $3 and (valid_to is null or valid_to > $3) and kind = $4`, org, day, string(rule.KindArmedForces))
	return n > 0, err
}
