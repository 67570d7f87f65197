package document

import (
	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// Sending is the fact that notice and papers went out, at that moment and with
// so many files, against the deadline of the rule of the day.
type Sending struct {
	At       int64
	Deadline int64 // 0: no figure in force
	Papers   int
	By       string
}

// Late tells whether it was after the deadline.
func (s Sending) Late() bool { return s.Deadline > 0 && s.At > s.Deadline }

// Deadline is when the papers of a meeting must be out, and how many hours
// before the start that is; zeros where no figure is in force, as for the
// meetings of committees: the rule of the month is the cells'.
func Deadline(rd *store.Reader, book *rule.Book, m meeting.Meeting) (at int64, hours int, ref rule.Ref, err error) {
	kind, err := meeting.Kind(rd, book, m)
	if err != nil {
		return 0, 0, rule.Ref{}, err
	}
	regime := book.Regime(m.Day, kind)
	if regime.PapersLeadHours == 0 || m.OfCommittee() {
		return 0, 0, regime.ReportRef, nil
	}
	return m.StartsAt - int64(regime.PapersLeadHours)*3_600_000, regime.PapersLeadHours, regime.ReportRef, nil
}

// Announce gives the notice to every member and the committee member in charge,
// and notes that the papers there are now went out with it. Sent again, it is
// noted again only when files have come since; a meeting moved to another time
// is announced anew.
func Announce(tx *store.Tx, book *rule.Book, id string) (meeting.Meeting, error) {
	m, err := meeting.Announce(tx, id)
	if err != nil {
		return m, err
	}
	if m.At(meeting.InSession) { // what comes later is no paper sent beforehand
		return m, nil
	}
	files, err := filesOf(tx.Reader, "meeting", id)
	if err != nil {
		return m, err
	}
	before, err := sendings(tx.Reader, m)
	if err != nil {
		return m, err
	}
	if n := len(before); n > 0 && (len(files) == 0 || files[len(files)-1].At <= before[n-1].At) {
		return m, nil
	}
	deadline, _, ref, err := Deadline(tx.Reader, book, m)
	if err != nil {
		return m, err
	}
	if _, err := tx.Exec(`insert into papers_sent (tenant, meeting, starts_at, at, deadline, rule, papers, by_person) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
		id, m.StartsAt, tx.Now(), deadline, ref.String(), len(files), tx.Viewer().Person); err != nil {
		return m, err
	}
	return m, audit.Note(tx, "document.send", "meeting", id, m.Org, map[string]any{"papers": len(files), "deadline": deadline})
}

// Sent lists when notice and papers of a meeting went out for its present time,
// the first first: that one counts.
func Sent(rd *store.Reader, m meeting.Meeting) ([]Sending, error) {
	if err := meeting.Must(rd, m, access.MeetingView); err != nil {
		return nil, err
	}
	return sendings(rd, m)
}

func sendings(rd *store.Reader, m meeting.Meeting) ([]Sending, error) {
	return store.All(rd, func(scan store.Scan) (s Sending, err error) { err = scan(&s.At, &s.Deadline, &s.Papers, &s.By); return },
		`select at, deadline, papers, by_person from papers_sent where tenant = $1 and meeting = $2 and starts_at = $3 order by at`, m.ID, m.StartsAt)
}
