package campaign_test

import (
	"testing"

	"chibo/internal/campaign"
	"chibo/internal/fault"
	"chibo/internal/minutes/cast"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestThePoolSaysWhyWithANumber: tasks past their day and matters raised often speak for
// a topic, few matters do not; a member asks in vain.
func TestThePoolSaysWhyWithANumber(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		cast.Meeting(t, db, "c3", cast.Cell, "2026-11-03", "closed")
		pool := func(who, org string) (out []campaign.Suggestion, err error) {
			err = db.TryRead(who, func(rd *store.Reader) (err error) { out, err = campaign.Pool(rd, cast.Book, org); return })
			return out, err
		}
		today := ""
		db.Read(t, cast.Dung, func(rd *store.Reader) error { today = rd.Today(); return nil })
		exec(t, db, `insert into task (tenant, id, org, meeting, owner, deed, measure, due, report_at, follower, decider, outside, state, result, assigned_on, closed_on, version, came_on, came_from)
			values ($1, 't1', 'cell3', 'c3', 'm-loc', 'Đặt 2 thùng rác', '', $2, '2026-12', '', '', false, 'assigned', '', $2, null, 1, $2, '')`, today[:8]+"01")
		for _, x := range []struct{ who, org string }{{cast.Dung, cast.Ward}, {cast.Hien, cast.Cell}} {
			all, err := pool(x.who, x.org)
			if err != nil || today[8:] != "01" && (len(all) != 1 || all[0] != (campaign.Suggestion{From: campaign.FromTasks, N: 1})) {
				t.Errorf("%s of %s: %+v %v", x.who, x.org, all, err)
			}
		}
		if all, err := pool(cast.Panh, cast.Other); err != nil || len(all) != 0 {
			t.Errorf("of another cell: %+v %v", all, err)
		}
		for who, org := range map[string]string{cast.Mai: cast.Cell, cast.Panh: cast.Cell, cast.Hien: cast.Ward} {
			if _, err := pool(who, org); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s of %s: %v", who, org, err)
			}
		}
	})
}
