package quality

import (
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/report"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// MonthRow is one line of the committee's monthly grading sheet.
type MonthRow struct {
	report.CellRow
	Points     *rule.Points // what counts now; nil: no score yet
	Word       string
	Confirmed  bool
	Table      string   // "id@version": totals of two tables are never added or compared
	Deductions []string // in words, with the points lost; Explain reads them
	Values     Score
	meeting    meeting.Meeting // whose score it is; none before the cell's last word
}

// Month is the grading sheet of all cells of a committee: the meeting of the month of
// each with the word of what counts now, in as many statements for ten cells as for ten
// thousand. Explain adds the reasons.
func Month(rd *store.Reader, book *rule.Book, org, month string) ([]MonthRow, error) {
	if err := access.Must(rd, access.ScoreConfirm, org); err != nil {
		return nil, err
	}
	all, err := report.Ward(rd, book, org, month)
	if err != nil {
		return nil, err
	}
	given, err := ofMonth(rd, month)
	if err != nil {
		return nil, err
	}
	rows := make([]MonthRow, 0, len(all.Rows))
	for _, r := range all.Rows {
		row := MonthRow{CellRow: r}
		if s, ok := given[r.Meeting]; ok {
			row.fill(book, s)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// scored is a meeting whose cell has said its last word, with its score.
type scored struct {
	meeting.Meeting
	Score
}

func ofMonth(rd *store.Reader, month string) (map[string]scored, error) {
	all, err := store.All(rd, func(scan store.Scan) (s scored, err error) {
		s.Score, err = scanScore(scan, &s.Meeting.ID, &s.Meeting.Kind, &s.Meeting.Day, &s.Meeting.State)
		s.Score.Meeting = s.Meeting.ID
		return s, err
	}, `select m.id, m.kind, m.day, m.state, `+scoreColumns+` from meeting m cross join meeting_score x`+scorePersons+`
		where m.tenant = $1 and m.period = $2 and m.circle = '' and m.confirmed_at is not null and x.tenant = m.tenant and x.meeting = m.id`, month)
	out := make(map[string]scored, len(all))
	for _, s := range all {
		out[s.Meeting.ID] = s
	}
	return out, err
}

func (r *MonthRow) fill(book *rule.Book, s scored) {
	r.meeting, r.Values, r.Table, r.Confirmed = s.Meeting, s.Score, s.Table, s.Confirmed != nil
	if s.Voted == nil {
		return
	}
	r.Points = s.Final()
	if r.Word = s.Band; s.Confirmed != nil {
		r.Word = ScaleOf(book, s.Meeting, s.Score).Word(*s.Confirmed)
	}
}

// explained is how many rows one pair of statements explains.
const explained = 100

// Explain reads why each of some rows of Month lost points: two statements a hundred.
func Explain(rd *store.Reader, book *rule.Book, rows []MonthRow) error {
	for from := 0; from < len(rows); from += explained {
		some := rows[from:min(from+explained, len(rows))]
		lines, facts, err := keptOf(rd, some)
		if err != nil {
			return err
		}
		for i := range some {
			r := &some[i]
			if r.Values.Voted == nil {
				continue
			}
			s := Sheet{Score: r.Values, Facts: facts[r.Meeting]}
			if s.By = tableFor(book, r.meeting, s.Score); s.By.Found() {
				s.lay(r.meeting, lines[r.Meeting])
			}
			r.Deductions = s.Deductions(false)
		}
	}
	return nil
}

// keptOf reads the lines and facts kept with the scores of at most a hundred rows, by
// meeting. The statements are the same however many there are.
func keptOf(rd *store.Reader, rows []MonthRow) (lines map[string]map[string]Line, facts map[string]rule.Facts, err error) {
	lines, facts = map[string]map[string]Line{}, map[string]rule.Facts{}
	ids := make([]any, explained)
	for i := range ids {
		ids[i] = ""
		if i < len(rows) && rows[i].Values.Voted != nil {
			ids[i] = rows[i].Meeting
		}
	}
	if _, err = store.All(rd, func(scan store.Scan) (struct{}, error) {
		id := ""
		l, err := scanLine(scan, &id)
		if lines[id] == nil {
			lines[id] = map[string]Line{}
		}
		lines[id][l.Code] = l
		return struct{}{}, err
	}, `select meeting, `+lineColumns+` from score_line where tenant = $1 and meeting in (`+hundred+`)`, ids...); err != nil {
		return nil, nil, err
	}
	_, err = store.All(rd, func(scan store.Scan) (struct{}, error) {
		id, name, x := "", "", rule.Fact{}
		err := scan(&id, &name, &x.Num, &x.Den)
		if _, there := facts[id]; !there {
			facts[id] = noFacts()
		}
		keep(facts[id], name, x)
		return struct{}{}, err
	}, `select meeting, metric, num, den from score_fact where tenant = $1 and meeting in (`+hundred+`)`, ids...)
	return lines, facts, err
}

// hundred are the places of a hundred ids after the tenant.
var hundred = func() string {
	places := make([]string, explained)
	for i := range places {
		places[i] = "$" + strconv.Itoa(i+2)
	}
	return strings.Join(places, ", ")
}()

// Deductions says for every line below its most how many points were lost and
// why: the cell's own sentence, else what was counted, else that people judged
// so. Where the committee changed something its reason stands at the end.
func (s Sheet) Deductions(english bool) []string {
	var out []string
	for _, l := range s.Lines {
		p := l.Final()
		if !l.Applies() || p == nil || *p >= l.Max {
			continue
		}
		text, lost := l.TextVI, "trừ "
		if english {
			text, lost = l.TextEN, "less "
		}
		why := l.Reason
		if why == "" {
			why = s.Evidence(l, english)
		}
		if why != "" {
			why = ": " + strings.TrimRight(why, ".")
		}
		out = append(out, l.Code+". "+text+", "+lost+(l.Max-*p).String()+why)
	}
	if len(s.Lines) == 0 && s.SelfReason != "" {
		out = append(out, strings.TrimRight(s.SelfReason, "."))
	}
	if s.ConfirmedReason != "" {
		above := "Cấp trên: "
		if english {
			above = "Committee: "
		}
		out = append(out, above+strings.TrimRight(s.ConfirmedReason, "."))
	}
	return out
}
