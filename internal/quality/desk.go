package quality

import (
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/report"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// Waiting is one meeting whose score the cell voted, as the committee's list has it.
type Waiting struct {
	Meeting   string
	Org       string
	Cell      string
	Slug      string
	Period    string
	Kind      string
	N         int
	Day       string
	Suggested *rule.Points
	Voted     rule.Points
	Confirmed *rule.Points
	Word      string
	Answer    string // the cell asks to look again
	Asked     bool   // the committee asked, the cell has not answered yet
}

// Done tells whether nothing is left to decide.
func (w Waiting) Done() bool { return w.Confirmed != nil }

// Queue lists a month's meetings below a committee whose score the cell voted, in
// the order of the tree; month "" gives those of all months still waiting, the
// oldest first.
func Queue(rd *store.Reader, book *rule.Book, org, month string) ([]Waiting, error) {
	if err := access.Must(rd, access.ScoreConfirm, org); err != nil {
		return nil, err
	}
	return queue(rd, book, org, month)
}

// Judged lists a month's meetings below a committee whose score it confirmed. It asks
// no right: a page shows it to those who confirm scores, and to nobody else.
func Judged(rd *store.Reader, book *rule.Book, org, month string) ([]Waiting, error) {
	all, err := queue(rd, book, org, month)
	return slices.DeleteFunc(all, func(w Waiting) bool { return !w.Done() }), err
}

func queue(rd *store.Reader, book *rule.Book, org, month string) ([]Waiting, error) {
	from, order, args := `meeting m cross join meeting_score x`, `e.path, e.position, m.starts_at, m.id`, []any{org, rd.Today(), month}
	cond := `m.tenant = top.tenant and m.period = $4 and x.tenant = m.tenant and x.meeting = m.id`
	if month == "" {
		from, order, args = `meeting_score x cross join meeting m`, `m.starts_at, m.id`, args[:2]
		cond = `x.tenant = top.tenant and x.confirmed is null and m.tenant = x.tenant and m.id = x.meeting`
	}
	return store.All(rd, func(scan store.Scan) (w Waiting, err error) {
		var suggested, voted, confirmed int64
		table, question, reply := "", "", ""
		err = scan(&w.Meeting, &w.Org, &w.Cell, &w.Slug, &w.Period, &w.Kind, &w.N, &w.Day, &suggested, &voted, &confirmed, &w.Word, &w.Answer, &table, &question, &reply)
		w.Asked = question != "" && reply == ""
		w.Suggested, w.Voted, w.Confirmed = number(suggested), rule.Points(voted), number(confirmed)
		if t, ok := book.TableByRef(table); ok && w.Confirmed != nil {
			w.Word = t.Word(*w.Confirmed)
		}
		return
	}, `select m.id, m.org, e.name, o.slug, m.period, m.kind, m.n, m.day, coalesce(x.suggested, -1), x.voted, coalesce(x.confirmed, -1), x.band, x.answer, x.table_rule, x.question, x.reply
		from org_edge top cross join `+from+` cross join org_edge e join org o on o.tenant = e.tenant and o.id = e.org
		where top.tenant = $1 and top.org = $2 and top.valid_from <= $3 and (top.valid_to is null or top.valid_to > $3)
			and `+cond+` and m.circle = '' and m.confirmed_at is not null and x.voted is not null
			and e.tenant = m.tenant and e.org = m.org and e.path >= top.path and e.path < substr(top.path, 1, length(top.path) - 1) || '/' and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)
		order by `+order, args...)
}

// MonthRow is one line of the committee's monthly grading sheet.
type MonthRow struct {
	report.CellRow
	Points     *rule.Points // what counts now; nil: no score yet
	Word       string
	Confirmed  bool
	Table      string   // "id@version": totals of two tables are never added or compared
	Deductions []string // in words, with the points lost
	Values     Score
}

// Month is the grading sheet of all cells of a committee: the meeting of the month
// of each, with the word of what counts now and the reason of each deduction.
func Month(rd *store.Reader, book *rule.Book, org, month string) ([]MonthRow, error) {
	if err := access.Must(rd, access.ScoreConfirm, org); err != nil {
		return nil, err
	}
	all, err := report.Ward(rd, book, org, month)
	if err != nil {
		return nil, err
	}
	rows := make([]MonthRow, 0, len(all.Rows))
	for _, r := range all.Rows {
		row := MonthRow{CellRow: r}
		if r.Meeting != "" {
			if err := row.fill(rd, book); err != nil {
				return nil, err
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func (r *MonthRow) fill(rd *store.Reader, book *rule.Book) error {
	m, err := meeting.For(rd, r.Meeting, access.ScoreConfirm)
	if err != nil || !m.At(meeting.Confirmed) { // not yet the cell's last word
		return err
	}
	s, err := sheet(rd, book, m)
	if err != nil {
		return err
	}
	r.Values, r.Table, r.Confirmed, r.Points = s.Score, s.Table, s.Confirmed != nil, nil
	if s.Voted == nil {
		return nil
	}
	r.Points = s.Final()
	if r.Word = s.Band; s.Confirmed != nil {
		r.Word = ScaleOf(book, m, s.Score).Word(*s.Confirmed)
	}
	r.Deductions = s.Deductions(false)
	return nil
}

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
