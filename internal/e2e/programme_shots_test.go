package e2e

import (
	"testing"

	"chibo/internal/demo"
	"chibo/internal/store"
	"chibo/internal/web/link"
)

// programmeOf reads the id of an organisation's programme and of its targets in order.
func (s *server) programmeOf(t *testing.T, org string) (id string, targets []string) {
	t.Helper()
	if err := s.app.DB.Read(t.Context(), store.Viewer{Tenant: demo.Tenant, Person: store.System}, func(rd *store.Reader) (err error) {
		if err := rd.Get([]any{&id}, `select id from programme where tenant = $1 and org = $2 limit 1`, org); err != nil {
			return err
		}
		targets, err = rd.Strings(`select id from programme_target where tenant = $1 and programme = $2 order by position`, id)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return id, targets
}

// programmeShots are the pages of a cell's programme and of the committee's own.
func (s *server) programmeShots(t *testing.T, cell demo.Cell) []shot {
	t.Helper()
	root := s.ward.Root.Slug
	id, targets := s.programmeOf(t, cell.ID)
	own, theirs := s.programmeOf(t, s.ward.Root.ID)
	list, above := link.Programmes(cell.Slug), link.OwnProgrammes(root)
	return []shot{{"secretary", list}, {"secretary", link.NewProgramme(list)}, {"secretary", link.Programme(list, id)}, {"secretary", link.Target(list, id, targets[0])}, {"member", link.Programme(list, id)},
		{"officer", above}, {"officer", link.NewProgramme(above)}, {"officer", link.Programme(above, own)}, {"officer", link.Target(above, own, theirs[0])},
		{"officer", link.WardTargets(root)}, {"officer", link.CellTargets(root, cell.Slug)}}
}
