package e2e

import (
	"context"
	"testing"

	"chibo/internal/demo"
	"chibo/internal/returns"
	"chibo/internal/store"
)

// formOf is the table of the level above in the sample ward.
func (s *server) formOf(t *testing.T) string {
	t.Helper()
	id := ""
	if err := s.app.DB.Read(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: s.ward.Officer}, func(rd *store.Reader) error {
		all, err := returns.List(rd, s.ward.Root.ID)
		for _, f := range all {
			id = f.ID
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return id
}
