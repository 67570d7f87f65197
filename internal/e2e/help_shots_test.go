package e2e

import (
	"testing"

	"chibo/internal/demo"
	"chibo/internal/web/link"
)

// helpShots are the plans to help cells, as the committee and as the cell sees them.
func (s *server) helpShots(t *testing.T, root string) []shot {
	cell := s.ward.Cells[8]
	id := ""
	if err := s.app.DB.Raw().QueryRow(`select id from assist_plan where tenant = ? and org = ? limit 1`, demo.Tenant, cell.ID).Scan(&id); err != nil {
		t.Fatal(err)
	}
	return []shot{{"officer", link.WardHelp(root)}, {"officer", link.NewHelp(cell.Slug)}, {"officer", link.CellHelp(cell.Slug)}, {"officer", link.HelpPlan(cell.Slug, id)}, {"ahead", link.HelpPlan(cell.Slug, id)}, {"ahead", link.CellHelp(cell.Slug)}}
}
