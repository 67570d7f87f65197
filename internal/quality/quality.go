// Package quality is how a cell judges its own meeting, line by line of the table
// in force that day (quality.table): what was counted stands beside every line,
// where nothing can be counted people judge, and the sum is voted by the cell. It
// judges the meeting, never a member. Four values stay apart for ever: what the
// evidence suggests, what the cell proposes for itself, what it voted, what the
// committee above confirms; none overwrites another. The evidence is numbers kept
// with the score; it reads other rooms' tables by SQL and writes only its own.
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

// Score is what is known of a meeting's score as a whole. A value nobody gave is
// nil: none is not nought.
type Score struct {
	Meeting         string
	Table           string // "id@version" of the table its lines belong to; "" scored by one figure
	Suggested       *rule.Points
	Self            *rule.Points // "Tự chấm"; nil while lines are open
	SelfReason      string
	SelfBy          string // person who proposed it
	SelfByName      string
	SelfAt          int64
	Voted           *rule.Points // "Chi bộ biểu quyết"
	Vote            string       // the vote that decided, passed or not
	VotedAt         int64
	Confirmed       *rule.Points // "Cấp trên xác nhận"
	ConfirmedReason string
	ConfirmedAt     int64
	ConfirmedByName string
	Decision        string // the committee's own, in words and number
	DecisionDay     string
	Answer          string      // the cell's one answer to it
	Question        Question    // asked before it was confirmed
	OutOf           rule.Points // the most there is
	Band            string      // word for what is proposed and voted, as the rule had it that day
	BandRule        string      // "id@version"
	Version         int64
}

// Of reads the score of a meeting, for the cell; an empty one before the first
// proposal.
func Of(rd *store.Reader, id string) (Score, error) {
	m, err := meeting.For(rd, id, access.MinutesView)
	if err != nil {
		return Score{}, err
	}
	return of(rd, m.ID)
}

func of(rd *store.Reader, id string) (Score, error) {
	s, err := store.One(rd, func(scan store.Scan) (Score, error) { return scanScore(scan) },
		`select `+scoreColumns+` from meeting_score x`+scorePersons+` where x.tenant = $1 and x.meeting = $2`, id)
	if fault.KindOf(err) == fault.NotFound {
		err = nil
	}
	s.Meeting = id
	return s, err
}

const (
	scoreColumns = `coalesce(x.suggested, -1), coalesce(x.self, -1), x.self_reason, x.self_by, coalesce(p.full_name, ''), coalesce(x.self_at, 0), coalesce(x.voted, -1), x.vote, coalesce(x.voted_at, 0),
		coalesce(x.confirmed, -1), x.confirmed_reason, coalesce(x.confirmed_at, 0), coalesce(q.full_name, ''), x.decision, x.decision_day, x.answer,
		x.question, coalesce(a.full_name, ''), coalesce(x.question_at, 0), x.reply, coalesce(c.full_name, ''), coalesce(x.reply_at, 0), x.band, x.band_rule, x.table_rule, x.out_of, x.version`
	scorePersons = ` left join person p on p.tenant = x.tenant and p.id = x.self_by left join person q on q.tenant = x.tenant and q.id = x.confirmed_by
		left join person a on a.tenant = x.tenant and a.id = x.question_by left join person c on c.tenant = x.tenant and c.id = x.reply_by`
)

// scanScore reads a score after other columns.
func scanScore(scan store.Scan, before ...any) (s Score, err error) {
	var suggested, self, voted, confirmed, outOf int64
	err = scan(append(before, &suggested, &self, &s.SelfReason, &s.SelfBy, &s.SelfByName, &s.SelfAt, &voted, &s.Vote, &s.VotedAt, &confirmed, &s.ConfirmedReason, &s.ConfirmedAt, &s.ConfirmedByName, &s.Decision, &s.DecisionDay, &s.Answer,
		&s.Question.Text, &s.Question.ByName, &s.Question.At, &s.Question.Reply, &s.Question.ReplyName, &s.Question.ReplyAt, &s.Band, &s.BandRule, &s.Table, &outOf, &s.Version)...)
	s.Suggested, s.Self, s.Voted, s.Confirmed, s.OutOf = number(suggested), number(self), number(voted), number(confirmed), rule.Points(outOf)
	return s, err
}

// number is a value somebody gave; the statement reads -1 where nobody did.
func number(n int64) *rule.Points {
	if n < 0 {
		return nil
	}
	p := rule.Points(n)
	return &p
}

// stored is the value for a column that may be empty.
func stored(p *rule.Points) any {
	if p == nil {
		return nil
	}
	return int64(*p)
}

// same tells whether two values that may be nobody's are one.
func same(a, b *rule.Points) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// Subject is what is put to the vote.
func (s Score) Subject() string {
	if s.Self == nil {
		return "Điểm buổi sinh hoạt"
	}
	return "Điểm buổi sinh hoạt: " + s.Self.String() + ", loại " + s.Band
}

// Full tells that a cell gave its meeting full marks, proposed or voted. It asks for
// no right: the program asks it of itself.
func Full(rd *store.Reader, meeting string) (bool, error) {
	n, err := rd.Int(`select count(*) from meeting_score where tenant = $1 and meeting = $2 and coalesce(voted, self) = out_of`, meeting)
	return n > 0, err
}

// Refused reports whether the cell voted the present proposal down.
func (s Score) Refused() bool { return s.Vote != "" && s.Voted == nil }

// Final is the value that counts now: confirmed, else voted, else proposed.
func (s Score) Final() *rule.Points {
	for _, p := range []*rule.Points{s.Confirmed, s.Voted, s.Self} {
		if p != nil {
			return p
		}
	}
	return nil
}

// Scale is by what a figure of the meeting is read: its table where it has lines or
// the day has a table, else the bands for one figure.
type Scale struct {
	Ref   rule.Ref
	Total rule.Points
	Bands []rule.TableBand
}

// Word is the word for so many points.
func (s Scale) Word(p rule.Points) string {
	return rule.Table{Total: s.Total, Bands: s.Bands}.Word(p)
}

// ScaleOf is the scale of one figure for a meeting: of the table by which it was
// scored, else of the day. A figure for a day whose table only says met or not met
// keeps to the bands, because that was how paper books were kept.
func ScaleOf(book *rule.Book, m meeting.Meeting, s Score) Scale {
	if t, ok := book.TableByRef(s.Table); ok {
		return Scale{t.Ref, t.Total, t.Bands}
	}
	out := bandsOf(book.Bands(m.Day))
	if t := book.Table(m.Day, m.Kind); t.Found() && t.Total == out.Total {
		return Scale{t.Ref, t.Total, t.Bands}
	}
	return out
}

// scaleBy is the scale of the rule a word was given by.
func scaleBy(book *rule.Book, r rule.Rule) Scale {
	if t, ok := book.TableByRef(r.Ref.String()); ok {
		return Scale{t.Ref, t.Total, t.Bands}
	}
	return bandsOf(book.Bands(r.From))
}

// bandsOf makes a scale of the words for one figure.
func bandsOf(bands rule.Bands) Scale {
	out := Scale{Ref: bands.Ref, Total: rule.Whole(bands.Total)}
	for _, b := range bands.Bands {
		out.Bands = append(out.Bands, rule.TableBand{Min: rule.Whole(b.Min), WordVI: b.Word})
	}
	return out
}

// Propose keeps one figure with its reason, until the minutes are confirmed: for
// meetings without a table of lines, months entered from paper, and the phone in
// the hall. Another figure after the vote asks for another vote. An edit on an
// older proposal gets the newer one back.
func Propose(tx *store.Tx, book *rule.Book, id string, version int64, points rule.Points, reason string) (Score, error) {
	m, err := meeting.For(tx.Reader, id, access.MeetingRun)
	if err != nil {
		return Score{}, err
	}
	old, err := of(tx.Reader, m.ID)
	if err != nil {
		return Score{}, err
	}
	reason = vi.CleanText(reason)
	scale := ScaleOf(book, m, Score{})
	switch {
	case old.Self != nil && *old.Self == points && old.SelfReason == reason:
		return old, nil
	case !m.At(meeting.InSession):
		return Score{}, fault.New(fault.Conflict, "meeting_not_open")
	case m.At(meeting.Confirmed):
		return Score{}, fault.New(fault.Conflict, "meeting_confirmed").With(old)
	case old.Version != version:
		return Score{}, fault.Stale(old)
	case old.Table != "": // what stands line by line is not lost under one figure
		return Score{}, fault.New(fault.Conflict, "score_by_lines").With(old)
	case points < 0 || points > scale.Total:
		return Score{}, fault.Bad("points", "score_range", "most", scale.Total.String())
	case reason == "":
		return Score{}, fault.Bad("reason", "score_reason")
	case len(reason) > 4000:
		return Score{}, fault.Bad("reason", "meeting_text_long")
	}
	if err := putScore(tx, Score{Meeting: id, Self: &points, SelfReason: reason, SelfBy: tx.Viewer().Person, SelfAt: tx.Now(), OutOf: scale.Total, Band: scale.Word(points), BandRule: scale.Ref.String()}, same(old.Self, &points)); err != nil {
		return Score{}, err
	}
	if err := audit.Note(tx, "quality.propose", "meeting", id, m.Org, map[string]any{"points": points, "before": old.Self}); err != nil {
		return Score{}, err
	}
	return of(tx.Reader, m.ID)
}

// putScore writes the proposal; the vote stands only where what was voted stays.
func putScore(tx *store.Tx, s Score, keep bool) error {
	_, err := tx.Exec(`insert into meeting_score (tenant, meeting, suggested, self, self_reason, self_by, self_at, voted, vote, voted_at, confirmed, confirmed_reason, confirmed_by, confirmed_at, band, band_rule, table_rule, out_of, version)
		values ($1, $2, $3, $4, $5, $6, $7, null, '', null, null, '', '', null, $8, $9, $10, $12, 1)
		on conflict (tenant, meeting) do update set suggested = excluded.suggested, self = excluded.self, self_reason = excluded.self_reason, self_by = excluded.self_by, self_at = excluded.self_at,
		voted = case when $11 then meeting_score.voted else null end, vote = case when $11 then meeting_score.vote else '' end,
		voted_at = case when $11 then meeting_score.voted_at else null end, band = excluded.band, band_rule = excluded.band_rule, table_rule = excluded.table_rule, out_of = excluded.out_of, version = meeting_score.version + 1`,
		s.Meeting, stored(s.Suggested), stored(s.Self), s.SelfReason, s.SelfBy, s.SelfAt, s.Band, s.BandRule, s.Table, keep, int64(s.OutOf))
	return err
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
	s, err := of(tx.Reader, m.ID)
	if err != nil || s.Self == nil || m.At(meeting.Confirmed) || s.SelfBy == person {
		return err
	}
	if _, err := tx.Exec(`update meeting_score set self_by = $3, self_at = $4 where tenant = $1 and meeting = $2`, id, person, tx.Now()); err != nil {
		return err
	}
	return audit.Note(tx, "quality.attribute", "meeting", id, m.Org, map[string]string{"before": s.SelfBy, "after": person})
}

// Hold takes the cell's vote on what is proposed and keeps it with the score:
// passed, the figure is what the cell voted, on every line too; voted down, the
// proposal stays a proposal. What the evidence suggests is counted once more, so
// that it stands as it was at the vote.
func Hold(tx *store.Tx, book *rule.Book, id string, hands vote.Hands) (Score, vote.Vote, error) {
	m, err := meeting.For(tx.Reader, id, access.MeetingRun)
	if err != nil {
		return Score{}, vote.Vote{}, err
	}
	s, err := of(tx.Reader, m.ID)
	if err != nil {
		return Score{}, vote.Vote{}, err
	}
	if s.Self == nil {
		code := "score_none"
		if s.Table != "" {
			code = "score_lines_open"
		}
		return Score{}, vote.Vote{}, fault.New(fault.Conflict, code)
	}
	hands.Meeting, hands.Matter = id, Matter
	v, err := vote.Hold(tx, book, hands)
	if err != nil || s.Vote == v.ID && (s.Voted != nil) == v.Passed {
		return s, v, err
	}
	if err := recount(tx, book, m, s); err != nil {
		return Score{}, v, err
	}
	if _, err := tx.Exec(`update meeting_score set voted = case when $3 then self else null end, vote = $4, voted_at = $5, version = version + 1 where tenant = $1 and meeting = $2`, id, v.Passed, v.ID, v.At); err != nil {
		return Score{}, v, err
	}
	if _, err := tx.Exec(`update score_line set voted = case when $3 then self else null end where tenant = $1 and meeting = $2`, id, v.Passed); err != nil {
		return Score{}, v, err
	}
	if err := audit.Note(tx, "quality.vote", "meeting", id, m.Org, map[string]any{"vote": v.ID, "passed": v.Passed, "points": *s.Self}); err != nil {
		return Score{}, v, err
	}
	s, err = of(tx.Reader, m.ID)
	return s, v, err
}
