package e2e

import (
	"context"
	"testing"

	"chibo/internal/counts"
	"chibo/internal/counts/countstest"
	"chibo/internal/demo"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/web/link"
)

// shotMonth is the month of the sample whose meetings are over.
const shotMonth = "2026-11"

// provinceExamples founds a province beside the sample ward, with communes whose months
// come in every way, and names a page for each of its routes.
func (s *server) provinceExamples(t *testing.T, month string) (officer string, shots []shot) {
	t.Helper()
	p := countstest.Found(t, &storetest.DB{DB: s.app.DB, Tenant: demo.Tenant})
	s.elsewhere = map[string]int64{p.Officer: p.DB.Tenant}
	key := s.app.LogKey.Public(demo.Tenant)
	p.List(t, demo.Tenant, "Phường Sông Xanh", counts.ByFile, key, "2026-01")
	book, err := s.app.Books.Of(context.Background(), demo.Tenant)
	if err != nil {
		t.Fatal(err)
	}
	var made counts.Made
	if err := s.app.DB.Write(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: s.ward.Officer}, func(tx *store.Tx) (err error) {
		made, _, err = counts.Make(tx, book, s.app.LogKey.Sign, s.ward.Root.ID, month)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	n := func(n int) *int { return &n }
	table := "quality.table.hd42@1"
	for i, c := range []struct {
		name string
		f    *counts.Figures
	}{
		{"Xã Mường Lống", nil},
		{"Xã Pa Nậm", nil},
		{"Xã Tà Hử", &counts.Figures{Cells: n(22), Held: n(13), OnTime: n(11), Silent: n(9), Missed: n(0), Sealed: n(10), Members: n(412), Expected: n(240), Present: n(206), Small: n(1), Given: n(31), Done: n(20), Overdue: n(7), Concerns: n(9), ConcernsLate: n(6),
			Tables: counts.Tables{{Table: table, Self: &counts.Classes{Good: 11, Fair: 2}, Confirmed: &counts.Classes{Good: 6, Fair: 4}}}}},
		{"Xã Nậm Cha", &counts.Figures{Cells: n(18), Held: n(18), OnTime: n(17), Silent: n(0), Missed: n(0), Sealed: n(18), Members: n(390), Expected: n(380), Present: n(341), Small: n(0), Given: n(44), Done: n(40), Overdue: n(0), Concerns: n(2),
			Tables: counts.Tables{{Table: table, Self: &counts.Classes{Good: 17, Fair: 1}, Confirmed: &counts.Classes{Good: 12, Fair: 6}}}}},
	} {
		number := int64(1100201 + i)
		other := countstest.Key(byte(7 + i))
		p.List(t, number, c.name, counts.ByFile, other.Public(number), "2026-01")
		if c.f == nil {
			continue
		}
		data, err := counts.Statement{Schema: counts.Schema, Tenant: number, Committee: c.name, Month: month, Sequence: 1, AsAt: s.app.DB.Now(), Figures: *c.f}.Sealed(other.Sign)
		if err != nil {
			t.Fatal(err)
		}
		p.DB.Write(t, p.Officer, func(tx *store.Tx) error {
			_, err := counts.Receive(tx, s.app.Book, p.Org, month, data)
			return err
		})
	}
	p.DB.Write(t, p.Officer, func(tx *store.Tx) error {
		_, err := counts.Receive(tx, s.app.Book, p.Org, month, made.Data())
		return err
	})
	q := "?thang=" + month
	return p.Officer, []shot{
		{"officer", link.Counts(s.ward.Root.Slug) + q},
		{"province", link.Province(p.Slug) + q}, {"province", link.ProvinceReceive(p.Slug) + q}, {"province", link.ProvinceCommittees(p.Slug) + q}, {"province", link.ProvinceNew(p.Slug)}, {"province", link.ProvinceOne(p.Slug, demo.Tenant) + q},
	}
}
