package minutes

import (
	"strings"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Proposals are what a cell asks of the committee above in the report of a
// meeting, one a line. The cell writes them for that reader; what members
// proposed in the meeting stays in the cell unless it is written here.
type Proposals struct {
	Meeting string `json:"meeting"`
	Text    string `json:"text"`
	Version int64  `json:"version"`
}

// mostProposals is how many lines a report takes; a longer list is a letter of
// its own.
const mostProposals = 10

// ProposalsOf reads them for the cell.
func ProposalsOf(rd *store.Reader, id string) (Proposals, error) {
	if m, err := meeting.For(rd, id, access.MinutesView); err != nil || m.OfCommittee() {
		return Proposals{}, orMissing(err)
	}
	return proposals(rd, id)
}

// orMissing: a committee's meeting has no report to propose in.
func orMissing(err error) error {
	if err == nil {
		return fault.Missing()
	}
	return err
}

func proposals(rd *store.Reader, id string) (Proposals, error) {
	p := Proposals{Meeting: id}
	err := rd.Get([]any{&p.Text, &p.Version}, `select proposals, version from report_note where tenant = $1 and meeting = $2`, id)
	if store.IsNoRow(err) {
		return p, nil
	}
	return p, err
}

// Propose writes them, by whoever reports for the cell, until the report is
// sent. A stale version answers what stands now.
func Propose(tx *store.Tx, in Proposals) (Proposals, error) {
	m, err := meeting.For(tx.Reader, in.Meeting, access.MinutesSeal)
	if err != nil || m.OfCommittee() {
		return Proposals{}, orMissing(err)
	}
	old, err := proposals(tx.Reader, m.ID)
	if err != nil {
		return Proposals{}, err
	}
	in.Text = listed(in.Text)
	switch {
	case m.At(meeting.Reported):
		return Proposals{}, fault.New(fault.Conflict, "report_sent")
	case old.Version != in.Version:
		return Proposals{}, fault.Stale(old)
	case old.Text == in.Text:
		return old, nil
	case strings.Count(in.Text, "\n") >= mostProposals:
		return Proposals{}, fault.Bad("proposals", "proposals_many", "most", mostProposals)
	case len([]rune(in.Text)) > 4000:
		return Proposals{}, fault.Bad("proposals", "meeting_text_long")
	}
	in.Version++
	if _, err := tx.Exec(`insert into report_note (tenant, meeting, proposals, version, updated_at, updated_by) values ($1, $2, $3, $4, $5, $6)
		on conflict (tenant, meeting) do update set proposals = excluded.proposals, version = excluded.version, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
		m.ID, in.Text, in.Version, tx.Now(), tx.Viewer().Person); err != nil {
		return Proposals{}, err
	}
	return in, audit.Note(tx, "minutes.propose", "meeting", m.ID, m.Org, map[string]string{"before": old.Text, "after": in.Text})
}

// listed is one proposal a line, without the numbers and dashes people type.
func listed(text string) string {
	var out []string
	for line := range strings.SplitSeq(vi.CleanText(text), "\n") {
		if line = strings.TrimSpace(strings.TrimLeft(line, "-–•0123456789.) ")); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}
