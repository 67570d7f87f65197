package org

import (
	"fmt"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/rule"
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

// New is an organisation to be founded.
type New struct{ Code, Name, Kind, Parent, From, Decision string }

// Change is one dated change of the tree.
type Change struct {
	Org, Kind, Day, Decision string
	Name, OrgKind            string   // rename: the new ones, empty keeps; create: the new organisation's
	Parent                   string   // move and create: what it stands under from that day
	Into                     []string // merge: the id it becomes part of; split: the names of the new ones
	Version                  int64
}

// Create founds an organisation under another. Parent is empty only for the
// committee itself, which the program founds at first run.
func Create(tx *store.Tx, in New) (Org, error) {
	if in.Parent == "" {
		if tx.Viewer().Person != store.System {
			return Org{}, fault.Missing()
		}
	} else if err := Must(tx.Reader, access.OrgEdit, in.Parent); err != nil {
		return Org{}, err
	}
	return create(tx, in, Created)
}

func create(tx *store.Tx, in New, kind string) (Org, error) {
	in.Name, in.Code = vi.Clean(in.Name), vi.Clean(in.Code)
	var bad fault.Fields
	if vi.Fold(in.Name) == "" {
		bad.Add("name", "org_name_missing")
	}
	if !knownKind(in.Kind) {
		bad.Add("kind", "org_kind_unknown")
	}
	if !vi.ValidDay(in.From) {
		bad.Add("from", "day_unreadable")
	}
	if err := bad.Err(); err != nil {
		return Org{}, err
	}
	count, err := tx.Int(`select count(*) from org where tenant = $1`)
	if err != nil {
		return Org{}, err
	}
	segment := strconv.FormatInt(count+1, 36) // organisations are never deleted, so the count names each once
	if len(segment) < 3 {
		segment = strings.Repeat("0", 3-len(segment)) + segment
	}
	path := segment + "."
	if in.Parent == "" {
		if _, err := root(tx.Reader); err == nil {
			return Org{}, fault.New(fault.Conflict, "org_root_exists")
		} else if !store.IsNoRow(err) {
			return Org{}, err
		}
	} else {
		up, err := open(tx.Reader, in.Parent, in.From)
		if err != nil {
			return Org{}, err
		}
		path = up.Path + path
	}
	if in.Code == "" {
		in.Code = "T" + strings.ToUpper(segment)
	}
	if taken, err := tx.Int(`select count(*) from org where tenant = $1 and code = $2`, in.Code); err != nil {
		return Org{}, err
	} else if taken > 0 {
		return Org{}, fault.Bad("code", "org_code_taken", "code", in.Code)
	}
	id := store.NewID()
	slug, err := freeSlug(tx.Reader, id, in.Name)
	if err != nil {
		return Org{}, err
	}
	if _, err := tx.Exec(`insert into org (tenant, id, code, slug, version, created_at) values ($1, $2, $3, $4, 1, $5)`, id, in.Code, slug, tx.Now()); err != nil {
		return Org{}, err
	}
	o := Org{ID: id, Code: in.Code, Slug: slug, Name: in.Name, Kind: in.Kind, Parent: in.Parent, Path: path, From: in.From, Version: 1, Position: int(count + 1)}
	if err := addEdge(tx, o); err != nil {
		return Org{}, err
	}
	return o, note(tx, o.ID, kind, in.From, in.Decision, map[string]string{"name": o.Name, "kind": o.Kind, "parent": o.Parent})
}

func knownKind(kind string) bool {
	switch rule.OrgKind(kind) {
	case rule.KindProvince, rule.KindCommune, rule.KindGrassroots, rule.KindSection, rule.KindResidential, rule.KindOffice,
		rule.KindStateEnterprise, rule.KindPrivateEnterprise, rule.KindStudent, rule.KindArmedForces, rule.KindGroup:
		return true
	}
	return false
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

// freeSlug makes an address from a name, without the "Chi bộ" that all share,
// that no other organisation has or had.
func freeSlug(rd *store.Reader, id, name string) (string, error) {
	base := vi.Slug(name)
	if short := strings.TrimPrefix(base, "chi-bo-"); short != "" {
		base = short
	}
	for n := 1; ; n++ {
		slug := base
		if n > 1 {
			slug = fmt.Sprintf("%s-%d", base, n)
		}
		taken, err := rd.Int(`select (select count(*) from org where tenant = $1 and slug = $2 and id <> $3) + (select count(*) from org_slug where tenant = $1 and slug = $2 and org <> $3)`, slug, id)
		if err != nil || taken == 0 {
			return slug, err
		}
	}
}

// Apply makes one dated change of the tree and gives the organisation as it is
// after it. Members are not moved by it: member.Reorganise does both.
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

// Merge makes an organisation part of another from a day: what stood under it
// moves to that other, and it stands no longer.
func Merge(tx *store.Tx, in Change) (Org, error) {
	if len(in.Into) != 1 || in.Into[0] == in.Org {
		return Org{}, fault.Bad("into", "org_merge_into")
	}
	into := in.Into[0]
	if err := Must(tx.Reader, access.OrgEdit, into); err != nil {
		return Org{}, err
	}
	old, err := begin(tx, in)
	if err != nil {
		return Org{}, err
	}
	target, err := open(tx.Reader, into, in.Day)
	if err != nil {
		return Org{}, err
	}
	if old.Parent == "" || strings.HasPrefix(target.Path, old.Path) {
		return Org{}, fault.Bad("into", "org_under_itself", "name", old.Name)
	}
	below, err := children(tx.Reader, in.Org, in.Day)
	if err != nil {
		return Org{}, err
	}
	for _, id := range below {
		child, err := open(tx.Reader, id, in.Day)
		if err != nil {
			return Org{}, err
		}
		if err := move(tx, child, into, in.Day); err != nil {
			return Org{}, err
		}
		if err := note(tx, id, Moved, in.Day, in.Decision, map[string]string{"from": in.Org, "to": into}); err != nil {
			return Org{}, err
		}
	}
	if err := end(tx, old, in.Day); err != nil {
		return Org{}, err
	}
	detail := map[string]string{"from": in.Org, "into": into}
	if err := note(tx, into, Merged, in.Day, in.Decision, detail); err != nil {
		return Org{}, err
	}
	if err := note(tx, in.Org, Merged, in.Day, in.Decision, detail); err != nil {
		return Org{}, err
	}
	return at(tx.Reader, into, "")
}

// Split founds new organisations out of one, beside it, from a day; the old
// one stays until it is dissolved.
func Split(tx *store.Tx, in Change) (Org, error) {
	if len(in.Into) == 0 {
		return Org{}, fault.Bad("into", "org_split_into")
	}
	old, err := begin(tx, in)
	if err != nil {
		return Org{}, err
	}
	if old.Parent == "" {
		return Org{}, fault.Bad("org", "org_is_root")
	}
	var ids []string
	for _, name := range in.Into {
		o, err := create(tx, New{Name: name, Kind: old.Kind, Parent: old.Parent, From: in.Day, Decision: in.Decision}, Created)
		if err != nil {
			return Org{}, err
		}
		ids = append(ids, o.ID)
	}
	if err := note(tx, in.Org, SplitUp, in.Day, in.Decision, map[string]any{"into": ids}); err != nil {
		return Org{}, err
	}
	return at(tx.Reader, in.Org, "")
}

// Dissolve ends an organisation on a day; nothing may stand under it then.
func Dissolve(tx *store.Tx, in Change) (Org, error) {
	old, err := begin(tx, in)
	if err != nil {
		return Org{}, err
	}
	if old.Parent == "" {
		return Org{}, fault.Bad("org", "org_is_root")
	}
	below, err := children(tx.Reader, in.Org, in.Day)
	if err != nil {
		return Org{}, err
	}
	if len(below) > 0 {
		return Org{}, fault.New(fault.Conflict, "org_has_children", "count", len(below))
	}
	if err := end(tx, old, in.Day); err != nil {
		return Org{}, err
	}
	if err := note(tx, in.Org, Dissolved, in.Day, in.Decision, map[string]string{"name": old.Name}); err != nil {
		return Org{}, err
	}
	return at(tx.Reader, in.Org, "")
}

// children are what stands under an organisation on or after a day.
func children(rd *store.Reader, id, day string) ([]string, error) {
	return rd.Strings(`select distinct e.org from org_edge e where e.tenant = $1 and e.parent = $2 and (e.valid_to is null or e.valid_to > $3) order by e.org`, id, day)
}

func end(tx *store.Tx, old Org, day string) error {
	if old.From >= day {
		return fault.Bad("day", "org_ends_before_it_begins", "day", vi.ShowDay(old.From))
	}
	_, err := tx.Exec(`update org_edge set valid_to = $4 where tenant = $1 and org = $2 and valid_from = $3`, old.ID, old.From, day)
	return err
}
