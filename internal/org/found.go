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

// New is an organisation to be founded.
type New struct{ Code, Name, Kind, Parent, From, Decision string }

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
	if len(in.Name) > nameMost {
		bad.Add("name", "org_name_long")
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
