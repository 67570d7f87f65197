package e2e

import (
	"context"
	"testing"

	"chibo/internal/demo"
	"chibo/internal/formality"
	"chibo/internal/store"
	"chibo/internal/web/link"
)

// formalityShots are the pages on which a cell is asked about a meeting.
func (s *server) formalityShots(t *testing.T, cell demo.Cell) []shot {
	t.Helper()
	id := ""
	if err := s.app.DB.Read(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: cell.Secretary}, func(rd *store.Reader) error {
		all, err := formality.OfCell(rd, cell.ID)
		for _, f := range all {
			if f.Kind == formality.OwnMinutes {
				id = f.ID
			}
		}
		return err
	}); err != nil || id == "" {
		t.Fatalf("the hurried scribe was not found: %v", err)
	}
	root := s.ward.Root.Slug
	return []shot{{"secretary", link.LookBack(cell.Slug)}, {"secretary", link.Finding(cell.Slug, id)}, {"secretary", link.NamedBefore(cell.Slug, "2026-12")}, {"officer", link.LooksBack(root)}, {"officer", link.FindingTold(root, id)}}
}
