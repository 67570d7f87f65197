package e2e

import (
	"testing"

	"chibo/internal/demo"
	"chibo/internal/web/link"
)

// mandateShots are a decision to read minutes, what is read under it, and what the cell sees.
func (s *server) mandateShots(t *testing.T, root string, cell demo.Cell) []shot {
	id, paper := "", ""
	db := s.app.DB.Raw()
	if err := db.QueryRow(`select id from mandate where tenant = ?`, demo.Tenant).Scan(&id); err != nil {
		t.Fatal(err)
	}
	if err := db.QueryRow(`select p.id from paper p join meeting m on m.tenant = p.tenant and m.id = p.meeting where p.tenant = ? and m.org = ? and p.type = 'minutes' and m.period = '2026-11' and m.circle = ''`, demo.Tenant, cell.ID).Scan(&paper); err != nil {
		t.Fatal(err)
	}
	return []shot{{"leader", link.Mandates(root)}, {"leader", link.NewMandate(root)}, {"leader", link.Mandate(root, id)}, {"inspector", link.InspectorHome}, {"inspector", link.ReadUnder(id)}, {"inspector", link.PaperUnder(id, paper)}, {"secretary", link.MinutesOpened(cell.Slug)}}
}
