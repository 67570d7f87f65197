package meeting

import (
	"strings"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Lacks are what the chair named at the closing as to be done better next time,
// a line each.
type Lacks struct {
	Lines   []string
	Version int64 // 0 before the first time
}

// LacksOf reads what was named at the closing of a meeting, for the cell.
func LacksOf(rd *store.Reader, meeting string) (Lacks, error) {
	if _, err := For(rd, meeting, access.MinutesView); err != nil {
		return Lacks{}, err
	}
	return lacksOf(rd, meeting)
}

func lacksOf(rd *store.Reader, meeting string) (l Lacks, err error) {
	var text string
	err = rd.Get([]any{&text, &l.Version}, `select lines, version from shortcoming where tenant = $1 and meeting = $2`, meeting)
	if store.IsNoRow(err) {
		return Lacks{}, nil
	}
	if text != "" {
		l.Lines = strings.Split(text, "\n")
	}
	return l, err
}

// mostLacks: what a cell can keep in mind until the next evening.
const mostLacks = 3

// PutLacks keeps what the chair names, from the opening until the minutes are
// confirmed. An edit on an older text gets the newer one back.
func PutLacks(tx *store.Tx, meeting string, version int64, lines []string) (Lacks, error) {
	m, err := For(tx.Reader, meeting, access.MeetingRun)
	if err != nil {
		return Lacks{}, err
	}
	old, err := lacksOf(tx.Reader, meeting)
	if err != nil {
		return Lacks{}, err
	}
	var kept []string
	for _, line := range lines {
		if line = vi.Clean(line); line != "" {
			kept = append(kept, line)
		}
	}
	text := strings.Join(kept, "\n")
	switch {
	case text == strings.Join(old.Lines, "\n"):
		return old, nil
	case !m.At(InSession):
		return Lacks{}, fault.New(fault.Conflict, "meeting_not_open")
	case m.At(Confirmed):
		return Lacks{}, fault.New(fault.Conflict, "meeting_confirmed").With(old)
	case old.Version != version:
		return Lacks{}, fault.Stale(old)
	case len(kept) > mostLacks:
		return Lacks{}, fault.Bad("lines", "lacks_many", "most", mostLacks)
	case len(text) > 20_000:
		return Lacks{}, fault.Bad("lines", "meeting_text_long")
	}
	if err := MayKeepWords(tx.Reader, m); err != nil {
		return Lacks{}, err
	}
	if _, err := tx.Exec(`insert into shortcoming (tenant, meeting, lines, version, at, by_person) values ($1, $2, $3, 1, $4, $5)
		on conflict (tenant, meeting) do update set lines = excluded.lines, version = shortcoming.version + 1, at = excluded.at, by_person = excluded.by_person`,
		meeting, text, tx.Now(), tx.Viewer().Person); err != nil {
		return Lacks{}, err
	}
	return Lacks{kept, old.Version + 1}, audit.Note(tx, "meeting.shortcomings", "meeting", meeting, m.Org, map[string]any{"before": old.Lines, "after": kept})
}

// Shortcomings are what the chair named at the closing of the last meeting of the
// same circle before this one: the next agenda begins with them. Asked by whoever
// prepares that agenda; whoever may not read what was said there gets none.
func Shortcomings(rd *store.Reader, m Meeting) ([]string, error) {
	if err := Must(rd, m, access.MinutesView); err != nil {
		return nil, err
	}
	last, err := before(rd, m)
	if err != nil || last == "" {
		return nil, err
	}
	l, err := lacksOf(rd, last)
	return l.Lines, err
}

// before is the last closed meeting of the same circle before this one; "" when
// there is none.
func before(rd *store.Reader, m Meeting) (string, error) {
	last, err := rd.Strings(`select m.id from meeting m where m.tenant = $1 and m.org = $2 and m.circle = $3 and m.starts_at < $4 and m.closed_at is not null order by m.starts_at desc, m.id desc limit 1`, m.Org, string(m.Circle()), m.StartsAt)
	if err != nil || len(last) == 0 {
		return "", err
	}
	return last[0], nil
}

// Before reads that meeting for whoever may read its minutes; without one, or
// without that right, it is Missing.
func Before(rd *store.Reader, m Meeting) (Meeting, error) {
	last, err := before(rd, m)
	if err != nil {
		return Meeting{}, err
	}
	if last == "" {
		return Meeting{}, fault.Missing()
	}
	return For(rd, last, access.MinutesView)
}
