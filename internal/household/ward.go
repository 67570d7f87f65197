package household

import (
	"chibo/internal/access"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// least is how many groups a cell must have before it is told how many of them were visited:
// a group is one member's, and fewer would tell of persons.
const least = 5

// Counts is a cell as the committee above sees it.
type Counts struct {
	Org        string `json:"org"`
	Name       string `json:"name"`
	Slug       string `json:"slug"`
	Households int    `json:"households"` // 0: not known
	Given      int    `json:"given"`      // somebody is in charge of them
	Groups     int    `json:"groups"`
	Visited    *int   `json:"visited"` // groups visited this quarter; null: fewer than five groups
}

// Rest is how many households nobody is in charge of; false where it is not known how many
// there are.
func (c Counts) Rest() (int, bool) {
	return max(c.Households-c.Given, 0), c.Households > 0
}

// Over are the cells whose counts the viewer sees, in the committee's own order, as far as
// they keep a list: two statements, however many. Nobody is named.
func Over(rd *store.Reader, book *rule.Book) ([]Counts, error) {
	reach, args, err := access.Where(rd, access.MonthView, "e.path", 4)
	if err != nil {
		return nil, err
	}
	const standing = ` join org_edge e on e.tenant = $1 and e.org = g.org and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3) and e.parent is not null and `
	args = append([]any{Quarter(rd.Today()), rd.Today()}, args...)
	all, err := store.All(rd, scanner(book.Duties(rd.Today())), groups+standing+reach+` where g.tenant = $1 and g.ended_on = '' order by g.org, g.id`, args...)
	if err != nil {
		return nil, err
	}
	sums := map[string]*Counts{}
	visited := map[string]int{}
	for _, g := range all {
		if sums[g.Org] == nil {
			sums[g.Org] = &Counts{}
		}
		c := sums[g.Org]
		if c.Groups++; g.Covered() {
			c.Given += g.Households
		}
		if g.VisitedOn != "" {
			visited[g.Org]++
		}
	}
	cells, err := store.All(rd, func(row store.Scan) (c Counts, err error) { err = row(&c.Org, &c.Name, &c.Slug, &c.Households); return },
		`select o.id, e.name, o.slug, coalesce(h.households, 0) from org_edge e join org o on o.tenant = e.tenant and o.id = e.org left join household_cell h on h.tenant = e.tenant and h.org = e.org
		where e.tenant = $1 and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3) and e.parent is not null and $2 <> '' and `+reach+` order by e.position, o.code, o.id`, args...)
	out := []Counts{}
	for _, c := range cells {
		sum := sums[c.Org]
		if sum == nil && c.Households == 0 {
			continue
		}
		if sum != nil {
			c.Given, c.Groups = sum.Given, sum.Groups
		}
		if n := visited[c.Org]; c.Groups >= least {
			c.Visited = &n
		}
		out = append(out, c)
	}
	return out, err
}
