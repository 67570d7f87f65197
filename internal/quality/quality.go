// Package quality is how a cell judges its own meeting: one score with its
// reason, proposed at the closing and voted by the cell. It judges the meeting,
// never a member. Four values stay apart for ever: what the evidence suggests,
// what the cell proposes for itself, what it voted, what the committee above
// confirms; none overwrites another. The words of the bands are rule data
// (quality.bands).
package quality

import (
	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/vote"
)

// Matter names the threshold of the vote on a score.
const Matter = "score"

// Score is what is known of a meeting's score. A value nobody gave is nil: none
// is not nought.
type Score struct {
	Meeting         string
	Suggested       *int
	Self            *int // "Tự chấm"
	SelfReason      string
	SelfBy          string // person who proposed it
	SelfByName      string
	SelfAt          int64
	Voted           *int   // "Chi bộ biểu quyết"
	Vote            string // the vote that decided, passed or not
	VotedAt         int64
	Confirmed       *int // "Cấp trên xác nhận"
	ConfirmedReason string
	Band            string // word for what is proposed and voted, as the rule had it that day
	BandRule        string // "id@version"
	Version         int64
}

// Of reads the score of a meeting, for the cell; an empty one before the first
// proposal.
func Of(rd *store.Reader, id string) (Score, error) {
	m, err := meeting.For(rd, id, access.MinutesView)
	if err != nil {
		return Score{}, err
	}
	return of(rd, m)
}

func of(rd *store.Reader, m meeting.Meeting) (Score, error) {
	s := Score{Meeting: m.ID}
	var suggested, self, voted, confirmed int
	err := rd.Get([]any{&suggested, &self, &s.SelfReason, &s.SelfBy, &s.SelfByName, &s.SelfAt, &voted, &s.Vote, &s.VotedAt, &confirmed, &s.ConfirmedReason, &s.Band, &s.BandRule, &s.Version},
		`select coalesce(x.suggested, -1), coalesce(x.self, -1), x.self_reason, x.self_by, coalesce(p.full_name, ''), coalesce(x.self_at, 0), coalesce(x.voted, -1), x.vote, coalesce(x.voted_at, 0), coalesce(x.confirmed, -1), x.confirmed_reason, x.band, x.band_rule, x.version
		from meeting_score x left join person p on p.tenant = x.tenant and p.id = x.self_by where x.tenant = $1 and x.meeting = $2`, m.ID)
	if store.IsNoRow(err) {
		return s, nil
	}
	s.Suggested, s.Self, s.Voted, s.Confirmed = number(suggested), number(self), number(voted), number(confirmed)
	return s, err
}

// number is a value somebody gave; the statement reads -1 where nobody did.
func number(n int) *int {
	if n < 0 {
		return nil
	}
	return &n
}

// Full tells that a cell gave its meeting full marks, proposed or voted. It asks for
// no right: the program asks it of itself.
func Full(rd *store.Reader, book *rule.Book, meeting, day string) (bool, error) {
	n, err := rd.Int(`select count(*) from meeting_score where tenant = $1 and meeting = $2 and coalesce(voted, self) = $3`, meeting, book.Bands(day).Total)
	return n > 0, err
}

// Refused reports whether the cell voted the present proposal down.
func (s Score) Refused() bool { return s.Vote != "" && s.Voted == nil }

// Propose keeps what is proposed to the cell, with the reason, until the minutes
// are confirmed. Another figure after the vote asks for another vote. An edit on
// an older proposal gets the newer one back.
func Propose(tx *store.Tx, book *rule.Book, id string, version int64, points int, reason string) (Score, error) {
	m, err := meeting.For(tx.Reader, id, access.MeetingRun)
	if err != nil {
		return Score{}, err
	}
	old, err := of(tx.Reader, m)
	if err != nil {
		return Score{}, err
	}
	reason = vi.CleanText(reason)
	bands := book.Bands(m.Day)
	switch {
	case old.Self != nil && *old.Self == points && old.SelfReason == reason:
		return old, nil
	case !m.At(meeting.InSession):
		return Score{}, fault.New(fault.Conflict, "meeting_not_open")
	case m.At(meeting.Confirmed):
		return Score{}, fault.New(fault.Conflict, "meeting_confirmed").With(old)
	case old.Version != version:
		return Score{}, fault.Stale(old)
	case points < 0 || points > bands.Total:
		return Score{}, fault.Bad("points", "score_range", "most", bands.Total)
	case reason == "":
		return Score{}, fault.Bad("reason", "score_reason")
	case len(reason) > 4000:
		return Score{}, fault.Bad("reason", "meeting_text_long")
	}
	if _, err := tx.Exec(`insert into meeting_score (tenant, meeting, suggested, self, self_reason, self_by, self_at, voted, vote, voted_at, confirmed, confirmed_reason, confirmed_by, confirmed_at, band, band_rule, version)
		values ($1, $2, null, $3, $4, $5, $6, null, '', null, null, '', '', null, $7, $8, 1)
		on conflict (tenant, meeting) do update set self = excluded.self, self_reason = excluded.self_reason, self_by = excluded.self_by, self_at = excluded.self_at,
		voted = case when meeting_score.self = excluded.self then meeting_score.voted else null end, vote = case when meeting_score.self = excluded.self then meeting_score.vote else '' end,
		voted_at = case when meeting_score.self = excluded.self then meeting_score.voted_at else null end, band = excluded.band, band_rule = excluded.band_rule, version = meeting_score.version + 1`,
		id, points, reason, tx.Viewer().Person, tx.Now(), bands.Of(points), bands.Ref.String()); err != nil {
		return Score{}, err
	}
	if err := audit.Note(tx, "quality.propose", "meeting", id, m.Org, map[string]any{"points": points, "before": old.Self}); err != nil {
		return Score{}, err
	}
	return of(tx.Reader, m)
}

// Attribute says by whom, and at tx's moment, the figure that stands was proposed:
// for offline, where two devices proposed the same and the minutes are to name one
// person in whatever order they sent. Whoever runs the meeting may, until the
// minutes are confirmed; where nothing is proposed or nothing changes it does
// nothing.
func Attribute(tx *store.Tx, id, person string) error {
	m, err := meeting.For(tx.Reader, id, access.MeetingRun)
	if err != nil {
		return err
	}
	s, err := of(tx.Reader, m)
	if err != nil || s.Self == nil || m.At(meeting.Confirmed) || s.SelfBy == person {
		return err
	}
	if _, err := tx.Exec(`update meeting_score set self_by = $3, self_at = $4 where tenant = $1 and meeting = $2`, id, person, tx.Now()); err != nil {
		return err
	}
	return audit.Note(tx, "quality.attribute", "meeting", id, m.Org, map[string]string{"before": s.SelfBy, "after": person})
}

// Hold takes the cell's vote on what is proposed and keeps it with the score:
// passed, the figure is what the cell voted; voted down, the proposal stays a
// proposal.
func Hold(tx *store.Tx, book *rule.Book, id string, hands vote.Hands) (Score, vote.Vote, error) {
	m, err := meeting.For(tx.Reader, id, access.MeetingRun)
	if err != nil {
		return Score{}, vote.Vote{}, err
	}
	s, err := of(tx.Reader, m)
	if err != nil {
		return Score{}, vote.Vote{}, err
	}
	if s.Self == nil {
		return Score{}, vote.Vote{}, fault.New(fault.Conflict, "score_none")
	}
	hands.Meeting, hands.Matter = id, Matter
	v, err := vote.Hold(tx, book, hands)
	if err != nil || s.Vote == v.ID && (s.Voted != nil) == v.Passed {
		return s, v, err
	}
	if _, err := tx.Exec(`update meeting_score set voted = case when $3 then self else null end, vote = $4, voted_at = $5, version = version + 1 where tenant = $1 and meeting = $2`, id, v.Passed, v.ID, v.At); err != nil {
		return Score{}, v, err
	}
	if err := audit.Note(tx, "quality.vote", "meeting", id, m.Org, map[string]any{"vote": v.ID, "passed": v.Passed, "points": *s.Self}); err != nil {
		return Score{}, v, err
	}
	s, err = of(tx.Reader, m)
	return s, v, err
}
