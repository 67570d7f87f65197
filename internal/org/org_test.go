package org_test

import (
	"context"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/rules"
)

// tree is P(A(A1), B) founded on 1 July 2025, with an officer.
type tree struct{ p, a, a1, b org.Org }

func plant(t *testing.T, db *storetest.DB) (w tree) {
	t.Helper()
	db.Write(t, store.System, func(tx *store.Tx) error {
		var got tree
		made := func(into *org.Org, code, name, kind, parent string) (err error) {
			*into, err = org.Create(tx, org.New{Code: code, Name: name, Kind: kind, Parent: parent, From: "2025-07-01"})
			return err
		}
		if err := made(&got.p, "P", "Đảng ủy phường Mẫu", "commune", ""); err != nil {
			return err
		}
		if err := made(&got.a, "A", "Đảng bộ A", "grassroots", got.p.ID); err != nil {
			return err
		}
		if err := made(&got.a1, "A1", "Chi bộ Tổ dân phố số 1", "residential", got.a.ID); err != nil {
			return err
		}
		if err := made(&got.b, "B", "Đảng bộ B", "grassroots", got.p.ID); err != nil {
			return err
		}
		for person, at := range map[string]string{"officer": got.p.ID, "sibling": got.b.ID} {
			if _, err := tx.Exec(`insert into person (tenant, id, full_name, name_key, other_name, sex, birth, birth_precision, home, phone, ethnicity, religion, version, created_at) values ($1, $2, $2, '', '', '', '', '', '', '', '', '', 1, 0)`, person); err != nil {
				return err
			}
			post := access.Officer
			if person == "sibling" {
				post = access.Secretary
			}
			if _, err := tx.Exec(`insert into post_holding (tenant, id, person, post, org, from_day, decision, at, by_person) values ($1, $2, $2, $3, $4, '2025-07-01', '', 0, '')`, person, string(post), at); err != nil {
				return err
			}
		}
		w = got
		return nil
	})
	return w
}

func change(t *testing.T, db *storetest.DB, in org.Change) (o org.Org) {
	t.Helper()
	db.Write(t, "officer", func(tx *store.Tx) error {
		now, err := org.Get(tx.Reader, in.Org)
		if err != nil {
			return err
		}
		in.Version = now.Version
		o, err = org.Apply(tx, in)
		return err
	})
	return o
}

func shape(t *testing.T, db *storetest.DB, day string) string {
	t.Helper()
	var out []string
	db.Read(t, "officer", func(rd *store.Reader) error {
		all, err := org.Tree(rd, day)
		out = nil
		for _, o := range all {
			if !strings.HasSuffix(o.Path, ".") {
				t.Errorf("path %q", o.Path)
			}
			out = append(out, strings.Repeat(">", strings.Count(o.Path, "."))+o.Name)
		}
		return err
	})
	return strings.Join(out, " ")
}

func TestTheTreeKeepsEveryDay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		w := plant(t, db)
		change(t, db, org.Change{Org: w.a.ID, Kind: org.Renamed, Day: "2026-03-01", Name: "Đảng bộ An"})
		change(t, db, org.Change{Org: w.a.ID, Kind: org.Moved, Day: "2026-06-01", Parent: w.b.ID})
		change(t, db, org.Change{Org: w.a1.ID, Kind: org.SplitUp, Day: "2026-09-01", Into: []string{"Chi bộ Mới"}})
		change(t, db, org.Change{Org: w.a.ID, Kind: org.Merged, Day: "2027-01-01", Into: []string{w.b.ID}})
		change(t, db, org.Change{Org: w.a1.ID, Kind: org.Dissolved, Day: "2027-02-01"})
		for day, want := range map[string]string{
			"2025-06-30": "",
			"2025-07-01": ">Đảng ủy phường Mẫu >>Đảng bộ A >>>Chi bộ Tổ dân phố số 1 >>Đảng bộ B",
			"2026-02-28": ">Đảng ủy phường Mẫu >>Đảng bộ A >>>Chi bộ Tổ dân phố số 1 >>Đảng bộ B",
			"2026-03-01": ">Đảng ủy phường Mẫu >>Đảng bộ An >>>Chi bộ Tổ dân phố số 1 >>Đảng bộ B",
			"2026-06-01": ">Đảng ủy phường Mẫu >>Đảng bộ B >>>Đảng bộ An >>>>Chi bộ Tổ dân phố số 1",
			"2026-12-03": ">Đảng ủy phường Mẫu >>Đảng bộ B >>>Đảng bộ An >>>>Chi bộ Tổ dân phố số 1 >>>>Chi bộ Mới",
			"2027-01-01": ">Đảng ủy phường Mẫu >>Đảng bộ B >>>Chi bộ Tổ dân phố số 1 >>>Chi bộ Mới",
			"2027-02-01": ">Đảng ủy phường Mẫu >>Đảng bộ B >>>Chi bộ Mới",
		} {
			if got := shape(t, db, day); got != want {
				t.Errorf("%s:\n%s\nwant\n%s", day, got, want)
			}
		}
		db.Read(t, "officer", func(rd *store.Reader) error {
			o, err := org.BySlug(rd, "dang-bo-a")
			if err != nil || o.Slug != "dang-bo-an" {
				t.Errorf("the old address gives %q: %v", o.Slug, err)
			}
			events, err := org.Events(rd, w.a.ID)
			if len(events) != 4 {
				t.Errorf("%d events", len(events))
			}
			return err
		})
	})
}

func TestChangesThatCannotBe(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		w := plant(t, db)
		try := func(want string, in org.Change) {
			t.Helper()
			if err := db.TryWrite("officer", func(tx *store.Tx) error { _, err := org.Apply(tx, in); return err }); !fault.Is(err, want) {
				t.Errorf("%s: %v", want, err)
			}
		}
		try("stale", org.Change{Org: w.a.ID, Kind: org.Renamed, Day: "2026-12-10", Name: "X", Version: 7})
		try("org_under_itself", org.Change{Org: w.a.ID, Kind: org.Moved, Day: "2026-12-10", Parent: w.a1.ID, Version: 1})
		try("org_has_children", org.Change{Org: w.a.ID, Kind: org.Dissolved, Day: "2026-12-10", Version: 1})
		try("org_is_root", org.Change{Org: w.p.ID, Kind: org.Dissolved, Day: "2026-12-10", Version: 1})
		try("org_kind_unknown", org.Change{Kind: org.Created, Name: "X", OrgKind: "club", Parent: w.p.ID, Day: "2026-12-10"})
		change(t, db, org.Change{Org: w.a.ID, Kind: org.Renamed, Day: "2027-01-01", Name: "Y"})
		try("org_later_change", org.Change{Org: w.a.ID, Kind: org.Renamed, Day: "2026-12-10", Name: "X", Version: 2})
		try("not_found", org.Change{Kind: org.Created, Name: "X", OrgKind: "commune", Day: "2026-12-10"})
	})
}

func TestOthersSeeNoTree(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		w := plant(t, db)
		for _, who := range []store.Viewer{{Tenant: db.Tenant + 1, Person: "officer"}, db.As("sibling"), db.As("")} {
			_ = db.DB.Read(context.Background(), who, func(rd *store.Reader) error {
				if all, err := org.Tree(rd, rd.Today()); err != nil || len(all) > 1 || len(all) == 1 && all[0].ID != w.b.ID {
					t.Errorf("%v sees %v %v", who, all, err)
				}
				for _, f := range []func() error{
					func() error { _, err := org.Get(rd, w.a1.ID); return err },
					func() error { _, err := org.BySlug(rd, w.a1.Slug); return err },
					func() error { _, err := org.Events(rd, w.a1.ID); return err },
				} {
					if err := f(); fault.KindOf(err) != fault.NotFound || err == nil {
						t.Errorf("%v: %v", who, err)
					}
				}
				return nil
			})
			err := db.DB.Write(context.Background(), who, func(tx *store.Tx) error {
				_, err := org.Apply(tx, org.Change{Org: w.b.ID, Kind: org.Renamed, Day: "2026-12-10", Name: "X", Version: 1})
				return err
			})
			if fault.KindOf(err) != fault.NotFound || err == nil {
				t.Errorf("%v renames: %v", who, err)
			}
		}
	})
}

func TestTermComesFromTheRulesUnlessSet(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		w, book := plant(t, db), rule.MustLoad(rules.FS)
		term := func() (got string) {
			db.Read(t, "officer", func(rd *store.Reader) error {
				from, to, err := org.TermOf(rd, book, w.a1.ID, "2026-12-03")
				got = from + " " + to
				return err
			})
			return got
		}
		if got := term(); got != "2025-07-01 2030-07-01" {
			t.Error(got)
		}
		db.Write(t, "officer", func(tx *store.Tx) error { return org.SetTerm(tx, w.a1.ID, "2026-01-15", "2028-01-15") })
		if got := term(); got != "2026-01-15 2028-01-15" {
			t.Error(got)
		}
	})
}
