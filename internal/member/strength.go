package member

import (
	"chibo/internal/rule"
	"chibo/internal/store"
)

// Strength is how many official members a cell has on a day, and how many it
// needs to pass resolutions (rule data org.size).
type Strength struct{ Official, Least int }

// Few tells whether the cell may meet but not resolve: it reports to the
// committee above, which brings members or merges it.
func (s Strength) Few() bool { return s.Official < s.Least }

// StrengthOf counts a cell. It asks no right: a number of an organisation that
// rooms and pages show to those who see its meetings or its month.
func StrengthOf(rd *store.Reader, book *rule.Book, cell, day string) (Strength, error) {
	size := book.Size(day)
	all, err := Roll(rd, cell, day)
	out := Strength{Least: size.MinOfficial}
	for _, m := range all {
		if size.Counts(m.Standing, m.Activity) {
			out.Official++
		}
	}
	return out, err
}

// FewOfficial lists the cells of a day with fewer official members than the
// rule asks for, of all that are given; it asks no right either.
func FewOfficial(rd *store.Reader, book *rule.Book, cells []string, day string) (map[string]Strength, error) {
	size := book.Size(day)
	type group struct {
		org, standing, activity string
		n                       int
	}
	all, err := store.All(rd, func(scan store.Scan) (g group, err error) { err = scan(&g.org, &g.standing, &g.activity, &g.n); return },
		`select s.org, s.standing, s.activity, count(*) from member_span s where s.tenant = $1 and s.from_day <= $2 and (s.to_day is null or s.to_day > $2) group by s.org, s.standing, s.activity
		union all select s.org, s.standing, s.activity, count(*) from member_stay s where s.tenant = $1 and s.from_day <= $2 and (s.to_day is null or s.to_day > $2) group by s.org, s.standing, s.activity`, day)
	if err != nil {
		return nil, err
	}
	official := map[string]int{}
	for _, g := range all {
		if size.Counts(g.standing, g.activity) {
			official[g.org] += g.n
		}
	}
	out := map[string]Strength{}
	for _, cell := range cells {
		if s := (Strength{Official: official[cell], Least: size.MinOfficial}); s.Few() {
			out[cell] = s
		}
	}
	return out, nil
}
