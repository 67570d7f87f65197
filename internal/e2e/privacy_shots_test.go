package e2e

import (
	"context"
	"testing"

	"chibo/internal/demo"
	"chibo/internal/privacy"
	"chibo/internal/store"
	"chibo/internal/web/link"
)

// privacyShots names a page for every route about personal data.
func (s *server) privacyShots(t *testing.T, cell demo.Cell) []shot {
	t.Helper()
	root, someone := s.ward.Root.Slug, cell.Members[12]
	var open []privacy.Request
	if err := s.app.DB.Read(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: s.ward.Officer}, func(rd *store.Reader) (err error) {
		open, err = privacy.Open(rd, s.ward.Root.ID)
		return err
	}); err != nil || len(open) == 0 {
		t.Fatalf("%d requests, %v", len(open), err)
	}
	out := []shot{{"member", link.OwnRequests}, {"member", link.OwnConsent}, {"secretary", link.Requests(someone.ID)}, {"secretary", link.Consent(someone.ID)}, {"officer", link.Privacy(root)}, {"officer", link.PrivacyRegister(root)}, {"officer", link.Retention(root)}, {"admin", link.Retention(root)}}
	for _, q := range open[:1] {
		out = append(out, shot{"officer", link.PrivacyRequest(root, q.ID)})
		for _, what := range []string{"tra-loi", "tu-choi"} {
			out = append(out, shot{"officer", link.PrivacyStep(root, q.ID, what)})
		}
	}
	var told []privacy.Alarm
	if err := s.app.DB.Read(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: s.ward.Leader}, func(rd *store.Reader) (err error) {
		told, err = privacy.Alarms(rd, s.ward.Root.ID, 0)
		return err
	}); err != nil || len(told) == 0 {
		t.Fatalf("%d alarms, %v", len(told), err)
	}
	return append(out, shot{"leader", link.PrivacyAlarms(root)}, shot{"leader", link.PrivacyAlarm(root, told[0].ID)})
}
