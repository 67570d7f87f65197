package quality

import (
	"cmp"
	"slices"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// The classes of a meeting that every table of the levels above has; a committee's own
// words are counted together.
const (
	Good      = "good"
	Fair      = "fair"
	Average   = "average"
	Poor      = "poor"
	OtherWord = "other"
)

var classOf = map[string]string{"tot": Good, "kha": Fair, "trung binh": Average, "kem": Poor}

// Classed counts the month's meetings of one scoring table by their class, as the cells
// voted and as the committee confirmed.
type Classed struct {
	Table            string // "id@version": two tables are never added
	Voted, Confirmed map[string]int
}

// Classes counts the meetings of a month below a committee by table and class, one
// meeting a cell, for those who may see its month: numbers of meetings, of no cell.
func Classes(rd *store.Reader, book *rule.Book, top, month string) ([]Classed, error) {
	if err := access.Must(rd, access.MonthView, top); err != nil {
		return nil, err
	}
	type row struct {
		org, day, kind, table string
		voted, confirmed      int64
	}
	all, err := store.All(rd, func(scan store.Scan) (r row, err error) {
		err = scan(&r.org, &r.day, &r.kind, &r.table, &r.voted, &r.confirmed)
		return
	}, `select m.org, m.day, m.kind, x.table_rule, x.voted, coalesce(x.confirmed, -1)
		from org_edge top cross join meeting m cross join meeting_score x cross join org_edge e
		where top.tenant = $1 and top.org = $2 and top.valid_from <= $3 and (top.valid_to is null or top.valid_to > $3)
			and m.tenant = top.tenant and m.period = $4 and `+meeting.WhereOfMonth+` and m.circle = '' and m.confirmed_at is not null
			and x.tenant = m.tenant and x.meeting = m.id and x.voted is not null
			and e.tenant = m.tenant and e.org = m.org and e.path >= top.path and e.path < substr(top.path, 1, length(top.path) - 1) || '/' and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)
		order by m.org, m.kind desc, m.n`, top, rd.Today(), month)
	if err != nil {
		return nil, err
	}
	var out []Classed
	for i, r := range all {
		if i > 0 && all[i-1].org == r.org { // a second sitting of the month
			continue
		}
		scale := ScaleOf(book, meeting.Meeting{Day: r.day, Kind: r.kind}, Score{Table: r.table})
		ref := cmp.Or(r.table, scale.Ref.String())
		at := slices.IndexFunc(out, func(c Classed) bool { return c.Table == ref })
		if at < 0 {
			at = len(out)
			out = append(out, Classed{ref, map[string]int{}, map[string]int{}})
		}
		out[at].Voted[class(scale, r.voted)]++
		if r.confirmed >= 0 {
			out[at].Confirmed[class(scale, r.confirmed)]++
		}
	}
	slices.SortFunc(out, func(a, b Classed) int { return cmp.Compare(a.Table, b.Table) })
	return out, nil
}

func class(s Scale, points int64) string {
	if c := classOf[vi.Fold(s.Word(rule.Points(points)))]; c != "" {
		return c
	}
	return OtherWord
}
