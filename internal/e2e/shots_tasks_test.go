package e2e

import (
	"context"
	"testing"

	"chibo/internal/demo"
	"chibo/internal/duty"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/web/link"
)

// taskShots are the pages between meetings: a task whose owner asked for time,
// the table of six clear things, the duties of two years.
func (s *server) taskShots(t *testing.T, cell demo.Cell) []shot {
	t.Helper()
	var asked string
	var one duty.Duty
	if err := s.app.DB.Read(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: cell.Secretary}, func(rd *store.Reader) error {
		open, err := task.Open(rd, cell.ID)
		if err != nil {
			return err
		}
		asked = open[0].ID
		for _, x := range open {
			if x.AskedDue != "" {
				asked = x.ID
			}
		}
		p, err := duty.Year(rd, cell.ID, 2026)
		if err == nil {
			one = p.Duties[len(p.Duties)-1]
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	b, ky := cell.Slug, "2026-12"
	return []shot{{"secretary", link.Home + "?xem=tat-ca"}, {"secretary", link.Task(asked)}, {"secretary", link.TaskAskTime(asked)}, {"secretary", link.TaskAnswer(asked)}, {"secretary", link.TaskRoles(asked)},
		{"secretary", link.SixClear(b)}, {"secretary", link.DutiesNow(b)}, {"secretary", link.Duties(b, 2026)}, {"secretary", link.Duties(b, 2027)}, {"member", link.Duties(b, 2026)}, {"secretary", link.NewDuty(b, 2027)}, {"secretary", link.AdoptDuties(b, 2027)},
		{"secretary", link.Duty(one.ID)}, {"secretary", link.EditDuty(one.ID)}, {"secretary", link.HandOverDuty(one.ID)}, {"secretary", link.EndDuty(one.ID)}, {"secretary", link.ReportDuty(one.ID)}, {"secretary", link.HearDuties(b, ky)}}
}
