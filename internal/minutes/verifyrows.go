package minutes

import (
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"

	"chibo/internal/audit"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// working compares the rows that pages still show of sealed meetings with what
// was sealed: parts of the minutes, tasks of the resolution, confirmations.
func (v *verifier) working(rd *store.Reader, first, last int64, read map[string]Body) error {
	if len(read) == 0 || first < 0 {
		return nil
	}
	say := func(code, meeting string) {
		b := read[meeting]
		v.found(audit.Finding{Code: code, Object: meeting, Args: []any{"paper", b.Symbol + ", " + b.Cell + ", " + vi.ShowMonth(b.Period)}})
	}
	const sealed = ` from audit_leaf l join paper p on p.tenant = l.tenant and p.leaf = l.id and p.type = 'minutes' and p.version = 1 `
	const within = ` where l.tenant = $1 and l.seq >= $2 and l.seq <= $3 and l.type = 'minutes'`
	drafts, err := grouped(rd, func(scan store.Scan) (m, row string, err error) {
		var part, title, text string
		var position int
		var version int64
		err = scan(&m, &part, &title, &text, &position, &version)
		return m, fmt.Sprintf("%s\x00%s\x00%s\x00%d\x00%d", part, title, text, position, version), err
	}, `select d.meeting, d.part, d.title, coalesce(d.edited, d.composed), d.position, d.version`+sealed+`join minutes_draft d on d.tenant = p.tenant and d.meeting = p.meeting`+within, first, last)
	if err != nil {
		return err
	}
	tasks, err := grouped(rd, func(scan store.Scan) (m, row string, err error) {
		var id, owner, deed, measure, due, report, continues string
		var position int
		var outside bool
		err = scan(&m, &id, &position, &outside, &owner, &deed, &measure, &due, &report, &continues)
		return m, fmt.Sprintf("%s\x00%d\x00%t\x00%s\x00%s\x00%s\x00%s\x00%s\x00%s", id, position, outside, owner, deed, measure, due, report, continues), err
	}, `select i.meeting, i.id, i.position, i.outside, i.owner, i.deed, i.measure, i.due, i.report_at, coalesce(i.continues, '')`+sealed+`join resolution_item i on i.tenant = p.tenant and i.meeting = p.meeting`+within, first, last)
	if err != nil {
		return err
	}
	signed, err := grouped(rd, func(scan store.Scan) (m, row string, err error) {
		var role, person, method string
		var at int64
		err = scan(&m, &role, &person, &method, &at)
		return m, fmt.Sprintf("%s\x00%s\x00%s\x00%d", role, person, method, at), err
	}, `select c.meeting, c.role, c.person, c.method, c.at`+sealed+`join confirmation c on c.tenant = p.tenant and c.meeting = p.meeting`+within, first, last)
	if err != nil {
		return err
	}
	for meeting, b := range read {
		var want, given, by []string
		for _, p := range b.Parts {
			want = append(want, fmt.Sprintf("%s\x00%s\x00%s\x00%d\x00%d", p.Key, p.Title, p.Text, p.Position, p.Version))
		}
		for _, i := range b.Tasks {
			given = append(given, fmt.Sprintf("%s\x00%d\x00%t\x00%s\x00%s\x00%s\x00%s\x00%s\x00%s", i.ID, i.Position, i.Outside, i.Owner, i.Deed, i.Measure, i.Due, i.ReportAt, i.Continues))
		}
		for _, c := range b.Confirmations {
			by = append(by, fmt.Sprintf("%s\x00%s\x00%s\x00%d", c.Role, c.Person, c.Method, c.At))
		}
		for code, differ := range map[string]bool{"draft_differs": !same(drafts[meeting], want), "resolution_differs": !same(tasks[meeting], given), "confirmation_differs": !same(signed[meeting], by)} {
			if differ {
				say(code, meeting)
			}
		}
	}
	return nil
}

// grouped reads rows as texts, by meeting.
func grouped(rd *store.Reader, read func(store.Scan) (string, string, error), text string, first, last int64) (map[string]map[string]int, error) {
	out := map[string]map[string]int{}
	_, err := store.All(rd, func(scan store.Scan) (struct{}, error) {
		m, row, err := read(scan)
		if out[m] == nil {
			out[m] = map[string]int{}
		}
		out[m][norm.NFC.String(row)]++
		return struct{}{}, err
	}, text, first, last)
	return out, err
}

// same compares rows with what they should be, whatever their order.
func same(have map[string]int, want []string) bool {
	if len(have) != len(want) {
		return false
	}
	for _, w := range want {
		if have[w] != 1 {
			return false
		}
	}
	return true
}

// numbers checks the series: no number given that the series has not come to,
// and gaps that nothing explains, which are asked about.
func (v *verifier) numbers(read audit.Snapshot) error {
	var all []Series
	if err := read(func(rd *store.Reader) (err error) {
		all, err = store.All(rd, func(scan store.Scan) (s Series, err error) {
			err = scan(&s.Org, &s.Type, &s.TermFrom, &s.First, &s.Next)
			return
		}, `select org, type, term_from, first_number, next from number_series where tenant = $1 order by org, type, term_from`)
		return err
	}); err != nil {
		return err
	}
	for _, s := range all {
		delete(v.series, s.key())
		if err := read(func(rd *store.Reader) error { return v.run(rd, s) }); err != nil {
			return err
		}
	}
	for key, s := range v.series {
		v.found(audit.Finding{Code: "series_missing", Object: key, Args: named(s, "", "")})
	}
	return nil
}

// run checks one series.
func (v *verifier) run(rd *store.Reader, s Series) error {
	used, err := s.given(rd)
	if err != nil {
		return err
	}
	if err := s.look(rd); err != nil {
		return err
	}
	if n := len(used); n > 0 && (used[n-1] >= s.Next || used[0] < s.First) {
		v.found(audit.Finding{Code: "series_back", Object: s.key(), Args: []any{"type", s.Type, "term", vi.ShowDay(s.TermFrom), "last", used[n-1], "number", s.Next}})
	}
	if len(s.Gaps) > 0 {
		v.found(audit.Finding{Code: "number_gap", Object: s.key(), Doubt: true, Args: []any{"type", s.Type, "term", vi.ShowDay(s.TermFrom), "numbers", strings.Trim(strings.ReplaceAll(fmt.Sprint(s.Gaps), " ", ", "), "[]")}})
	}
	return nil
}

func (s Series) key() string { return s.Org + "/" + s.Type + "/" + s.TermFrom }
