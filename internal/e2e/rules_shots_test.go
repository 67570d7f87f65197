package e2e

import (
	"context"
	"testing"

	"chibo/internal/demo"
	"chibo/internal/regulation"
	"chibo/internal/store"
	"chibo/internal/web/link"
)

// ruleShots are the pages on which rules are read, tried and adopted.
func (s *server) ruleShots(t *testing.T, cell demo.Cell) []shot {
	t.Helper()
	var own []regulation.Own
	if err := s.app.DB.Read(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: s.ward.Officer}, func(rd *store.Reader) (err error) {
		own, err = regulation.All(rd)
		return err
	}); err != nil || len(own) == 0 {
		t.Fatalf("the ward has no table of its own: %v", err)
	}
	root := s.ward.Root.Slug
	return []shot{{"officer", link.Rules(root)}, {"officer", link.Rule(root, "vote.threshold.qd208@1")}, {"officer", link.TryRule(root, "vote.threshold.qd208@1")}, {"officer", link.ProposeRule(root)},
		{"officer", link.OwnRules(root)}, {"officer", link.OwnRule(root, own[0].ID)}, {"secretary", link.CellRules(cell.Slug)}}
}
