package e2e

import (
	"testing"

	"chibo/internal/demo"
	"chibo/internal/store"
)

// concernID reads the id of one of the sample ward's concerns.
func (s *server) concernID(t *testing.T, where string, args ...any) (id string) {
	t.Helper()
	if err := s.app.DB.Read(t.Context(), store.Viewer{Tenant: demo.Tenant, Person: store.System}, func(rd *store.Reader) error {
		return rd.Get([]any{&id}, `select c.id from concern c where c.tenant = $1 and `+where+` order by c.closed_on desc, c.due_on limit 1`, args...)
	}); err != nil {
		t.Fatal(err)
	}
	return id
}

func raisedBy(t *testing.T, s *server, person string) string {
	t.Helper()
	return s.concernID(t, `c.author = $2`, person)
}

func raisedIn(t *testing.T, s *server, cell, to string) string {
	t.Helper()
	return s.concernID(t, `c.org = $2 and c.addressee = $3 and c.closed_on = ''`, cell, to)
}

// visitID reads the id of the sample ward's visit to a cell.
func (s *server) visitID(t *testing.T, cell string) (id string) {
	t.Helper()
	if err := s.app.DB.Read(t.Context(), store.Viewer{Tenant: demo.Tenant, Person: store.System}, func(rd *store.Reader) error {
		return rd.Get([]any{&id}, `select id from visit where tenant = $1 and org = $2 order by day limit 1`, cell)
	}); err != nil {
		t.Fatal(err)
	}
	return id
}
