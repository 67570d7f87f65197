package e2e

import (
	"context"
	"testing"

	"chibo/internal/demo"
	"chibo/internal/document"
	"chibo/internal/store"
	"chibo/internal/web/link"
)

// papersShots names a page for the routes of papers, packet and who helps.
func (s *server) papersShots(t *testing.T, cell demo.Cell, ky string) []shot {
	t.Helper()
	var paper, file string
	if err := s.app.DB.Read(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: cell.Secretary}, func(rd *store.Reader) error {
		all, err := document.Register(rd, cell.ID)
		if err != nil || len(all) == 0 {
			return err
		}
		paper = all[0].ID
		files, err := document.FilesOf(rd, paper)
		if len(files) > 0 {
			file = files[0].ID
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	b := cell.Slug
	ahead := s.ward.Cells[8] // notice and papers are out
	return []shot{{"secretary", link.Documents(b)}, {"secretary", link.NewDocument(b)}, {"secretary", link.Document(paper)}, {"secretary", link.EditDocument(paper)}, {"secretary", link.DocumentFile(paper)},
		{"secretary", link.File(file)}, {"secretary", link.DropFile(file)}, {"secretary", link.Attach(b, ky)}, {"secretary", link.Packet(b, ky)}, {"secretary", link.Packet(b, "2026-11")}, {"secretary", link.Assistants(b)}, {"ahead", link.Announce(ahead.Slug, ky)}, {"ahead", link.Premeeting(ahead.Slug, ky)}, {"ahead", link.Prepare(ahead.Slug, ky)}}
}
