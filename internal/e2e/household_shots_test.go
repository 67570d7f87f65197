package e2e

import (
	"testing"

	"chibo/internal/demo"
	"chibo/internal/store"
	"chibo/internal/web/link"
)

// householdShots are the pages of who is in charge of which households.
func (s *server) householdShots(t *testing.T, cell demo.Cell) []shot {
	t.Helper()
	b, id := cell.Slug, ""
	if err := s.app.DB.Read(t.Context(), store.Viewer{Tenant: demo.Tenant, Person: store.System}, func(rd *store.Reader) error {
		return rd.Get([]any{&id}, `select id from household_group where tenant = $1 and org = $2 order by name limit 1`, cell.ID)
	}); err != nil {
		t.Fatal(err)
	}
	return []shot{{"secretary", link.Households(b)}, {"secretary", link.NewHousehold(b)}, {"secretary", link.Household(b, id)}, {"member", link.Households(b)}, {"officer", link.WardHouseholds(s.ward.Root.Slug)}}
}

// matterShots are the pages of the list of matters under supervision: a cell of which the
// rules want none, whose pages say so, and a line of one that has a list.
func (s *server) matterShots(t *testing.T) []shot {
	t.Helper()
	slug, id := "", ""
	if err := s.app.DB.Read(t.Context(), store.Viewer{Tenant: demo.Tenant, Person: store.System}, func(rd *store.Reader) error {
		return rd.Get([]any{&slug, &id}, `select o.slug, m.id from matter m join org o on o.tenant = m.tenant and o.id = m.org where m.tenant = $1 and m.adopted_on <> '' order by m.report_on desc limit 1`)
	}); err != nil {
		t.Fatal(err)
	}
	return []shot{{"supervised", link.Matters(slug)}, {"supervised", link.NewMatter(slug)}, {"supervised", link.Matter(slug, id)}}
}
