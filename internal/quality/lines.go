package quality

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Given is what the cell gives one line. Points nil: a line with evidence follows
// what is suggested, any other is not judged yet.
type Given struct {
	Code   string
	Points *rule.Points
	Reason string
}

// ProposeLines keeps the lines as they are judged, in any order and as often as
// wanted, until the minutes are confirmed. The total is proposed once no line is
// open; until then there is nothing to vote on. Points above what the evidence
// suggests need one sentence. Any other figure after the vote asks for another
// vote. For the scorer, the scribe, the secretary and her deputy.
func ProposeLines(tx *store.Tx, book *rule.Book, id string, version int64, given []Given) (Sheet, error) {
	m, err := MayFill(tx.Reader, id)
	if err != nil {
		return Sheet{}, err
	}
	old, err := sheet(tx.Reader, book, m)
	if err != nil {
		return Sheet{}, err
	}
	switch {
	case !old.By.Found():
		return Sheet{}, fault.New(fault.Conflict, "score_no_table")
	case !m.At(meeting.InSession):
		return Sheet{}, fault.New(fault.Conflict, "meeting_not_open")
	}
	next, changed, err := old.with(given)
	if err != nil {
		return Sheet{}, err
	}
	switch {
	case len(changed) == 0 && old.Version > 0:
		return old, nil
	case m.At(meeting.Confirmed):
		return Sheet{}, fault.New(fault.Conflict, "meeting_confirmed").With(old)
	case old.Version != version:
		return Sheet{}, fault.Stale(old)
	}
	next.SelfBy, next.SelfAt = tx.Viewer().Person, tx.Now()
	if err := next.write(tx, len(changed) == 0); err != nil {
		return Sheet{}, err
	}
	if err := audit.Note(tx, "quality.lines", "meeting", id, m.Org, map[string]any{"table": next.By.Ref.String(), "total": next.Self, "before": old.Self, "lines": changed}); err != nil {
		return Sheet{}, err
	}
	return sheet(tx.Reader, book, m)
}

// with lays what is given on the lines, checks it, and says which figures change.
func (s Sheet) with(given []Given) (Sheet, map[string][2]*rule.Points, error) {
	var bad fault.Fields
	changed := map[string][2]*rule.Points{}
	s.Lines = slices.Clone(s.Lines)
	for _, g := range given {
		at := slices.IndexFunc(s.Lines, func(l Line) bool { return l.Code == g.Code })
		if at < 0 {
			bad.Add("code", "score_code", "code", g.Code)
			continue
		}
		l := &s.Lines[at]
		g.Reason = vi.CleanText(g.Reason)
		if !l.Applies() {
			continue
		}
		switch {
		case g.Points != nil && (*g.Points < 0 || *g.Points > l.Max):
			bad.Add("p."+l.Code, "score_range", "most", l.Max.String())
		case len(g.Reason) > 1000:
			bad.Add("r."+l.Code, "meeting_text_long")
		case g.Points != nil && l.Suggestion.Known && *g.Points > l.Suggestion.Points && g.Reason == "":
			bad.Add("r."+l.Code, "e25", "score", g.Points.String(), "suggestion", l.Suggestion.Points.String())
		}
		if g.Points == nil && l.follows() {
			g.Points = l.Self
		}
		if !same(l.Self, g.Points) || l.Reason != g.Reason {
			changed[l.Code] = [2]*rule.Points{l.Self, g.Points}
		}
		l.Self, l.Reason = g.Points, g.Reason
	}
	if err := bad.Err(); err != nil {
		return s, nil, err
	}
	s.total()
	return s, changed, nil
}

// total adds the lines up; while one is open there is none. Once there is, lines
// that followed the evidence stand as they are: what is voted does not move.
func (s *Sheet) total() {
	s.Sum = s.By.Sum(s.given(Line.Own), s.absent())
	s.Self, s.Band, s.BandRule, s.Table, s.OutOf = nil, "", s.By.Ref.String(), s.By.Ref.String(), s.By.Total
	if len(s.Sum.Open) == 0 {
		total := s.Sum.Points
		s.Self, s.Band = &total, s.Sum.Word
		for n := range s.Lines {
			if s.Lines[n].Applies() {
				s.Lines[n].Self = s.Lines[n].Own()
			}
		}
	}
}

// write keeps the sheet: score, lines, and the facts as they are now.
func (s Sheet) write(tx *store.Tx, keep bool) error {
	list := make([]rule.Suggestion, 0, len(s.Lines))
	for _, l := range s.Lines {
		list = append(list, l.Suggestion)
	}
	suggested := s.By.SuggestedSum(list, s.given(func(l Line) *rule.Points { return l.Self }))
	s.Suggested = nil
	if len(suggested.Open) == 0 {
		s.Suggested = &suggested.Points
	}
	s.SelfReason = ""
	if err := putScore(tx, s.Score, keep); err != nil {
		return err
	}
	text, args := []string{}, []any{s.Meeting, keep}
	for _, l := range s.Lines {
		var sug *rule.Points
		if l.Suggestion.Known {
			sug = &l.Suggestion.Points
		}
		text = append(text, row(len(args)+2, "$1, $2, ?, ?, ?, ?, ?, null, null, ''"))
		args = append(args, l.Code, stored(sug), l.Suggestion.Policy, stored(l.Self), l.Reason)
	}
	if _, err := tx.Exec(`insert into score_line (tenant, meeting, code, suggested, policy, self, reason, voted, confirmed, confirmed_reason) values `+strings.Join(text, ", ")+`
		on conflict (tenant, meeting, code) do update set suggested = excluded.suggested, policy = excluded.policy, self = excluded.self, reason = excluded.reason, voted = case when $3 then score_line.voted else null end`, args...); err != nil {
		return err
	}
	return keepFacts(tx, s.Meeting, s.Facts)
}

// recount puts the suggestions and the facts of a sheet as they are now; the
// cell's own figures stay.
func recount(tx *store.Tx, book *rule.Book, m meeting.Meeting, s Score) error {
	if s.Table == "" {
		return nil
	}
	now, err := sheet(tx.Reader, book, m)
	if err != nil {
		return err
	}
	return now.write(tx, true)
}

// keepFacts writes the numbers the score stands on, and the situations that hold,
// in one statement.
func keepFacts(tx *store.Tx, id string, f rule.Facts) error {
	if _, err := tx.Exec(`delete from score_fact where tenant = $1 and meeting = $2`, id); err != nil {
		return err
	}
	rows := map[string]rule.Fact{}
	maps.Copy(rows, f.Of)
	for name, holds := range f.Not {
		if holds {
			rows[name] = rule.Fact{Num: 1}
		}
	}
	text, args := []string{}, []any{id}
	for _, name := range slices.Sorted(maps.Keys(rows)) {
		text = append(text, row(len(args)+2, "$1, $2, ?, ?, ?"))
		args = append(args, name, rows[name].Num, rows[name].Den)
	}
	_, err := tx.Exec(`insert into score_fact (tenant, meeting, metric, num, den) values `+strings.Join(text, ", "), args...)
	return err
}

// row numbers the places of one row of many.
func row(next int, text string) string {
	for strings.Contains(text, "?") {
		text = strings.Replace(text, "?", "$"+strconv.Itoa(next), 1)
		next++
	}
	return "(" + text + ")"
}

// MayFill reads a meeting whose score the viewer may fill in: which he chairs or
// writes, or for which he was named.
func MayFill(rd *store.Reader, id string) (meeting.Meeting, error) {
	m, err := meeting.For(rd, id, access.ScoreFill)
	if err != nil {
		return m, err
	}
	if runs, err := meeting.Can(rd, m, access.MeetingRun); err != nil || runs {
		return m, err
	}
	n, err := rd.Int(`select count(*) from scorer_now where tenant = $1 and person = $2 and meeting = $3`, rd.Viewer().Person, id)
	if err == nil && n == 0 { // named for another meeting of the cell
		err = fault.Missing()
	}
	return m, err
}
