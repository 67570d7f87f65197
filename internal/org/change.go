package org

import (
	"strings"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Kinds of change.
const (
	Created   = "create"
	Renamed   = "rename"
	Moved     = "move"
	Merged    = "merge"
	SplitUp   = "split"
	Dissolved = "dissolve"
)

// Change is one dated change of the tree.
type Change struct {
	Org, Kind, Day, Decision string
	Name, OrgKind            string   // rename: the new ones, empty keeps; create: the new organisation's
	Parent                   string   // move and create: what it stands under from that day
	Into                     []string // merge: the id it becomes part of; split: the names of the new ones
	Version                  int64
}

// open gives the last edge of an organisation, which alone can be changed: a
// change dated before one already recorded would have to rewrite it.
func open(rd *store.Reader, id, day string) (Org, error) {
	all, err := edges(rd, id)
	if err != nil {
		return Org{}, err
	}
	if len(all) == 0 {
		return Org{}, fault.Missing()
	}
	last := all[len(all)-1]
	switch {
	case last.To != "":
		return Org{}, fault.Bad("day", "org_ended", "name", last.Name, "day", vi.ShowDay(last.To))
	case last.From > day:
		return Org{}, fault.Bad("day", "org_later_change", "name", last.Name, "day", vi.ShowDay(last.From))
	}
	return last, nil
}

func addEdge(tx *store.Tx, o Org) error {
	_, err := tx.Exec(`insert into org_edge (tenant, org, valid_from, valid_to, parent, name, kind, path, position) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		o.ID, o.From, store.NullString(o.To), store.NullString(o.Parent), o.Name, o.Kind, o.Path, o.Position)
	return err
}

// turn makes edge old read as next from a day on.
func turn(tx *store.Tx, old, next Org, day string) error {
	if old.From >= day {
		_, err := tx.Exec(`update org_edge set parent = $4, name = $5, kind = $6, path = $7 where tenant = $1 and org = $2 and valid_from = $3`,
			old.ID, old.From, store.NullString(next.Parent), next.Name, next.Kind, next.Path)
		return err
	}
	if _, err := tx.Exec(`update org_edge set valid_to = $4 where tenant = $1 and org = $2 and valid_from = $3`, old.ID, old.From, day); err != nil {
		return err
	}
	next.From, next.To = day, old.To
	return addEdge(tx, next)
}

func note(tx *store.Tx, id, kind, day, decision string, detail any) error {
	if _, err := tx.Exec(`insert into org_event (tenant, id, org, kind, day, decision, detail, at, by_person) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		store.NewID(), id, kind, day, decision, store.JSON(detail), tx.Now(), tx.Viewer().Person); err != nil {
		return err
	}
	return Note(tx, "org."+kind, "org", id, id, map[string]any{"day": day, "decision": decision, "detail": detail})
}

// Apply makes one dated change of the tree and gives the organisation as it is
// after it. Members are not moved by it: member.Reorganise does all.
func Apply(tx *store.Tx, in Change) (Org, error) {
	switch in.Kind {
	case Created:
		return Create(tx, New{Name: in.Name, Kind: in.OrgKind, Parent: in.Parent, From: in.Day, Decision: in.Decision})
	case Renamed:
		return Rename(tx, in)
	case Moved:
		return Move(tx, in)
	case Merged:
		return Merge(tx, in)
	case SplitUp:
		return Split(tx, in)
	case Dissolved:
		return Dissolve(tx, in)
	}
	return Org{}, fault.Bad("kind", "org_change_unknown")
}

// begin checks the right, the day and the version, and counts the version on.
func begin(tx *store.Tx, in Change) (Org, error) {
	if err := Must(tx.Reader, access.OrgEdit, in.Org); err != nil {
		return Org{}, err
	}
	if !vi.ValidDay(in.Day) {
		return Org{}, fault.Bad("day", "day_unreadable")
	}
	now, err := at(tx.Reader, in.Org, "")
	if err != nil {
		return Org{}, err
	}
	if now.Version != in.Version {
		return Org{}, fault.Stale(now)
	}
	old, err := open(tx.Reader, in.Org, in.Day)
	if err != nil {
		return Org{}, err
	}
	_, err = tx.Exec(`update org set version = version + 1 where tenant = $1 and id = $2`, in.Org)
	return old, err
}

// Rename gives another name or kind from a day; the old address still leads here.
func Rename(tx *store.Tx, in Change) (Org, error) {
	old, err := begin(tx, in)
	if err != nil {
		return Org{}, err
	}
	next := old
	if name := vi.Clean(in.Name); name != "" {
		next.Name = name
	}
	if in.OrgKind != "" {
		next.Kind = in.OrgKind
	}
	if vi.Fold(next.Name) == "" {
		return Org{}, fault.Bad("name", "org_name_missing")
	}
	if len(next.Name) > nameMost {
		return Org{}, fault.Bad("name", "org_name_long")
	}
	if !knownKind(next.Kind) {
		return Org{}, fault.Bad("kind", "org_kind_unknown")
	}
	if err := turn(tx, old, next, in.Day); err != nil {
		return Org{}, err
	}
	if err := reslug(tx, old, next.Name, in.Day); err != nil {
		return Org{}, err
	}
	if err := note(tx, in.Org, Renamed, in.Day, in.Decision, map[string]string{"from": old.Name, "to": next.Name, "kind": next.Kind}); err != nil {
		return Org{}, err
	}
	return at(tx.Reader, in.Org, "")
}

func reslug(tx *store.Tx, old Org, name, day string) error {
	slug, err := freeSlug(tx.Reader, old.ID, name)
	if err != nil || slug == old.Slug {
		return err
	}
	keep := old.Slug
	if day > tx.Today() { // the address of a future name works at once, but is not yet the one shown
		keep = slug
	} else {
		if _, err := tx.Exec(`delete from org_slug where tenant = $1 and slug = $2`, slug); err != nil {
			return err
		}
		if _, err := tx.Exec(`update org set slug = $3 where tenant = $1 and id = $2`, old.ID, slug); err != nil {
			return err
		}
	}
	_, err = tx.Exec(`insert into org_slug (tenant, slug, org) values ($1, $2, $3) on conflict do nothing`, keep, old.ID)
	return err
}

// Move places an organisation and all below it under another from a day.
func Move(tx *store.Tx, in Change) (Org, error) {
	if err := Must(tx.Reader, access.OrgEdit, in.Parent); err != nil {
		return Org{}, err
	}
	old, err := begin(tx, in)
	if err != nil {
		return Org{}, err
	}
	if err := move(tx, old, in.Parent, in.Day); err != nil {
		return Org{}, err
	}
	if err := note(tx, in.Org, Moved, in.Day, in.Decision, map[string]string{"from": old.Parent, "to": in.Parent}); err != nil {
		return Org{}, err
	}
	return at(tx.Reader, in.Org, "")
}

func move(tx *store.Tx, old Org, parent, day string) error {
	up, err := open(tx.Reader, parent, day)
	if err != nil {
		return err
	}
	if old.Parent == "" || strings.HasPrefix(up.Path, old.Path) {
		return fault.Bad("parent", "org_under_itself", "name", old.Name)
	}
	own := strings.TrimSuffix(old.Path, ".")
	path := up.Path + own[strings.LastIndexByte(own, '.')+1:] + "."
	below, err := store.All(tx.Reader, scanOrg, `select `+columns+` from org_edge e join org o on o.tenant = e.tenant and o.id = e.org
		where e.tenant = $1 and e.path > $2 and e.path < $3 and (e.valid_to is null or e.valid_to > $4) order by e.path, e.valid_from`, old.Path, access.After(old.Path), day)
	if err != nil {
		return err
	}
	next := old
	next.Parent, next.Path = parent, path
	if err := turn(tx, old, next, day); err != nil {
		return err
	}
	for _, o := range below {
		there := o
		there.Path = path + strings.TrimPrefix(o.Path, old.Path)
		if err := turn(tx, o, there, day); err != nil {
			return err
		}
	}
	return nil
}
