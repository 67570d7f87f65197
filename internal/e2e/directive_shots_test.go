package e2e

import (
	"testing"

	"chibo/internal/demo"
	"chibo/internal/store"
)

// sentDown reads the id of a paper the sample committee sent down.
func sentDown(t *testing.T, s *server, number string) (id string) {
	t.Helper()
	if err := s.app.DB.Read(t.Context(), store.Viewer{Tenant: demo.Tenant, Person: store.System}, func(rd *store.Reader) error {
		return rd.Get([]any{&id}, `select d.id from directive d where d.tenant = $1 and d.number = $2`, number)
	}); err != nil {
		t.Fatal(err)
	}
	return id
}
