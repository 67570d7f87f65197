package org

import (
	"strings"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/vi"
)

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
