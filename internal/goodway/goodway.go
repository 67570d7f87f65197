// Package goodway is the shelf of what cells do well: a cell writes what it did, how, what
// it cost in effort and for which kinds of cell it suits, with what shows it taken from its
// own rows. Nothing leaves the cell before the cell itself says so, and it may take it back.
// Another cell that does likewise keeps a copy with the source named, and says later in its
// own words how it went. Cells are named, never persons; nothing is ranked, marked or added
// up by cell.
package goodway

import (
	"encoding/json"
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// The states of a way.
const (
	Draft  = "draft"
	Shared = "shared"
	Back   = "back" // taken back by the cell
)

// Who may read and copy a shared way.
const (
	ToAll       = "all"       // every cell of the committee
	ToCommittee = "committee" // the committee alone
)

// Reaches lists them in the order of the form.
var Reaches = []string{ToAll, ToCommittee}

// GoodWay is what one cell does well.
type GoodWay struct {
	ID       string   `json:"id"`
	Org      string   `json:"org"`
	OrgName  string   `json:"org_name"` // the source, always named
	Slug     string   `json:"slug"`
	Title    string   `json:"title"`
	Done     string   `json:"done"`   // what it did
	How      string   `json:"how"`    // step by step
	Effort   string   `json:"effort"` // what it cost: people, time, money
	Kinds    []string `json:"kinds"`  // of cells it suits; none: all
	Reach    string   `json:"reach"`  // all, committee; "" while it is a draft
	State    string   `json:"state"`
	SharedOn string   `json:"shared_on"`
	BackOn   string   `json:"back_on"`
	Version  int64    `json:"version"`
	Proofs   []Proof  `json:"proofs"` // of one way; a list leaves them out
	proofs   string
}

// Suits tells whether it is for a kind of cell.
func (w GoodWay) Suits(kind string) bool { return len(w.Kinds) == 0 || slices.Contains(w.Kinds, kind) }

// open tells that other cells of the committee may read it.
func (w GoodWay) open() bool { return w.State == Shared && w.Reach == ToAll }

const columns = `w.id, w.org, coalesce((select l.name from org_edge l where l.tenant = w.tenant and l.org = w.org order by l.valid_from desc limit 1), ''), o.slug,
	w.title, w.done, w.how, w.effort, w.kinds, w.proofs, w.reach, w.state, w.shared_on, w.back_on, w.version from good_way w join org o on o.tenant = w.tenant and o.id = w.org`

func scan(row store.Scan) (w GoodWay, err error) {
	kinds := ""
	err = row(&w.ID, &w.Org, &w.OrgName, &w.Slug, &w.Title, &w.Done, &w.How, &w.Effort, &kinds, &w.proofs, &w.Reach, &w.State, &w.SharedOn, &w.BackOn, &w.Version)
	w.Kinds = strings.Fields(kinds)
	return w, err
}

// Shelf is what a cell finds: its own, what others let it read, what it does after them,
// and what the committee suggested.
type Shelf struct {
	Own   []GoodWay    `json:"own"`
	Fit   []GoodWay    `json:"fit"`   // of others, for its kind of cell, the latest first
	Other []GoodWay    `json:"other"` // of others, for other kinds
	Taken []TakenWay   `json:"taken"`
	Hints []GoodHint   `json:"hints"`
	Keeps bool         `json:"keeps"` // the viewer writes for the cell
	Kind  rule.OrgKind `json:"-"`
}

// Of is the shelf as a cell reads it.
func Of(rd *store.Reader, org string) (s Shelf, err error) {
	if err := access.Must(rd, access.GoodwayRead, org); err != nil {
		return s, err
	}
	if s.Keeps, err = access.Can(rd, access.GoodwayKeep, org); err != nil {
		return s, err
	}
	kind := ""
	if err := rd.Get([]any{&kind}, `select e.kind from org_edge e where e.tenant = $1 and e.org = $2 order by e.valid_from desc limit 1`, org); err != nil {
		return s, err
	}
	s.Kind = rule.OrgKind(kind)
	if s.Own, err = store.All(rd, scan, `select `+columns+` where w.tenant = $1 and w.org = $2 order by w.created_at desc, w.id limit 200`, org); err != nil {
		return s, err
	}
	if !s.Keeps { // what is not shared is the secretary's
		s.Own = slices.DeleteFunc(s.Own, func(w GoodWay) bool { return w.State != Shared })
	}
	others, err := store.All(rd, scan, `select `+columns+` where w.tenant = $1 and w.state = 'shared' and w.reach = 'all' and w.org <> $2 order by w.shared_on desc, w.id limit 200`, org)
	if err != nil {
		return s, err
	}
	for _, w := range others {
		if w.Suits(kind) {
			s.Fit = append(s.Fit, w)
		} else {
			s.Other = append(s.Other, w)
		}
	}
	if s.Taken, err = store.All(rd, scanTaken, `select `+takenColumns+` where t.tenant = $1 and t.org = $2 order by t.taken_on desc, t.id limit 200`, org); err != nil || !s.Keeps {
		return s, err
	}
	s.Hints, err = store.All(rd, scanHint, `select `+hintColumns+` where h.tenant = $1 and h.org = $2 and h.state = 'open' order by h.on_day desc, h.id limit 200`, org)
	return s, err
}

// Ward is the shelf as the committee reads it: everything its cells share, the latest first.
func Ward(rd *store.Reader, org string) ([]GoodWay, error) {
	if err := access.Must(rd, access.GoodwayView, org); err != nil {
		return nil, err
	}
	reach, args, err := access.Where(rd, access.GoodwayView, "e.path", 3)
	if err != nil {
		return nil, err
	}
	return store.All(rd, scan, `select `+columns+` join org_edge e on e.tenant = w.tenant and e.org = w.org and e.valid_from = (select max(x.valid_from) from org_edge x where x.tenant = w.tenant and x.org = w.org)
		where w.tenant = $1 and w.state = $2 and `+reach+` order by w.shared_on desc, w.id limit 200`, append([]any{Shared}, args...)...)
}

// Get reads one with what shows it: its own cell, the committee above once it is shared,
// and any cell where it is shared with all.
func Get(rd *store.Reader, book *rule.Book, id string) (GoodWay, error) {
	w, err := read(rd, id)
	if err != nil {
		return w, err
	}
	if err := mayRead(rd, w); err != nil {
		return GoodWay{}, err
	}
	w.Proofs, err = proven(rd, book, w.Org, w.chosen())
	return w, err
}

func read(rd *store.Reader, id string) (GoodWay, error) {
	return store.One(rd, scan, `select `+columns+` where w.tenant = $1 and w.id = $2`, id)
}

func mayRead(rd *store.Reader, w GoodWay) error {
	action := access.GoodwayRead
	if w.State != Shared {
		action = access.GoodwayKeep
	}
	if ok, err := access.Can(rd, action, w.Org); err != nil || ok {
		return err
	}
	if w.State == Shared {
		if ok, err := access.Can(rd, access.GoodwayView, w.Org); err != nil || ok {
			return err
		}
	}
	if w.open() {
		return access.MustAny(rd, access.GoodwayRead)
	}
	return fault.Missing()
}

// chosen are the proofs a cell ticked.
func (w GoodWay) chosen() (out []Proof) {
	_ = json.Unmarshal([]byte(w.proofs), &out) // written by this package alone
	return out
}
