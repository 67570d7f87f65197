package concern

import (
	"slices"
	"sort"

	"chibo/internal/access"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// LateBy counts, cell by cell, the answers that were late at the end of a day, with
// how many days the oldest had waited past its last. It asks no right: a number of an
// organisation that pages show to those who see its month.
func LateBy(rd *store.Reader, on string) (map[string]Waiting, error) {
	type row struct {
		org    string
		n      int
		oldest string
	}
	all, err := store.All(rd, func(scan store.Scan) (r row, err error) { err = scan(&r.org, &r.n, &r.oldest); return }, `
		select c.org, count(*), min(c.due_on) from concern c
		where c.tenant = $1 and c.closed_on = '' and c.raised_on <= $2 and c.due_on < $2 and (c.state = 'open' or c.answered_on > $2) group by c.org`, on)
	out := map[string]Waiting{}
	for _, r := range all {
		out[r.org] = Waiting{r.n, vi.DaysBetween(r.oldest, on)}
	}
	return out, err
}

// Waiting is how many answers are late and by how many days the oldest is.
type Waiting struct{ N, Days int }

// Ages counts what waits for an answer, by how long, for one who has to answer. The
// last group is what is past its last day, whatever its age.
type Ages struct {
	At     string `json:"at"` // "" several together, too few to be told apart
	Groups []int  `json:"groups"`
	Total  int    `json:"total"`
}

// Ageing counts what waits below an organisation at the end of a day, for those who
// may see its month: counts of matters, of nobody's. Those who have to answer fewer
// matters than the least group of the desk are counted together, and with the next
// one where the rest could be told by subtraction.
func Ageing(rd *store.Reader, book *rule.Book, top, on string) ([]Ages, error) {
	if err := access.Must(rd, access.MonthView, top); err != nil {
		return nil, err
	}
	law := book.Concerns(on)
	type row struct{ at, raised, due string }
	all, err := store.All(rd, func(scan store.Scan) (r row, err error) { err = scan(&r.at, &r.raised, &r.due); return }, `
		select c.answerer, c.raised_on, c.due_on from org_edge top cross join concern c cross join org_edge e
		where top.tenant = $1 and top.org = $2 and top.valid_from <= $3 and (top.valid_to is null or top.valid_to > $3)
			and c.tenant = top.tenant and c.closed_on = ''
			and e.tenant = c.tenant and e.org = c.org and e.path >= top.path and e.path < substr(top.path, 1, length(top.path) - 1) || '/' and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)
			and c.raised_on <= $3 and (c.state = 'open' or c.answered_on > $3)`, top, on)
	if err != nil {
		return nil, err
	}
	by := map[string]*Ages{}
	for _, r := range all {
		a := by[r.at]
		if a == nil {
			a = &Ages{At: r.at, Groups: make([]int, len(law.Ages)+1)}
			by[r.at] = a
		}
		group := min(law.Age(vi.DaysBetween(r.raised, on)), len(law.Ages)-1)
		if r.due < on {
			group = len(law.Ages)
		}
		a.Groups[group]++
		a.Total++
	}
	var out []Ages
	for _, at := range []string{AtCell, AtWard, AtOutside} {
		if a := by[at]; a != nil {
			out = append(out, *a)
		}
	}
	return together(out, book.Attention(on)), nil
}

// together merges what is too small to stand alone.
func together(all []Ages, law rule.Attention) []Ages {
	for len(all) > 1 {
		small := slices.IndexFunc(all, func(a Ages) bool { return law.Small(a.Total) })
		if small < 0 {
			return all
		}
		sort.SliceStable(all, func(i, j int) bool { return all[i].Total < all[j].Total })
		both := Ages{Groups: slices.Clone(all[0].Groups), Total: all[0].Total + all[1].Total}
		for i, n := range all[1].Groups {
			both.Groups[i] += n
		}
		all = append([]Ages{both}, all[2:]...)
	}
	return all
}

// Told is what a cell hears at its meeting of what was raised: how many matters by
// topic, and the lines whoever answered wrote for it. No names, no one's own words.
type Told struct {
	Topic    string
	Open     int // waiting for an answer
	Answered int // answered since the day asked for
	Issues   []string
}

// Since tells what a cell heard of between a day and today, topic by topic in the
// order of the rule. Whoever prepares the cell's meeting reads it.
func Since(rd *store.Reader, book *rule.Book, org, day string) ([]Told, error) {
	if err := access.Must(rd, access.MeetingView, org); err != nil {
		return nil, err
	}
	all, err := store.All(rd, scanner(rd), `select `+columns+` where c.tenant = $1 and c.org = $3 and c.raised_on <= $2 and (c.closed_on = '' or c.answered_on >= $4) and c.addressee = 'secretary' order by c.raised_on, c.id`, rd.Today(), org, day)
	if err != nil {
		return nil, err
	}
	var out []Told
	for _, topic := range book.Concerns(rd.Today()).Topics {
		t := Told{Topic: topic.Key}
		for _, c := range all {
			switch {
			case c.Topic != topic.Key || c.State == Withdrawn:
			case c.State == Open:
				t.Open++
			case c.AnsweredOn >= day:
				t.Answered++
				if c.Issue != "" {
					t.Issues = append(t.Issues, c.Issue)
				}
			}
		}
		if t.Open+t.Answered > 0 {
			out = append(out, t)
		}
	}
	return out, nil
}
