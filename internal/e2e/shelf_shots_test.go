package e2e

import (
	"testing"

	"chibo/internal/demo"
	"chibo/internal/store"
	"chibo/internal/web/link"
)

// shelfShots are the pages of what cells do well, in the sample ward.
func (s *server) shelfShots(t *testing.T, cell demo.Cell) []shot {
	t.Helper()
	one := func(text string, args ...any) (id string) {
		if err := s.app.DB.Read(t.Context(), store.Viewer{Tenant: demo.Tenant, Person: store.System}, func(rd *store.Reader) error {
			return rd.Get([]any{&id}, text, args...)
		}); err != nil {
			t.Fatal(err)
		}
		return id
	}
	root, b := s.ward.Root.Slug, cell.Slug
	way := one(`select id from good_way where tenant = $1 and org = $2 and reach = 'all' limit 1`, s.ward.Cells[1].ID)
	own := one(`select id from good_way where tenant = $1 and org = $2 and reach = 'committee' limit 1`, cell.ID)
	copied := one(`select id from good_way_taken where tenant = $1 limit 1`)
	taker := s.ward.Cells[5]
	praise := one(`select r.id from meeting m join praise r on r.tenant = m.tenant and r.meeting = m.id where m.tenant = $1 and m.org = $2 and m.sealed_at is not null order by m.day desc limit 1`, cell.ID)
	waits := one(`select id from praise_proposal where tenant = $1 and outcome = '' limit 1`)
	return []shot{{"secretary", link.GoodWays(b)}, {"secretary", link.NewGoodWay(b)}, {"secretary", link.GoodWay(b, own)}, {"secretary", link.GoodWay(b, way)}, {"secretary", link.EditGoodWay(b, own)},
		{"taker", link.TakenGoodWay(taker.Slug, copied)}, {"secretary", link.CellPraises(b)}, {"secretary", link.CellPraise(b, praise)}, {"officer", link.PraiseProposals(root)}, {"officer", link.PraiseProposal(root, waits)}, {"officer", link.WardGoodWays(root)}, {"officer", link.WardGoodWay(root, way)}}
}
