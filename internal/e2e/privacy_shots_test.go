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
	out := []shot{{"member", link.OwnRequests}, {"member", link.OwnConsent}, {"secretary", link.Requests(someone.ID)}, {"secretary", link.Consent(someone.ID)}, {"officer", link.Privacy(root)}, {"officer", link.PrivacyRegister(root)}, {"officer", link.Retention(root)}, {"officer", link.Assessment(root)}, {"admin", link.Retention(root)}}
	restricted := s.ward.Cells[9].Members[14]
	out = append(out, shot{"officer", link.DataStates(root)}, shot{"officer", link.DataState(root, restricted.PersonID)}, shot{"officer", link.DataState(root, someone.PersonID)}, shot{"officer", link.Member(restricted.ID)},
		shot{"leader", link.DataDecisions(root)}, shot{"leader", link.DataDecision(root, restricted.PersonID)})
	for _, q := range open[:1] {
		out = append(out, shot{"officer", link.PrivacyRequest(root, q.ID)})
		for _, what := range []string{"tra-loi", "tu-choi"} {
			out = append(out, shot{"officer", link.PrivacyStep(root, q.ID, what)})
		}
	}
	var leaks []privacy.Breach
	as := func(do func(tx *store.Tx) error) {
		if err := s.app.DB.Write(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: s.ward.Officer}, do); err != nil {
			t.Fatal(err)
		}
	}
	as(func(tx *store.Tx) error {
		b, err := privacy.Leak(tx, s.app.Book, privacy.Breach{FoundAt: tx.Now() - 5*3600_000, Since: tx.Now() - 30*24*3600_000, Until: tx.Now(), Text: "Tệp danh sách gửi nhầm địa chỉ."})
		if err != nil {
			return err
		}
		leaks = []privacy.Breach{b}
		return nil
	})
	out = append(out, shot{"officer", link.Leaks(root)}, shot{"admin", link.Leaks(root)}, shot{"officer", link.Leak(root, leaks[0].ID)})
	var told []privacy.Alarm
	if err := s.app.DB.Read(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: s.ward.Leader}, func(rd *store.Reader) (err error) {
		told, err = privacy.Alarms(rd, s.ward.Root.ID, 0)
		return err
	}); err != nil || len(told) == 0 {
		t.Fatalf("%d alarms, %v", len(told), err)
	}
	return append(out, shot{"leader", link.PrivacyAlarms(root)}, shot{"leader", link.PrivacyAlarm(root, told[0].ID)})
}
