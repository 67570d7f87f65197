package quality

import (
	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Confirmation is what the committee above decides about a cell's score. Lines
// not named keep what the cell voted; Points counts only where there are no lines.
type Confirmation struct {
	Version     int64
	Lines       map[string]rule.Points
	Points      *rule.Points
	Reason      string // to the cell; needed where anything differs from its vote
	Decision    string // the committee's own: "Biên bản họp đảng ủy số 12"
	DecisionDay string
}

// Above gives a sheet to the committee, once the cell's minutes are confirmed:
// points, counts and reasons; who was absent, spoke or proposed is not in it.
func Above(rd *store.Reader, book *rule.Book, id string) (Sheet, meeting.Meeting, error) {
	m, err := meeting.For(rd, id, access.ScoreConfirm)
	if err != nil {
		return Sheet{}, m, err
	}
	if m.OfCommittee() || !m.At(meeting.Confirmed) {
		return Sheet{}, m, fault.Missing()
	}
	s, err := sheet(rd, book, m)
	s.SelfBy, s.SelfByName = "", ""
	return s, m, err
}

// Confirmed is a meeting's sheet where the committee has confirmed it, for papers
// that were handed out: it asks for no right, the paper's reader has it.
func Confirmed(rd *store.Reader, book *rule.Book, id string) (Sheet, error) {
	s, err := of(rd, id)
	if err != nil || s.Confirmed == nil {
		return Sheet{Score: s}, err
	}
	m, err := meeting.For(rd.As(store.System), id, access.MeetingView)
	if err != nil {
		return Sheet{}, err
	}
	return sheet(rd, book, m)
}

// WordOf is the word for what was confirmed, by the scale it was scored on.
func WordOf(book *rule.Book, s Score) string {
	if r, ok := book.ByRef(s.BandRule); ok && s.Confirmed != nil {
		return scaleBy(book, r).Word(*s.Confirmed)
	}
	return ""
}

// Confirm keeps what the committee decided, beside what the cell voted. Sent
// again it is one decision; decided anew it needs the version before it, and the
// log keeps both. For the committee's officer, its secretary and her deputies.
func Confirm(tx *store.Tx, book *rule.Book, id string, in Confirmation) (Sheet, error) {
	s, m, err := Above(tx.Reader, book, id)
	if err != nil {
		return Sheet{}, err
	}
	in.Reason, in.Decision = vi.CleanText(in.Reason), vi.Clean(in.Decision)
	next, total, err := s.confirmed(in)
	if err != nil {
		return Sheet{}, err
	}
	if same(s.Confirmed, &total) && s.ConfirmedReason == in.Reason && s.Decision == in.Decision && s.DecisionDay == in.DecisionDay && !changed(s, next) {
		return s, nil
	}
	if s.Version != in.Version {
		return Sheet{}, fault.Stale(s)
	}
	if err := in.check(tx.Reader, m, s, total, changed(Sheet{Lines: voted(s.Lines)}, next)); err != nil {
		return Sheet{}, err
	}
	if _, err := tx.Exec(`update meeting_score set confirmed = $3, confirmed_reason = $4, confirmed_by = $5, confirmed_at = $6, decision = $7, decision_day = $8, version = version + 1 where tenant = $1 and meeting = $2`,
		id, int64(total), in.Reason, tx.Viewer().Person, tx.Now(), in.Decision, in.DecisionDay); err != nil {
		return Sheet{}, err
	}
	for _, l := range next.Lines {
		if _, err := tx.Exec(`update score_line set confirmed = $4 where tenant = $1 and meeting = $2 and code = $3`, id, l.Code, stored(l.Confirmed)); err != nil {
			return Sheet{}, err
		}
	}
	if err := audit.Note(tx, "quality.confirm", "meeting", id, m.Org, map[string]any{"points": total, "before": s.Confirmed, "voted": s.Voted, "reason": in.Reason, "decision": in.Decision, "day": in.DecisionDay}); err != nil {
		return Sheet{}, err
	}
	s, _, err = Above(tx.Reader, book, id)
	return s, err
}

// confirmed lays the committee's figures on the lines and adds them up by the
// same table.
func (s Sheet) confirmed(in Confirmation) (Sheet, rule.Points, error) {
	if s.Voted == nil {
		return s, 0, fault.New(fault.Conflict, "score_unvoted")
	}
	if len(s.Lines) == 0 || s.Table == "" {
		if in.Points == nil {
			return s, 0, fault.Bad("points", "number_form")
		}
		return s, *in.Points, nil
	}
	next, given := s, map[string]rule.Points{}
	next.Lines = make([]Line, 0, len(s.Lines))
	var bad fault.Fields
	for _, l := range s.Lines {
		l.Confirmed = l.Voted
		if p, named := in.Lines[l.Code]; named && l.Applies() {
			if p < 0 || p > l.Max {
				bad.Add("p."+l.Code, "score_range", "most", l.Max.String())
			}
			l.Confirmed = &p
		}
		if l.Confirmed != nil {
			given[l.Code] = *l.Confirmed
		}
		next.Lines = append(next.Lines, l)
	}
	return next, s.By.Sum(given, s.absent()).Points, bad.Err()
}

// voted shows the lines as if the committee took over what the cell voted.
func voted(lines []Line) []Line {
	out := make([]Line, 0, len(lines))
	for _, l := range lines {
		l.Confirmed = l.Voted
		out = append(out, l)
	}
	return out
}

// changed tells whether a line's confirmed value differs.
func changed(a, b Sheet) bool {
	for n := range b.Lines {
		if n >= len(a.Lines) || !same(a.Lines[n].Confirmed, b.Lines[n].Confirmed) {
			return true
		}
	}
	return false
}

func (in Confirmation) check(rd *store.Reader, m meeting.Meeting, s Sheet, total rule.Points, differs bool) error {
	var bad fault.Fields
	if total < 0 || total > s.OutOf {
		bad.Add("points", "score_range", "most", s.OutOf.String())
	}
	if (differs || !same(s.Voted, &total)) && in.Reason == "" {
		bad.Add("reason", "score_confirm_reason", "voted", s.Voted.String())
	}
	if len(in.Reason) > 4000 {
		bad.Add("reason", "meeting_text_long")
	}
	if in.Decision == "" || len(in.Decision) > 300 {
		bad.Add("decision", "score_decision")
	}
	if in.DecisionDay < m.Day || in.DecisionDay > rd.Today() {
		bad.Add("decision_day", "score_decision_day", "from", vi.ShowDay(m.Day))
	}
	return bad.Err()
}

// Answered is the cell's one answer to what was confirmed: it asks to look again.
// For the secretary and her deputy; the figures stay until the committee decides.
func Answered(tx *store.Tx, id, text string) error {
	m, err := meeting.For(tx.Reader, id, access.MinutesSeal)
	if err != nil {
		return err
	}
	s, err := of(tx.Reader, id)
	text = vi.CleanText(text)
	switch {
	case err != nil:
		return err
	case s.Answer == text && text != "":
		return nil
	case s.Confirmed == nil:
		return fault.New(fault.Conflict, "score_unconfirmed")
	case s.Answer != "":
		return fault.New(fault.Conflict, "score_answered").With(s)
	case text == "" || len(text) > 1000:
		return fault.Bad("answer", "score_answer")
	}
	if _, err := tx.Exec(`update meeting_score set answer = $3, answered_at = $4, version = version + 1 where tenant = $1 and meeting = $2`, id, text, tx.Now()); err != nil {
		return err
	}
	return audit.Note(tx, "quality.answer", "meeting", id, m.Org, map[string]string{"text": text})
}
