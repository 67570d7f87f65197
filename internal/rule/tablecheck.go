package rule

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// codeShape is a criterion's code: it stands in addresses, in columns and in the minutes.
var codeShape = regexp.MustCompile(`^[\p{L}0-9]{1,8}(\.[\p{L}0-9]{1,8}){0,3}$`)

// TableFault is one thing that is wrong with a table: where, which kind, in words.
type TableFault struct { //nolint:errname // one entry of a list that is shown, not a sentinel
	At   int    // the criterion's place from 0; -1: the table as a whole
	Line int    // of the file; 0 where it came from elsewhere
	Kind string // head, bands, groups, code, group, points, metric, levels, unless, na, ask, shows, sum
	VI   string // what is wrong and what to do
	EN   string
}

// Error is the fault in English, as the command says it.
func (f TableFault) Error() string { return f.EN }

// Faults checks the whole table and names everything that is wrong, so that
// whoever brings it as a sheet mends it in one go. None means it may be used: no
// hole between levels, no criterion without points, and a sum that is the total.
func (t *Table) Faults() []TableFault {
	out := t.headFaults()
	groups, codes, sum := map[string]bool{}, map[string]bool{}, Points(0)
	for _, g := range t.Groups {
		groups[g.Code] = true
	}
	for at, c := range t.Criteria {
		found := c.faults()
		if !codeShape.MatchString(c.Code) || codes[c.Code] {
			found = append(found, TableFault{Kind: "code", VI: "mã gồm chữ, số, dấu chấm và chỉ dùng một lần", EN: "a code of letters, digits and dots, once"})
		}
		codes[c.Code] = true
		if !groups[c.Group] {
			found = append(found, TableFault{Kind: "group", VI: fmt.Sprintf("không có nhóm %q; thêm nhóm hoặc sửa mã nhóm", c.Group), EN: fmt.Sprintf("group %q is not in groups", c.Group)})
		}
		sum += c.Max
		for _, f := range found {
			f.At, f.Line = at, c.line
			f.VI, f.EN = fmt.Sprintf("Mục %s: %s", c.Code, f.VI), fmt.Sprintf("criterion %s: %s", c.Code, f.EN)
			out = append(out, f)
		}
	}
	if sum != t.Total {
		out = append(out, TableFault{At: -1, Kind: "sum", VI: fmt.Sprintf("Các mục cộng lại %s điểm, tổng ghi %s; sửa điểm tối đa của một mục", sum, t.Total), EN: fmt.Sprintf("the criteria add up to %s, the total is %s", sum.plain(), t.Total.plain())})
	}
	return out
}

func (t *Table) headFaults() (out []TableFault) {
	add := func(kind, vi, en string) {
		out = append(out, TableFault{At: -1, Kind: kind, VI: vi, EN: en})
	}
	if t.TitleVI == "" || t.TitleEN == "" || t.Total < 1 || t.Total > Whole(10000) || t.Step < 0 {
		add("head", "Cần tên bảng và tổng điểm từ 0,01 đến 10000", "title_vi, title_en and a total from 0.01 to 10000 are needed")
	}
	for n, b := range t.Bands {
		if b.WordVI == "" || b.Min < 0 || b.Min > t.Total || n > 0 && b.Min >= t.Bands[n-1].Min {
			add("bands", fmt.Sprintf("Mức xếp loại thứ %d: cần tên, điểm từ giảm dần từ mức cao nhất", n+1), fmt.Sprintf("band %d: word_vi, and min falling from the best to the last", n+1))
		}
	}
	if len(t.Bands) == 0 || t.Bands[len(t.Bands)-1].Min != 0 {
		add("bands", "Mức xếp loại cuối phải bắt đầu từ 0, để điểm nào cũng có mức", "the last band begins at 0: no score may fall into a hole")
	}
	seen := map[string]bool{}
	for _, g := range t.Groups {
		if g.Code == "" || seen[g.Code] || g.TextVI == "" || g.TextEN == "" {
			add("groups", fmt.Sprintf("Nhóm %q: cần mã không trùng và tên", g.Code), fmt.Sprintf("group %q: code (once), text_vi and text_en", g.Code))
		}
		seen[g.Code] = true
	}
	return out
}

// faults are what is wrong with one criterion by itself.
func (c Criterion) faults() (out []TableFault) {
	add := func(kind, vi, en string) { out = append(out, TableFault{Kind: kind, VI: vi, EN: en}) }
	m, known := MetricOf(c.Metric)
	if c.TextVI == "" || c.TextEN == "" || c.Max < 1 {
		add("points", "cần tên và điểm tối đa trên 0", "text_vi, text_en and max above 0")
	}
	switch {
	case c.Metric != "" && !known:
		add("metric", fmt.Sprintf("không có số đo %q; chọn một số đo trong danh sách, hoặc đặt câu hỏi", c.Metric), fmt.Sprintf("unknown metric %q", c.Metric))
	case c.Metric == "" && (c.AskVI == "" || c.AskEN == ""):
		add("ask", "không có số đo thì cần một câu hỏi", "without a metric it asks people: ask_vi and ask_en")
	case c.Metric == "" && len(c.Levels)+len(c.Unless) > 0:
		add("levels", "có mức điểm thì cần số đo", "levels need a metric")
	case c.Metric != "" && len(c.Levels) == 0 && m.Unit != YesNo:
		add("levels", "số đo này cần các mức điểm", fmt.Sprintf("metric %s needs levels", c.Metric))
	}
	if f, wrong := levels(c.Levels, c.Max); wrong {
		out = append(out, f)
	}
	for _, u := range c.Unless {
		if _, ok := MetricOf(u.Metric); !ok || u.Bound().set() != 1 || u.Points < 0 || u.Points > c.Max {
			add("unless", "điều kiện trừ cần một số đo, một mốc so sánh và điểm từ 0 đến tối đa", "unless: a known metric, one of from, above, upto, below, and points from 0 to max")
		}
	}
	if c.NA != nil && (!slices.Contains(Situations, c.NA.When) || !slices.Contains(Policies, c.NA.Policy)) {
		add("na", "khi không áp dụng: chọn tình huống trong "+strings.Join(Situations, ", ")+" và cách tính trong "+strings.Join(Policies, ", "), fmt.Sprintf("na: when is one of %v, policy one of %v", Situations, Policies))
	}
	for _, name := range c.Shows {
		if _, ok := MetricOf(name); !ok {
			add("shows", fmt.Sprintf("không có số đo %q", name), fmt.Sprintf("shows: unknown metric %q", name))
		}
	}
	return out
}

// levels refuses a hole, a level nothing reaches, and points that rise again: the
// best stands first, all compare in one direction, and the last takes the rest.
func levels(list []Level, most Points) (f TableFault, wrong bool) {
	is := func(n int, vi, en string) (TableFault, bool) {
		return TableFault{Kind: "levels", VI: fmt.Sprintf("mức %d: %s", n+1, vi), EN: fmt.Sprintf("level %d: %s", n+1, en)}, true
	}
	for n, l := range list {
		last := n == len(list)-1
		switch {
		case l.Points < 0 || l.Points > most:
			return is(n, "điểm từ 0 đến tối đa", "points from 0 to max")
		case last && l.Bound().set() != 0:
			return is(n, "mức cuối không ghi mốc, để không trường hợp nào bị bỏ sót", "the last level has no bound, so that nothing falls into a hole")
		case !last && l.Bound().set() != 1:
			return is(n, "cần đúng một mốc so sánh", "one of from, above, upto, below")
		case n > 0 && l.Points >= list[n-1].Points:
			return is(n, "điểm giảm dần từ mức cao nhất", "points fall from the best to the last")
		case n > 0 && !last && !l.Bound().beyond(list[n-1].Bound()):
			return is(n, "các mốc đi một chiều, mốc sau nối tiếp mốc trước", "bounds go in one direction, each beyond the one before")
		}
	}
	return TableFault{}, false
}

// beyond tells whether a later bound lets in what the one before it kept out: a
// lower number where more is better, a higher one where less is, or the same
// number now taken in.
func (b Bound) beyond(before Bound) bool {
	up, now := b.rising()
	was, then := before.rising()
	if up != was {
		return false
	}
	if !up {
		now, then = -now, -then
	}
	takes := b.From != nil || b.UpTo != nil
	took := before.From != nil || before.UpTo != nil
	return now < then || now == then && takes && !took
}

// check: a file's faults come back joined, each with its line (TableFault.Line).
func (t *Table) check() error {
	var all []error
	for _, f := range t.Faults() {
		all = append(all, f)
	}
	return errors.Join(all...)
}
