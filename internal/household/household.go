// Package household keeps which member of a cell is in charge of which households: groups
// with a name and a number ("Nhóm hộ ngõ 5, 12 hộ"), their sum beside the number the cell
// has, and whether a group was visited in a quarter (domain/members.md 9). No householder is
// named and nothing that was said at a door is kept: that is a concern, raised by its own
// way. Exempt members and those away are given none; others may be excused. Upwards go
// counts, and how far a quarter has come only where there are five groups or more.
package household

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Reasons are why a member is in charge of none.
var Reasons = []string{"age", "health", "work", "other_duty"}

// Group is some households that belong together.
type Group struct {
	ID         string `json:"id"`
	Org        string `json:"org"`
	Name       string `json:"name"`
	Households int    `json:"households"`
	Member     string `json:"member"` // in charge, or empty
	MemberName string `json:"member_name"`
	GivenOn    string `json:"given_on"`
	VisitedOn  string `json:"visited_on"` // in the quarter; empty: not yet
	Version    int64  `json:"version"`
	Left       bool   `json:"left"` // who is in charge moved, became exempt or is away
	activity   string
}

// Covered tells whether somebody is in charge who can be.
func (g Group) Covered() bool { return g.Member != "" && !g.Left }

// Someone is a member by name.
type Someone struct {
	Member string `json:"member"`
	Name   string `json:"name"`
	Reason string `json:"reason,omitempty"` // of an excuse
}

// Sheet is all of a cell in a quarter.
type Sheet struct {
	Org        string    `json:"org"`
	Quarter    string    `json:"quarter"`    // YYYY-Qn
	Households int       `json:"households"` // of the cell; 0: not known
	AsOf       string    `json:"as_of"`
	Version    int64     `json:"version"` // of that number
	Groups     []Group   `json:"groups"`  // by name
	Without    []Someone `json:"without"` // who could be in charge and is not; to those who give, alone
	Excused    []Someone `json:"excused"` // the same
}

// Given is how many households somebody is in charge of.
func (s Sheet) Given() (n int) {
	for _, g := range s.Groups {
		if g.Covered() {
			n += g.Households
		}
	}
	return n
}

// Visited counts the groups that were visited in the quarter.
func (s Sheet) Visited() (n int) {
	for _, g := range s.Groups {
		if g.VisitedOn != "" {
			n++
		}
	}
	return n
}

// Quarter is the quarter of a day, "2026-Q4".
func Quarter(day string) string {
	month, _ := strconv.Atoi(day[5:7])
	return day[:4] + "-Q" + strconv.Itoa((month+2)/3)
}

const groups = `select g.id, g.org, g.name, g.households, g.member, coalesce(p.full_name, ''), g.given_on, coalesce(r.visited_on, ''), g.version, coalesce(s.activity, t.activity, '')
	from household_group g left join member m on m.tenant = g.tenant and m.id = g.member left join person p on p.tenant = m.tenant and p.id = m.person
	left join household_round r on r.tenant = g.tenant and r.household_group = g.id and r.quarter = $2
	left join member_span s on s.tenant = g.tenant and s.member = g.member and s.org = g.org and s.from_day <= $3 and (s.to_day is null or s.to_day > $3) and s.standing <> 'ended'
	left join member_stay t on t.tenant = g.tenant and t.member = g.member and t.org = g.org and t.from_day <= $3 and (t.to_day is null or t.to_day > $3)`

func scanner(limits rule.Duties) func(store.Scan) (Group, error) {
	return func(row store.Scan) (g Group, err error) {
		err = row(&g.ID, &g.Org, &g.Name, &g.Households, &g.Member, &g.MemberName, &g.GivenOn, &g.VisitedOn, &g.Version, &g.activity)
		g.Left = g.Member != "" && !limits.Gives(g.activity)
		return
	}
}

// Of reads a cell's groups as they stand in the quarter of today, for its members. Who is
// without and who is excused is told to those who give them out, alone.
func Of(rd *store.Reader, book *rule.Book, org string) (Sheet, error) {
	s := Sheet{Org: org, Quarter: Quarter(rd.Today())}
	gives, err := access.Can(rd, access.DutyEdit, org)
	if err != nil {
		return s, err
	}
	if !gives {
		if err := access.Must(rd, access.DutyView, org); err != nil {
			return s, err
		}
	}
	limits := book.Duties(rd.Today())
	if err := rd.Get([]any{&s.Households, &s.AsOf, &s.Version}, `select households, as_of, version from household_cell where tenant = $1 and org = $2`, org); err != nil && !store.IsNoRow(err) {
		return s, err
	}
	if s.Groups, err = store.All(rd, scanner(limits), groups+` where g.tenant = $1 and g.org = $4 and g.ended_on = '' order by g.name, g.id limit 300`, s.Quarter, rd.Today(), org); err != nil {
		return s, err
	}
	slices.SortStableFunc(s.Groups, func(a, b Group) int { return cmp.Compare(inOrder(a.Name), inOrder(b.Name)) })
	if !gives {
		return s, nil
	}
	return s, s.others(rd, limits)
}

// digits are the numbers of lanes and groups.
var digits = regexp.MustCompile(`\d+`)

// inOrder is by what names are sorted: lane 3 before lane 11.
func inOrder(name string) string {
	return digits.ReplaceAllStringFunc(vi.Fold(name), func(n string) string { return fmt.Sprintf("%08s", n) })
}

// others are the members of today who are in charge of no group, apart from those to whom
// none is given by rule.
func (s *Sheet) others(rd *store.Reader, limits rule.Duties) error {
	type one struct {
		Someone
		activity string
	}
	all, err := store.All(rd, func(row store.Scan) (o one, err error) { err = row(&o.Member, &o.Name, &o.activity, &o.Reason); return },
		`select s.member, p.full_name, s.activity, coalesce(x.reason, '') from member_span s join member m on m.tenant = s.tenant and m.id = s.member join person p on p.tenant = m.tenant and p.id = m.person
		left join household_excuse x on x.tenant = s.tenant and x.org = s.org and x.member = s.member
		where s.tenant = $1 and s.org = $2 and s.from_day <= $3 and (s.to_day is null or s.to_day > $3) and s.standing <> 'ended'
		and not exists (select 1 from household_group g where g.tenant = s.tenant and g.member = s.member and g.org = s.org and g.ended_on = '') order by p.name_key, s.member`, s.Org, rd.Today())
	for _, o := range all {
		switch {
		case !limits.Gives(o.activity):
		case o.Reason != "":
			s.Excused = append(s.Excused, o.Someone)
		default:
			s.Without = append(s.Without, o.Someone)
		}
	}
	return err
}

// Get reads one group, for the members of its cell.
func Get(rd *store.Reader, book *rule.Book, id string) (Group, error) {
	g, err := store.One(rd, scanner(book.Duties(rd.Today())), groups+` where g.tenant = $1 and g.id = $4 and g.ended_on = ''`, Quarter(rd.Today()), rd.Today(), id)
	if err != nil {
		return g, err
	}
	if gives, err := access.Can(rd, access.DutyEdit, g.Org); err != nil || gives {
		return g, err
	}
	if err := access.Must(rd, access.DutyView, g.Org); err != nil {
		return Group{}, err
	}
	return g, nil
}

// Charge is a group somebody is or was in charge of, or why he is in charge of none.
type Charge struct {
	Group      string `json:"group"`
	Households int    `json:"households"`
	GivenOn    string `json:"given_on"`
	EndedOn    string `json:"ended_on"`
	Excuse     string `json:"excuse"`
}

// Own are those of the viewer, for his own file.
func Own(rd *store.Reader) ([]Charge, error) {
	return store.All(rd, func(row store.Scan) (c Charge, err error) {
		err = row(&c.Group, &c.Households, &c.GivenOn, &c.EndedOn, &c.Excuse)
		return
	}, `select g.name, g.households, g.given_on, g.ended_on, '' from member m join household_group g on g.tenant = m.tenant and g.member = m.id where m.tenant = $1 and m.person = $2
		union all select '', 0, x.since, '', x.reason from member m join household_excuse x on x.tenant = m.tenant and x.member = m.id where m.tenant = $1 and m.person = $2 order by 3, 1`, rd.Viewer().Person)
}
