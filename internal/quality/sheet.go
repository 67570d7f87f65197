package quality

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// Sheet is a meeting's table filled in: every line with what was counted, the
// four values, and the reasons.
type Sheet struct {
	Score
	By        rule.Table // not Found where the meeting is scored by one figure
	Facts     rule.Facts
	Lines     []Line
	Sum       rule.Sum // of what the cell gave so far
	Evidenced rule.Sum // of what the facts suggest, with the cell's own figures elsewhere
}

// Line is one criterion with its values. nil is nobody's value.
type Line struct {
	rule.Criterion
	Suggestion      rule.Suggestion
	Self            *rule.Points
	Reason          string // the cell's own sentence
	Voted           *rule.Points
	Confirmed       *rule.Points
	ConfirmedReason string
}

// Applies tells whether the line is judged at all in this meeting.
func (l Line) Applies() bool { return l.Suggestion.Policy == "" }

// Own is the cell's figure: what it gave, else what the evidence suggests; nil
// while people have still to judge.
func (l Line) Own() *rule.Points {
	if l.Self == nil && l.Suggestion.Known {
		p := l.Suggestion.Points
		return &p
	}
	return l.Self
}

// follows tells whether the line stands at what is suggested.
func (l Line) follows() bool {
	return l.Suggestion.Known && (l.Self == nil || *l.Self == l.Suggestion.Points)
}

// Final is the value that counts now.
func (l Line) Final() *rule.Points {
	return Score{Confirmed: l.Confirmed, Voted: l.Voted, Self: l.Self}.Final()
}

// Evidence is what was counted for the line, in words; "" where only people can
// judge. It names nobody.
func (s Sheet) Evidence(l Line, english bool) string {
	names := append([]string{}, l.Shows...)
	if l.Metric != "" {
		names = slices.Insert(names, 0, l.Metric)
	}
	for _, u := range l.Unless {
		if u.Metric != "length_rate" || l.Metric != "length_short" {
			names = append(names, u.Metric)
		}
	}
	text := ""
	for _, name := range names {
		f, known := s.Facts.Of[name]
		m, _ := rule.MetricOf(name)
		if !known || m.Unit == rule.Percent && f.Den == 0 {
			continue
		}
		if text != "" {
			text += "; "
		}
		text += m.Says(f, english)
	}
	return text
}

// given collects one of the values by code.
func (s Sheet) given(of func(Line) *rule.Points) map[string]rule.Points {
	out := map[string]rule.Points{}
	for _, l := range s.Lines {
		if p := of(l); p != nil {
			out[l.Code] = *p
		}
	}
	return out
}

// absent are the lines that do not apply, with what becomes of their points.
func (s Sheet) absent() map[string]string {
	out := map[string]string{}
	for _, l := range s.Lines {
		if !l.Applies() {
			out[l.Code] = l.Suggestion.Policy
		}
	}
	return out
}

// FinalSum adds up what counts now.
func (s Sheet) FinalSum() rule.Sum { return s.By.Sum(s.given(Line.Final), s.absent()) }

// Flat tells whether everything judged got the most, and how many of those lines
// have no evidence behind them.
func (s Sheet) Flat() (flat bool, unevidenced int) {
	for _, l := range s.Lines {
		if !l.Applies() {
			continue
		}
		if p := l.Final(); p == nil || *p < l.Max {
			return false, 0
		}
		if !l.Suggestion.Known {
			unevidenced++
		}
	}
	return len(s.Lines) > 0, unevidenced
}

// Read gives the sheet to the cell. Until the minutes are confirmed the facts are
// counted now; after that they are those kept with the score.
func Read(rd *store.Reader, book *rule.Book, id string) (Sheet, error) {
	m, err := meeting.For(rd, id, access.MinutesView)
	if err != nil {
		return Sheet{}, err
	}
	if m.OfCommittee() { // scores are of cell meetings
		return Sheet{}, fault.Missing()
	}
	return sheet(rd, book, m)
}

func sheet(rd *store.Reader, book *rule.Book, m meeting.Meeting) (Sheet, error) {
	s, err := of(rd, m.ID)
	if err != nil {
		return Sheet{}, err
	}
	out := Sheet{Score: s}
	if out.By = tableFor(book, m, s); !out.By.Found() {
		return out, nil
	}
	if m.At(meeting.Confirmed) {
		out.Facts, err = keptFacts(rd, m.ID)
	} else {
		out.Facts, err = facts(rd, book, m)
	}
	if err != nil {
		return Sheet{}, err
	}
	kept, err := keptLines(rd, m.ID)
	if err != nil {
		return Sheet{}, err
	}
	out.lay(m, kept)
	return out, nil
}

// tableFor is the table a meeting is scored by: the one it was scored by, in force
// or not any more; else the day's. A meeting whose cell voted on one figure has
// none. A book that is not its committee's does not know the committee's own table:
// then the total and its word stand, which are kept with the score, without lines.
func tableFor(book *rule.Book, m meeting.Meeting, s Score) rule.Table {
	if s.Table != "" {
		t, _ := book.TableByRef(s.Table)
		return t
	}
	if s.Self != nil && (s.Voted != nil || m.At(meeting.Confirmed)) {
		return rule.Table{}
	}
	return book.Table(m.Day, m.Kind)
}

// lay puts the kept values on the lines and adds up.
func (s *Sheet) lay(m meeting.Meeting, kept map[string]Line) {
	for n, sug := range s.By.Suggest(s.Facts) {
		l := Line{Criterion: s.By.Criteria[n], Suggestion: sug}
		if k, ok := kept[l.Code]; ok {
			l.Self, l.Reason, l.Voted, l.Confirmed, l.ConfirmedReason = k.Self, k.Reason, k.Voted, k.Confirmed, k.ConfirmedReason
			if m.At(meeting.Confirmed) { // as it stood then
				l.Suggestion = k.Suggestion
			}
		}
		s.Lines = append(s.Lines, l)
	}
	self := s.given(func(l Line) *rule.Points { return l.Self })
	s.Sum = s.By.Sum(s.given(Line.Own), s.absent())
	list := make([]rule.Suggestion, 0, len(s.Lines))
	for _, l := range s.Lines {
		list = append(list, l.Suggestion)
	}
	s.Evidenced = s.By.SuggestedSum(list, self)
}

func keptLines(rd *store.Reader, id string) (map[string]Line, error) {
	out := map[string]Line{}
	_, err := store.All(rd, func(scan store.Scan) (struct{}, error) {
		l, err := scanLine(scan)
		out[l.Code] = l
		return struct{}{}, err
	}, `select `+lineColumns+` from score_line where tenant = $1 and meeting = $2`, id)
	return out, err
}

const lineColumns = `code, coalesce(suggested, -1), policy, coalesce(self, -1), reason, coalesce(voted, -1), coalesce(confirmed, -1), confirmed_reason`

func scanLine(scan store.Scan, before ...any) (l Line, err error) {
	var suggested, self, voted, confirmed int64
	err = scan(append(before, &l.Code, &suggested, &l.Suggestion.Policy, &self, &l.Reason, &voted, &confirmed, &l.ConfirmedReason)...)
	l.Self, l.Voted, l.Confirmed, l.Suggestion.Code = number(self), number(voted), number(confirmed), l.Code
	if suggested >= 0 {
		l.Suggestion.Known, l.Suggestion.Points = true, rule.Points(suggested)
	}
	return l, err
}

func keptFacts(rd *store.Reader, id string) (rule.Facts, error) {
	f := noFacts()
	_, err := store.All(rd, func(scan store.Scan) (struct{}, error) {
		name, x := "", rule.Fact{}
		err := scan(&name, &x.Num, &x.Den)
		keep(f, name, x)
		return struct{}{}, err
	}, `select metric, num, den from score_fact where tenant = $1 and meeting = $2`, id)
	return f, err
}

func noFacts() rule.Facts { return rule.Facts{Of: map[string]rule.Fact{}, Not: map[string]bool{}} }

// keep lays a kept fact where it belongs: a situation is there or not, a metric is counted.
func keep(f rule.Facts, name string, x rule.Fact) {
	if slices.Contains(rule.Situations, name) {
		f.Not[name] = true
	} else {
		f.Of[name] = x
	}
}
