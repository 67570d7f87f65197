package quality

import (
	"slices"

	"chibo/internal/access"
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
