package programme

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Counts are how many targets of an organisation's running programmes stand how.
type Counts struct {
	Met    int `json:"met"`
	On     int `json:"on"`
	Behind int `json:"behind"`
	Silent int `json:"silent"`
	Early  int `json:"early"`
}

// All is how many there are.
func (c Counts) All() int { return c.Met + c.On + c.Behind + c.Silent + c.Early }

func (c *Counts) add(state string) {
	for s, n := range map[string]*int{Met: &c.Met, On: &c.On, Behind: &c.Behind, Silent: &c.Silent, Early: &c.Early} {
		if s == state {
			*n++
		}
	}
}

// CountsBy are the targets in force on a day, by organisation: one statement, however many
// there are. It asks no right: numbers alone.
func CountsBy(rd *store.Reader, on string) (map[string]Counts, error) {
	type of struct {
		org string
		Target
	}
	all, err := store.All(rd, func(row store.Scan) (t of, err error) {
		err = row(append([]any{&t.org}, t.dest()...)...)
		t.judge(on)
		return t, err
	}, `select p.org, `+columns+` from programme p join programme_target t on t.tenant = p.tenant and t.programme = p.id
		and t.edition = (select max(e.n) from programme_edition e where e.tenant = p.tenant and e.programme = p.id and e.adopted_on <> '' and e.adopted_on <= $2)`+latest+`
		where p.tenant = $1 and p.to_day >= $2 and p.from_day <= $2 and p.adopted_on <> ''`, on)
	out := map[string]Counts{}
	for _, t := range all {
		c := out[t.org]
		c.add(t.State)
		out[t.org] = c
	}
	return out, err
}

// BehindBy counts the targets that are behind on a day, by organisation. It asks no right.
func BehindBy(rd *store.Reader, on string) (map[string]int, error) {
	all, err := CountsBy(rd, on)
	out := map[string]int{}
	for org, c := range all {
		if c.Behind > 0 {
			out[org] = c.Behind
		}
	}
	return out, err
}

// CellCounts is a cell in the committee's table.
type CellCounts struct {
	Org    string `json:"org"`
	Name   string `json:"name"`
	Slug   string `json:"slug"`
	Counts Counts `json:"counts"`
}

// Over are the cells of which the viewer sees how their targets stand, in the committee's
// own order, those without a programme too.
func Over(rd *store.Reader, on string) ([]CellCounts, error) {
	cells, err := cells(rd, on)
	if err != nil {
		return nil, err
	}
	all, err := CountsBy(rd, on)
	for i := range cells {
		cells[i].Counts = all[cells[i].Org]
	}
	return cells, err
}

func cells(rd *store.Reader, on string) ([]CellCounts, error) {
	reach, args, err := access.Where(rd, access.TargetsView, "e.path", 3)
	if err != nil {
		return nil, err
	}
	return store.All(rd, func(row store.Scan) (c CellCounts, err error) { err = row(&c.Org, &c.Name, &c.Slug); return },
		`select o.id, e.name, o.slug from org_edge e join org o on o.tenant = e.tenant and o.id = e.org
		where e.tenant = $1 and e.valid_from <= $2 and (e.valid_to is null or e.valid_to > $2) and e.parent is not null and `+reach+` order by e.position, o.code, o.id`, append([]any{on}, args...)...)
}

// Review is a target a meeting should look at again.
type Review struct {
	Programme string `json:"programme"`
	Target    Target `json:"target"`
}

// ToReview are the targets of an organisation in force on the day of a meeting that are
// behind, or due before the month of the meeting is over; silent counts those without a
// figure. For its members.
func ToReview(rd *store.Reader, org, day string) (due []Review, silent int, err error) {
	if s, err := sees(rd, org); err != nil || s < whole {
		return nil, 0, err
	}
	end := vi.AddDays(vi.NextMonth(vi.MonthOf(day))+"-01", -1)
	all, err := store.All(rd, scan, programmes+` where p.tenant = $1 and p.org = $2 and p.from_day <= $3 and p.to_day >= $3 and p.adopted_on <> '' order by p.from_day, p.id`, org, day)
	for i := 0; i < len(all) && err == nil; i++ {
		p := &all[i]
		if err = p.choose(rd, whole, 0); err != nil {
			break
		}
		var some []Target
		some, err = targets(rd, *p, day)
		for _, t := range some {
			switch {
			case t.State == Behind, t.State != Met && t.Due <= end:
				due = append(due, Review{p.ID, t})
			case t.State == Silent:
				silent++
			}
		}
	}
	slices.SortStableFunc(due, func(a, b Review) int { return one(b.Target.State == Behind) - one(a.Target.State == Behind) })
	return due, silent, err
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// Served is a target a task may serve.
type Served struct{ ID, Text string }

// Serving are the targets in force in an organisation on a day, for the form of a task. For
// its members.
func Serving(rd *store.Reader, org, day string) ([]Served, error) {
	if s, err := sees(rd, org); err != nil || s < whole {
		return nil, err
	}
	return store.All(rd, func(row store.Scan) (s Served, err error) { err = row(&s.ID, &s.Text); return },
		`select t.id, t.text from programme p join programme_target t on t.tenant = p.tenant and t.programme = p.id
			and t.edition = (select max(e.n) from programme_edition e where e.tenant = p.tenant and e.programme = p.id and e.adopted_on <> '' and e.adopted_on <= $3)
		where p.tenant = $1 and p.org = $2 and p.from_day <= $3 and p.to_day >= $3 and p.adopted_on <> '' order by p.from_day desc, p.id, t.position, t.id`, org, day)
}
