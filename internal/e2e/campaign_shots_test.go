package e2e

import (
	"testing"

	"chibo/internal/demo"
	"chibo/internal/store"
)

// campaignID reads the id of the sample ward's campaign.
func (s *server) campaignID(t *testing.T) (id string) {
	t.Helper()
	if err := s.app.DB.Read(t.Context(), store.Viewer{Tenant: demo.Tenant, Person: store.System}, func(rd *store.Reader) error {
		return rd.Get([]any{&id}, `select c.id from campaign c where c.tenant = $1 order by c.created_at limit 1`)
	}); err != nil {
		t.Fatal(err)
	}
	return id
}
