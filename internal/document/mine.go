package document

import (
	"slices"
	"strings"

	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// What a paper for a member is.
const (
	FromAbove = "received"
	OfMeeting = "file"
	Notice    = "notice"
)

// Paper is one paper a member of a cell may have: received from above and meant
// for members, the notice of a meeting to come, a file put to it.
type Paper struct {
	Kind    string
	ID      string          // of the paper or the file; of the meeting for its notice
	Title   string          // of one marked internal its number alone: the list is printed too
	Day     string          // received, announced or put there
	Meeting meeting.Meeting // of a file or a notice
}

// Mine lists what the members of a cell may have, the newest first: the papers
// received in a year, and what belongs to meetings that were announced and are
// still to come or going on. Those who may see the cell's papers see it.
func Mine(rd *store.Reader, org string) ([]Paper, error) {
	all, err := Register(rd, org)
	if err != nil {
		return nil, err
	}
	var out []Paper
	since := vi.AddDays(rd.Today(), -365)
	for _, d := range all {
		if d.Audience != ForMembers || d.ReceivedOn < since {
			continue
		}
		p := Paper{Kind: FromAbove, ID: d.ID, Title: d.Number + ": " + d.Abstract, Day: d.ReceivedOn}
		if d.Level == Internal {
			p.Title = d.Number
		}
		out = append(out, p)
	}
	meetings, _, err := meeting.List(rd, meeting.Filter{Org: org, Limit: 12})
	if err != nil {
		return nil, err
	}
	for _, m := range meetings {
		if m.OfCommittee() || !m.At(meeting.Announced) || m.At(meeting.Closed) {
			continue
		}
		files, err := Files(rd, m.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, Paper{Kind: Notice, ID: m.ID, Day: store.Day(m.AnnouncedAt), Meeting: m})
		for _, f := range files {
			out = append(out, Paper{Kind: OfMeeting, ID: f.ID, Title: f.Title, Day: store.Day(f.At), Meeting: m})
		}
	}
	slices.SortStableFunc(out, func(a, b Paper) int { return strings.Compare(b.Day, a.Day) })
	return out, nil
}
