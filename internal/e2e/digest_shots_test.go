package e2e

import (
	"context"
	"strings"
	"testing"

	"chibo/internal/demo"
	"chibo/internal/digest"
	"chibo/internal/store"
)

// wayOut has somebody of the sample ward ask for letters, and gives the mark by which one
// of them would be left.
func (s *server) wayOut(t *testing.T, person string) (mark string) {
	t.Helper()
	ctx, v := context.Background(), store.Viewer{Tenant: demo.Tenant, Person: person}
	if err := s.app.DB.Write(ctx, v, func(tx *store.Tx) error {
		_, err := digest.Choose(tx, s.app.Book, digest.Choice{Mail: true, Hour: 7, Days: digest.Daily, Address: "hoa@thu.example"})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.app.DB.Read(ctx, v, func(rd *store.Reader) error {
		if err := rd.Get([]any{&mark}, `select link from digest_choice where tenant = $1 and person = $2`, person); err != nil {
			return err
		}
		proof, err := rd.Vault().Index("digest.off", mark)
		mark = strings.Join([]string{store.JSON(rd.Tenant()), mark, proof[:32]}, ".")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return mark
}
