// Package org keeps the dated tree of organisations: what each is called, of
// which kind it is and under what it stands, from a day to a day (half-open).
// Nothing of the past is overwritten: a rename, move, merge, split or
// dissolution ends one edge and begins the next, future days included. Rights
// follow today's edges, reports those of the day they speak of.
package org

import (
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// nameMost is how many bytes a name may have: it must fit a letterhead.
const nameMost = 400

// Org is an organisation as it stands on one day.
type Org struct {
	ID, Code, Slug, Name, Kind, Parent, Path string
	From, To                                 string // the edge's days; To is empty while it goes on
	Version                                  int64
	Position                                 int
}

// Cell tells whether it holds cell meetings.
func (o Org) Cell() bool {
	switch rule.OrgKind(o.Kind) {
	case rule.KindProvince, rule.KindCommune, rule.KindGrassroots, rule.KindSection, rule.KindGroup:
		return false
	}
	return true
}

const columns = `o.id, o.code, o.slug, e.name, e.kind, coalesce(e.parent, ''), e.path, e.valid_from, coalesce(e.valid_to, ''), o.version, e.position`

func scanOrg(scan store.Scan) (o Org, err error) {
	err = scan(&o.ID, &o.Code, &o.Slug, &o.Name, &o.Kind, &o.Parent, &o.Path, &o.From, &o.To, &o.Version, &o.Position)
	return
}

// edges lists every edge of an organisation, oldest first.
func edges(rd *store.Reader, id string) ([]Org, error) {
	return store.All(rd, scanOrg, `select `+columns+` from org o join org_edge e on e.tenant = o.tenant and e.org = o.id
		where o.tenant = $1 and o.id = $2 order by e.valid_from`, id)
}

// nearest picks the edge of the day, else the first one to come, else the last
// one that was.
func nearest(all []Org, day string) (Org, error) {
	if len(all) == 0 {
		return Org{}, fault.Missing()
	}
	for _, o := range all {
		if o.To == "" || o.To > day {
			return o, nil
		}
	}
	return all[len(all)-1], nil
}

func stands(o Org, day string) bool { return o.From <= day && (o.To == "" || o.To > day) }

// Anchor is where the rights over an organisation are asked: itself while it
// stands today; else, for one that is yet to begin or has ended, the nearest
// organisation above it that does.
func Anchor(rd *store.Reader, id string) (string, error) {
	for range 12 {
		all, err := edges(rd, id)
		if err != nil {
			return "", err
		}
		o, err := nearest(all, rd.Today())
		if err != nil {
			return "", err
		}
		if stands(o, rd.Today()) || o.Parent == "" {
			return id, nil
		}
		id = o.Parent
	}
	return "", fault.Missing()
}

// Must asks for a right over an organisation, also one of the past or future.
func Must(rd *store.Reader, action access.Action, id string) error {
	if id == "" {
		return fault.Missing()
	}
	at, err := Anchor(rd, id)
	if err != nil {
		return err
	}
	return access.Must(rd, action, at)
}

// Get gives an organisation as it is today, or nearest to today.
func Get(rd *store.Reader, id string) (Org, error) { return AsAt(rd, id, "") }

// AsAt gives an organisation as it was on a day; on a day on which it did not
// stand there is nothing to see. An empty day means today or nearest to it.
func AsAt(rd *store.Reader, id, day string) (Org, error) {
	if err := Must(rd, access.OrgView, id); err != nil {
		return Org{}, err
	}
	return at(rd, id, day)
}

func at(rd *store.Reader, id, day string) (Org, error) {
	all, err := edges(rd, id)
	if err != nil {
		return Org{}, err
	}
	if day == "" {
		return nearest(all, rd.Today())
	}
	for _, o := range all {
		if stands(o, day) {
			return o, nil
		}
	}
	return Org{}, fault.Missing()
}

// BySlug finds an organisation by its address. An address of before still
// leads to it; the answer's Slug is the one to redirect to.
func BySlug(rd *store.Reader, slug string) (Org, error) {
	ids, err := rd.Strings(`select id from org where tenant = $1 and slug = $2
		union all select org from org_slug where tenant = $1 and slug = $2`, slug)
	if err != nil {
		return Org{}, err
	}
	if len(ids) == 0 {
		return Org{}, fault.Missing()
	}
	return Get(rd, ids[0])
}

// Root is the committee itself: the one organisation without a parent.
func Root(rd *store.Reader) (Org, error) {
	if rd.Viewer().Person == "" {
		return Org{}, fault.Missing()
	}
	return root(rd)
}

func root(rd *store.Reader) (Org, error) {
	return store.One(rd, scanOrg, `select `+columns+` from org_edge e join org o on o.tenant = e.tenant and o.id = e.org
		where e.tenant = $1 and e.parent is null order by e.valid_from desc limit 1`)
}

// Tree lists the organisations of a day that the viewer may see, each after
// the one it stands under, in their set order.
func Tree(rd *store.Reader, day string) ([]Org, error) { return Reach(rd, access.OrgView, day) }

// Reach lists the organisations of a day over which the viewer has a right.
func Reach(rd *store.Reader, action access.Action, day string) ([]Org, error) {
	column, join, args := "e.path", "", []any{day}
	next := 3
	if day != rd.Today() { // rights follow today's tree; what no longer stands is reached by its old place
		column = "coalesce(t.path, e.path)"
		join = ` left join org_edge t on t.tenant = e.tenant and t.org = e.org and t.valid_from <= $3 and (t.valid_to is null or t.valid_to > $3)`
		args, next = append(args, rd.Today()), 4
	}
	cond, more, err := access.Where(rd, action, column, next)
	if err != nil {
		return nil, err
	}
	all, err := store.All(rd, scanOrg, `select `+columns+` from org_edge e join org o on o.tenant = e.tenant and o.id = e.org`+join+`
		where e.tenant = $1 and e.valid_from <= $2 and (e.valid_to is null or e.valid_to > $2) and `+cond+` order by e.path`, append(args, more...)...)
	return ordered(all), err
}

// Cells lists the organisations of a day that hold cell meetings and that the
// viewer may see.
func Cells(rd *store.Reader, day string) ([]Org, error) {
	all, err := Tree(rd, day)
	return slices.DeleteFunc(all, func(o Org) bool { return !o.Cell() }), err
}

// ordered walks the tree depth first, siblings by position and then by path;
// what stands under nothing in the list begins a tree of its own.
func ordered(all []Org) []Org {
	have := map[string]bool{}
	for _, o := range all {
		have[o.ID] = true
	}
	under := map[string][]Org{}
	for _, o := range all {
		parent := o.Parent
		if !have[parent] {
			parent = ""
		}
		under[parent] = append(under[parent], o)
	}
	out := make([]Org, 0, len(all))
	var walk func(string)
	walk = func(parent string) {
		next := under[parent]
		slices.SortStableFunc(next, func(a, b Org) int {
			if a.Position != b.Position {
				return a.Position - b.Position
			}
			return strings.Compare(a.Path, b.Path)
		})
		for _, o := range next {
			out = append(out, o)
			walk(o.ID)
		}
	}
	walk("")
	return out
}

// Event is one entry of an organisation's history.
type Event struct {
	ID, Kind, Day, Decision, Detail string
	At                              int64
	By                              string
}

// Events lists an organisation's history, oldest day first.
func Events(rd *store.Reader, id string) ([]Event, error) {
	if err := Must(rd, access.OrgView, id); err != nil {
		return nil, err
	}
	return store.All(rd, func(scan store.Scan) (e Event, err error) {
		err = scan(&e.ID, &e.Kind, &e.Day, &e.Decision, &e.Detail, &e.At, &e.By)
		return
	}, `select id, kind, day, decision, detail, at, by_person from org_event where tenant = $1 and org = $2 order by day, at, id`, id)
}
