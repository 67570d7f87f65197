package e2e

import (
	"testing"

	"chibo/internal/demo"
	"chibo/internal/web/link"
)

// checkShots are the programmes of inspection and supervision of the committee and a cell.
func (s *server) checkShots(t *testing.T, root string, cell demo.Cell) []shot {
	id := func(org string) (id string) {
		if err := s.app.DB.Raw().QueryRow(`select id from inspection_item where tenant = ? and org = ? and result = '' limit 1`, demo.Tenant, org).Scan(&id); err != nil {
			t.Fatal(err)
		}
		return id
	}
	w, c := link.WardChecks(root), link.CellChecks(cell.Slug)
	return []shot{{"officer", w}, {"officer", link.NewCheck(w)}, {"officer", link.Check(w, id(s.ward.Root.ID))}, {"secretary", c}, {"secretary", link.NewCheck(c)}, {"secretary", link.Check(c, id(cell.ID))}, {"officer", c}}
}
